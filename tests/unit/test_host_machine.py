"""The memory outside the vault: kept, whole, and never in the way."""

import json
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.station import StationState
from clerkapp.host import paths
from clerkapp.host.machine import MachineState

VAULT = "0f" * 16
STATE = StationState(
    failed=3,
    failed_first="2026-11-03T07:40:00-06:00",
    failed_last="2026-11-03T07:41:00-06:00",
    instance="ab" * 16,
    seen_at="2026-11-03T07:42:00-06:00",
    seen_seq=41,
    seen_digest="cd" * 32,
)


@pytest.fixture
def machine(tmp_path: Path) -> MachineState:
    return MachineState(lambda: tmp_path)


def test_what_was_written_is_remembered_by_vault(machine: MachineState, tmp_path: Path) -> None:
    machine.write(VAULT, STATE)
    assert MachineState(lambda: tmp_path).read(VAULT) == STATE
    assert machine.read("another") == StationState()


def test_a_write_replaces_and_leaves_no_other_file(machine: MachineState, tmp_path: Path) -> None:
    machine.write(VAULT, STATE)
    machine.write(VAULT, StationState(failed=1))
    assert machine.read(VAULT) == StationState(failed=1)
    assert [path.name for path in tmp_path.iterdir()] == [f"vault-{VAULT}.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 70_000, b'{"failed": "many"}'],
)
def test_a_damaged_file_is_an_empty_memory(
    machine: MachineState, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / f"vault-{VAULT}.json").write_bytes(content)
    assert machine.read(VAULT) == StationState()


def test_only_members_of_the_right_type_count(machine: MachineState, tmp_path: Path) -> None:
    found = {"failed": -1, "seen_seq": True, "instance": "ab", "seen_at": 5, "unknown": 1}
    (tmp_path / f"vault-{VAULT}.json").write_text(json.dumps(found))
    assert machine.read(VAULT) == StationState(instance="ab")


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
    assert failure.value.params["folder"] == str(chosen)
