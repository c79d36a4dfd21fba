"""What the journal says was done, and what it says last: held against the tables by the other parts.

Each claim is kept as a short digest with the number of its entry, so that memory grows by little more
than that with the journal. What is never found was done to nothing that is here; what is recorded and
was never claimed did not come about through the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clerkapp.crypto.digests import sha256_hex

_SIZE = 32


def key(*facts: object) -> bytes:
    """A short digest of facts, for comparing them."""
    return bytes.fromhex(sha256_hex("\0".join(map(str, facts)).encode())[:_SIZE])


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry says that it wrote the rows `first` to `last` of a list of the office."""

    at: str
    account: str
    list: str
    first: int
    last: int
    digest: str


class Claims:
    """Claims until they are found, and the last word on settings."""

    def __init__(self) -> None:
        self._open: dict[bytes, int] = {}
        self.numbers: dict[str, int] = {}
        """Records that an entry names, until they are found: number -> seq."""
        self.versions: dict[tuple[str, int], int] = {}
        """Versions that an entry names, until they are found: (number, rev) -> seq."""
        self.attached: dict[bytes, list[str]] = {}
        """When a file was attached, the first time first, by the key of its digest."""
        self.settings: dict[str, str] = {}
        """The digest that the last entry gives for a setting."""
        self.listed: list[Listed] = []
        """What entries say of rows of the office's lists, in order."""
        self.recipients: list[Any] = []
        """The fingerprints of the certificates that were accepted last."""
        self.restored: int = 0
        """The last entry that says that the vault was restored; 0 for none."""
        self.epochs: dict[str, int] = {}
        """The last entry that opened an epoch, by stream."""
        self.committed: dict[str, int] = {}
        """The entry that says that a bundle was made ready, by its digest."""
        self.backups: set[bytes] = set()
        """Keys of what is said about backups: time, and file or code."""
        self.clock_backs: list[tuple[datetime, datetime]] = []
        """Between which times the clock went back: what it showed then, and what had been seen."""
        self.confirmed: dict[str, tuple[Any, Any, str | None]] = {}
        """That an account succeeds another one: which, who confirmed it (None: the recovery key), and who
        added it."""
        self.created: dict[str, Any] = {}
        """What the first entry says of the vault."""

    def claim(self, seq: int, *facts: object) -> None:
        """The entry `seq` says that `facts` came about."""
        claim_key = key(*facts)
        again = 0
        while claim_key in self._open:
            again += 1
            claim_key = key(*facts, again)
        self._open[claim_key] = seq

    def found(self, *facts: object) -> bool:
        """Take one claim of `facts` off; whether there was one."""
        taken = key(*facts)
        if taken not in self._open:
            return False
        again = 1
        while (further := key(*facts, again)) in self._open:
            taken, again = further, again + 1
        del self._open[taken]
        return True

    def was_undone(self, at: datetime) -> bool:
        """Whether the clock went back over this time, so that it came twice."""
        return any(now <= at <= seen for now, seen in self.clock_backs)

    def left(self) -> Iterator[int]:
        """The entries that name something that was not found, in order."""
        yield from sorted({*self._open.values(), *self.numbers.values(), *self.versions.values()})
