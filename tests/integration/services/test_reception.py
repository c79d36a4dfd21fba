"""A folder is told as what it is, by one function for the desktop and clerkctl."""

import shutil
from pathlib import Path

import pytest

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.services import reception
from clerkapp.services.records import reading, recording
from clerkapp.services.vaults import opening
from tests.fakes.office import JAM, Office


@pytest.fixture
def made(tmp_path: Path) -> Office:
    """A vault with one record, locked."""
    made = Office(tmp_path)
    session = made.unlock()
    recording.record(session, "equipment", JAM)
    opening.lock(session)
    return made


def _error_of(made: Office, folder: Path) -> tuple[type[ClerkappError], str]:
    with pytest.raises(ClerkappError) as caught:
        reception.describe(folder, made.ports)
    with pytest.raises(ClerkappError) as same:
        opening.unlock(folder, "Dana Whitfield", "any words at all", made.ports)
    assert same.value.code == caught.value.code
    return type(caught.value), caught.value.code


@pytest.mark.parametrize("lost", ["header.json", "header.copy.json"])
def test_one_header_is_enough_and_the_other_is_made_anew_and_told(made: Office, lost: str) -> None:
    (made.folder / lost).unlink()
    assert reception.describe(made.folder, made.ports).authority == "LARK"
    session = made.unlock()
    assert [(notice.code, notice.params) for notice in session.notices] == [
        ("header-made-anew", {"file": lost})
    ]
    assert len(reading.history(session, "LARK-2026-W1-0001")) == 1
    opening.lock(session)
    assert (made.folder / lost).exists()
    session = made.unlock()
    assert session.notices == ()
    opening.lock(session)


def test_what_is_missing_is_named(made: Office, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    shutil.move(made.folder / "incidents.db", aside)
    assert _error_of(made, made.folder) == (EnvironmentFailure, "vault-database-missing")
    shutil.move(aside, made.folder / "incidents.db")
    (made.folder / "header.json").unlink()
    (made.folder / "header.copy.json").unlink()
    assert _error_of(made, made.folder) == (EnvironmentFailure, "vault-headers-missing")


def test_a_place_that_is_not_there_is_no_empty_folder(made: Office, tmp_path: Path) -> None:
    gone = tmp_path / "drive-that-was-pulled" / "Larkspur.vault"
    assert _error_of(made, gone) == (EnvironmentFailure, "vault-gone")
    assert not gone.parent.exists()
    empty = tmp_path / "empty"
    empty.mkdir()
    assert _error_of(made, empty) == (Refused, "vault-missing")


def test_a_file_is_no_vault_and_a_backup_is_named(made: Office, tmp_path: Path) -> None:
    for name, code in (("LARK.clerkbackup", "vault-is-backup"), ("a.txt", "vault-missing")):
        (tmp_path / name).write_bytes(b"anything")
        assert _error_of(made, tmp_path / name) == (Refused, code)


def test_a_path_that_the_system_cannot_name_is_told(made: Office) -> None:
    assert _error_of(made, Path("x" * 5000)) == (EnvironmentFailure, "vault-gone")
    assert _error_of(made, made.folder / "header.json" / "deeper") == (
        EnvironmentFailure,
        "vault-gone",
    )
