"""One file of plain SQLite: statements in, rows out, transactions that nest."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clerkapp.domain.errors import EnvironmentFailure

Row = tuple[Any, ...]

TABLES = """
CREATE TABLE IF NOT EXISTS signer (
    n INTEGER PRIMARY KEY, line BLOB NOT NULL UNIQUE, station TEXT NOT NULL, account TEXT NOT NULL,
    seen TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS account (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, value TEXT NOT NULL, created TEXT NOT NULL,
    taken TEXT);
CREATE TABLE IF NOT EXISTS sites (n INTEGER PRIMARY KEY, account TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS station_key (
    n INTEGER PRIMARY KEY, der BLOB NOT NULL, made TEXT NOT NULL, by TEXT NOT NULL,
    sshsig BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS revision (
    arrival INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, record TEXT NOT NULL, line BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS act (
    n INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, revision TEXT NOT NULL, line BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS skipped (year INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, line BLOB NOT NULL, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS head (
    seq INTEGER PRIMARY KEY, digest TEXT, account TEXT, at TEXT, before INTEGER, sshsig BLOB);
CREATE TABLE IF NOT EXISTS piece (sha256 TEXT, place INTEGER, data BLOB);
CREATE TABLE IF NOT EXISTS attachment (
    n INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS bundle (
    n INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, stream TEXT, epoch INTEGER, seq INTEGER,
    copy TEXT, kind TEXT, recipients TEXT, created TEXT, statement BLOB, manifest BLOB,
    tagmanifest BLOB, signature BLOB);
CREATE TABLE IF NOT EXISTS part (
    digest TEXT NOT NULL, what TEXT NOT NULL, key TEXT NOT NULL, codes TEXT,
    PRIMARY KEY (digest, what, key));
CREATE TABLE IF NOT EXISTS written (digest TEXT NOT NULL, at TEXT NOT NULL, files TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS listed (n INTEGER PRIMARY KEY, line BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS declaration (
    n INTEGER PRIMARY KEY, statement BLOB NOT NULL, sshsig BLOB NOT NULL, second BLOB);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS draft (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, kind TEXT, record TEXT, saved TEXT, content TEXT);
"""


class Engine:
    """The connection."""

    def __init__(self, path: Path) -> None:
        self._raw = sqlite3.connect(path, isolation_level=None)
        self._raw.executescript(TABLES)
        self._depth = 0
        self.unwritable = ""

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        return list(self._raw.execute(sql, parameters))

    def row(self, sql: str, *parameters: Any) -> Row | None:
        return next(iter(self.rows(sql, *parameters)), None)

    def value(self, sql: str, *parameters: Any) -> Any:
        row = self.row(sql, *parameters)
        return None if row is None else row[0]

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        with self.transaction():
            return self._raw.execute(sql, parameters).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self.unwritable:
            raise EnvironmentFailure(self.unwritable)
        name = f"inner{self._depth}"
        self._raw.execute(f"SAVEPOINT {name}")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._raw.execute(f"ROLLBACK TO {name}")
            raise
        finally:
            self._depth -= 1
            self._raw.execute(f"RELEASE {name}")

    def close(self) -> None:
        self._raw.close()
