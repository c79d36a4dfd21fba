"""What the program works out: minutes and differences, declared beside what they are made of."""

from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control
from clerkapp.domain.records import values
from clerkapp.domain.rows import derived


def _at(instant: str, precision: str = "exact") -> dict[str, str]:
    return {"at": instant, "precision": precision}


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-03T07:40:00-06:00", "2026-11-03T08:15:00-06:00", 35),
        ("2026-11-03T23:50:00-06:00", "2026-11-04T00:20:00-06:00", 30),
        # The clocks go back at 2 a.m. on November 1 and forward on March 8.
        ("2026-11-01T00:30:00-05:00", "2026-11-01T02:30:00-06:00", 180),
        ("2026-03-08T01:30:00-06:00", "2026-03-08T03:30:00-05:00", 60),
        ("2026-12-31T23:00:00-06:00", "2027-01-02T01:05:59-06:00", 1565),
    ],
)
@pytest.mark.parametrize(
    ("kind", "first", "last", "code"),
    [
        ("equipment", "out_from", "out_to", "minutes_out"),
        ("procedure", "custody_last", "custody_next", "minutes_custody"),
        ("procedure", "access_from", "access_until", "minutes_access"),
        ("place", "left_from", "left_to", "minutes_left"),
        ("place", "still_from", "still_to", "minutes_still"),
        ("message", "occurred", "until", "minutes_lasted"),
    ],
)
def test_minutes_hold_over_midnight_and_the_change_of_clocks(
    kind: str, first: str, last: str, code: str, start: str, end: str, minutes: int
) -> None:
    """Criteria 17 and 22, and every other period that a kind has."""
    found = derived.computed(kind, {first: _at(start), last: _at(end)})
    assert found == {code: {"n": minutes, "precision": "exact"}}


def test_every_period_has_a_length_and_none_can_be_typed() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            assert bool(field.ends) == bool(field.minutes), field.code
            if field.minutes:
                assert kind.field(field.minutes) is None
            if field.difference is not None:
                columns = {column.code: column.control for column in field.columns}
                assert columns[field.difference.first] == Control.COUNT
                assert columns[field.difference.second] == Control.COUNT
                assert field.difference.code not in columns


@pytest.mark.parametrize(
    "end",
    [
        None,
        {"at": None, "precision": "unknown"},
        {"at": "2026-11-03", "precision": "day"},
        "noon",
        {"at": "noon", "precision": "exact"},
    ],
)
def test_what_the_times_do_not_tell_is_not_worked_out(end: Any) -> None:
    start = _at("2026-11-03T07:40:00-06:00")
    assert derived.computed("equipment", {"out_from": start, "out_to": end}) == {}


def test_what_is_about_right_makes_an_estimate() -> None:
    times = {
        "out_from": _at("2026-11-03T07:40:00-06:00", "about"),
        "out_to": _at("2026-11-03T08:15:00-06:00"),
    }
    assert derived.computed("equipment", times)["minutes_out"] == {"n": 35, "precision": "estimate"}


def test_a_row_of_counts_has_its_difference_and_unknown_has_none() -> None:
    """Criterion 21."""
    stored = values.normalise(
        "procedure",
        {
            "counts": [
                {"what": "cast", "should_be": 413, "is": 412, "explained": "unexplained"},
                {"what": "issued", "should_be": 440, "is": {"n": 441, "precision": "estimate"}},
                {"what": "unused", "should_be": 20, "is": "unknown"},
                {"what": "spoiled", "is": 3},
                {"what": "provisional", "should_be": 2, "is": 2},
            ]
        },
    )
    assert derived.computed("procedure", stored) == {
        "counts": [
            {"difference": {"n": -1, "precision": "exact"}},
            {"difference": {"n": 1, "precision": "estimate"}},
            {},
            {},
            {"difference": {"n": 0, "precision": "exact"}},
        ]
    }


@pytest.mark.parametrize("values_", [{}, {"counts": "x"}, {"counts": [1, None]}, {"out_to": 5}])
def test_values_of_another_form_never_fail(values_: dict[str, Any]) -> None:
    for kind in (*KINDS, "drone"):
        assert derived.computed(kind, values_) == {}
