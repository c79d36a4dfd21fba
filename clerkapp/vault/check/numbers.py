"""The running numbers of this station: from 1 on, each one given or passed over after a restore."""

from collections.abc import Iterator

from clerkapp.domain.check_report import CheckProblem
from clerkapp.vault.check.report import Looking
from clerkapp.vault.engine.connection import Row


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Numbers are taken from the revisions; passed over is what the journal says was."""
    skips: dict[int, list[tuple[int, int]]] = {}
    for row in looking.vault.connection.rows(
        "SELECT authority, station, year, first, last, at FROM number_skip"
        " ORDER BY year, first, last"
    ):
        year, first, last = row[2:5]
        if _explained(looking, row):
            skips.setdefault(year, []).append((first, last))
        else:
            yield CheckProblem(
                "numbers-skip-unexplained", {"year": year, "first": first, "last": last}
            )
    looking.counts["numbers"] = 0
    for year, given in sorted(looking.given.items()):
        expected = 1
        for running in sorted(given):
            looking.counts["numbers"] += 1
            wanted = _after_skips(skips.get(year, []), expected)
            if running > wanted:
                missing = {"year": year, "first": wanted, "last": running - 1}
                yield CheckProblem("numbers-missing", missing)
            expected = running + 1


def _explained(looking: Looking, row: Row) -> bool:
    authority, station, year, first, last, at = row
    info = looking.vault.info
    own = (authority, station) == (info.authority, info.station)
    return own and looking.claims.found("skip", year, first, last, at)


def _after_skips(skips: list[tuple[int, int]], running: int) -> int:
    for first, last in skips:
        if first <= running <= last:
            running = last + 1
    return running
