"""An unlocked vault and the person who unlocked it.

Every use case takes a session first. A session belongs to the thread that unlocked it: the vault
has one connection, and one thread owns it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Any

from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event, JournalEntry
from clerkapp.domain.office import VaultInfo
from clerkapp.domain.people.roles import Account, Permission
from clerkapp.domain.time.times import format_instant
from clerkapp.services.office_clock import zone_of
from clerkapp.services.ports import Ports
from clerkapp.store.opened import Store

Params = dict[str, str | int | list[str] | None]
"""What an entry of the journal says beside time and account."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the person that refuses nothing: a sentence's code and its parameters."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Session:
    """`vault` is for the use cases alone. `opened_seq`: the journal's head right after unlocking. `notices`: what unlocking noticed.

    `remembered`: this machine could keep what it noticed of the vault; without that no bundle is made.
    """

    vault: Store
    folder: Path
    account: Account
    signing: PrivateKey
    ports: Ports
    opened_seq: int = 0
    notices: tuple[Notice, ...] = ()
    remembered: bool = True

    @property
    def info(self) -> VaultInfo:
        """The vault's own facts: which office and station it is of."""
        return self.vault.info

    @property
    def unwritable(self) -> str:
        """Why nothing can be written: vault-disk-full or vault-read-only; empty when it can."""
        return self.vault.unwritable

    @property
    def read_only(self) -> bool:
        """Whether the vault can only be read: its disk is full or may not be written."""
        return bool(self.vault.unwritable)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several use cases, all of them or none; inner ones join the outer one."""
        with self.vault.transaction():
            yield

    def now(self) -> str:
        """The time as it is recorded: RFC 3339 with the local offset, whole seconds."""
        return format_instant(self.ports.clock.now())

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are entered."""
        return zone_of(self.ports.clock)

    def names(self, *more: str) -> tuple[str, ...]:
        """What somebody would try first as a passphrase here: the person, the office, the station."""
        info = self.vault.info
        person = more or (self.account.name,)
        return (*person, info.authority_name, info.authority, info.station)

    def require(self, permission: Permission) -> None:
        """Raises Refused("not-permitted") unless the account's roles grant `permission`."""
        self.account.require(permission)

    def require_real(self) -> None:
        """Raises Refused("training") in a practice vault: nothing of it leaves."""
        if self.info.is_training:
            raise Refused("training", station=self.info.station)

    def journal(self, event: Event, at: str, params: Params) -> JournalEntry:
        """Write an event of this person into the journal, in the caller's transaction."""
        return self.vault.journal.append(event, at, self.account.id, params)

    def sign_head(self, at: str) -> None:
        """Sign the journal as it stands with this person's key, in the caller's transaction."""
        self.vault.heads.sign(self.signing, at)

    def change_setting(self, name: str, value: Any) -> None:
        """Keep a setting of the vault and journal it, with the digest by which the check knows it."""
        with self.vault.transaction():
            digest = self.vault.settings.set(name, value)
            self.journal(Event.SETTING_CHANGED, self.now(), {"name": name, "digest": digest})
