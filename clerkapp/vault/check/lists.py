"""The projections: lists, search, counters and indicators against what the recorded tables say."""

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
    differing = indicators = 0
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
        )
        indicators += len(right.indicators)
        differing += 0 if same else 1
    for table in ("record", "record_text"):
        differing += abs(_size(connection, table) - counts["records"])
    differing += abs(_size(connection, "record_indicator") - indicators)
    counters: dict[str, int] = dict(
        connection.rows("SELECT name, n FROM record_counter WHERE n <> 0")
    )
    if differing or counters != projection.recount(connection):
        yield CheckProblem("lists-differ", {"count": differing})


def _size(connection: Connection, table: str) -> int:
    return int(connection.value(f"SELECT count(*) FROM {table}"))
