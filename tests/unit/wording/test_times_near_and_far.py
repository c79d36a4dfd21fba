"""The year is left out of a near day only; a time field says back what was understood."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clerkapp.domain.time.times import Precision, When
from clerkapp.wording import times
from clerkapp.wording.said_back import said_back
from clerkapp.wording.sentences import sentence

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 28, 14, 31, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-05-08", "May 8"),
        ("2026-05-06", "May 6, 2026"),
        ("2037-05-01", "May 1, 2037"),
        ("2025-11-03", "Nov 3, 2025"),
        ("2026-12-30", "Dec 30"),
        ("2027-01-01", "Jan 1, 2027"),
        ("0024-11-03", "Nov 3, 0024"),
    ],
)
def test_far_days_have_their_year(day: str, words: str) -> None:
    assert times.day_words(day) == words
    assert times.instant_words(f"{day}T07:40:00-05:00").startswith(words)
    assert sentence("clock-back", {"at": f"{day}T09:00:00-05:00"}).count(words) == 1


def test_without_a_day_to_count_from_every_date_has_its_year() -> None:
    times.reckon(None, None)
    assert times.day_words("2026-11-03") == "Nov 3, 2026"


def test_no_two_days_are_told_alike() -> None:
    today = date(2026, 11, 3)
    told = [
        times.day_words((today + timedelta(days=away)).isoformat()) for away in range(-800, 800)
    ]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("year", ["0001", "0024", "1026", "1969", "2038", "9999"])
def test_every_year_has_words(year: str) -> None:
    for at in (f"{year}-01-01T07:40:00-06:00", f"{year}-12-31T07:40:00+14:00", f"{year}-06-30"):
        assert times.when_words(at)
        assert times.when_words({"at": at, "precision": "exact"}, year=True)
        assert times.instant_words(at)
        assert times.day_words(at)


def test_the_office_s_zone_names_its_times_and_others_are_told_apart() -> None:
    times.reckon(lambda: date(2026, 7, 14), "America/Phoenix")
    assert times.instant_words("2026-07-14T08:52:00-07:00") == "Jul 14, 8:52 a.m. MST"
    assert times.clock_words("2026-07-14T08:52:00-07:00") == "8:52 a.m."
    assert times.clock_words("2026-07-14T08:52:00-05:00") == "8:52 a.m. CDT"


def exact(at: str) -> When:
    return When(at, Precision.EXACT if len(at) > 10 else Precision.DAY)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-03", "Tuesday, Nov 3, 25 days ago"),
        ("2026-11-03T07:40:00-06:00", "Tuesday, Nov 3, 25 days ago"),
        ("2026-11-27", "Friday, Nov 27, yesterday"),
        ("2026-11-28T14:31:00-06:00", "Saturday, Nov 28, now"),
        ("2026-11-28T13:49:00-06:00", "Saturday, Nov 28, 42 minutes ago"),
        ("2026-11-28T09:02:00-06:00", "Saturday, Nov 28, 5 hours ago"),
        ("2026-11-27T23:50:00-06:00", "Friday, Nov 27, yesterday, 14 hours ago"),
        ("2026-12-24T09:00:00-06:00", "Thursday, Dec 24, in 26 days"),
        ("2026-11-28", "Saturday, Nov 28, today"),
        ("2024-11-05", "Tuesday, Nov 5, 2024, 753 days ago"),
        ("2026-11-28T15:00:00-06:00", "Saturday, Nov 28, in 29 minutes"),
        (
            "2026-11-03T13:40:00+00:00",
            "Tuesday, Nov 3, 25 days ago · Nov 3, 7:40 a.m. CST here",
        ),
        (
            "2026-11-01T01:40:00-06:00",
            "Sunday, Nov 1, 27 days ago · the second time round (CST)",
        ),
    ],
)
def test_what_was_understood(at: str, words: str) -> None:
    times.reckon(lambda: NOW.date(), "America/Chicago")
    assert said_back(exact(at), NOW, ZONE) == words


@pytest.mark.parametrize(
    ("at", "lasts", "words"),
    [
        ("2026-11-03T08:15:00-06:00", True, "35 minutes"),
        ("2026-11-28T08:15:00-06:00", True, "25 days"),
        ("2026-11-03T07:30:00-06:00", True, "before the start"),
        ("2026-11-03T07:45:00-06:00", False, "5 minutes after it happened"),
    ],
)
def test_how_long_after_the_start(at: str, lasts: bool, words: str) -> None:
    start = exact("2026-11-03T07:40:00-06:00")
    assert said_back(exact(at), NOW, ZONE, start=start, lasts=lasts).split(" · ")[1] == words


def test_the_length_is_the_time_that_passed_in_the_night_of_the_change() -> None:
    start, end = exact("2026-11-01T00:30:00-05:00"), exact("2026-11-01T02:30:00-06:00")
    assert "3 hours" in said_back(end, NOW, ZONE, start=start, lasts=True)


def test_nothing_is_said_of_nothing() -> None:
    assert said_back(None, NOW, ZONE) == ""
    assert said_back(When(None, Precision.UNKNOWN), NOW, ZONE) == ""


def test_a_time_ahead_is_set_against_the_whole_date_of_the_clock() -> None:
    said = sentence("time-ahead", {"at": "2062-11-03", "now": "2026-11-28T14:21:00-06:00"})
    assert "Nov 3, 2062" in said
    assert "Nov 28, 2026, 2:21 p.m." in said
