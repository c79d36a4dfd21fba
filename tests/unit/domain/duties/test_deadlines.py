"""When somebody has to be told: over midnight, weekends and changed clocks, in both zones of Kansas."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from clerkapp.domain.duties.deadlines import due_at, noticed_at
from clerkapp.domain.duties.pack import Deadline, DueForm

CENTRAL, MOUNTAIN = ZoneInfo("America/Chicago"), ZoneInfo("America/Denver")
RECORDED = "2026-11-03T21:40:00-06:00"


def _noticed(at: str | None, precision: str = "exact") -> dict[str, str | None]:
    return {"at": at, "precision": precision}


def _due(start: str, deadline: Deadline, zone: ZoneInfo = CENTRAL, election: str = "") -> str:
    day = date.fromisoformat(election) if election else None
    due = due_at(deadline, datetime.fromisoformat(start), zone, day)
    return due.isoformat() if due else "never"


@pytest.mark.parametrize(
    ("noticed", "start"),
    [
        (_noticed("2026-11-03T07:40:00-06:00"), "2026-11-03T07:40:00-06:00"),
        (_noticed("2026-11-03T07:40:00-06:00", "about"), "2026-11-03T07:40:00-06:00"),
        (_noticed("2026-11-03", "day"), "2026-11-03T00:00:00-06:00"),
        (_noticed(None, "unknown"), RECORDED),
        (None, RECORDED),
        ({"at": "yesterday", "precision": "exact"}, RECORDED),
    ],
)
def test_the_clock_runs_from_when_it_was_noticed(noticed: object, start: str) -> None:
    assert noticed_at(noticed, RECORDED, CENTRAL).isoformat() == start


def test_a_day_begins_when_the_offices_wall_says_so() -> None:
    there = noticed_at(_noticed("2026-11-03", "day"), RECORDED, MOUNTAIN)
    assert there.isoformat() == "2026-11-03T00:00:00-07:00"


@pytest.mark.parametrize(
    ("start", "zone", "due"),
    [
        ("2026-11-03T18:00:00-06:00", CENTRAL, "2026-11-04T06:00:00-06:00"),
        ("2026-11-03T17:00:00-07:00", MOUNTAIN, "2026-11-04T05:00:00-07:00"),
        # The night in which the clocks go back has 25 hours, the other one 23.
        ("2026-10-31T20:00:00-05:00", CENTRAL, "2026-11-01T07:00:00-06:00"),
        ("2026-10-31T20:00:00-06:00", MOUNTAIN, "2026-11-01T07:00:00-07:00"),
        ("2026-03-07T20:00:00-06:00", CENTRAL, "2026-03-08T09:00:00-05:00"),
        ("2026-03-07T20:00:00-07:00", MOUNTAIN, "2026-03-08T09:00:00-06:00"),
    ],
)
def test_twelve_hours_are_twelve_hours(start: str, zone: ZoneInfo, due: str) -> None:
    assert _due(start, Deadline(DueForm.HOURS, 12), zone) == due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-03T07:40:00-06:00", "2026-11-03T17:00:00-06:00"),
        ("2026-11-03T17:00:00-06:00", "2026-11-03T17:00:00-06:00"),
        ("2026-11-03T17:01:00-06:00", "2026-11-03T23:59:00-06:00"),
        # The day of the change, after it.
        ("2026-11-01T08:00:00-06:00", "2026-11-01T17:00:00-06:00"),
    ],
)
def test_the_same_day_is_the_offices(start: str, due: str) -> None:
    until = Deadline(DueForm.SAME_DAY, until=time(17, 0))
    assert _due(start, until) == due


def test_just_after_midnight_is_another_day() -> None:
    until = Deadline(DueForm.SAME_DAY, until=time(17, 0))
    assert _due("2026-11-04T00:00:00-06:00", until) == "2026-11-04T17:00:00-06:00"
    # 11:30 p.m. in western Kansas is half past midnight in the rest of it.
    assert _due("2026-11-03T23:30:00-07:00", until, CENTRAL) == "2026-11-04T17:00:00-06:00"
    assert _due("2026-11-03T23:30:00-07:00", until, MOUNTAIN) == "2026-11-03T23:59:00-07:00"


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-03T09:00:00-06:00", 2, "2026-11-05T23:59:00-06:00"),
        ("2026-11-05T09:00:00-06:00", 2, "2026-11-09T23:59:00-06:00"),
        ("2026-11-06T23:59:00-06:00", 1, "2026-11-09T23:59:00-06:00"),
        ("2026-11-07T09:00:00-06:00", 1, "2026-11-09T23:59:00-06:00"),
        ("2026-11-08T09:00:00-06:00", 5, "2026-11-13T23:59:00-06:00"),
        # Over the weekend on which the clocks change.
        ("2026-10-30T09:00:00-05:00", 1, "2026-11-02T23:59:00-06:00"),
    ],
)
def test_business_days_leave_weekends_out(start: str, days: int, due: str) -> None:
    assert _due(start, Deadline(DueForm.BUSINESS_DAYS, days)) == due


def test_days_after_the_election_need_its_day() -> None:
    after = Deadline(DueForm.AFTER_ELECTION, 60)
    start = "2026-10-20T09:00:00-05:00"
    assert _due(start, after, election="2026-11-03") == "2027-01-02T23:59:00-06:00"
    assert _due(start, after) == "never"


def test_what_is_due_at_once_and_what_waits() -> None:
    start = "2026-11-03T07:40:00-06:00"
    assert _due(start, Deadline(DueForm.AT_ONCE)) == start
    assert _due(start, Deadline(DueForm.NEXT_UPLOAD)) == "never"
