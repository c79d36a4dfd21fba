"""Which headers this vault has written: told by the database, so that an older one is noticed.

A header is authenticated by its MAC, but an older one of the same data key has a right MAC too, and with
it the passphrases of its day. So each one is noted in the database right after it was written. A kill in
between leaves a header that is newer than the note, which is taken; an older one is not.
"""

from dataclasses import dataclass

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.errors import Refused
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.keys.header import Header


@dataclass(frozen=True, slots=True)
class Noted:
    """A header that was written: its count, and the SHA-256 of its file in hex."""

    written: int
    digest: str


class HeaderLog:
    """The headers that were written, by their count."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self) -> Noted:
        """The last one; count 0 before the first."""
        row = self._connection.row(
            "SELECT written, digest FROM header_written ORDER BY written DESC LIMIT 1"
        )
        return Noted(*row) if row else Noted(0, "")

    def add(self, header: Header) -> None:
        """Note one that was written."""
        noted = noted_of(header)
        self._connection.run(
            "INSERT INTO header_written (written, digest) VALUES (?, ?)",
            (noted.written, noted.digest),
        )

    def holds(self, header: Header) -> bool:
        """Whether `header` is the last one that was noted, or a later one."""
        latest, noted = self.latest(), noted_of(header)
        return noted == latest or noted.written > latest.written

    def require(self, header: Header) -> None:
        """Raises Refused("header-changed") for one from before the last that was noted."""
        if not self.holds(header):
            raise Refused("header-changed")


def noted_of(header: Header) -> Noted:
    """How `header` is noted."""
    return Noted(header.written, sha256_hex(header.encode()))
