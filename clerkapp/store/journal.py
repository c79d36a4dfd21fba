"""The journal, and the signatures over its head."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.events import Event, JournalEntry

Params = Mapping[str, str | int | list[str] | None]
"""What an entry says beside time, account and event."""


@dataclass(frozen=True, slots=True)
class SignedHead:
    """`account` signed that the journal ended with entry `seq`. `before`: the head signed before it."""

    seq: int
    digest: str
    account: str
    at: str
    before: int | None
    sshsig: bytes


class Journal(Protocol):
    """What was done at this station: entries from 1 without gaps, each naming the digest of the one before."""

    def append(self, event: Event, at: str, account: str | None, params: Params) -> JournalEntry:
        """Write one entry. `account` is the id of who did it, None when nobody had unlocked."""

    def head(self) -> tuple[int, str] | None:
        """The last entry's seq and digest, or None in an empty journal."""

    def entries(self, after: int = 0, limit: int = 200) -> tuple[JournalEntry, ...]:
        """Up to `limit` entries with a seq above `after`, in order."""

    def latest(self, limit: int = 200, before: int | None = None) -> tuple[JournalEntry, ...]:
        """Up to `limit` entries, the newest first, with a seq below `before`."""

    def recovery_key_maker(self, slot: str) -> str | None:
        """The account that made the recovery key of this slot; None for the first one."""

    def accounts_added_since(self, account: str) -> tuple[str, ...]:
        """The accounts that others added since this account unlocked last; none before its first time."""

    def verify(self) -> int:
        """Recompute the whole chain; the number of entries.

        Raises EnvironmentFailure("journal-broken", seq=…) at the first entry that does not follow.
        """


class SignedHeads(Protocol):
    """The signed heads of this journal."""

    def sign(self, key: PrivateKey, at: str) -> None:
        """Sign the journal as it stands, in the transaction of its last entry. `key`: a person's. An empty
        journal has no head to sign."""

    def all(self) -> Iterator[SignedHead]:
        """Every signed head, the first one first."""

    def is_right(self, head: SignedHead) -> bool:
        """Whether the key of the account that it names signed exactly this."""
