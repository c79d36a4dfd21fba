"""Copies, drills, moved folders and put-back vaults: what is noticed, and what is nobody's business."""

import os
import shutil
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Role
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Request
from clerkapp.services.ports import Ports
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, safekeeping
from clerkapp.vault.backups import restoring
from tests.fakes.office import JAM, MemoryMachine, Office
from tests.fakes.vaults import NAME, PASSPHRASE

QUIET: list[str] = []
OTHER = ["vault-other-past"]
COPY = ["vault-copy"]


def told(office: Office, folder: Path | None = None, ports: Ports | None = None) -> list[str]:
    """What an unlock notices."""
    session = _unlock(office, folder, ports)
    opening.lock(session)
    return [notice.code for notice in session.notices]


def _unlock(office: Office, folder: Path | None = None, ports: Ports | None = None) -> Session:
    return opening.unlock(folder or office.folder, NAME, PASSPHRASE, ports or office.ports)


def add(office: Office, folder: Path | None = None, ports: Ports | None = None) -> str:
    """The number of a new record, without its beginning."""
    session = _unlock(office, folder, ports)
    number = recording.record(session, "equipment", JAM).number
    opening.lock(session)
    return number[-4:]


def backed_up(office: Office, name: str = "one.clerkbackup") -> Path:
    session = office.unlock()
    file = office.folder.parent / name
    safekeeping.backup(session, file)
    opening.lock(session)
    return file


def colleague(office: Office) -> Ports:
    """Another account of the same computer, with a memory of its own."""
    return replace(office.ports, machine=MemoryMachine(name=office.machine.name))


def test_trying_a_backup_out_leaves_the_original_as_it_was(office: Office, tmp_path: Path) -> None:
    assert add(office) == "0001"
    drill = tmp_path / "drill"
    safekeeping.restore(backed_up(office), drill, office.ports)
    assert (told(office), add(office)) == (QUIET, "0002")
    assert told(office, drill) == COPY
    assert (told(office), add(office)) == (QUIET, "0003")
    assert told(office, drill) == QUIET
    assert (told(office), add(office)) == (QUIET, "0004")


def test_a_copy_that_is_used_begins_anew_once(
    office: Office, request_: Request, tmp_path: Path
) -> None:
    add(office)
    session = office.unlock()
    exporting.export(session, request_, office.stick)
    opening.lock(session)
    drill = tmp_path / "drill"
    safekeeping.restore(backed_up(office), drill, office.ports)
    assert [add(office, drill) for _ in range(2)] == ["0101", "0102"]
    session = _unlock(office, drill)
    first = exporting.export(session, request_, office.stick).last
    recording.record(session, "equipment", JAM)
    second = exporting.export(session, request_, office.stick).last
    events = [entry.event for entry in session.vault.journal.entries(limit=500)]
    opening.lock(session)
    assert [(one.epoch, one.seq) for one in (first, second)] == [(2, 1), (2, 2)]
    assert events.count(Event.RESTORED) == 1
    add(office)
    session = office.unlock()
    original = exporting.export(session, request_, office.stick).last
    opening.lock(session)
    assert (original.epoch, original.seq) == (1, 2)


def test_a_copy_is_told_with_the_place_of_the_original(office: Office, tmp_path: Path) -> None:
    add(office)
    shutil.copytree(office.folder, tmp_path / "copied")
    session = _unlock(office, tmp_path / "copied")
    opening.lock(session)
    (notice,) = session.notices
    assert (notice.code, notice.params) == ("vault-copy", {"folder": str(office.folder)})
    assert told(office) == QUIET


def test_a_backup_brought_back_by_hand_is_a_copy_too(office: Office, tmp_path: Path) -> None:
    add(office)
    file, by_hand = backed_up(office), tmp_path / "by hand"
    by_hand.mkdir()
    with tarfile.open(file) as tar:
        tar.extractall(by_hand, filter="data")
    (by_hand / "header.copy.json").write_bytes((by_hand / "header.json").read_bytes())
    add(office)
    assert (told(office, by_hand), told(office)) == (COPY, QUIET)
    assert add(office, by_hand) == "0101"


def test_a_folder_that_is_moved_is_the_same(office: Office, tmp_path: Path) -> None:
    add(office)
    moved = tmp_path / "elsewhere" / "Moved.vault"
    moved.parent.mkdir()
    office.folder.rename(moved)
    assert told(office, moved) == QUIET
    moved.rename(office.folder)
    assert (told(office), add(office)) == (QUIET, "0002")


@pytest.mark.posix("special")
def test_a_folder_that_is_reached_otherwise_is_the_same(office: Office, tmp_path: Path) -> None:
    add(office)
    (tmp_path / "link").symlink_to(office.folder)
    assert told(office, tmp_path / "link") == QUIET
    assert (told(office), add(office)) == (QUIET, "0002")


def test_a_drill_that_takes_the_place_of_the_original_is_noticed(
    office: Office, tmp_path: Path
) -> None:
    add(office)
    drill = tmp_path / "drill"
    safekeeping.restore(backed_up(office), drill, office.ports)
    assert told(office, drill) == COPY
    add(office)
    shutil.rmtree(office.folder)
    drill.rename(office.folder)
    assert told(office) == OTHER
    assert told(office) == QUIET


