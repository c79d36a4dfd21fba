"""An office for tests of the use cases: a vault, its people, and a computer that tests control."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from clerkapp.crypto.kdf import KdfParameters
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.events import Event
from clerkapp.domain.office import Created, NewVault
from clerkapp.domain.people.roles import Account, Role
from clerkapp.domain.station import StationState
from clerkapp.host.profile import LocalProfile
from clerkapp.services.ports import Ports
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, opening
from clerkapp.services.vaults.own import vault_of
from clerkapp.services.vaults.succeeding import Confirmation
from clerkapp.vault import api as raw
from tests.fakes.clock import FrozenClock
from tests.fakes.drive import FakeDrive
from tests.fakes.vaults import NAME, PASSPHRASE, QUICK, kept_until_the_end

FIRST_PASSPHRASE = "granite thimble orchard comet"
"""As an administrator types it; it opens nothing."""
STAFF, RECORDER, REVIEWER, AUDITOR = "Rae Larsen", "Ivo Marsh", "Wren Castellan", "Noor Abara"

JAM: dict[str, Any] = {
    "one_line": "Scanner at Oak Hall jammed three times.",
    "occurred": {"at": "2026-11-03T07:10:00-06:00", "precision": "about"},
    "place": "Oak Hall",
    "election": "ZZ-2026-11-03",
    "phase": "open",
    "noticed_by": "election_judge",
    "danger": "no",
}
TO_RESOLVE: dict[str, Any] = {
    "how_noticed": "device_message",
    "category": "jam",
    "seen": "The path was cleared twice. The seal was whole.",
    "device_type": "scan-single",
    "manufacturer": "Northlight",
    "model": "NT-300",
    "serial": "NT3-004417",
    "election_data": "yes",
    "voting": "as_normal",
    "tried": ["cleared_jam"],
    "voters_waited": 0,
    "voters_left": 0,
    "ballots_affected": 0,
    "information": ["no"],
    "severity": "low",
    "actions": [{"who": "election_judge", "what": "Cleared the path."}],
    "resolution": "The path was cleared and stayed clear.",
}
TO_REVIEW: dict[str, Any] = {
    "results_affected": "no",
    "determination": "confirmed",
    "software_version": "4.2.1",
    "hardware_revision": "C",
    "first_election": "no",
    "manufacturer_told": "no",
    "eac_told": "no",
    "likely_cause": "paper_humidity",
}


def join(
    session: Session,
    name: str,
    *roles: Role,
    passphrase: str = PASSPHRASE,
    confirmation: Confirmation | None = None,
    **given: Any,
) -> Account:
    """Add a person who takes the account over at once, with a passphrase of their own."""
    account = accounts.add(
        session,
        name=name,
        roles=roles,
        passphrase=FIRST_PASSPHRASE,
        confirmation=confirmation,
        **given,
    )
    vault = vault_of(session)
    with vault.transaction():
        at = session.now()
        vault.accounts.take(account.id, at)
        vault.journal.append(Event.ACCOUNT_TAKEN, at, account.id, {})
        raw.change_passphrase(session.folder, vault, account, FIRST_PASSPHRASE, passphrase)
    return account


@dataclass
class MemoryMachine:
    """A machine's memory that a test can look into, forget and make unwritable."""

    states: dict[str, StationState] = field(default_factory=dict)
    writable: bool = True
    name: str = "the office's computer"
    folder: Path | None = None

    def read(self, vault_id: str) -> StationState:
        return self.states.get(vault_id, StationState())

    def write(self, vault_id: str, state: StationState) -> None:
        if not self.writable:
            raise EnvironmentFailure("machine-state-unwritable", folder="/var/lib/clerkapp")
        self.states[vault_id] = state

    def mark(self, vault_id: str) -> str:
        return f"{self.name} of {vault_id}"

    def tries(self, vault_id: str) -> Path | None:
        return None if self.folder is None else self.folder / f"tries-{vault_id}"


def computer() -> Ports:
    """A computer whose clock stands still, with nothing remembered."""
    return Ports(FrozenClock(), FakeDrive(), MemoryMachine(), LocalProfile())


class Office:
    """LARK's station W1 with Dana Whitfield as its first person; others on demand."""

    def __init__(
        self, folder: Path, parameters: KdfParameters = QUICK, like: "Office | None" = None
    ) -> None:
        self.folder = folder / "Larkspur.vault"
        self.stick = folder / "stick"
        self.stick.mkdir(parents=True, exist_ok=True)
        self.clock = FrozenClock()
        self.drive = FakeDrive()
        self.machine = MemoryMachine()
        self.ports = Ports(self.clock, self.drive, self.machine, LocalProfile())
        self.created = self._make(parameters) if like is None else self._take(like)

    def _make(self, parameters: KdfParameters) -> Created:
        return opening.create(
            self.folder,
            NewVault("LARK", "Larkspur County", "W1", NAME, "election_authority", PASSPHRASE),
            self.ports,
            parameters,
        )

    def _take(self, other: "Office") -> Created:
        """What the other office has, as though it had always been here."""
        shutil.copytree(other.folder, self.folder)
        here = str(self.folder)
        for vault_id, state in other.machine.states.items():
            places = tuple(replace(place, path=here) for place in state.places)
            self.machine.states[vault_id] = replace(state, places=places)
        return other.created

    def unlock(self, name: str = NAME) -> Session:
        return opening.unlock(self.folder, name, PASSPHRASE, self.ports)

    def add(
        self, name: str, *roles: Role, valid_from: str | None = None, valid_until: str | None = None
    ) -> None:
        session = self.unlock()
        join(session, name, *roles, valid_from=valid_from, valid_until=valid_until)
        opening.lock(session)

    def add_everybody(self) -> None:
        """Staff, a recorder for Oak Hall, a reviewer and an auditor."""
        session = self.unlock()
        for name, role in (
            (STAFF, Role.STAFF),
            (RECORDER, Role.RECORDER),
            (REVIEWER, Role.REVIEWER),
            (AUDITOR, Role.AUDITOR),
        ):
            join(session, name, role)
        accounts.change(session, RECORDER, sites=["Oak Hall"])
        opening.lock(session)


def office_in(folder: Path, *, people: bool = False) -> Office:
    """An office of a test's own, with the vault that all of this process have: making it takes longer
    than most tests. `people`: those whom `add_everybody` adds."""
    return Office(folder, like=_original(people))


@cache
def _original(people: bool) -> Office:
    office = Office(Path(kept_until_the_end()))
    if people:
        office.add_everybody()
    return office


def whole(**changes: Any) -> Mapping[str, Any]:
    """A jam that can be resolved and reviewed."""
    return {**JAM, **TO_RESOLVE, **TO_REVIEW, **changes}
