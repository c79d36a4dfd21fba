"""What a time field makes of typed text, in several zones and at the hours where mistakes are made."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.domain.records.plausible_times import AHEAD_TOLERANCE
from clerkapp.domain.time.times import (
    FIRST_YEAR,
    LAST_YEAR,
    Precision,
    When,
    after_gap,
    moments,
    parse_instant,
)
from clerkapp.gui.widgets.inputs.time_entry import (
    Anchor,
    TimeNotRead,
    other_time_round,
    read,
    show,
    with_day,
)

CHICAGO, DENVER, PHOENIX = map(ZoneInfo, ("America/Chicago", "America/Denver", "America/Phoenix"))
GUAM, ADAK, SAMOA = map(ZoneInfo, ("Pacific/Guam", "America/Adak", "Pacific/Apia"))
ZONES = (CHICAGO, DENVER, PHOENIX, GUAM, ADAK, ZoneInfo("America/New_York"), UTC)
MORNING = "2026-11-03T09:00:00-06:00"


def exact(at: str) -> When:
    return When(at, Precision.EXACT if len(at) > 10 else Precision.DAY)


def understood(
    text: str,
    now: str,
    zone: tzinfo = CHICAGO,
    anchor: Anchor | None = None,
    *,
    planned: bool = False,
) -> str:
    """The time that was read, or why none was."""
    try:
        when = read(text, parse_instant(now), zone, anchor=anchor, planned=planned)
    except TimeNotRead as unread:
        return unread.code
    assert when is not None
    return str(when.at)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("11/03/1026 7:40a", "time-year"),
        ("11/03/0024", "time-year"),
        ("0001-01-01", "time-year"),
        ("12/31/9999 11:59 pm", "time-year"),
        ("9999-12-31T23:59:59-06:00", "time-unread"),
        ("11/3/202", "time-year"),
        ("11/3/24", "2024-11-03"),
        ("11/3/98", "1998-11-03"),
        ("11/03/1965 7:40a", "1965-11-03T07:40:00-06:00"),
        ("7/1/2150 7:40a", "2150-07-01T07:40:00-05:00"),
        ("2/29", "2024-02-29"),
        ("2/30", "time-no-such-day"),
        ("31/12/2026", "time-no-such-day"),
        ("Monday, Nov 3", "time-no-such-day"),
    ],
)
def test_years_and_days(text: str, at: str) -> None:
    assert understood(text, MORNING) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Nov 3, 7:40 a.m. CST", "2026-11-03T07:40:00-06:00"),
        ("about Nov 3, 7:10 a.m. CST", "2026-11-03T07:10:00-06:00"),
        ("Tuesday, November 3, 2026, 7:40 a.m.", "2026-11-03T07:40:00-06:00"),
        ("11-03-2026", "2026-11-03"),
        ("11-03-2026 7:40", "2026-11-03T07:40:00-06:00"),
        ("3 days ago", "2026-10-31"),
        ("two days ago, 7:40", "2026-11-01T07:40:00-06:00"),
        ("a week ago", "2026-10-27"),
        ("hace 3 días", "2026-10-31"),
        ("hace 20 minutos", "2026-11-03T08:40:00-06:00"),
        ("half an hour ago", "2026-11-03T08:30:00-06:00"),
        ("half past seven", "2026-11-03T07:30:00-06:00"),
        ("quarter to eight", "2026-11-03T07:45:00-06:00"),
        ("20 past 7 am", "2026-11-03T07:20:00-06:00"),
        ("siete y media", "2026-11-03T07:30:00-06:00"),
        ("las ocho menos cuarto de la mañana", "2026-11-03T07:45:00-06:00"),
        ("7 o'clock", "2026-11-03T07:00:00-06:00"),
        ("last tuesday 6pm", "2026-10-27T18:00:00-05:00"),
        ("el martes a las 6 am", "2026-11-03T06:00:00-06:00"),
        ("6pm yesterday", "2026-11-02T18:00:00-06:00"),
        ("ayer por la tarde a las 5:30", "2026-11-02T17:30:00-06:00"),
        ("7:40 this morning", "2026-11-03T07:40:00-06:00"),
        ("last night 11:30", "2026-11-02T23:30:00-06:00"),
        ("last night at 1:30", "2026-11-03T01:30:00-06:00"),
        ("2026-11-03T07:40:00-06:00", "2026-11-03T07:40:00-06:00"),
        ("2026-11-03T13:40:00Z", "2026-11-03T13:40:00+00:00"),
        ("2026-11-03 07:40:05.5-06:00", "2026-11-03T07:40:05-06:00"),
        ("7:40 EST", "2026-11-03T07:40:00-05:00"),
        ("7:40-05:00", "2026-11-03T07:40:00-05:00"),
        ("7:40 a.m. UTC−6", "2026-11-03T07:40:00-06:00"),
        ("this morning", "time-part-of-day"),
        ("anoche", "time-part-of-day"),
        ("10/30 7:40 CST", "time-zone-not-then"),
        ("13:75", "time-unread"),
        ("7:40 " * 200, "time-unread"),
    ],
)
def test_spellings(text: str, at: str) -> None:
    assert understood(text, MORNING) == at


@pytest.mark.parametrize(
    ("now", "text", "at"),
    [
        ("2026-11-04T00:45:00-06:00", "12:30", "2026-11-04T00:30:00-06:00"),
        ("2026-11-04T00:30:00-06:00", "11:50", "2026-11-03T23:50:00-06:00"),
        ("2026-11-04T00:30:00-06:00", "11:50p", "2026-11-03T23:50:00-06:00"),
        ("2026-11-04T00:30:00-06:00", "23:50", "2026-11-03T23:50:00-06:00"),
        ("2026-11-04T00:00:00-06:00", "12", "time-unread"),
        ("2026-11-03T09:00:00-06:00", "9:03", "2026-11-03T09:03:00-06:00"),
        ("2026-11-03T09:00:00-06:00", "9:15", "2026-11-02T21:15:00-06:00"),
        ("2026-11-03T09:00:00-06:00", "today 9:15", "2026-11-03T09:15:00-06:00"),
        ("2027-01-01T00:10:00-06:00", "11:50", "2026-12-31T23:50:00-06:00"),
        ("2027-01-01T00:10:00-06:00", "12/31", "2026-12-31"),
    ],
)
def test_the_minutes_after_midnight(now: str, text: str, at: str) -> None:
    assert understood(text, now) == at


@pytest.mark.parametrize(
    ("now", "text", "at"),
    [
        ("2026-11-01T01:45:00-06:00", "1:40a", "2026-11-01T01:40:00-06:00"),
        ("2026-11-01T01:45:00-06:00", "1:40a CDT", "2026-11-01T01:40:00-05:00"),
        ("2026-11-01T01:45:00-06:00", "1:40 (first)", "2026-11-01T01:40:00-05:00"),
        ("2026-11-01T01:45:00-06:00", "1:50a", "2026-11-01T01:50:00-06:00"),
        ("2026-11-01T01:30:00-06:00", "1:50a", "2026-11-01T01:50:00-05:00"),
        ("2026-11-01T01:45:00-05:00", "1:40a", "2026-11-01T01:40:00-05:00"),
        ("2026-11-01T08:00:00-06:00", "1:40a", "2026-11-01T01:40:00-06:00"),
        ("2026-11-03T08:00:00-06:00", "11/1 1:40a", "2026-11-01T01:40:00-05:00"),
        ("2026-11-03T08:00:00-06:00", "11/1 1:40a CST", "2026-11-01T01:40:00-06:00"),
        ("2026-11-03T08:00:00-06:00", "11/1 1:40a second", "2026-11-01T01:40:00-06:00"),
        ("2026-03-08T03:10:00-05:00", "2:30", "time-skipped"),
        ("2026-03-08T09:10:00-05:00", "3/8 2:30a", "time-skipped"),
        ("2026-03-08T09:10:00-05:00", "3/8 3:00a", "2026-03-08T03:00:00-05:00"),
    ],
)
def test_the_nights_in_which_clocks_are_changed(now: str, text: str, at: str) -> None:
    assert understood(text, now) == at


def test_a_skipped_hour_names_the_next_time_that_there_was() -> None:
    with pytest.raises(TimeNotRead) as unread:
        read("3/8 2:30a", parse_instant("2026-03-08T09:10:00-05:00"), CHICAGO)
    assert unread.value.params["next"] == "2026-03-08T03:00:00-05:00"


@pytest.mark.parametrize(
    ("start", "end", "text", "at"),
    [
        ("2026-11-03T07:40:00-06:00", True, "815", "2026-11-03T08:15:00-06:00"),
        ("2026-11-03T11:00:00-06:00", True, "1:30", "2026-11-03T13:30:00-06:00"),
        ("2026-11-03T23:50:00-06:00", True, "12:20", "2026-11-04T00:20:00-06:00"),
        ("2026-11-03T23:50:00-06:00", True, "00:20", "2026-11-04T00:20:00-06:00"),
        ("2026-11-03T07:40:00-06:00", True, "7:30a", "2026-11-03T07:30:00-06:00"),
        ("2026-11-03T07:40:00-06:00", False, "7:45", "2026-11-03T07:45:00-06:00"),
        ("2026-11-03T23:50:00-06:00", False, "12:20", "2026-11-04T00:20:00-06:00"),
        ("2026-11-03", False, "7:45", "2026-11-03T07:45:00-06:00"),
        ("2026-11-28T07:40:00-06:00", True, "815", "2026-11-28T08:15:00-06:00"),
        ("2026-11-28T07:40:00-06:00", True, "3:15", "2026-11-28T15:15:00-06:00"),
        ("2026-11-01T01:50:00-05:00", True, "1:40a", "2026-11-01T01:40:00-06:00"),
        ("2026-11-03T07:40:00-06:00", True, "today 8:15", "2026-11-28T08:15:00-06:00"),
        ("2025-12-30T07:40:00-06:00", True, "1/2 8:15", "2026-01-02T08:15:00-06:00"),
    ],
)
def test_beside_a_start_the_day_is_the_start_s(start: str, end: bool, text: str, at: str) -> None:
    anchor = Anchor(exact(start), end=end)
    assert understood(text, "2026-11-28T14:31:00-06:00", anchor=anchor) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("friday", "2026-12-04"),
        ("12/24", "2026-12-24"),
        ("9am", "2026-11-29T09:00:00-06:00"),
        ("1/5 9am", "2027-01-05T09:00:00-06:00"),
        ("2/29", "2028-02-29"),
    ],
)
def test_what_is_planned_is_the_next(text: str, at: str) -> None:
    assert understood(text, "2026-11-28T14:31:00-06:00", planned=True) == at


def test_the_zone_is_the_office_s_wherever_the_computer_stands() -> None:
    now = "2026-11-03T15:00:00+00:00"
    assert understood("7:40", now, DENVER) == "2026-11-03T07:40:00-07:00"
    assert understood("10/30 7:40", now, DENVER) == "2026-10-30T07:40:00-06:00"
    assert understood("7/1 7:40", now, PHOENIX) == "2026-07-01T07:40:00-07:00"


days = st.dates(min_value=date(FIRST_YEAR, 1, 1), max_value=date(LAST_YEAR, 12, 31))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
zones = st.sampled_from(ZONES)


@given(day=days, clock=clocks, zone=zones, first=st.booleans(), on=days)
def test_what_is_shown_is_read_back_in_every_zone_and_year(
    day: date, clock: time, zone: tzinfo, first: bool, on: date
) -> None:
    shown = moments(datetime.combine(day, clock), zone)
    if shown:
        when = When(shown[0 if first else -1].isoformat(), Precision.EXACT)
        now = datetime.combine(on, time(12), UTC)
        assert read(show(when, zone), now, zone) == when


def changes(zone: tzinfo) -> list[datetime]:
    """The UTC hours between 1940 and 2060 in which a zone's clocks are changed (naive)."""
    found, at = [], datetime(1940, 1, 1)  # noqa: DTZ001
    before = None
    while at.year < 2060:
        offset = at.replace(tzinfo=UTC).astimezone(zone).utcoffset()
        if before is not None and offset != before:
            low, high = at - timedelta(days=7), at
            while high - low > timedelta(minutes=1):
                middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
                there = middle.replace(tzinfo=UTC).astimezone(zone).utcoffset()
                low, high = (middle, high) if there == before else (low, middle)
            found.append(high)
        before = offset
        at += timedelta(days=7)
    return found


