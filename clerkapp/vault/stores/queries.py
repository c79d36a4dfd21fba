"""Lists of records: filter, order and search in SQL, a page at a time, by key and never by offset.

The order of rows is the order of recording (see the schema), so a filter's index gives its page
already sorted, and a search stops as soon as its page is full.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from clerkapp.domain.errors import Refused
from clerkapp.domain.records import search_terms
from clerkapp.domain.records.listing import counters
from clerkapp.domain.records.lists import Query, RecordPage, RecordRow, Sight
from clerkapp.domain.records.revision import Value
from clerkapp.vault.engine.connection import Connection, Row
from clerkapp.vault.engine.failures import stored_json
from clerkapp.vault.stores import search, sight

COLUMNS_OF_A_ROW = """r.n, r.occurred_key, r.id, r.number, r.kind, r.status, r.severity, r.one_line, r.place,
 r.occurred_at, r.occurred_precision, r.recorded, r.rev, r.identity, r.struck, r.heads, r.sent,
 r.restricted, r.author, r.suggested, r.readers, r.subjects, r.site, r.owed, r.transcribed"""
"""What `row_of` takes, of the table `record` as r."""
_FILTERS = ("kind", "status", "severity", "urgent", "place", "election", "author", "station")
_ELSEWHERE = ("people", "story", "details", "place", "number")
_ROW_NUMBER = re.compile(r"-?[0-9]{1,18}")
_ALL = Query()
MAX_PAGE = 500


class Queries:
    """Questions to the projections."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, query: Query, after: str | None = None, limit: int = 50) -> RecordPage:
        """The rows after the position `after`. Raises Refused("page-unknown") for a foreign one."""
        limit = max(1, min(limit, MAX_PAGE))
        terms = search_terms.terms(query.text)
        source, conditions, values = _found(query, terms)
        if query.order == "occurred":
            order, key = "r.occurred_key DESC, r.n DESC", "(r.occurred_key, r.n) < (?, ?)"
            position = _position(after) if after is not None else []
        else:
            row_number = "record_text.rowid" if terms else "r.n"
            order, key = f"{row_number} DESC", f"{row_number} < ?"
            position = _position(after)[1:] if after is not None else []
        if after is not None:
            conditions.append(key)
        found = self._connection.rows(
            f"SELECT {COLUMNS_OF_A_ROW} FROM {source}{_where(conditions)} ORDER BY {order} LIMIT ?",
            (*values, *position, limit + 1),
        )
        shown = found[:limit]
        places = self._found_in(terms, shown) if terms else {}
        rows = tuple(row_of(row, places.get(row[0])) for row in shown)
        more = len(found) > limit
        return RecordPage(rows, f"{shown[-1][0]}|{shown[-1][1]}" if more else None)

    def answers(
        self, codes: Sequence[str], whose: Sight | None = None
    ) -> Iterator[tuple[str, dict[str, Value]]]:
        """(kind, {code: value}) of every record as it stands, struck ones too."""
        seen, told = "", list[Any]()
        for condition, wanted in sight.conditions(whose):
            seen += f" AND {condition}"
            told += wanted
        marks = ", ".join("?" * len(codes))
        record, kind, values = None, "", dict[str, Value]()
        for n, found_kind, code, value in self._connection.scan(
            "SELECT r.n, r.kind, f.code, f.value FROM record r JOIN revision v ON v.identity = r.identity"
            f" JOIN field f ON f.arrival = v.arrival WHERE f.code IN ({marks})"
            f" AND f.value IS NOT NULL{seen} ORDER BY r.n",
            (*codes, *told),
        ):
            if n != record:
                if record is not None:
                    yield kind, values
                record, kind, values = n, found_kind, {}
            values[code] = stored_json(value)
        if record is not None:
            yield kind, values

    def count(self, query: Query, at_most: int = 2**62) -> int:
        """How many records the query finds; stops counting at `at_most`, for "1,000 or more"."""
        terms = search_terms.terms(query.text)
        source, conditions, values = _found(replace(query, order="recorded"), terms)
        if terms and len(conditions) == 1:
            source = "record_text"
        counted = f"SELECT 1 FROM {source}{_where(conditions)} LIMIT ?"
        return int(self._connection.value(f"SELECT count(*) FROM ({counted})", (*values, at_most)))

    def row(self, record: str) -> RecordRow:
        """One record by id. Raises Refused("record-not-found")."""
        found = self._connection.row(
            f"SELECT {COLUMNS_OF_A_ROW} FROM record r WHERE r.id = ?", (record,)
        )
        if found is None:
            raise Refused("record-not-found", number=record[:60])
        return row_of(found, None)

    def distinct(
        self, column: Literal["place", "election"], query: Query = _ALL, limit: int = 500
    ) -> tuple[str, ...]:
        """The values that the records of `query` (its filters) use, ascending, without the empty one."""
        if column not in ("place", "election"):
            raise ValueError(column)
        _, conditions, values = _found(replace(query, text="", order="recorded"), ())
        where = _where([f"r.{column} > ?", *conditions])
        found: list[str] = []
        last = ""
        while len(found) < limit:
            following = self._connection.value(
                f"SELECT r.{column} FROM record r INDEXED BY record_by_{column}{where}"
                f" ORDER BY r.{column} LIMIT 1",
                (last, *values),
            )
            if following is None:
                break
            last = following
            found.append(last)
        return tuple(found)

    def totals(self, whose: Sight | None = None) -> dict[str, int]:
        """Counts for headings: records, unsent, conflicts, owed, kind:…, status:…, severity:….

        `whose`: only of what somebody may see. What is open to everybody is counted already, unless they see some
        places alone.
        """
        totals: dict[str, int] = {}
        everywhere = whose is None or whose.sites is None
        if everywhere:
            totals = dict(self._connection.rows("SELECT name, n FROM record_counter WHERE n > 0"))
        conditions = ["r.restricted = 1"] if everywhere else []
        values: list[Any] = []
        for condition, wanted in sight.conditions(whose):
            conditions.append(condition)
            values += wanted
        for kind, status, severity, sent, heads, owed, count in self._connection.rows(
            "SELECT kind, status, severity, sent, heads > 1, owed <> '[]', count(*) FROM record r"
            f"{_where(conditions)} GROUP BY 1, 2, 3, 4, 5, 6",
            values,
        ):
            names = counters(
                kind, status, severity, sent=bool(sent), heads=1 + heads, owed=bool(owed)
            )
            for name in names:
                totals[name] = totals.get(name, 0) + count
        return totals

    def _found_in(
        self, terms: tuple[search_terms.Term, ...], rows: Sequence[Row]
    ) -> dict[int, str]:
        """The first column that holds a term, for rows whose one-line text does not hold them all."""
        patterns = search_terms.patterns(terms)
        waiting = [row[0] for row in rows if not search_terms.all_in(patterns, row[7])]
        if not waiting:
            return {}
        marks = ", ".join("?" * len(waiting))
        places: dict[int, str] = {}
        for n, *texts in self._connection.rows(
            f"SELECT rowid, {', '.join(_ELSEWHERE)} FROM record_text WHERE rowid IN ({marks})",
            waiting,
        ):
            for column, text in zip(_ELSEWHERE, texts, strict=True):
                if search_terms.any_in(patterns, text):
                    places[n] = column
                    break
        return places


