"""sqlite_utils runs on SQLCipher for plain rows, keeps the vault's rules, and costs an unlock nothing."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clerkapp.domain.records.lists import Query
from clerkapp.vault.engine import driver
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.engine.failures import EngineFault
from tests.fakes import vaults


def _run(program: str, *arguments: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_sqlite_utils_uses_the_encrypted_engine() -> None:
    """In a process of its own, because the alias counts before the first import."""
    _run(
        "from clerkapp.vault.engine import driver\n"
        "tables = driver.tables(driver.connect(':memory:'))\n"
        "import sqlite_utils.utils as u, sqlcipher3\n"
        "assert u.sqlite3 is sqlcipher3, u.sqlite3\n"
        "assert u.dbapi2 is sqlcipher3.dbapi2, u.dbapi2\n"
        "assert list(tables.query('PRAGMA cipher_version'))\n"
    )


def test_unlocking_listing_and_recording_do_not_import_sqlite_utils(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vaults.make(folder)
    vaults.opened(folder).vault.close()
    _run(
        "import sys, pathlib\n"
        "from clerkapp.domain.records.lists import Query\n"
        "from tests.fakes import vaults\n"
        "unlocked = vaults.opened(pathlib.Path(sys.argv[1]))\n"
        "vaults.record(unlocked)\n"
        "assert unlocked.vault.queries.page(Query(text='oak')).rows\n"
        "unlocked.vault.close()\n"
        "assert 'sqlite_utils' not in sys.modules\n",
        str(folder),
    )


@pytest.fixture
def connection() -> Connection:
    """An empty database with a plain table and one without row numbers."""
    made = Connection(driver.connect(":memory:"), None)
    made.run("CREATE TABLE plain (id TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT")
    made.run("CREATE TABLE pair (a TEXT, b TEXT, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID")
    return made


def test_rows_go_in_by_the_names_of_their_columns(connection: Connection) -> None:
    connection.insert("plain", {"n": 1, "id": "a"})
    connection.insert("pair", {"b": "2", "a": "1"})
    connection.replace("plain", {"n": 2, "id": "a"})
    assert connection.rows("SELECT id, n FROM plain") == [("a", 2)]
    assert connection.rows("SELECT a, b FROM pair") == [("1", "2")]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("plain", {"id": "a", "n": 2}),
        ("plain", {"id": "b"}),
        ("plain", {"id": "b", "n": "two"}),
        ("plain", {"id": "b", "n": 2, "more": "secret words"}),
        ("plane", {"id": "b"}),
    ],
)
def test_what_does_not_fit_is_a_fault_makes_nothing_and_tells_nothing(
    connection: Connection, table: str, row: dict[str, object]
) -> None:
    connection.insert("plain", {"id": "a", "n": 1})
    before = connection.rows("SELECT name, sql FROM sqlite_master")
    with pytest.raises(EngineFault) as fault:
        connection.insert(table, row)
    assert "secret" not in str(fault.value)
    assert fault.value.__cause__ is None
    assert connection.rows("SELECT name, sql FROM sqlite_master") == before
    assert connection.rows("SELECT id, n FROM plain") == [("a", 1)]


def test_a_row_belongs_to_the_transaction_that_it_is_added_in(connection: Connection) -> None:
    def add_and_fail() -> None:
        with connection.transaction():
            connection.insert("plain", {"id": "a", "n": 1})
            connection.replace("plain", {"id": "b", "n": 1})
            raise vaults.Interrupted

    with pytest.raises(vaults.Interrupted):
        add_and_fail()
    assert connection.rows("SELECT id FROM plain") == []


def test_a_connection_works_for_its_own_thread_only(connection: Connection) -> None:
    with ThreadPoolExecutor(1) as other:
        for wrong in (lambda: connection.rows("SELECT 1"), connection.close):
            with pytest.raises(EngineFault):
                other.submit(wrong).result()
    assert connection.rows("SELECT 1") == [(1,)]


def test_a_vault_whose_thread_has_ended_can_be_closed_and_opened_again(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vaults.make(folder)
    with ThreadPoolExecutor(1) as thread:
        left = thread.submit(vaults.opened, folder).result()
    with pytest.raises(EngineFault):
        left.vault.connection.rows("SELECT 1")
    left.vault.close()
    again = vaults.opened(folder)
    assert not again.vault.queries.page(Query()).rows
    again.vault.close()


def test_a_transaction_that_was_left_behind_goes_with_its_connection(
    connection: Connection,
) -> None:
    """Ctrl+C while it began: it is closed when the collector comes by, after the vault."""
    under_way = connection.transaction()
    under_way.__enter__()
    connection.close()
    assert not under_way.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
