"""An office's vault as it is made, told of before anybody has unlocked it, and brought back."""

from dataclasses import dataclass, field
from typing import Final

from clerkapp.domain.records.numbers import is_training

BACKUP_SUFFIX: Final = ".clerkbackup"
"""How the name of a backup ends."""


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """The vault's own facts, fixed when it was made."""

    vault_id: str
    authority: str
    authority_name: str
    station: str
    created: str

    @property
    def principal(self) -> str:
        """`<station>@<authority>`, as it is in bundles, grants and trust lists."""
        return f"{self.station}@{self.authority}"

    @property
    def is_training(self) -> bool:
        """Whether it is a practice vault: its station's code says so, and with it every number, grant and
        key in it."""
        return is_training(self.station)


@dataclass(frozen=True, slots=True)
class SlotPerson:
    """Whom the unlock screen offers."""

    slot_id: str
    name: str
    function: str


@dataclass(frozen=True, slots=True)
class Office:
    """What can be told about a vault before unlocking."""

    vault_id: str
    authority: str
    authority_name: str
    station: str
    people: tuple[SlotPerson, ...]


@dataclass(frozen=True, slots=True)
class BackupFace:
    """What a backup says of itself. `made`: RFC 3339 in UTC. Believed only once it is restored."""

    made: str
    office: Office


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was brought back. `vault_id`: 32 hex. `people`: who can open it with the passphrase
    of the backup's day."""

    vault_id: str
    people: tuple[SlotPerson, ...]


@dataclass(frozen=True, slots=True)
class NewVault:
    """What a new vault is made of. `function` is what the first person signs as, `zone` the name of the
    office's time zone. `training`: for practice; then the code of the station is marked."""

    authority: str
    authority_name: str
    station: str
    person_name: str
    function: str
    passphrase: str = field(repr=False)
    zone: str | None = None
    training: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """`recovery_key` is shown once and kept nowhere. Fingerprints are `SHA256:…`: of the station's key
    and of the root account's, the first person's, which the state hears both by phone."""

    vault_id: str
    recovery_key: str = field(repr=False)
    station_fingerprint: str
    root_fingerprint: str
    account_id: str
