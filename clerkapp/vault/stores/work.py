"""Where the work stands over all records: who names a record, what is still to do, what to come back to.

Each question is answered from an index that has its order, and stops when it has enough.
"""

from collections.abc import Sequence
from typing import Any

from clerkapp.domain.records.lists import LinkedFrom, RecordRow, Sight, StepQuery, StepRow
from clerkapp.domain.work.statuses import OPEN
from clerkapp.domain.work.steps import OpenStep
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.stores import sight
from clerkapp.vault.stores.queries import COLUMNS_OF_A_ROW, row_of

_WIDTH = len(COLUMNS_OF_A_ROW.split(","))


class Work:
    """Questions to the projections `record_link`, `record_step` and `record`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def linked_from(
        self,
        number: str,
        *,
        whose: Sight | None = None,
        limit: int = 100,
    ) -> tuple[LinkedFrom, ...]:
        """The records that name `number`, the newest first, each with what it says of it."""
        conditions, values = _scope(whose)
        found = self._connection.rows(
            f"SELECT {COLUMNS_OF_A_ROW}, l.relation FROM record_link l JOIN record r ON r.n = l.n"
            f" WHERE l.number = ?{conditions} ORDER BY l.n DESC, l.relation LIMIT ?",
            (number, *values, limit),
        )
        return tuple(LinkedFrom(row_of(row[:_WIDTH], None), row[_WIDTH]) for row in found)

    def steps(self, query: StepQuery, limit: int = 500) -> tuple[StepRow, ...]:
        """Open steps, the first due first; those without a day last."""
        conditions, values = _steps(query)
        found = self._connection.rows(
            f"SELECT {COLUMNS_OF_A_ROW}, s.field, s.place, s.what, s.owner, s.due_at, s.due_key"
            f" FROM record_step s CROSS JOIN record r ON r.n = s.n WHERE {conditions}"
            " ORDER BY s.due_key, s.n, s.field, s.place LIMIT ?",
            (*values, limit),
        )
        return tuple(StepRow(row_of(row[:_WIDTH], None), OpenStep(*row[_WIDTH:])) for row in found)

    def to_come_back(
        self,
        *,
        whose: Sight | None = None,
        limit: int = 100,
    ) -> tuple[RecordRow, ...]:
        """The records with a day to come back to them, the earliest first."""
        conditions, values = _scope(whose)
        return self._rows(f"r.back_key <> ''{conditions} ORDER BY r.back_key, r.n", values, limit)

    def untouched(
        self,
        before: int,
        *,
        whose: Sight | None = None,
        limit: int = 100,
    ) -> tuple[RecordRow, ...]:
        """Open records without a day to come back, of which nothing was recorded since `before` (second of
        UTC since 1970), the longest first."""
        conditions, values = _scope(whose)
        columns, found = f"{COLUMNS_OF_A_ROW}, r.touched", list[Any]()
        for status in OPEN:
            found += self._connection.rows(
                f"SELECT {columns} FROM record r WHERE r.status = ? AND r.touched < ?"
                f" AND r.back_key = ''{conditions} ORDER BY r.touched, r.n LIMIT ?",
                (status, before, *values, limit),
            )
        found.sort(key=lambda row: (row[_WIDTH], row[0]))
        return tuple(row_of(row[:_WIDTH], None) for row in found[:limit])

    def _rows(self, rest: str, values: Sequence[Any], limit: int) -> tuple[RecordRow, ...]:
        found = self._connection.rows(
            f"SELECT {COLUMNS_OF_A_ROW} FROM record r WHERE {rest} LIMIT ?", (*values, limit)
        )
        return tuple(row_of(row, None) for row in found)


def _steps(query: StepQuery) -> tuple[str, list[Any]]:
    conditions, values = _scope(query.sight)
    asked, told = ["1 = 1"], list[Any]()
    if query.owners is not None:
        asked.append(f"s.owner IN ({', '.join('?' * len(query.owners))})")
        told += query.owners
    if query.due_before is not None:
        asked.append("s.due_key < ?")
        told.append(query.due_before)
    return " AND ".join(asked) + conditions, [*told, *values]


def _scope(whose: Sight | None) -> tuple[str, list[Any]]:
    conditions, values = "", list[Any]()
    for condition, wanted in sight.conditions(whose):
        conditions += f" AND {condition}"
        values += wanted
    return conditions, values
