"""Files that are not what they were: refused with a reason, never opened half, never changed."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.domain.office import Created
from clerkapp.vault import migrations
from clerkapp.vault.api import Unlocked, check, describe
from clerkapp.vault.engine import driver
from clerkapp.vault.engine.connection import open_database, open_own
from clerkapp.vault.keys.header import DATABASE
from tests.fakes.vaults import attach, opened, record, tamper


@pytest.fixture
def database(folder: Path, unlocked: Unlocked) -> Path:
    """The database file of a closed vault with something in it."""
    record(unlocked)
    attach(unlocked, os.urandom(400_000))
    unlocked.vault.close()
    return folder / DATABASE


def refusal(folder: Path) -> tuple[type[ClerkappError], str]:
    """How opening is refused; the file must not have changed by it."""
    path = folder / DATABASE
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(ClerkappError) as refused:
        opened(folder)
    assert (path.read_bytes() if path.exists() else None) == before
    return type(refused.value), refused.value.code


def sound(folder: Path) -> bool:
    """Whether the vault opens and its check finds nothing; damage is the only reason not to open."""
    try:
        again = opened(folder)
    except EnvironmentFailure as failure:
        if failure.code != "vault-damaged":
            raise
        return False
    found = check(again.vault, folder).sound
    again.vault.close()
    return found


@pytest.mark.parametrize(
    ("writable", "code"), [(True, "vault-drive-failed"), (False, "vault-read-only")]
)
def test_a_folder_that_may_not_be_written_is_told_from_a_drive_that_fails(
    folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch, writable: bool, code: str
) -> None:
    database.with_name(f"{database.name}-wal").mkdir()
    monkeypatch.setattr(os, "access", lambda *_: writable)
    assert refusal(folder) == (EnvironmentFailure, code)


@pytest.mark.parametrize("kept", [0, 1, 16, 100, 4096, 16383])
def test_a_database_cut_within_its_first_page_is_refused(
    folder: Path, database: Path, kept: int
) -> None:
    database.write_bytes(database.read_bytes()[:kept])
    assert refusal(folder) == (EnvironmentFailure, "vault-damaged")


@pytest.mark.parametrize("cut", [1, 100, 16384, 20000, 200_000, 600_000])
def test_a_shortened_database_never_counts_as_sound(folder: Path, database: Path, cut: int) -> None:
    database.write_bytes(database.read_bytes()[:-cut])
    assert not sound(folder)


@pytest.mark.parametrize("place", [16, 40, 5000, 16383])
def test_a_flipped_bit_in_the_first_page_is_refused(
    folder: Path, database: Path, place: int
) -> None:
    data = bytearray(database.read_bytes())
    data[place] ^= 0x10
    database.write_bytes(data)
    assert refusal(folder) == (EnvironmentFailure, "vault-damaged")


def test_the_salt_at_the_front_of_the_file_is_not_needed(folder: Path, database: Path) -> None:
    """Its true value stands in the header; a change to the copy in the file harms nothing."""
    data = bytearray(database.read_bytes())
    data[0] ^= 0x10
    database.write_bytes(data)
    assert sound(folder)


def test_a_flipped_bit_anywhere_is_found(folder: Path, database: Path) -> None:
    whole = database.read_bytes()
    for place in range(16384 + 99, len(whole), 16384 * 5 + 777):
        data = bytearray(whole)
        data[place] ^= 1
        database.write_bytes(data)
        assert not sound(folder), place


@pytest.mark.parametrize("page_size", [512, 4096, 16384])
def test_a_plain_database_is_refused(folder: Path, database: Path, page_size: int) -> None:
    database.unlink()
    plain = sqlite3.connect(database)
    plain.execute(f"PRAGMA page_size = {page_size}")
    plain.execute("CREATE TABLE revision (identity TEXT)")
    plain.close()
    assert refusal(folder) == (Refused, "vault-plaintext")


@pytest.mark.parametrize("content", [b"x" * 50_000, os.urandom(65536)])
def test_another_file_is_refused(folder: Path, database: Path, content: bytes) -> None:
    database.write_bytes(content)
    assert refusal(folder) == (EnvironmentFailure, "vault-damaged")


def test_a_missing_database_is_named(folder: Path, database: Path) -> None:
    database.unlink()
    assert refusal(folder) == (EnvironmentFailure, "vault-database-missing")


def test_a_database_of_another_vault_is_refused(
    folder: Path, database: Path, tmp_path: Path
) -> None:
    from tests.fakes.vaults import make

    make(tmp_path / "other")
    database.write_bytes((tmp_path / "other" / DATABASE).read_bytes())
    assert refusal(folder) == (EnvironmentFailure, "vault-damaged")


def test_an_empty_encrypted_database_is_not_filled(folder: Path, unlocked: Unlocked) -> None:
    from clerkapp.vault.engine.connection import open_database

    key, vault_id = unlocked.vault.data_key, unlocked.vault.raw_id
    unlocked.vault.close()
    (folder / DATABASE).unlink()
    connection = open_database(folder / DATABASE, key, vault_id)
    assert connection is not None
    connection.close()
    assert refusal(folder) == (EnvironmentFailure, "vault-damaged")


@pytest.mark.parametrize("version", [migrations.VERSION + 1, 1000])
def test_a_newer_vault_is_refused_and_left_alone(
    folder: Path, unlocked: Unlocked, version: int
) -> None:
    unlocked.vault.connection.run(f"PRAGMA user_version = {version}")
    unlocked.vault.close()
    assert refusal(folder) == (Refused, "vault-newer")


def test_a_second_process_is_refused_at_once(
    folder: Path, unlocked: Unlocked, repository: Path
) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from clerkapp.domain.errors import EnvironmentFailure\n"
        "from tests.fakes.vaults import opened\n"
        "try: opened(Path(sys.argv[1]))\n"
        "except EnvironmentFailure as failure: print(failure.code)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        capture_output=True,
        text=True,
        cwd=repository,
        check=False,
    )
    assert (ran.stdout.strip(), ran.stderr) == ("vault-in-use", "")
    assert unlocked.vault.connection.value("PRAGMA busy_timeout") == 0
    record(unlocked)


def test_the_engine_says_nothing_on_standard_error(
    folder: Path, database: Path, capfd: pytest.CaptureFixture[str], created: Created
) -> None:
    database.write_bytes(os.urandom(65536))
    refusal(folder)
    assert capfd.readouterr() == ("", "")


def test_the_rules_of_the_connection_hold(unlocked: Unlocked) -> None:
    value = unlocked.vault.connection.value
    assert value("PRAGMA cipher_version")
    assert int(value("PRAGMA page_size")) == 16384
    assert value("PRAGMA journal_mode") == "wal"
    assert value("PRAGMA synchronous") == 2
    assert value("PRAGMA foreign_keys") == 1
    assert value("PRAGMA locking_mode") == "exclusive"
    assert value("PRAGMA secure_delete") == 1
    assert value("SELECT v FROM record_text_config WHERE k = 'secure-delete'") == 1


def test_an_engine_without_a_cipher_opens_nothing(
    folder: Path, created: Created, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "connect", lambda path: sqlite3.connect(path, isolation_level=None))
    assert refusal(folder) == (EnvironmentFailure, "vault-engine")


def test_a_folder_in_the_place_of_the_database_is_refused(folder: Path, created: Created) -> None:
    (folder / DATABASE).unlink()
    (folder / DATABASE).mkdir()
    with pytest.raises(EnvironmentFailure, match="vault-drive-failed"):
        opened(folder)
    with pytest.raises(EnvironmentFailure, match="vault-drive-failed"):
        open_database(folder / DATABASE, bytes(32), bytes(16))


@pytest.mark.posix("special")
def test_a_database_that_leads_nowhere_is_refused(folder: Path, created: Created) -> None:
    (folder / DATABASE).unlink()
    (folder / DATABASE).symlink_to(folder / DATABASE)
    with pytest.raises(EnvironmentFailure, match="vault-drive-failed"):
        opened(folder)


def test_a_key_that_must_fit_and_does_not_is_damage(folder: Path, database: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="vault-damaged"):
        open_own(database, bytes(32), bytes(16))


@pytest.mark.parametrize(
    "statement", ["DELETE FROM vault", f"UPDATE vault SET vault_id = '{'0' * 32}'"]
)
def test_a_database_that_does_not_know_its_vault_is_refused(
    folder: Path, unlocked: Unlocked, statement: str
) -> None:
    tamper(unlocked.vault, statement)
    unlocked.vault.close()
    assert refusal(folder) == (EnvironmentFailure, "vault-damaged")


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_place_that_is_no_vault_is_told_as_such(tmp_path: Path, what: str) -> None:
    place = tmp_path / "v"
    if what == "file":
        place.write_text("not a vault")
    else:
        place.mkdir()
    with pytest.raises(Refused, match="vault-missing"):
        describe(place)


def test_a_header_that_cannot_be_read_is_the_drives_fault(folder: Path, created: Created) -> None:
    (folder / "header.json").unlink()
    (folder / "header.json").mkdir()
    with pytest.raises(EnvironmentFailure, match="vault-drive-failed"):
        describe(folder)
