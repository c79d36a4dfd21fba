"""A vault with everything in it, made once, and copied for each change that an insider makes."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.check_report import CheckReport
from clerkapp.domain.people.roles import Role
from clerkapp.domain.prints import INCIDENT
from clerkapp.domain.records.copies import Copy
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.station import StationState
from clerkapp.services import office
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.office_lists import carrying, writing
from clerkapp.services.printing import prints
from clerkapp.services.records import attaching, drafting, recording, signing
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, opening, passphrases, recovery, safekeeping
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault.api import check
from tests.fakes.insider import Insider
from tests.fakes.office import JAM, RECORDER, REVIEWER, STAFF, Office, whole
from tests.fakes.state import State
from tests.fakes.vaults import NAME

LEFT = "Bea Holm"
"""Whose account was closed."""


@dataclass(frozen=True)
class Prepared:
    """Where it lies, how the insider opens it, and what the machine remembers. `keys`: the signing keys of
    people who may turn on the office, by name."""

    folder: Path
    data_key: bytes
    vault_id: bytes
    remembered: StationState
    keys: dict[str, PrivateKey]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Several people, records of every kind of change, files, bundles of both streams, a restored backup,
    a new key, a closed account, a new recovery key."""
    scratch = tmp_path_factory.mktemp("prepared")
    county = Office(scratch)
    county.add_everybody()
    county.add(LEFT, Role.STAFF)
    state = State(scratch / "state", county)
    keys: dict[str, PrivateKey] = {}
    for name in (LEFT, RECORDER):
        _do(county, name, lambda one: keys.update({one.account.name: one.signing}))
    _first_weeks(county, state, scratch)
    file = scratch / "kept.clerkbackup"
    _do(county, NAME, lambda dana: safekeeping.backup(dana, file))
    # What was recorded and sent after the backup is lost with the computer.
    _do(county, STAFF, lambda rae: recording.record(rae, "equipment", JAM))
    _do(county, STAFF, lambda rae: _export(county, rae, state))
    county.folder = scratch / "Restored.vault"
    safekeeping.restore(file, county.folder, county.ports)
    _after_the_restore(county, state)
    session = county.unlock(STAFF)
    key, vault_id = vault_of(session).data_key, vault_of(session).raw_id
    opening.lock(session)
    return Prepared(county.folder, key, vault_id, county.machine.read(vault_id.hex()), keys)


def _do(county: Office, name: str, work: Callable[[Session], object]) -> None:
    county.clock.pass_time(60)
    session = county.unlock(name)
    work(session)
    opening.lock(session)


def _export(county: Office, session: Session, state: State, request: Request | None = None) -> None:
    county.clock.pass_time(60)
    folder = county.stick / county.clock.now().strftime("%d-%H%M")
    folder.mkdir()
    upward = Request(recipients=(state.certificate,))
    exporting.export(session, request or upward, folder)


def _first_weeks(county: Office, state: State, scratch: Path) -> None:
    def staff(rae: Session) -> None:
        tape = attaching.attach_bytes(rae, "zero-tape.pdf", b"tape" * 400_000)
        photo = attaching.attach_bytes(rae, "seal.jpg", b"photo of a seal")
        recording.record(rae, "equipment", whole(), attachments=[tape, photo])  # 0001
        recording.record(rae, "equipment", JAM)  # 0002
        recording.amend(rae, "LARK-2026-W1-0002", {"place": "Mill Road School"}, "Wrong hall")
        recording.record(rae, "procedure", {**JAM, "instruction": "Plan", "category": "late_open"})
        recording.strike(rae, "LARK-2026-W1-0003", "Entered twice")
        recording.set_status(rae, "LARK-2026-W1-0001", "resolved")
        signing.sign(rae, "LARK-2026-W1-0001", ActKind.TWO_PERSON, "first party")
        attaching.save_out(rae, "LARK-2026-W1-0001", photo.sha256, scratch / "seal.jpg")
        attaching.attach_bytes(rae, "left-in-a-draft.txt", b"half a thought")
        drafting.save(rae, "equipment", {"values": {"one_line": "Half a"}})

    def reviewer(wren: Session) -> None:
        opened = {"public_handling": "open"}
        recording.amend(wren, "LARK-2026-W1-0001", opened, "Decided for the public")
        signing.sign(wren, "LARK-2026-W1-0001", ActKind.TWO_PERSON, "second party")
        signing.sign(wren, "LARK-2026-W1-0001", ActKind.REVIEW)

    def first(dana: Session) -> None:
        signing.sign(dana, "LARK-2026-W1-0002", ActKind.AUTHORITY)
        exporting.accept_recipients(dana, [state.certificate])
        office.set_present(dana, "ZZ-2026-11-03", "open")
        scanner = writing.add(dana, "unit", {"serial": "NT3-004417", "state": "sealed"})
        writing.close(
            dana, "site", writing.add(dana, "site", {"code": "OLD", "name": "Old annex"}).id
        )
        writing.add(dana, "contact", {"name": "Duty desk", "phone": "555-0100"})
        with_note = {"note": "Lid seal 0083390"}
        writing.change(dana, "unit", scanner.id, with_note)
        sites = b"code,name\nOAK,Oak Hall\nMILL,Mill Road School\n"
        carrying.import_csv(dana, "site", sites)
        safekeeping.set_backup_folder(dana, scratch / "backups")
        prints.save(dana, INCIDENT, "LARK-2026-W1-0002", scratch / "sheet.pdf")
        _export(county, dana, state)
        _export(county, dana, state, Request(Copy.PUBLIC, numbers=("LARK-2026-W1-0001",)))

    _do(county, STAFF, staff)
    _do(county, RECORDER, lambda ivo: recording.record(ivo, "equipment", {**JAM, "place": "Gym"}))
    _do(county, LEFT, lambda bea: recording.record(bea, "equipment", {**JAM, "place": "Library"}))
    _do(county, REVIEWER, reviewer)
    _do(county, NAME, first)
    _do(county, STAFF, lambda rae: recording.record(rae, "message", _MAIL))  # 0006
    _do(county, STAFF, lambda rae: _export(county, rae, state))


_MAIL = {**JAM, "one_line": "Mail asks to sign in.", "category": "cred_phish"}


def _after_the_restore(county: Office, state: State) -> None:
    def first(dana: Session) -> None:
        accounts.disable(dana, LEFT)
        passphrases.rekey(dana)
        recovery.confirm(dana, recovery.renew(dana))
        office.set_present(dana, None, "between")

    def staff(rae: Session) -> None:
        recording.record(rae, "equipment", {**JAM, "place": "Annex"})  # 0101
        recording.amend(rae, "LARK-2026-W1-0101", {"place": "Old annex"}, "Said more exactly")
        _export(county, rae, state)
        recording.record(rae, "equipment", {**JAM, "place": "Church"})  # 0102
        _export(county, rae, state)

    _do(county, NAME, first)
    _do(county, STAFF, staff)


@pytest.fixture
def insider(prepared: Prepared, tmp_path: Path) -> Iterator[Insider]:
    """In a copy of the vault."""
    folder = tmp_path / "Larkspur.vault"
    shutil.copytree(prepared.folder, folder)
    one = Insider(folder, prepared.data_key, prepared.vault_id)
    yield one
    one.connection.close()


@pytest.fixture
def look(insider: Insider) -> Callable[..., CheckReport]:
    """Check what the insider left."""
    return lambda **more: check(insider.vault(), insider.folder, **more)