@pytest.mark.parametrize("zone", [CHICAGO, DENVER, ADAK, SAMOA], ids=str)
def test_every_change_of_the_clocks_is_survived(zone: ZoneInfo) -> None:
    seen = changes(zone)
    assert seen
    for utc in seen:
        for minutes in (-61, -31, -1, 0, 1, 29, 59, 61):
            moment = (utc + timedelta(minutes=minutes)).replace(tzinfo=UTC).astimezone(zone)
            local = moment.replace(tzinfo=None, second=0)
            when = When(moments(local, zone)[moment.fold and -1].isoformat(), Precision.EXACT)
            assert read(show(when, zone), utc.replace(tzinfo=UTC), zone) == when
            other = other_time_round(when, zone)
            assert other is None or other_time_round(other, zone) == when
            for shift in (-60, -30, 30, 60):
                near = local + timedelta(minutes=shift)
                if not moments(near, zone):
                    following = after_gap(near, zone)
                    assert following.replace(tzinfo=None) > near
                    assert following in moments(following.replace(tzinfo=None), zone)
                    assert not moments(following.replace(tzinfo=None) - timedelta(minutes=1), zone)


@given(
    now=st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    clock=st.tuples(st.integers(1, 12), st.integers(0, 59)),
    half=st.sampled_from(["", "a", "p"]),
    zone=zones,
)
def test_a_time_without_a_day_is_never_put_in_the_future(
    now: datetime, clock: tuple[int, int], half: str, zone: tzinfo
) -> None:
    try:
        when = read(f"{clock[0]}:{clock[1]:02d}{half}", now, zone)
    except TimeNotRead as unread:
        if unread.code != "time-skipped":
            raise
        return
    assert when is not None
    assert when.at is not None
    away = now - parse_instant(when.at)
    assert -AHEAD_TOLERANCE <= away <= timedelta(hours=25)


