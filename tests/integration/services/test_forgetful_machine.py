"""A computer that cannot keep its notes: records are kept, and no sequence number is used twice."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.events import Event
from clerkapp.domain.office import NewVault
from clerkapp.host.machine import MachineState
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.ports import Ports
from clerkapp.services.records import recording
from clerkapp.services.vaults import opening, safekeeping
from tests.fakes.office import JAM, MemoryMachine, Office
from tests.fakes.state import State
from tests.fakes.vaults import NAME, PASSPHRASE, QUICK


@pytest.fixture
def unwritable(tmp_path: Path) -> MachineState:
    """The real memory in a folder that cannot be made: a file stands in its way."""
    (tmp_path / "file").write_bytes(b"")
    place = tmp_path / "file" / "state"

    def folder() -> Path:
        place.mkdir(parents=True, exist_ok=True)
        return place

    return MachineState(folder)


def _on_other_computer(office: Office, machine: MachineState | MemoryMachine) -> Ports:
    """The computer that the vault was moved to."""
    return replace(office.ports, machine=machine)


def _sent_once(office: Office, request: Request) -> None:
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    exporting.export(session, request, office.stick)
    opening.lock(session)


def test_a_moved_vault_makes_no_bundle_where_nothing_can_be_remembered(
    office: Office, request_: Request, unwritable: MachineState
) -> None:
    _sent_once(office, request_)
    session = opening.unlock(
        office.folder, NAME, PASSPHRASE, _on_other_computer(office, unwritable)
    )
    recording.record(session, "equipment", JAM)
    with pytest.raises(EnvironmentFailure, match="export-unremembered"):
        exporting.export(session, request_, office.stick)
    latest = session.vault.outgoing.latest("upstream")
    opening.lock(session)
    assert [notice.code for notice in session.notices] == ["machine-state-kept-nowhere"]
    assert latest is not None
    assert (latest.epoch, latest.seq) == (1, 1)


def test_once_it_can_be_remembered_the_moved_vault_opens_a_new_epoch(
    office: Office, state: State, request_: Request
) -> None:
    _sent_once(office, request_)
    machine = MemoryMachine(writable=False, name="another computer")
    session = opening.unlock(office.folder, NAME, PASSPHRASE, _on_other_computer(office, machine))
    recording.record(session, "equipment", JAM)
    machine.writable = True
    with pytest.raises(EnvironmentFailure, match="export-unremembered"):
        exporting.export(session, request_, office.stick)
    opening.lock(session)
    session = opening.unlock(office.folder, NAME, PASSPHRASE, _on_other_computer(office, machine))
    done = exporting.export(session, request_, office.stick)
    verified = state.verify(session, [file.path for file in done.last.files])
    opening.lock(session)
    assert (verified.epoch, verified.seq, str(verified.kind)) == (2, 1, "snapshot")


def test_an_older_copy_put_back_meanwhile_is_noticed_later(
    office: Office, request_: Request, tmp_path: Path
) -> None:
    """What was not kept at unlock must not look settled because the lock could be kept."""
    opening.lock(office.unlock())
    shutil.copytree(office.folder, tmp_path / "older")
    _sent_once(office, request_)
    shutil.rmtree(office.folder)
    shutil.move(tmp_path / "older", office.folder)
    office.machine.writable = False
    session = office.unlock()
    office.machine.writable = True
    opening.lock(session)
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    done = exporting.export(session, request_, office.stick)
    opening.lock(session)
    assert [notice.code for notice in session.notices] == ["vault-other-past"]
    assert done.last.epoch == 2


def test_a_bundle_is_refused_when_writing_fails_only_now(office: Office, request_: Request) -> None:
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    office.machine.writable = False
    with pytest.raises(EnvironmentFailure, match="export-unremembered"):
        exporting.export(session, request_, office.stick)
    events = [entry.event for entry in session.vault.journal.entries()]
    assert Event.BUNDLE_COMMITTED not in events
    office.machine.writable = True
    assert exporting.export(session, request_, office.stick).last.seq == 1
    opening.lock(session)


def test_what_was_sent_before_is_written_again_all_the_same(
    office: Office, request_: Request
) -> None:
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    first = exporting.export(session, request_, office.stick)
    office.machine.writable = False
    assert exporting.export(session, request_, office.stick).last.digest == first.last.digest
    opening.lock(session)


def test_a_vault_is_made_and_its_recovery_key_told_all_the_same(
    office: Office, unwritable: MachineState, tmp_path: Path
) -> None:
    ports = _on_other_computer(office, unwritable)
    folder = tmp_path / "New.vault"
    new = NewVault("BLUE", "Bluestem County", "W1", NAME, "deputy", PASSPHRASE)
    assert len(opening.create(folder, new, ports, QUICK).recovery_key) == 39
    session = opening.unlock(folder, NAME, PASSPHRASE, ports)
    safekeeping.check(session)
    assert not session.remembered
    opening.lock(session)


def test_a_backup_comes_back_where_nothing_can_be_remembered(
    office: Office, request_: Request, unwritable: MachineState, tmp_path: Path
) -> None:
    _sent_once(office, request_)
    session = office.unlock()
    safekeeping.backup(session, tmp_path / "one.clerkbackup")
    opening.lock(session)
    here, folder = _on_other_computer(office, unwritable), tmp_path / "Back.vault"
    safekeeping.restore(tmp_path / "one.clerkbackup", folder, here)
    session = opening.unlock(folder, NAME, PASSPHRASE, here)
    recording.record(session, "equipment", JAM)
    with pytest.raises(EnvironmentFailure, match="export-unremembered"):
        exporting.export(session, request_, office.stick)
    opening.lock(session)
    assert "machine-state-kept-nowhere" in [notice.code for notice in session.notices]
