"""Times as they are stored and sorted."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given

from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import (
    Precision,
    When,
    format_instant,
    parse_day,
    parse_instant,
    sort_key,
)
from tests.unit.domain.records import instants, times


@given(times)
def test_a_time_reads_back(value: dict[str, Any]) -> None:
    assert When.from_value(value).to_value() == value


@given(instants, instants)
def test_keys_sort_as_time_does(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (parse_instant(one) < parse_instant(other))


def test_a_day_sorts_at_its_start_and_unknown_first() -> None:
    keys = [
        When(None, Precision.UNKNOWN).sort_key(),
        When("2026-11-03", Precision.DAY).sort_key(),
        When("2026-11-03T07:40:00-06:00", Precision.ABOUT).sort_key(),
    ]
    assert keys == sorted(keys)
    assert keys[2] == "2026-11-03T13:40:00Z"


@pytest.mark.parametrize(
    "value",
    [
        None,
        "2026-11-03",
        {"at": "2026-11-03"},
        {"at": 7, "precision": "day"},
        {"at": "2026-11-03", "precision": "roughly"},
        {"at": "2026-13-01", "precision": "day"},
        {"at": "2026-11-3", "precision": "day"},
        {"at": "2026-11-03T25:00:00Z", "precision": "exact"},
        {"at": "2026-11-03 07:40:00Z", "precision": "exact"},
        {"at": "2026-11-03T07:40:00-12:61", "precision": "exact"},
        {"at": "2026-11-03T07:40:00+05:99", "precision": "about"},
        {"at": "2026-11-03T07:40:00-24:00", "precision": "exact"},
        {"at": "2026-11-03T07:40:60Z", "precision": "exact"},
    ],
)
def test_other_values_are_no_times(value: Any) -> None:
    with pytest.raises(Refused, match="time-form"):
        When.from_value(value)


def test_the_precision_and_the_time_agree() -> None:
    with pytest.raises(Refused, match="time-unknown-with-value"):
        When("2026-11-03", Precision.UNKNOWN)
    with pytest.raises(Refused, match="time-missing"):
        When(None, Precision.EXACT)
    with pytest.raises(Refused, match="time-form"):
        parse_day("2026-02-30")


def test_an_instant_is_written_with_its_offset() -> None:
    central = timezone(timedelta(hours=-6))
    moment = datetime(2026, 11, 3, 7, 40, 9, 123, tzinfo=central)
    assert format_instant(moment) == "2026-11-03T07:40:09-06:00"
    assert format_instant(moment.astimezone(UTC)) == "2026-11-03T13:40:09+00:00"
    with pytest.raises(ValueError, match="offset"):
        format_instant(moment.replace(tzinfo=None))


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_that_has_no_year_in_utc_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="time-form"):
        parse_instant(text)


def test_early_years_sort_first() -> None:
    assert sort_key("0999-01-01T00:00:00Z") < sort_key("2026-01-01T00:00:00Z")
