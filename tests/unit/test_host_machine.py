"""The memory outside the vault: kept, whole, and never in the way."""

import json
import os
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.station import Place, StationState
from clerkapp.host import files, paths
from clerkapp.host.machine import MachineState

VAULT = "0f" * 16
SENT = StationState(sent_epoch=1, sent_seq=7, sent_digest="ef" * 32)
STATE = replace(
    SENT,
    seen_at="2026-11-03T07:42:00-06:00",
    places=(
        Place("/home/dana/Larkspur.vault", "ab" * 16, 41, "cd" * 32),
        Place("/home/dana/drill", "ac" * 16, header_written=3),
    ),
    unjournaled=("unlocked 2026-11-03T07:42:00-06:00 0f", "locked 2026-11-03T07:50:00-06:00 0f"),
    unjournaled_count=2,
)


@pytest.fixture
def machine(tmp_path: Path) -> MachineState:
    return MachineState(lambda: tmp_path)


def test_what_was_written_is_remembered_by_vault(machine: MachineState, tmp_path: Path) -> None:
    machine.write(VAULT, STATE)
    assert MachineState(lambda: tmp_path).read(VAULT) == STATE
    assert machine.read("another") == StationState()


def test_there_is_nothing_that_the_memory_does_not_keep() -> None:
    empty, full = asdict(StationState()), asdict(STATE)
    assert [name for name in full if full[name] == empty[name]] == []


def test_a_write_replaces_and_leaves_no_other_file(machine: MachineState, tmp_path: Path) -> None:
    machine.write(VAULT, STATE)
    machine.write(VAULT, SENT)
    assert machine.read(VAULT) == SENT
    assert [path.name for path in tmp_path.iterdir()] == [f"vault-{VAULT}.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 70_000, b'{"places": "many"}'],
)
def test_a_damaged_file_is_an_empty_memory(
    machine: MachineState, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / f"vault-{VAULT}.json").write_bytes(content)
    assert machine.read(VAULT) == StationState()


def test_only_members_of_the_right_type_count(machine: MachineState, tmp_path: Path) -> None:
    right = {"path": "/v", "instance": "ab" * 16, "seq": 3, "digest": "cd" * 32}
    wrong = [
        5,
        {},
        {**right, "path": 5},
        {**right, "path": "a\0b"},
        {**right, "instance": "xy"},
        {**right, "seq": True},
        {**right, "seq": -1},
        {**right, "seq": 0},
        {**right, "digest": None},
        {**right, "digest": "no"},
    ]
    found = {"seen_at": 5, "sent_epoch": -1, "unknown": 1, "places": [*wrong, right]}
    for more in (
        {},
        {"seen_at": "yesterday"},
        {"sent_seq": True, "sent_digest": "ef" * 32},
        {"unjournaled": "locked", "unjournaled_count": -1},
        {"unjournaled": [5, None], "unjournaled_count": "2"},
    ):
        (tmp_path / f"vault-{VAULT}.json").write_text(json.dumps({**found, **more}))
        assert machine.read(VAULT) == StationState(places=(Place("/v", "ab" * 16, 3, "cd" * 32),))


@pytest.mark.posix("modes")
def test_the_file_is_for_this_account_alone_and_no_link_is_followed(
    machine: MachineState, tmp_path: Path
) -> None:
    file, victim = tmp_path / f"vault-{VAULT}.json", tmp_path / "victim"
    victim.write_text("mine")
    file.symlink_to(victim)
    assert machine.read(VAULT) == StationState()
    before = os.umask(0)
    try:
        machine.write(VAULT, STATE)
    finally:
        os.umask(before)
    assert (file.stat().st_mode & 0o777, file.is_symlink()) == (0o600, False)
    assert victim.read_text() == "mine"
    file.unlink()
    os.mkfifo(file)
    assert machine.read(VAULT) == StationState()


@pytest.mark.posix("accounts")
def test_in_a_folder_of_somebody_elses_each_account_has_a_file(
    machine: MachineState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.write(VAULT, STATE)
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert machine.read(VAULT) == StationState()
    machine.write(VAULT, SENT)
    assert (tmp_path / f"vault-{VAULT}.4711.json").exists()
    monkeypatch.undo()
    assert machine.read(VAULT) == STATE


def test_a_computer_has_one_mark_a_vault(
    machine: MachineState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = machine.mark(VAULT)
    assert MachineState(lambda: tmp_path / "another account").mark(VAULT) == mark
    assert machine.mark("10" * 16) != mark
    monkeypatch.setattr("clerkapp.host.machine._machine_id", lambda: "another")
    assert machine.mark(VAULT) != mark
    assert len(mark) == 32


def test_a_folder_that_takes_nothing_is_an_environment_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EnvironmentFailure) as failure:
        MachineState(lambda: tmp_path / "file").write(VAULT, STATE)
    assert failure.value.code == "machine-state-unwritable"


def test_a_vault_id_never_names_another_file(machine: MachineState) -> None:
    with pytest.raises(ValueError, match="vault id"):
        machine.write("../../etc/passwd", STATE)


def test_the_folder_can_be_chosen_and_is_made(tmp_path: Path) -> None:
    chosen = tmp_path / "state" / "here"
    assert paths.state_folder({paths.STATE_VARIABLE: str(chosen)}) == chosen
    assert chosen.is_dir()


def test_the_machine_wide_folder_is_used_where_an_installer_made_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "_machine_wide", lambda environment: tmp_path)
    assert paths.state_folder({}) == tmp_path


def test_the_persons_own_folder_is_the_last_choice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "_machine_wide", lambda environment: None)
    monkeypatch.setattr(paths, "_personal", lambda: tmp_path / "own")
    assert paths.state_folder({}) == tmp_path / "own"
    assert (tmp_path / "own").is_dir()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    chosen = tmp_path / "file" / "state"
    with pytest.raises(EnvironmentFailure) as failure:
        MachineState(lambda: paths.state_folder({paths.STATE_VARIABLE: str(chosen)})).write(
            VAULT, STATE
        )
    # Windows names what is in the way, others what could not be made.
    in_the_way = chosen.parent if sys.platform == "win32" else chosen
    assert failure.value.params["folder"] == str(in_the_way)


def test_a_machine_wide_folder_is_used_on_windows_only_where_an_installer_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(paths, "_personal", lambda: tmp_path / "own")
    shared = tmp_path / "ProgramData"
    shared.mkdir()
    assert paths.state_folder({"PROGRAMDATA": str(shared)}) == tmp_path / "own"
    assert list(shared.iterdir()) == []
    (shared / "clerkapp").mkdir()
    assert paths.state_folder({"PROGRAMDATA": str(shared)}) == shared / "clerkapp"
    assert list((shared / "clerkapp").iterdir()) == []


def test_a_machine_wide_folder_that_takes_no_file_is_not_used_whatever_windows_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(paths, "_personal", lambda: tmp_path / "own")
    (tmp_path / "clerkapp").mkdir()

    def refused(path: Path, mode: int = 0) -> int:
        raise PermissionError(13, "refused", str(path))

    monkeypatch.setattr(files, "create", refused)
    assert paths.state_folder({"PROGRAMDATA": str(tmp_path)}) == tmp_path / "own"