WORDS = [*"0123456789/:-., ", "a.m.", "p", "CST", "CDT", "UTC", "+", "ago", "days", "last", "night"]
WORDS += ["nov", "martes", "half past", "y media", "ayer", "about", "first", "noon", "9999", "0001"]


@given(st.lists(st.sampled_from(WORDS), max_size=9), zones, st.booleans(), st.booleans())
def test_whatever_is_typed_is_read_or_not(
    words: list[str], zone: tzinfo, spaced: bool, anchored: bool
) -> None:
    text = (" " if spaced else "").join(words)
    anchor = Anchor(exact("2026-11-01T01:30:00-05:00"), end=True) if anchored else None
    try:
        when = read(text, parse_instant("2026-11-01T01:45:00-06:00"), zone, anchor=anchor)
    except TimeNotRead as unread:
        if not unread.code.startswith("time-"):
            raise
        return
    assert when is None or When.from_value(when.to_value()) == when
    assert when is None or when.at is None or FIRST_YEAR <= int(when.at[:4]) <= LAST_YEAR


@given(year=st.integers(1, 9999), zone=zones)
def test_no_recorded_time_stops_the_field(year: int, zone: tzinfo) -> None:
    for at in (f"{year:04d}-03-08T02:30:00-06:00", f"{year:04d}-12-31T23:59:59Z"):
        when = When(at, Precision.EXACT)
        assert show(when, zone)
        with_day(when, date(2026, 3, 8), zone)
        other_time_round(when, zone)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("noon, Nov 2", "2026-11-02T12:00:00-06:00"),
        ("mediodía, 2 de noviembre", "2026-11-02T12:00:00-06:00"),
        ("mediodia 2 nov", "2026-11-02T12:00:00-06:00"),
        ("midnight Nov 2", "2026-11-02T00:00:00-06:00"),
        ("medianoche, 2 de noviembre", "2026-11-02T00:00:00-06:00"),
        ("medianoche del 2 de noviembre", "2026-11-02T00:00:00-06:00"),
        ("7:40 a. m. del 2 de noviembre", "2026-11-02T07:40:00-06:00"),
    ],
)
def test_noon_and_midnight_before_their_day_in_both_languages(text: str, at: str) -> None:
    assert understood(text, MORNING) == at
