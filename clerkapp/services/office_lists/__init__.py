"""The lists of the office: who may read and change them, files of them, and what follows from them (ADR 40)."""

from clerkapp.services.office_lists.reading import entries

__all__ = ["entries"]
