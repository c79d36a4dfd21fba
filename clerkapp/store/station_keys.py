"""The keys that this station signs bundles with (ADR 28)."""

from dataclasses import dataclass
from typing import Protocol

from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.people.roles import Account


@dataclass(frozen=True, slots=True)
class StationKey:
    """The station's `n`th key. `made`: RFC 3339; `ended`: when the next one was made, None for the
    present one."""

    n: int
    public: PublicKey
    made: str
    made_by: str
    sshsig: bytes
    ended: str | None


class StationKeys(Protocol):
    """The station's keys and who holds them. `today`: an RFC 3339 date."""

    def list(self) -> tuple[StationKey, ...]:
        """Every key that the station has had, the first one first."""

    def present(self) -> StationKey:
        """The key that the station signs with now."""

    def waiting(self, today: str) -> tuple[Account, ...]:
        """Accounts that may send and have not left, to which the present key was not handed on yet."""

    def somebody_holds(self, today: str) -> bool:
        """Whether anybody is left who can sign for the station."""

    def left(self, today: str) -> bool:
        """Whether somebody who holds the present key has left."""

    def would_hold(self, today: str) -> tuple[Account, ...]:
        """Who would hold a new key: whoever may hold the present one and has not left."""

    def renew(self, *, by: PrivateKey, at: str) -> StationKey | None:
        """A new key, signed by an administrator's `by`, for everybody who would hold it; None, and no new
        key, where nobody is."""

    def hand_on(self, today: str) -> tuple[str, ...]:
        """Hand the present key on to those who were admitted and wait, when the person who unlocked holds
        it. Returns their accounts."""
