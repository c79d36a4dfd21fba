"""Lists of the office: a line for each row, and everything else worked out from all of them."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from clerkapp.crypto.office_entries import rows_digest
from clerkapp.domain.errors import Refused
from clerkapp.domain.office_entries import Entry, EntryChange, KeptRows
from tests.fakes.plain_store.engine import Engine


class PlainOfficeLists:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def _all(self) -> list[Entry]:
        rows = self._engine.rows("SELECT line FROM listed ORDER BY n")
        return [Entry(**json.loads(line)) for (line,) in rows]

    def keep(
        self,
        list_code: str,
        changes: Sequence[EntryChange],
        *,
        at: str,
        account: str,
        second: str | None = None,
    ) -> KeptRows:
        there = self._all()
        lists = {one.id: one.list for one in there}
        if any(lists.get(change.id, list_code) != list_code for change in changes):
            raise Refused("entry-of-another-list")
        rows = [
            Entry(n, list_code, one.id, dict(one.values), one.closed, at, account, second)
            for n, one in enumerate(changes, start=len(there) + 1)
        ]
        with self._engine.transaction():
            for row in rows:
                line = json.dumps(asdict(row)).encode()
                self._engine.run("INSERT INTO listed VALUES (?, ?)", (row.n, line))
        return KeptRows(rows[0].n, rows[-1].n, rows_digest(rows))

    def entries(self, list_code: str) -> tuple[Entry, ...]:
        newest = {one.id: one for one in self._all() if one.list == list_code}
        return tuple(newest.values())

    def entry(self, entry_id: str) -> Entry:
        history = self.history(entry_id)
        if not history:
            raise Refused("entry-missing")
        return history[-1]

    def history(self, entry_id: str) -> tuple[Entry, ...]:
        return tuple(one for one in self._all() if one.id == entry_id)
