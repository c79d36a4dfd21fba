"""The lists of the office: rows that are only added. Who adds some journals their digest in the same
transaction (`clerkapp.crypto.office_entries`)."""

from collections.abc import Sequence
from typing import Protocol

from clerkapp.domain.office_entries import Entry, EntryChange, KeptRows


class OfficeLists(Protocol):
    """Entries of every list, by the list's code."""

    def keep(
        self,
        list_code: str,
        changes: Sequence[EntryChange],
        *,
        at: str,
        account: str,
        second: str | None = None,
    ) -> KeptRows:
        """Add a row for each change, in their order. All of them or none; `changes` is not empty.

        Raises Refused("entry-of-another-list") for an entry that stands in another list.
        """

    def entries(self, list_code: str) -> tuple[Entry, ...]:
        """The newest row of each entry of a list, closed ones too, in the order in which they came."""

    def entry(self, entry_id: str) -> Entry:
        """The newest row of an entry. Raises Refused("entry-missing")."""

    def history(self, entry_id: str) -> tuple[Entry, ...]:
        """Every row of an entry, the first one first; none for one that is not there."""