def _found(query: Query, terms: tuple[search_terms.Term, ...]) -> tuple[str, list[str], list[Any]]:
    """Where the rows come from, the conditions, and their values.

    In the order of recording the search leads, and stops when the page is full. In the order of
    occurrence the index of that order leads, and the search is a set of row numbers beside it.
    """
    conditions: list[str] = []
    values: list[Any] = []
    source = "record r"
    if terms:
        values.append(search.match_all(terms))
        if query.order == "occurred":
            source = "record r INDEXED BY record_by_occurred"
            matching = "SELECT rowid FROM record_text WHERE record_text MATCH ?"
            conditions.append(f"r.n IN ({matching})")
        else:
            source = "record_text CROSS JOIN record r ON r.n = record_text.rowid"
            conditions.append("record_text MATCH ?")
    for column in _FILTERS:
        wanted = getattr(query, column)
        if wanted:
            conditions.append(f"r.{column} = ?")
            values.append(wanted)
    if query.not_sent:
        conditions.append("r.sent = 0")
    if query.struck is not None:
        conditions.append("r.struck = 1" if query.struck else "r.struck = 0")
    if query.occurred is not None:
        conditions.append("r.occurred_key BETWEEN ? AND ?")
        values += query.occurred
    if query.owed:
        conditions.append("r.owed <> '[]'")
    for condition, wanted_values in sight.conditions(query.sight):
        conditions.append(condition)
        values += wanted_values
    return source, conditions, values


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _position(after: str) -> list[Any]:
    n, _, occurred_key = after.partition("|")
    if _ROW_NUMBER.fullmatch(n) is None:
        raise Refused("page-unknown")
    return [occurred_key, int(n)]


def row_of(row: Row, found_in: str | None) -> RecordRow:
    """A line of a list from COLUMNS_OF_A_ROW."""
    return RecordRow(
        id=row[2],
        number=row[3],
        kind=row[4],
        status=row[5],
        severity=row[6],
        one_line=row[7],
        place=row[8],
        occurred={"at": row[9], "precision": row[10]},
        recorded=row[11],
        rev=row[12],
        identity=row[13],
        struck=bool(row[14]),
        conflict=row[15] > 1,
        sent=bool(row[16]),
        restricted=bool(row[17]),
        author=row[18],
        readers=tuple(stored_json(row[20])),
        subjects=tuple(stored_json(row[21])),
        site=row[22],
        owed=tuple((act, people) for act, people in stored_json(row[23])),
        found_in=found_in,
        suggested=row[19],
        transcribed=bool(row[24]),
    )
