"""The lists of the office in the recorded table `office_entry`: the newest row of an entry counts."""

from collections.abc import Sequence

from clerkapp.codec import jcs
from clerkapp.crypto.office_entries import rows_digest
from clerkapp.domain.errors import Refused
from clerkapp.domain.office_entries import Entry, EntryChange, KeptRows
from clerkapp.vault.engine.connection import Connection, Row
from clerkapp.vault.engine.failures import stored_json

COLUMNS = "n, list, entry, content, closed, at, account, second"
_INSERT = f"INSERT INTO office_entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class OfficeLists:
    """The lists of this vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(
        self,
        list_code: str,
        changes: Sequence[EntryChange],
        *,
        at: str,
        account: str,
        second: str | None = None,
    ) -> KeptRows:
        """Add a row for each change. Raises Refused("entry-of-another-list")."""
        with self._connection.transaction():
            last = self._connection.value("SELECT coalesce(max(n), 0) FROM office_entry")
            rows = [
                Entry(n, list_code, one.id, dict(one.values), one.closed, at, account, second)
                for n, one in enumerate(changes, start=last + 1)
            ]
            elsewhere = "SELECT 1 FROM office_entry WHERE entry = ? AND list <> ? LIMIT 1"
            if any(self._connection.row(elsewhere, (row.id, list_code)) for row in rows):
                raise Refused("entry-of-another-list")
            self._connection.run_many(_INSERT, map(_stored, rows))
        return KeptRows(rows[0].n, rows[-1].n, rows_digest(rows))

    def entries(self, list_code: str) -> tuple[Entry, ...]:
        """The newest row of each entry, in the order in which the entries came."""
        rows = self._connection.rows(
            f"SELECT {COLUMNS} FROM office_entry JOIN"
            " (SELECT min(n) AS first, max(n) AS newest FROM office_entry WHERE list = ? GROUP BY entry)"
            " ON n = newest ORDER BY first",
            (list_code,),
        )
        return tuple(map(entry_of, rows))

    def entry(self, entry_id: str) -> Entry:
        """The newest row of an entry. Raises Refused("entry-missing")."""
        history = self.history(entry_id)
        if not history:
            raise Refused("entry-missing")
        return history[-1]

    def history(self, entry_id: str) -> tuple[Entry, ...]:
        """Every row of an entry, the first one first."""
        rows = self._connection.rows(
            f"SELECT {COLUMNS} FROM office_entry WHERE entry = ? ORDER BY n", (entry_id,)
        )
        return tuple(map(entry_of, rows))


def entry_of(row: Row) -> Entry:
    """A row of the table, its columns in the order of COLUMNS."""
    n, list_code, entry, content, closed, at, account, second = row
    return Entry(n, list_code, entry, stored_json(content), bool(closed), at, account, second)


def _stored(row: Entry) -> Row:
    content = jcs.encode(dict(row.values)).decode()
    return (row.n, row.list, row.id, content, int(row.closed), row.at, row.account, row.second)
