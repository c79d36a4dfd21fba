"""The projections: one row a record for lists, six columns of text for search, counters for headings,
the indicators that messages are compared by, links to other records, and what is still to do.

Made from the recorded tables alone, by the rule of `domain.records.listing`. `refresh` runs in the transaction that appended a revision;
`rebuild` makes everything anew, and `clerkapp.vault.check` compares.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from clerkapp.domain.bundles import UPSTREAM
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.people.naming import seen_name
from clerkapp.domain.people.roles import permissions_of
from clerkapp.domain.records import indicators, search_text
from clerkapp.domain.records.listing import COMPARED, Origin, Version, counters, listing
from clerkapp.domain.signing.signatures import Who, owed, signatures_needed
from clerkapp.domain.time import times
from clerkapp.domain.work.links import RecordLink
from clerkapp.domain.work.steps import OpenStep
from clerkapp.vault.engine.connection import Connection, Row
from clerkapp.vault.engine.failures import stored_json
from clerkapp.vault.stores import loading

SECOND_BITS = 20
"""A record's row number is its second of recording, shifted, plus its place within that second."""

COLUMNS = (
    "n", "id", "number", "authority", "year", "station", "running", "kind", "identity", "rev",
    "heads", "struck", "status", "severity", "one_line", "place", "election", "occurred_at",
    "occurred_precision",
    "occurred_key", "recorded", "changed", "author", "restricted", "readers", "subjects", "site", "owed",
    "sent", "suggested", "urgent", "back_key", "touched", "transcribed",
)  # fmt: skip
_MARKS = ", ".join("?" * len(COLUMNS))
_PUT_RECORD = f"INSERT INTO record ({', '.join(COLUMNS)}) VALUES ({_MARKS})"
_PUT_TEXT = (
    f"INSERT INTO record_text (rowid, {', '.join(search_text.COLUMNS)})"
    f" VALUES ({', '.join('?' * (1 + len(search_text.COLUMNS)))})"
)
_PUT_INDICATOR = "INSERT INTO record_indicator (kind, value, n) VALUES (?, ?, ?)"
_PUT_LINK = "INSERT INTO record_link (number, relation, n) VALUES (?, ?, ?)"
_PUT_STEP = (
    "INSERT INTO record_step (n, field, place, what, owner, due_at, due_key)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_BESIDE = ("record_indicator", "record_link", "record_step")
"""Tables with rows of a record, by its row number."""
_HEADS = """SELECT r.identity, r.rev, r.op, r.arrival FROM revision r WHERE r.record = ?
 AND NOT EXISTS (SELECT 1 FROM revision_parent p WHERE p.parent = r.identity)
 ORDER BY r.rev DESC, r.identity"""
_BEFORE = """SELECT r.identity, r.rev, r.op, r.arrival FROM revision_parent p
 JOIN revision r ON r.identity = p.parent WHERE p.identity = ? ORDER BY r.identity LIMIT 1"""
_UNSENT = """SELECT 1 FROM revision r WHERE r.record = ? AND NOT EXISTS (
 SELECT 1 FROM bundle_revision b JOIN bundle USING (digest) WHERE b.identity = r.identity
 AND stream = ? AND epoch = (SELECT max(epoch) FROM bundle WHERE stream = ?))
 LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Projected:
    """What one record's rows should be: values of `record` in the order of COLUMNS, its text, its
    indicators (kind and value, ascending), its links (ascending), and what is still to do."""

    row: Row
    text: Row
    indicators: tuple[indicators.Indicator, ...]
    links: tuple[RecordLink, ...]
    steps: tuple[OpenStep, ...]


def refresh(connection: Connection, record: str) -> None:
    """Make one record's rows anew, and move the counters by the difference."""
    before = connection.row("SELECT * FROM record WHERE id = ?", (record,))
    second = times.epoch_seconds(_first(connection, record)[2])
    n = before[0] if before is not None else None
    if before is not None:
        connection.run("DELETE FROM record WHERE n = ?", (n,))
        connection.run("DELETE FROM record_text WHERE rowid = ?", (n,))
        for table in _BESIDE:
            connection.run(f"DELETE FROM {table} WHERE n = ?", (n,))
    if n is None or n >> SECOND_BITS != second:
        n = _free_row(connection, second)  # an earlier revision than those before has come
    after = project(connection, record, n)
    connection.run(_PUT_RECORD, after.row)
    connection.run(_PUT_TEXT, (n, *after.text))
    connection.run_many(_PUT_INDICATOR, ((*indicator, n) for indicator in after.indicators))
    connection.run_many(_PUT_LINK, ((*one, n) for one in after.links))
    connection.run_many(_PUT_STEP, ((n, *one) for one in after.steps))
    changes = counted(after.row)
    for name in counted(before) if before else ():
        changes = _less(changes, name)
    _count(connection, changes)


def project(connection: Connection, record: str, n: int) -> Projected:
    """What the rows of a record with row number `n` should be."""
    heads = [_version(connection, row) for row in head_rows(connection, record)]
    if not heads:
        raise EnvironmentFailure("record-incomplete", record=record)
    origin = Origin(record, *_first(connection, record))
    line = listing(
        origin,
        heads,
        lambda version: _before(connection, version),
        lambda: _owed(connection, origin, heads[0]),
    )
    number = line.number
    changed, newest = _last(connection, record)
    row = (
        n,
        record,
        origin.number,
        number.authority,
        number.year,
        number.station,
        number.running,
        origin.kind,
        line.identity,
        line.rev,
        line.heads,
        int(line.struck),
        line.status,
        line.severity,
        line.one_line,
        line.place,
        line.election,
        line.occurred_at,
        line.occurred_precision,
        line.occurred_key,
        origin.recorded,
        changed,
        origin.author,
        int(line.restricted),
        json.dumps(line.readers),
        json.dumps(line.subjects),
        line.site,
        json.dumps(line.owed),
        int(connection.row(_UNSENT, (record, UPSTREAM, UPSTREAM)) is None),
        line.suggested,
        line.urgent,
        line.back_key,
        times.epoch_seconds(newest),
        int(line.transcribed),
    )
    text = tuple(line.text[column] for column in search_text.COLUMNS)
    return Projected(row, text, line.indicators, line.links, line.steps)


def head_rows(connection: Connection, record: str) -> list[Row]:
    """Identity, rev, op and arrival of a record's heads, the shown one first."""
    return connection.rows(_HEADS, (record,))


def fill_indicators(connection: Connection) -> None:
    """Fill the empty table of indicators from what is recorded."""
    kinds = ", ".join("?" * len(COMPARED))
    compared = connection.rows(f"SELECT n, id FROM record WHERE kind IN ({kinds})", COMPARED)
    for n, record in compared:
        found = project(connection, record, n).indicators
        connection.run_many(_PUT_INDICATOR, ((*indicator, n) for indicator in found))


def counted(row: Row) -> dict[str, int]:
    """The counters that a record adds to. Restricted records are counted apart, for who may see them."""
    value = dict(zip(COLUMNS, row, strict=True))
    if value["restricted"]:
        return {}
    names = counters(
        value["kind"],
        value["status"],
        value["severity"],
        sent=bool(value["sent"]),
        heads=value["heads"],
        owed=value["owed"] != "[]",
    )
    return dict.fromkeys(names, 1)


def rebuild(connection: Connection) -> None:
    """Make every projection anew."""
    with connection.transaction():
        for table in ("record", "record_counter", *_BESIDE):
            connection.run(f"DELETE FROM {table}")
        connection.run("DELETE FROM record_text")
        for record in records_in_order(connection):
            refresh(connection, record)


def recount(connection: Connection) -> dict[str, int]:
    """The counters as they should be."""
    totals: dict[str, int] = {}
    for row in connection.scan("SELECT * FROM record"):
        for name, n in counted(row).items():
            totals[name] = totals.get(name, 0) + n
    return totals


def store_counters(connection: Connection) -> None:
    """Count everything and keep it."""
    totals = recount(connection)
    connection.run("DELETE FROM record_counter")
    connection.run_many("INSERT INTO record_counter VALUES (?, ?)", totals.items())


def records_in_order(connection: Connection) -> Iterator[str]:
    """The ids of all records, in the order in which the first one of each arrived."""
    after = 0
    while True:
        rows = connection.rows(
            "SELECT arrival, record FROM revision r WHERE arrival > ? AND NOT EXISTS (SELECT 1"
            " FROM revision e WHERE e.record = r.record AND e.arrival < r.arrival)"
            " ORDER BY arrival LIMIT 1000",
            (after,),
        )
        if not rows:
            return
        after = rows[-1][0]
        yield from (record for _, record in rows)


def _owed(connection: Connection, origin: Origin, shown: Version) -> list[tuple[str, int]]:
    """The signatures that the shown version is missing; most records need none, and are not read for that."""
    if not signatures_needed(origin.kind, shown.values):
        return []
    history = loading.history(connection, origin.id)
    head = next(one for one in history if one.identity == shown.identity)
    acts = loading.acts(connection, origin.id)
    missing = owed(origin.kind, head, history, acts, lambda account: _who(connection, account))
    return [(str(one.act), one.people) for one in missing]


def _who(connection: Connection, account: str) -> Who:
    """An account as far as signatures ask. Roles are for life."""
    row = connection.row(
        "SELECT a.person, a.roles, (SELECT name FROM signer s WHERE s.account = a.id ORDER BY n DESC LIMIT 1)"
        " FROM account a WHERE a.id = ?",
        (account,),
    )
    if row is None:
        return Who(account, "", None)
    roles = stored_json(row[1])
    granted = permissions_of(roles if isinstance(roles, list) else [])
    return Who(row[0], seen_name(row[2] or ""), lambda permission: permission in granted)


def _version(connection: Connection, row: Row) -> Version:
    """A row of identity, rev, op and arrival, with the values at hand."""
    identity, rev, op, arrival = row
    values = connection.rows(
        "SELECT code, value FROM field WHERE arrival = ? AND value IS NOT NULL", (arrival,)
    )
    return Version(identity, rev, op, {code: stored_json(value) for code, value in values})


def _before(connection: Connection, version: Version) -> Version | None:
    row = connection.row(_BEFORE, (version.identity,))
    return None if row is None else _version(connection, row)


def _first(connection: Connection, record: str) -> Row:
    """Number, kind, time of recording and author of the lowest revision that is here: rev 1, unless it
    comes later or never."""
    first = connection.row(
        "SELECT number, kind, recorded, author FROM revision WHERE record = ?"
        " ORDER BY rev, identity LIMIT 1",
        (record,),
    )
    if first is None:
        raise EnvironmentFailure("record-incomplete", record=record)
    return first


def _last(connection: Connection, record: str) -> Row:
    """Arrival and time of recording of the revision that arrived last."""
    last = connection.row(
        "SELECT arrival, recorded FROM revision WHERE record = ? ORDER BY arrival DESC LIMIT 1",
        (record,),
    )
    if last is None:
        raise EnvironmentFailure("record-incomplete", record=record)
    return last


def _free_row(connection: Connection, second: int) -> int:
    start = second << SECOND_BITS
    end = start + (1 << SECOND_BITS)
    highest = connection.value("SELECT max(n) FROM record WHERE n >= ? AND n < ?", (start, end))
    return start if highest is None else int(highest) + 1


def _less(changes: dict[str, int], name: str) -> dict[str, int]:
    return {**changes, name: changes.get(name, 0) - 1}


def _count(connection: Connection, changes: dict[str, int]) -> None:
    for name, change in changes.items():
        if change:
            connection.run(
                "INSERT INTO record_counter (name, n) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET n = n + excluded.n",
                (name, change),
            )
