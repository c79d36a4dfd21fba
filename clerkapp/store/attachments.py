"""Attachments: files, named by their own SHA-256."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from clerkapp.domain.files import StoredFile


class Attachments(Protocol):
    """The files of this office; the same bytes are kept once."""

    def store(self, chunks: Iterable[bytes], *, at: str, limit: int) -> StoredFile:
        """Keep the bytes of `chunks` (of any length each), a few at a time in memory.

        Raises Refused("attachment-too-large", limit=…) above `limit` bytes; then, and when `chunks`
        raises, nothing is kept.
        """

    def get(self, sha256_hex: str) -> StoredFile | None:
        """What is kept under a digest, or None."""

    def chunks(self, sha256_hex: str, *, check: bool = True) -> Iterator[bytes]:
        """The bytes in order, each chunk read when it is asked for.

        Raises Refused("attachment-missing"); EnvironmentFailure("attachment-damaged") when the bytes are
        not those that were stored, at the latest after the last chunk. Without `check` only their number
        is compared: for a reader that hashes them itself.
        """

    def erase(self, sha256_hex: str, *, at: str) -> None:
        """Take the bytes of an attachment away for good; its digest and size stay known. From then on it is
        as one that is not here. Joins the caller's transaction."""

    def all(self) -> Iterator[StoredFile]:
        """Every attachment, in the order of arrival."""
