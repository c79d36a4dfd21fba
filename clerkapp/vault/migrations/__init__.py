"""The schema's history: numbered SQL files, applied in order, each in one transaction.

`user_version` is the number of the last one applied. Projections that a file brings are filled in the
same transaction, from what is recorded. A vault from a newer program is refused and
left untouched. Tables are made here and nowhere else.
"""

from collections.abc import Iterator
from importlib import resources

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.vault.engine import driver
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.stores import projection
from clerkapp.vault.stores.recorded import make_triggers

FILES = ("0001_start.sql", "0002_indicators.sql", "0003_recovery.sql")
VERSION = len(FILES)


def require_schema(connection: Connection) -> None:
    """Raises EnvironmentFailure("vault-damaged") for a database that was never made by `migrate`."""
    if connection.value("PRAGMA user_version") == 0:
        raise EnvironmentFailure("vault-damaged")


def migrate(connection: Connection) -> None:
    """Bring the schema up to VERSION. Raises Refused("vault-newer") above it."""
    version = int(connection.value("PRAGMA user_version"))
    if version > VERSION:
        raise Refused("vault-newer", version=version, known=VERSION)
    if version == VERSION:
        return
    with connection.transaction():
        for name in FILES[version:]:
            for statement in statements(name):
                connection.run(statement)
        projection.fill_indicators(connection)
        make_triggers(connection)
        connection.run(f"PRAGMA user_version = {VERSION}")


def statements(name: str) -> Iterator[str]:
    """The statements of one file, in order."""
    text = resources.files(__name__).joinpath(name).read_text("utf-8")
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if driver.complete(statement):
            yield statement
            statement = ""
