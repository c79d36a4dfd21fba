"""Times as clerks type them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.domain.time.times import Precision, When
from clerkapp.gui.widgets.inputs.time_entry import TimeNotRead, read, show, with_day, with_precision

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 3, 8, 22, 7, tzinfo=ZONE)
"""A Tuesday, two days after the clocks changed."""
EVENING = NOW.replace(hour=20)


def at(text: str, now: datetime = NOW) -> tuple[str | None, str]:
    """What was understood: time and precision."""
    when = read(text, now, ZONE)
    assert when is not None
    return when.at, str(when.precision)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("740a", "2026-11-03T07:40:00-06:00"),
        ("740am", "2026-11-03T07:40:00-06:00"),
        ("7:40 a.m.", "2026-11-03T07:40:00-06:00"),
        ("7:40", "2026-11-03T07:40:00-06:00"),
        ("7.40", "2026-11-03T07:40:00-06:00"),
        ("740", "2026-11-03T07:40:00-06:00"),
        ("07:40", "2026-11-03T07:40:00-06:00"),
        ("7p", "2026-11-02T19:00:00-06:00"),
        ("7:40 PM", "2026-11-02T19:40:00-06:00"),
        ("1940", "2026-11-02T19:40:00-06:00"),
        ("19:40", "2026-11-02T19:40:00-06:00"),
        ("12:15a", "2026-11-03T00:15:00-06:00"),
        ("12:15", "2026-11-03T00:15:00-06:00"),
        ("noon", "2026-11-02T12:00:00-06:00"),
        ("now", "2026-11-03T08:22:07-06:00"),
        ("T", "2026-11-03T08:22:07-06:00"),
        ("yesterday 6p", "2026-11-02T18:00:00-06:00"),
        ("ayer 6pm", "2026-11-02T18:00:00-06:00"),
        ("tuesday 5:30 a.m.", "2026-11-03T05:30:00-06:00"),
        ("martes 5:30am", "2026-11-03T05:30:00-06:00"),
        ("11/3 740a", "2026-11-03T07:40:00-06:00"),
        ("11/03/2026, 7:40 a.m.", "2026-11-03T07:40:00-06:00"),
        ("2026-11-03T07:40", "2026-11-03T07:40:00-06:00"),
        ("Nov 3, 2026, 7:40 a.m.", "2026-11-03T07:40:00-06:00"),
        ("nov 3 at 7:40am", "2026-11-03T07:40:00-06:00"),
    ],
)
def test_exact_times(text: str, moment: str) -> None:
    assert at(text) == (moment, "exact")


def test_a_time_of_day_without_half_is_the_last_one_that_has_passed() -> None:
    assert at("7:40", EVENING)[0] == "2026-11-03T19:40:00-06:00"
    assert at("8:30", NOW)[0] == "2026-11-02T20:30:00-06:00"
    assert at("8:25", NOW)[0] == "2026-11-03T08:25:00-06:00", "two clocks of one office differ"
    assert at("yesterday 7:40", EVENING)[0] == "2026-11-02T07:40:00-06:00"


def test_the_offset_is_the_one_of_that_day() -> None:
    assert at("10/30 4:10 pm")[0] == "2026-10-30T16:10:00-05:00"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-03"),
        ("yesterday", "2026-11-02"),
        ("Monday", "2026-11-02"),
        ("nov 2", "2026-11-02"),
        ("Nov 4", "2025-11-04"),
        ("11/2", "2026-11-02"),
        ("11/2/26", "2026-11-02"),
        ("2026-10-30", "2026-10-30"),
        ("3 ago", None),
    ],
)
def test_days_alone(text: str, day: str | None) -> None:
    if day is None:
        with pytest.raises(TimeNotRead):
            read(text, NOW, ZONE)
    else:
        assert at(text) == (day, "day")


@pytest.mark.parametrize("text", ["about 7:10", "~7:10a", "around 7:10am", "today about 7:10"])
def test_about(text: str) -> None:
    assert at(text) == ("2026-11-03T07:10:00-06:00", "about")


def test_some_time_ago_is_about() -> None:
    assert at("20 min ago") == ("2026-11-03T08:02:07-06:00", "about")
    assert at("2 hours ago") == ("2026-11-03T06:22:07-06:00", "about")


def test_nothing_and_unknown_differ() -> None:
    assert read("  ", NOW, ZONE) is None
    assert at("unknown") == (None, "unknown")


@pytest.mark.parametrize(
    "text", ["7", "25:00", "7:61", "13p", "0a", "13/45", "2026-02-30", "garbage", "about", "7:40 x"]
)
def test_what_cannot_be_read_is_not_guessed(text: str) -> None:
    with pytest.raises(TimeNotRead):
        read(text, NOW, ZONE)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        when = read(text, NOW, ZONE)
    except TimeNotRead:
        return
    assert when is None or When.from_value(when.to_value()) == when


@given(
    st.builds(
        datetime.combine,
        st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 31)),
        st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    )
)
def test_what_is_shown_is_read_back(moment: datetime) -> None:
    instant = moment.replace(tzinfo=ZONE).isoformat()
    again = read(show(When(instant, Precision.EXACT), ZONE), NOW, ZONE)
    assert again is not None
    assert again.at is not None
    assert again.at[:16] == instant[:16]


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 31)))
def test_a_shown_day_is_read_back(day: date) -> None:
    when = When(day.isoformat(), Precision.DAY)
    assert read(show(when, ZONE), NOW, ZONE) == when


def test_precision_changes_keep_what_is_known() -> None:
    exact = When("2026-11-03T07:40:00-06:00", Precision.EXACT)
    assert with_precision(exact, Precision.ABOUT, NOW) == When(exact.at, Precision.ABOUT)
    day = with_precision(exact, Precision.DAY, NOW)
    assert day == When("2026-11-03", Precision.DAY)
    assert with_precision(day, Precision.EXACT, NOW) is None
    assert with_precision(exact, Precision.UNKNOWN, NOW) == When(None, Precision.UNKNOWN)
    assert with_precision(None, Precision.DAY, NOW) == day
    assert with_precision(None, Precision.EXACT, NOW) is None


def test_another_day_keeps_the_hour() -> None:
    exact = When("2026-11-03T07:40:00-06:00", Precision.ABOUT)
    moved = with_day(exact, date(2026, 10, 30), ZONE)
    assert moved == When("2026-10-30T07:40:00-05:00", Precision.ABOUT)
    assert with_day(None, date(2026, 10, 30), ZONE) == When("2026-10-30", Precision.DAY)


@pytest.mark.parametrize("text", ["2 nov", "2 de nov", "2 de noviembre", "2 de noviembre de 2026"])
def test_a_day_as_it_is_written_in_spanish(text: str) -> None:
    assert at(text) == ("2026-11-02", "day")
    assert at(f"{text}, 7:40") == ("2026-11-02T07:40:00-06:00", "exact")
