"""The one connection to a vault's database. It fails closed.

Rules (docs/formats/vault.md, section 2): SQLCipher with a raw key and the vault's id as salt, 16 KiB
pages, WAL with synchronous FULL, foreign keys on. The database is locked exclusively from opening to
closing: the vault is its own single-instance lock, and a second process is refused at once. A file
that is not encrypted is refused, and so is an engine without a cipher. Driver errors leave here as
codes only.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.vault.engine import driver
from clerkapp.vault.engine.failures import (
    EngineFault,
    from_disk,
    from_driver,
    is_unexplained,
    is_wrong_key,
)

if TYPE_CHECKING:
    import sqlite_utils

PAGE_SIZE = 16384
CACHE_KIB = 16 * 1024
_AT_ONCE = 100
JOURNAL_LIMIT = 64 * 1024 * 1024
PLAINTEXT_MAGIC = b"SQLite format 3\x00"
Row = tuple[Any, ...]
T = TypeVar("T")


class Connection:
    """Statements in, rows out; transactions that nest. For the thread that made it only."""

    def __init__(self, raw: Any, path: Path | None) -> None:
        self.raw = raw
        self._path = path
        self._owner = threading.current_thread()
        self._closed = False
        self.unwritable = ""
        self._depth = 0
        self._tables: sqlite_utils.Database | None = None
        self._after_commit: list[Callable[[], None]] = []

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run one statement; the number of rows that it changed."""
        return int(self._translating_errors(lambda: self.raw.execute(sql, parameters).rowcount))

    def run_many(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        """Run one statement for every row of parameters."""
        self._translating_errors(lambda: self.raw.executemany(sql, parameters))

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row by the names of its columns. For what is written now and then; not while unlocking."""
        self._put(table, row, replace=False)

    def replace(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row in the place of the one with its key. Recorded tables refuse it."""
        self._put(table, row, replace=True)

    def _put(self, name: str, row: Mapping[str, Any], *, replace: bool) -> None:
        with self.transaction():
            table = self._table(name)
            self._translating_errors(lambda: table.insert(dict(row), replace=replace))

    def _table(self, name: str) -> "sqlite_utils.db.Table":
        """A table that the migrations made. Raises EngineFault for another one, which sqlite_utils would
        make."""
        if self._tables is None:
            self._tables = driver.tables(self.raw)
        table = self._tables.table(name)
        if not self._translating_errors(table.exists):
            raise EngineFault("unknown table")
        return table

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query that is bounded by its own LIMIT or by what it names."""
        return self._translating_errors(lambda: list(self.raw.execute(sql, parameters)))

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._translating_errors(
            lambda: self.raw.execute(sql, parameters).fetchone()
        )
        return row

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def scan(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows one by one, for long read-only passes. Nothing may be written meanwhile."""
        cursor = self._translating_errors(lambda: self.raw.execute(sql, parameters))
        while rows := self._translating_errors(lambda: cursor.fetchmany(_AT_ONCE)):
            yield from rows

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. An inner one joins the outer one and can be undone alone.

        Raises EnvironmentFailure with the code of `only_read` where nothing may be written.
        """
        if self.unwritable:
            raise EnvironmentFailure(self.unwritable)
        depth = self._depth
        self.run("BEGIN IMMEDIATE" if depth == 0 else f"SAVEPOINT inner{depth}")
        self._depth += 1
        try:
            yield
            self.run("COMMIT" if depth == 0 else f"RELEASE inner{depth}")
        except BaseException:
            self._undo(depth)
            raise
        finally:
            self._depth -= 1
        if depth == 0:
            self._run_after_commit()

    def only_read(self, code: str) -> None:
        """From now on nothing is written, and whoever wants to hears `code`: vault-disk-full or
        vault-read-only."""
        self.unwritable = code
        self.run("PRAGMA query_only = ON")

    def forget_what_was(self) -> None:
        """Take the write-ahead log back to nothing: it holds pages as they were before an erasure."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def after_commit(self, action: Callable[[], None]) -> None:
        """Do `action` once the outermost transaction is safely stored; at once outside of one."""
        self._after_commit.append(action)
        if self._depth == 0:
            self._run_after_commit()

    def _run_after_commit(self) -> None:
        actions, self._after_commit = self._after_commit, []
        for action in actions:
            action()

    def _undo(self, depth: int) -> None:
        if depth == 0:
            self._after_commit.clear()
        if self._closed:
            return  # what was under way went with the connection
        # A full disk may already have undone everything; then there is nothing left to undo, and
        # the outer levels fail on their next statement.
        if not self.raw.in_transaction:
            return
        if depth == 0:
            self.run("ROLLBACK")
        else:
            self.run(f"ROLLBACK TO inner{depth}")
            self.run(f"RELEASE inner{depth}")

    def close(self) -> None:
        """Write everything into the one file and let go of it. Closing twice does no harm.

        Where the owner has ended, any thread may: otherwise nobody could open the vault again.
        """
        if self._owner.is_alive():
            self._translating_errors(self.raw.close)
        else:
            _translating_errors(self._path, self.raw.close)
        self._closed = True

    def _translating_errors(self, work: Callable[[], T]) -> T:
        if threading.current_thread() is not self._owner:
            raise EngineFault("another thread's connection")
        return _translating_errors(self._path, work)


def _translating_errors(path: Path | None, work: Callable[[], T]) -> T:
    """Do `work`; what the driver raises leaves as a code."""
    try:
        return work()
    except driver.DriverError as error:
        raise from_driver(error, path) from None


def key_pragma(name: str, data_key: bytes, vault_id: bytes) -> str:
    """`PRAGMA key` or `rekey` in raw form: 32 bytes of key, then 16 bytes of salt."""
    return f"PRAGMA {name} = \"x'{data_key.hex()}{vault_id.hex()}'\""


def open_database(path: Path, data_key: bytes, vault_id: bytes) -> Connection | None:
    """The database under `data_key`; None when the key is not this file's.

    Raises EnvironmentFailure("vault-in-use") at once when another process holds it,
    "vault-read-only" where nothing may be written, Refused("vault-plaintext") for a file that is
    not encrypted.
    """
    raw = _translating_errors(path, lambda: driver.connect(str(path)))
    try:
        _prepare(raw, data_key, vault_id)
    except driver.DriverError as error:
        raw.close()
        if not is_wrong_key(error):
            if is_unexplained(error) and not os.access(path.parent, os.W_OK):
                raise EnvironmentFailure("vault-read-only") from None
            raise from_driver(error, path) from None
        # Only now is the file looked at: reading it while another connection of this process
        # holds it would let go of that connection's lock (POSIX locks go with any close).
        refuse_plaintext(path)
        return None
    except BaseException:
        raw.close()
        raise
    return Connection(raw, path)


def open_to_read(path: Path, data_key: bytes, vault_id: bytes, code: str) -> Connection | None:
    """The database for reading alone, where it cannot be opened for writing because of `code`.

    Nothing is written, not even beside it. None when the key is not this file's. No lock is held:
    where nothing can be written nobody else changes it either.
    """
    raw = _translating_errors(path, lambda: driver.connect_to_read(path))
    try:
        _key(raw, data_key, vault_id)
        raw.execute("PRAGMA locking_mode = EXCLUSIVE")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _settle(raw, _FOR_READING)
    except driver.DriverError as error:
        raw.close()
        if not is_wrong_key(error):
            raise from_driver(error, path) from None
        refuse_plaintext(path)
        return None
    except BaseException:
        raw.close()
        raise
    connection = Connection(raw, path)
    connection.only_read(code)
    return connection


def open_own(path: Path, data_key: bytes, vault_id: bytes) -> Connection:
    """The database under a key that must fit. Raises EnvironmentFailure("vault-damaged")."""
    connection = open_database(path, data_key, vault_id)
    if connection is None:
        raise EnvironmentFailure("vault-damaged")
    return connection


_FOR_READING = (
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    f"cache_size = -{CACHE_KIB}",
)
_FOR_WRITING = (
    "synchronous = FULL",
    "secure_delete = ON",
    f"journal_size_limit = {JOURNAL_LIMIT}",
)


def _key(raw: Any, data_key: bytes, vault_id: bytes) -> None:
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(key_pragma("key", data_key, vault_id))
    raw.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
    if not raw.execute("PRAGMA cipher_version").fetchone():
        raise EnvironmentFailure("vault-engine")


def _settle(raw: Any, pragmas: Sequence[str]) -> None:
    for pragma in pragmas:
        raw.execute(f"PRAGMA {pragma}")


def _prepare(raw: Any, data_key: bytes, vault_id: bytes) -> None:
    _key(raw, data_key, vault_id)
    raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    raw.execute("BEGIN EXCLUSIVE")
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    raw.execute("COMMIT")
    raw.execute("PRAGMA journal_mode = WAL").fetchone()
    raw.execute("BEGIN EXCLUSIVE")
    raw.execute("COMMIT")
    _settle(raw, (*_FOR_WRITING, *_FOR_READING))


def refuse_plaintext(path: Path) -> None:
    """Raises Refused("vault-plaintext") for an SQLite file without encryption."""
    try:
        with path.open("rb") as file:
            first = file.read(len(PLAINTEXT_MAGIC))
    except OSError as error:
        raise from_disk(error) from None
    if first == PLAINTEXT_MAGIC:
        raise Refused("vault-plaintext")
