"""Times that cannot be true, and those that only look so."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control
from clerkapp.domain.records import plausible_times, value_forms
from clerkapp.domain.time.times import (
    Precision,
    When,
    after_gap,
    epoch_seconds,
    format_instant,
    moments,
    parse_instant,
)
from clerkapp.domain.time.zones import FIRST, american, listed, zone_info

NOW = datetime.fromisoformat("2026-11-03T09:00:00-06:00")


def value(at: str | None, precision: str = "exact") -> dict[str, Any]:
    return {"at": at, "precision": precision}


def codes(kind: str = "equipment", **values: Any) -> list[str]:
    return [refused.code for refused in plausible_times.impossible(kind, values, NOW)]


@pytest.mark.parametrize(
    ("when", "ahead"),
    [
        (value("2026-11-03T09:04:00-06:00"), False),
        (value("2026-11-03T09:06:00-06:00"), True),
        (value("2026-11-03T15:04:00Z"), False),
        (value("2026-11-03T15:06:00Z", "about"), True),
        (value("2026-11-03", "day"), False),
        (value("2026-11-04", "day"), True),
        (value(None, "unknown"), False),
        (value("1969-12-31T23:59:59-06:00"), False),
        (value("2150-01-01", "day"), True),
    ],
)
def test_what_is_still_to_come(when: dict[str, Any], ahead: bool) -> None:
    assert codes(occurred=when) == (["time-ahead"] if ahead else [])


def test_only_what_is_planned_may_lie_ahead() -> None:
    """Every time of every kind, in tables too; what a message says of itself is evidence."""
    ahead = value("2027-01-05T09:00:00-06:00")
    free = set()
    for kind in KINDS.values():
        for field in kind.fields:
            if field.control is Control.TIME and codes(kind.code, **{field.code: ahead}) == []:
                free.add(field.code)
            for column in field.columns:
                row = {field.code: [{column.code: ahead}]}
                if column.control is Control.TIME and codes(kind.code, **row) == []:
                    free.add(f"{field.code}.{column.code}")
    assert free == {"back_on", "todo.due", "prevention.due", "carrier.at"}


def test_in_a_table_the_line_is_named() -> None:
    rows = [{"what": "Cleared."}, {"at": value("2026-11-04T07:00:00-06:00"), "what": "Again."}]
    (refused,) = plausible_times.impossible("equipment", {"actions": rows}, NOW)
    assert refused.fields == ("actions",)
    assert (refused.params["row"], refused.params["column"]) == (2, "at")


@pytest.mark.parametrize(
    ("occurred", "noticed", "early"),
    [
        (value("2026-11-03T07:40:00-06:00"), value("2026-11-03T07:30:00-06:00"), True),
        (value("2026-11-03T07:40:30-06:00"), value("2026-11-03T07:40:00-06:00"), False),
        (value("2026-11-03T07:40:00-06:00"), value("2026-11-03T13:40:00Z"), False),
        (value("2026-11-03T07:40:00-06:00", "about"), value("2026-11-03T07:10:00-06:00"), False),
        (value("2026-11-03T07:40:00-06:00", "about"), value("2026-11-03T05:10:00-06:00"), True),
        (value("2026-11-03", "day"), value("2026-11-03T00:10:00-06:00"), False),
        (value("2026-11-03", "day"), value("2026-11-02T23:10:00-06:00"), True),
        (value(None, "unknown"), value("2026-11-02T23:10:00-06:00"), False),
    ],
)
def test_noticed_before_it_happened(
    occurred: dict[str, Any], noticed: dict[str, Any], early: bool
) -> None:
    found = codes(occurred=occurred, noticed=noticed)
    assert found == (["noticed-before-start"] if early else [])


@pytest.mark.parametrize("year", ["0001", "0024", "1026", "1899", "2200", "9999"])
def test_years_that_nobody_can_mean_are_refused_and_still_shown(year: str) -> None:
    for typed in (
        f"{year}-11-03",
        value(f"{year}-11-03T07:40:00-06:00"),
        f"{year}-11-03T07:40:00Z",
    ):
        with pytest.raises(Refused) as refused:
            value_forms.time(typed)
        assert refused.value.code in ("time-year", "time-form")
    assert When.from_value(value(f"{year}-11-03", "day")).at == f"{year}-11-03"


@given(
    moment=st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from(FIRST),
)
def test_every_year_is_written_and_read_back(moment: datetime, zone: str) -> None:
    try:
        there = moment.replace(microsecond=0).astimezone(ZoneInfo(zone))
    except OverflowError:
        return
    text = format_instant(there)
    assert parse_instant(text).replace(tzinfo=None) == there.replace(tzinfo=None)
    assert abs(parse_instant(text) - there) <= timedelta(seconds=30)
    assert (
        epoch_seconds(text)
        == (parse_instant(text) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
    )


@given(
    local=st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)),  # noqa: DTZ001
    zone=st.sampled_from(FIRST),
)
def test_any_reading_of_the_clock_was_shown_once_twice_or_never(local: datetime, zone: str) -> None:
    minute = local.replace(second=0, microsecond=0)
    found = moments(minute, zone_info(zone))
    assert len(found) <= 2
    assert list(found) == sorted(found)
    assert all(one.replace(tzinfo=None) == minute for one in found)
    if not found:
        assert after_gap(minute, zone_info(zone)).replace(tzinfo=None) > minute


def test_the_zones_of_american_offices_come_first_and_are_known_here() -> None:
    assert listed()[: len(FIRST)] == FIRST
    assert len(set(listed())) == len(listed())
    assert all(zone_info(name).utcoffset(datetime(2026, 11, 3)) is not None for name in listed())  # noqa: DTZ001
    assert american("America/Denver") == "America/Denver"
    assert american("UTC") is None
    for name in ("", "Kansas", "../../etc/passwd", "America", "america/chicago", "a" * 5000):
        with pytest.raises(Refused, match="zone-unknown"):
            zone_info(name)


def test_a_day_is_today_where_the_office_is() -> None:
    assert not plausible_times.is_ahead(
        When.from_value(value(date(2026, 11, 3).isoformat(), "day")), NOW
    )


def test_a_slip_in_the_day_is_told_once_where_it_was_made() -> None:
    """The day of noticing stands in the form already; it is not what has to be put right."""
    ahead, noticed = value("2026-12-24T09:00:00-06:00"), value("2026-11-03T07:30:00-06:00")
    assert codes(occurred=ahead, noticed=noticed) == ["time-ahead"]


def test_in_the_hour_that_comes_twice_what_has_passed_is_not_ahead() -> None:
    now = datetime(2026, 11, 1, 1, 45, tzinfo=ZoneInfo("America/Chicago"), fold=1)
    for at, ahead in (
        ("2026-11-01T01:40:00-05:00", False),
        ("2026-11-01T01:40:00-06:00", False),
        ("2026-11-01T01:55:00-06:00", True),
    ):
        assert plausible_times.is_ahead(When(at, Precision.EXACT), now) is ahead