@pytest.mark.parametrize("times", [1, 2])
def test_an_older_copy_in_the_same_place_is_noticed_every_time(
    office: Office, tmp_path: Path, times: int
) -> None:
    add(office)
    shutil.copytree(office.folder, tmp_path / "older")
    for n in range(times):
        add(office)
        shutil.rmtree(office.folder)
        shutil.copytree(tmp_path / "older", office.folder)
        assert told(office) == OTHER, n
        assert told(office) == QUIET


def test_after_a_disaster_the_restored_vault_begins_anew_wherever_it_lies(
    office: Office, tmp_path: Path
) -> None:
    add(office)
    file = backed_up(office)
    add(office)
    shutil.rmtree(office.folder)
    safekeeping.restore(file, tmp_path / "back", office.ports)
    assert told(office, tmp_path / "back") == OTHER
    safekeeping.restore(file, office.folder, office.ports)
    assert told(office) == COPY
    assert told(office, tmp_path / "back") == QUIET


def test_two_accounts_of_one_computer_are_no_moved_vault(office: Office) -> None:
    other = colleague(office)
    assert [add(office), add(office, ports=other)] == ["0001", "0002"]
    assert [add(office), add(office, ports=other)] == ["0003", "0004"]
    assert [told(office), told(office, ports=other)] == [QUIET, QUIET]


def test_what_one_account_noticed_the_other_is_not_told_again(
    office: Office, tmp_path: Path
) -> None:
    other = colleague(office)
    add(office)
    shutil.copytree(office.folder, tmp_path / "older")
    add(office, ports=other)
    shutil.rmtree(office.folder)
    shutil.copytree(tmp_path / "older", office.folder)
    assert told(office, ports=other) == OTHER
    assert (told(office), told(office, ports=other)) == (QUIET, QUIET)


def test_each_account_notices_what_it_alone_has_seen(office: Office, tmp_path: Path) -> None:
    other = colleague(office)
    add(office)
    add(office, ports=other)
    shutil.copytree(office.folder, tmp_path / "older")
    add(office, ports=other)
    shutil.rmtree(office.folder)
    shutil.copytree(tmp_path / "older", office.folder)
    assert told(office) == QUIET  # it saw nothing that is missing
    assert told(office, ports=other) == OTHER


def test_a_vault_older_than_a_new_beginning_is_noticed_by_who_came_later(
    office: Office, tmp_path: Path
) -> None:
    add(office)
    file = backed_up(office)
    shutil.copytree(office.folder, tmp_path / "oldest")
    shutil.rmtree(office.folder)
    safekeeping.restore(file, office.folder, office.ports)
    assert told(office) == OTHER
    other = colleague(office)
    assert told(office, ports=other) == QUIET
    shutil.rmtree(office.folder)
    shutil.copytree(tmp_path / "oldest", office.folder)
    assert told(office, ports=other) == OTHER


def test_another_computer_begins_anew_once_and_the_first_one_stays_quiet(
    office: Office, tmp_path: Path
) -> None:
    add(office)
    there = replace(office.ports, machine=MemoryMachine(name="a laptop"))
    shutil.copytree(office.folder, tmp_path / "carried")
    assert told(office, tmp_path / "carried", there) == OTHER
    assert told(office, tmp_path / "carried", there) == QUIET
    assert (told(office), add(office)) == (QUIET, "0002")


def test_the_mark_of_a_restored_backup_counts_once(office: Office, tmp_path: Path) -> None:
    add(office)
    folder = tmp_path / "back"
    safekeeping.restore(backed_up(office), folder, office.ports)
    mark = (folder / restoring.MARK).read_bytes()
    unwritable = replace(office.ports, machine=MemoryMachine(writable=False))
    assert told(office, folder, unwritable) == [*OTHER, "machine-state-kept-nowhere"]
    assert not (folder / restoring.MARK).exists()
    (folder / restoring.MARK).write_bytes(mark)
    assert told(office, folder, unwritable) == ["machine-state-kept-nowhere"]


def test_who_can_open_a_restored_vault_is_told(office: Office, tmp_path: Path) -> None:
    office.add("Temporary Worker", Role.RECORDER)
    file = backed_up(office)
    back = safekeeping.restore(file, tmp_path / "back", office.ports)
    assert [one.name for one in back.people] == [NAME, "Temporary Worker"]


def test_the_memory_keeps_a_bounded_number_of_places(office: Office, tmp_path: Path) -> None:
    add(office)
    for n in range(40):
        shutil.copytree(office.folder, tmp_path / f"{n}")
        assert told(office, tmp_path / f"{n}") == COPY
        shutil.rmtree(tmp_path / f"{n}")
        assert told(office) == QUIET
    assert len(office.machine.states[office.created.vault_id].places) <= 32
    assert os.fspath(office.folder) in {
        one.path for one in office.machine.states[office.created.vault_id].places
    }
