"""The projections: lists, search, counters, indicators, links and open steps against what the recorded
tables say."""

from collections.abc import Iterator

from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.records import search_text
from clerkapp.vault.check.report import Looking
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.stores import projection


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Every record is listed as it stands, and nothing else is."""
    connection, counts = looking.vault.connection, looking.counts
    counts["records"] = 0
    text = f"SELECT {', '.join(search_text.COLUMNS)} FROM record_text WHERE rowid = ?"
    compared = "SELECT kind, value FROM record_indicator WHERE n = ? ORDER BY kind, value"
    named = "SELECT number, relation FROM record_link WHERE n = ? ORDER BY number, relation"
    open_steps = (
        "SELECT field, place, what, owner, due_at, due_key FROM record_step WHERE n = ?"
        " ORDER BY field DESC, place"
    )
    beside = {"record_indicator": 0, "record_link": 0, "record_step": 0}
    differing = 0
    for record in projection.records_in_order(connection):
        counts["records"] += 1
        shown = connection.row("SELECT * FROM record WHERE id = ?", (record,))
        if shown is None:
            differing += 1
            continue
        right = projection.project(connection, record, shown[0])
        same = (
            shown == right.row
            and connection.row(text, (shown[0],)) == right.text
            and tuple(connection.rows(compared, (shown[0],))) == right.indicators
            and tuple(connection.rows(named, (shown[0],))) == right.links
            and tuple(connection.rows(open_steps, (shown[0],))) == right.steps
        )
        beside["record_indicator"] += len(right.indicators)
        beside["record_link"] += len(right.links)
        beside["record_step"] += len(right.steps)
        differing += 0 if same else 1
    for table in ("record", "record_text"):
        differing += abs(_size(connection, table) - counts["records"])
    differing += sum(abs(_size(connection, table) - count) for table, count in beside.items())
    counters: dict[str, int] = dict(
        connection.rows("SELECT name, n FROM record_counter WHERE n <> 0")
    )
    if differing or counters != projection.recount(connection):
        yield CheckProblem("lists-differ", {"count": differing})


def _size(connection: Connection, table: str) -> int:
    return int(connection.value(f"SELECT count(*) FROM {table}"))
