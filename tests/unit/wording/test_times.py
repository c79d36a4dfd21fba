"""Times in words: as recorded, with the zone's name where it is sure, and never a guess."""

from typing import Any

import pytest
from hypothesis import given, settings

from clerkapp.wording import times
from tests.unit.domain.records import times as time_values


def exact(at: str) -> dict[str, str | None]:
    return {"at": at, "precision": "exact"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (exact("2026-11-03T07:40:00-06:00"), "Nov 3, 7:40 a.m. CST"),
        (exact("2026-07-14T08:52:00-05:00"), "Jul 14, 8:52 a.m. CDT"),
        (exact("2026-11-03T05:50:00-07:00"), "Nov 3, 5:50 a.m. MST"),
        (exact("2026-11-03T00:05:00-06:00"), "Nov 3, 12:05 a.m. CST"),
        (exact("2026-11-03T12:00:00-06:00"), "Nov 3, 12:00 p.m. CST"),
        (exact("2026-11-03T19:25:00Z"), "Nov 3, 7:25 p.m. UTC"),
        (exact("2026-07-14T08:52:00-07:00"), "Jul 14, 8:52 a.m. UTC−7"),
        (exact("2026-07-14T08:52:00+05:30"), "Jul 14, 8:52 a.m. UTC+5:30"),
        (
            {"at": "2026-11-03T07:10:00-06:00", "precision": "about"},
            "about Nov 3, 7:10 a.m. CST",
        ),
        ({"at": "2026-11-03", "precision": "day"}, "Nov 3"),
        ({"at": None, "precision": "unknown"}, "unknown"),
        ("2026-11-03T07:40:00-06:00", "Nov 3, 7:40 a.m. CST"),
        ("2026-11-03", "Nov 3"),
        ("noon", "noon"),
        (7, "7"),
    ],
)
def test_when(value: Any, words: str) -> None:
    assert times.when_words(value) == words


def test_with_the_year() -> None:
    assert times.when_words("2026-11-03T07:40:00-06:00", year=True) == (
        "Nov 3, 2026, 7:40 a.m. CST"
    )
    assert times.day_words("2026-11-03T07:40:00-06:00", year=True) == "Nov 3, 2026"
    assert times.clock_words("2026-11-03T07:40:00-06:00") == "7:40 a.m."
    assert times.weekday_words("2026-11-03") == "Tuesday"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/Los_Angeles", "Jul 14, 8:52 a.m. PDT"),
        ("America/Phoenix", "Jul 14, 8:52 a.m. MST"),
        ("America/Chicago", "Jul 14, 8:52 a.m. UTC−7"),
        ("Nowhere/Atall", "Jul 14, 8:52 a.m. UTC−7"),
        ("../../etc/passwd", "Jul 14, 8:52 a.m. UTC−7"),
    ],
)
def test_the_office_settles_what_the_offset_leaves_open(zone: str, words: str) -> None:
    assert times.instant_words("2026-07-14T08:52:00-07:00", zone=zone) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("T07:40:00-06:00", "T08:15:00-06:00", "Nov 3, 7:40–8:15 a.m. CST"),
        ("T11:40:00-06:00", "T12:15:00-06:00", "Nov 3, 11:40 a.m.–12:15 p.m. CST"),
    ],
)
def test_a_range_of_one_day(start: str, end: str, words: str) -> None:
    assert times.range_words(exact(f"2026-11-03{start}"), exact(f"2026-11-03{end}")) == words


def test_other_ranges() -> None:
    start = exact("2026-11-03T23:50:00-06:00")
    assert times.range_words(start, exact("2026-11-04T00:10:00-06:00")) == (
        "Nov 3, 11:50 p.m. CST – Nov 4, 12:10 a.m. CST"
    )
    assert times.range_words(start, {"at": None, "precision": "unknown"}) == (
        "Nov 3, 11:50 p.m. CST – unknown"
    )
    assert times.range_words(start, None) == "Nov 3, 11:50 p.m. CST"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (35, "35 minutes"),
        (60, "1 hour"),
        (125, "2 hours 5 minutes"),
    ],
)
def test_lengths(minutes: int, words: str) -> None:
    assert times.minutes_words(minutes) == words


@settings(deadline=None, max_examples=100)
@given(value=time_values)
def test_every_time_has_words(value: dict[str, Any]) -> None:
    words = times.when_words(value)
    assert words
    assert "None" not in words
    if value["precision"] == "about":
        assert words.startswith("about ")
