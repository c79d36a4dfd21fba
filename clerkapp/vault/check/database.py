"""The database itself: pages, indexes, references, tables and triggers."""

from collections.abc import Iterator

from clerkapp.domain.check_report import CheckProblem
from clerkapp.vault import migrations
from clerkapp.vault.check.report import Looking
from clerkapp.vault.engine import driver
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.stores.recorded import found_triggers, triggers

_MADE = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'"


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Every page is what was written, and every table is what the program made."""
    connection = looking.vault.connection
    # The check of the pages reads the file, and so must find in it what the write-ahead log holds.
    if not connection.unwritable:
        connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    damaged = connection.rows("PRAGMA cipher_integrity_check")
    if damaged:
        yield CheckProblem("pages-damaged", {"count": len(damaged)})
    if connection.rows("PRAGMA integrity_check(20)") != [("ok",)]:
        yield CheckProblem("database-inconsistent", {})
    if connection.rows("PRAGMA foreign_key_check"):
        yield CheckProblem("database-inconsistent", {})
    for name in _differing(triggers(), found_triggers(connection)):
        yield CheckProblem("trigger-differs", {"name": name})
    for name in _differing(_schema(), dict(connection.rows(_MADE))):
        yield CheckProblem("schema-differs", {"name": name})
    looking.counts["pages"] = int(connection.value("PRAGMA page_count"))


def _schema() -> dict[str, str]:
    """The tables and indexes as the migrations make them, in an empty database in memory."""
    empty = Connection(driver.connect(":memory:"), None)
    try:
        for name in migrations.FILES:
            for statement in migrations.statements(name):
                empty.run(statement)
        return dict(empty.rows(_MADE))
    finally:
        empty.close()


def _differing(right: dict[str, str], schema: dict[str, str]) -> list[str]:
    names = right.keys() | schema.keys()
    return sorted(name for name in names if right.get(name) != schema.get(name))
