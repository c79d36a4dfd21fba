"""The database engine: SQLCipher, and sqlite_utils made to run on it.

This is the one place that imports `sqlcipher3` and the one place that makes `sqlite_utils` use it.
sqlite_utils looks for a module named `pysqlite3` before it takes the standard library's `sqlite3`,
which cannot open an encrypted file; so the name is given to SQLCipher before the first import.
`sqlite_utils.Database` is only ever given an open connection: with a path it would make a plain file.
What it is used for, and what not, is in ADR 35.
"""

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlcipher3 import dbapi2 as _dbapi2

if TYPE_CHECKING:
    import sqlite_utils

dbapi2: Any = _dbapi2
DriverError: type[Exception] = dbapi2.Error


def connect(path: str) -> Any:
    """A raw connection in autocommit mode that never waits for another process.

    `Connection` keeps it to one thread: the driver's own check would not let anybody close it after
    that thread has ended.
    """
    return dbapi2.connect(path, timeout=0, isolation_level=None, check_same_thread=False)


def connect_to_read(path: Path) -> Any:
    """A raw connection that writes nothing, not even beside the file, and takes no lock.

    A write-ahead log that a killed program left is read along: SQLite then keeps its index in memory.
    Where there is none the file is whole by itself.
    """
    log = path.with_name(f"{path.name}-wal").exists()
    without_locks = "win32-none" if os.name == "nt" else "unix-none"
    how = f"vfs={without_locks}" if log else "immutable=1"
    uri = f"{path.absolute().as_uri()}?mode=ro&{how}"
    return dbapi2.connect(uri, uri=True, timeout=0, isolation_level=None, check_same_thread=False)


def complete(sql: str) -> bool:
    """Whether `sql` ends at the end of a statement."""
    return bool(dbapi2.complete_statement(sql))


def tables(connection: Any) -> "sqlite_utils.Database":
    """sqlite_utils over an open SQLCipher connection.

    Imported here and not above: it takes an eighth of a second, and unlocking, listing and recording do
    not need it. Plugins that are on this computer are not loaded into a process that holds the data key,
    and the connection's own pragmas stay.
    """
    sys.modules["pysqlite3"] = importlib.import_module("sqlcipher3")
    sys.modules["pysqlite3.dbapi2"] = dbapi2
    module = importlib.import_module("sqlite_utils")
    return cast(
        "sqlite_utils.Database",
        module.Database(connection, recursive_triggers=False, execute_plugins=False),
    )
