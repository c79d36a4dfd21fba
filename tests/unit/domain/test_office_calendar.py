"""The calendar of the list of elections: what is on at a moment, and what comes next."""

from datetime import datetime
from typing import Any

import pytest

from clerkapp.domain.office_calendar import closing_time, countdown, on_now
from clerkapp.domain.office_entries import Entry


def election(code: str, day: str, *, closed: bool = False, **values: Any) -> Entry:
    said = {"code": code, "name": f"The {code}", "day": day, **values}
    return Entry(1, "election", code, said, closed, "2026-01-01T00:00:00-06:00", "a")


GENERAL = election(
    "GENERAL", "2026-11-03", opens="07:00", closes="19:00", until="2026-12-04",
    begins_prep="2026-09-14", begins_testing="2026-10-12", begins_advance="2026-10-19",
    begins_setup="2026-11-02", begins_tabulation="2026-11-03", begins_canvass="2026-11-10",
    begins_audit="2026-11-12",
)  # fmt: skip
SPRING = election("SPRING", "2027-04-06", begins_prep="2027-02-15")


@pytest.mark.parametrize(
    ("now", "code", "phase"),
    [
        ("2026-09-13T23:59", None, "between"),
        ("2026-09-14T00:00", "GENERAL", "prep"),
        ("2026-10-18T12:00", "GENERAL", "testing"),
        ("2026-10-19T08:00", "GENERAL", "advance"),
        ("2026-11-03T06:59", "GENERAL", "setup"),
        ("2026-11-03T07:00", "GENERAL", "open"),
        ("2026-11-03T18:59", "GENERAL", "open"),
        ("2026-11-03T19:00", "GENERAL", "tabulation"),
        ("2026-11-09T12:00", "GENERAL", "tabulation"),
        ("2026-11-10T00:00", "GENERAL", "canvass"),
        ("2026-12-04T23:59", "GENERAL", "audit"),
        ("2026-12-05T00:00", None, "between"),
        ("2027-02-15T09:00", "SPRING", "prep"),
        ("2027-04-06T00:00", "SPRING", "open"),
        ("2027-04-07T00:00", None, "between"),
    ],
)
def test_the_stage_changes_by_itself(now: str, code: str | None, phase: str) -> None:
    on = on_now((SPRING, GENERAL), datetime.fromisoformat(now))
    assert on is not None
    assert (on.election.code if on.election else None, on.phase) == (code, phase)


def test_without_a_last_day_the_next_election_ends_the_one_before() -> None:
    autumn = election("AUTUMN", "2026-11-03", begins_canvass="2026-11-10")
    for now, code in (("2027-02-14T12:00", "AUTUMN"), ("2027-02-15T00:00", "SPRING")):
        on = on_now((autumn, SPRING), datetime.fromisoformat(now))
        assert on is not None
        assert on.election is not None
        assert on.election.code == code


def test_with_a_day_alone_the_polls_are_open_on_it() -> None:
    bare = election("BARE", "2026-11-03", closes="20:00")
    for now, phase in (
        ("2026-11-02T23:00", "between"),
        ("2026-11-03T00:00", "open"),
        ("2026-11-03T20:00", "closing"),
        ("2026-11-04T00:00", "between"),
    ):
        on = on_now((bare,), datetime.fromisoformat(now))
        assert on is not None
        assert on.phase == phase


def test_two_at_once_the_one_whose_stage_began_last() -> None:
    audit = election("OLD", "2026-11-03", begins_audit="2026-11-20", until="2027-03-31")
    on = on_now((audit, SPRING), datetime.fromisoformat("2027-02-20T12:00"))
    assert on is not None
    assert on.election is not None
    assert on.election.code == "SPRING"


def test_nothing_listed_or_all_closed_says_nothing() -> None:
    now = datetime.fromisoformat("2026-11-03T12:00")
    closed = election("GENERAL", "2026-11-03", closed=True)
    assert on_now((), now) is None
    assert on_now((closed,), now) is None
    assert countdown((closed,), now) is None
    assert closing_time((closed,), now) == ""


@pytest.mark.parametrize(
    ("now", "what", "day", "days"),
    [
        ("2026-10-20T12:00", "election_day", "2026-11-03", 14),
        ("2026-11-03T12:00", "canvass", "2026-11-10", 7),
        ("2026-11-10T12:00", "canvass", "2026-11-10", 0),
        ("2026-11-28T12:00", "canvass", "2026-11-10", -18),
        ("2026-12-10T12:00", "next_election", "2027-04-06", 117),
        ("2026-08-01T12:00", "next_election", "2026-11-03", 94),
    ],
)
def test_home_counts_down(now: str, what: str, day: str, days: int) -> None:
    found = countdown((SPRING, GENERAL), datetime.fromisoformat(now))
    assert found is not None
    assert (found.what, found.day, found.days) == (what, day, days)


def test_after_the_last_election_nothing_is_counted() -> None:
    assert countdown((GENERAL,), datetime.fromisoformat("2026-12-10T12:00")) is None


def test_the_polls_close_while_they_are_open() -> None:
    for now, closes in (
        ("2026-11-03T06:00", ""),
        ("2026-11-03T12:00", "19:00"),
        ("2026-11-03T19:30", ""),
    ):
        assert closing_time((GENERAL,), datetime.fromisoformat(now)) == closes
