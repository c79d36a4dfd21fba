"""The table of suggestions: each rule, and the samples of the field."""

from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS, conditions
from clerkapp.domain.records import severity
from clerkapp.domain.records.severity import Suggestion
from clerkapp.domain.rows import derived
from clerkapp.domain.vocabulary.common import SEVERITIES

COUNT_1 = {"n": 1, "precision": "exact"}


@pytest.mark.parametrize(
    ("kind", "record", "suggested", "reason"),
    [
        ("message", {}, "low", "received-or-read"),
        ("message", {"interacted": ["not_opened"]}, "low", "received-or-read"),
        ("message", {"interacted": ["read", "forwarded"]}, "low", "received-or-read"),
        ("message", {"category": "spam"}, "note", "spam-or-exercise"),
        ("message", {"category": "exercise", "interacted": ["read"]}, "note", "spam-or-exercise"),
        ("message", {"determination": "blocked"}, "note", "stopped-by-control"),
        ("message", {"interacted": ["clicked"]}, "moderate", "answered-or-clicked"),
        ("message", {"interacted": ["replied"]}, "moderate", "answered-or-clicked"),
        ("message", {"interacted": ["called"]}, "moderate", "answered-or-clicked"),
        (
            "message",
            {"interacted": ["read", "entered_password"]},
            "high",
            "password-file-money-data",
        ),
        ("message", {"interacted": ["opened_file"]}, "high", "password-file-money-data"),
        ("message", {"interacted": ["sent_money"]}, "high", "password-file-money-data"),
        ("message", {"interacted": ["sent_data"]}, "high", "password-file-money-data"),
        (
            "message",
            {"category": "spam", "interacted": ["clicked"]},
            "moderate",
            "answered-or-clicked",
        ),
        ("message", {"control_lost": "malware"}, "critical", "control-lost"),
        ("message", {"control_lost": "not_known"}, "low", "received-or-read"),
        ("message", {"danger": "yes", "category": "spam"}, "critical", "danger"),
        ("equipment", {"voters_waited": {"n": 0, "precision": "exact"}}, "low", "fault-fixed"),
        ("equipment", {"voters_waited": {"n": None, "precision": "unknown"}}, "low", "fault-fixed"),
        ("equipment", {"voters_waited": COUNT_1}, "moderate", "voter-delayed"),
        ("equipment", {"tried": ["taken_out"]}, "moderate", "unit-out"),
        ("equipment", {"voters_left": COUNT_1}, "high", "voter-left"),
        ("equipment", {"voting": "stopped_part"}, "high", "voting-stopped-part"),
        (
            "equipment",
            {"ballots_affected": COUNT_1, "determination": "unexplained"},
            "high",
            "ballots-unexplained",
        ),
        ("equipment", {"likely_cause": "tampering_suspected"}, "high", "tampering-suspected"),
        ("equipment", {"voting": "stopped_all"}, "critical", "voting-stopped-everywhere"),
        (
            "equipment",
            {"category": "missing", "election_data": "yes"},
            "critical",
            "loaded-unit-missing",
        ),
        ("equipment", {"category": "missing", "election_data": "no"}, "low", "fault-fixed"),
        ("procedure", {}, "low", "corrected-at-once"),
        ("procedure", {"determination": "near_miss"}, "note", "near-miss"),
        ("procedure", {"effects": ["caught_in_time"]}, "note", "near-miss"),
        ("procedure", {"category": "seal_mismatch"}, "moderate", "difference-explained"),
        (
            "procedure",
            {"category": "seal_mismatch", "determination": "near_miss"},
            "moderate",
            "difference-explained",
        ),
        (
            "procedure",
            {"category": "count_diff", "determination": "unexplained"},
            "high",
            "difference-unexplained",
        ),
        (
            "procedure",
            {
                "counts": [
                    {
                        "what": "cast",
                        "should_be": {"n": 413, "precision": "exact"},
                        "is": {"n": 410, "precision": "exact"},
                        "explained": "unexplained",
                    }
                ]
            },
            "high",
            "difference-unexplained",
        ),
        ("procedure", {"custody_evidence": ["none"]}, "high", "custody-no-evidence"),
        ("procedure", {"category": "single_person"}, "high", "one-person-alone"),
        ("procedure", {"area": "custody", "two_person": "not_met"}, "high", "one-person-alone"),
        ("procedure", {"area": "staff", "two_person": "not_met"}, "low", "corrected-at-once"),
        (
            "procedure",
            {"category": "ballots_missing"},
            "critical",
            "ballots-media-data-missing",
        ),
        (
            "procedure",
            {"lost_confirmed": "copy_or_access_confirmed"},
            "critical",
            "copy-or-access-confirmed",
        ),
        ("drone", {"danger": "yes"}, "not_rated", "nothing-to-go-by"),
    ],
)
def test_the_table(kind: str, record: dict[str, Any], suggested: str, reason: str) -> None:
    assert severity.suggest(kind, record) == Suggestion(suggested, reason)


def test_choosing_less_than_suggested_is_noticed() -> None:
    assert severity.is_lower("low", "moderate")
    assert severity.is_lower("not_rated", "note")
    assert not severity.is_lower("moderate", "moderate")
    assert not severity.is_lower("critical", "high")


def exact(at: str) -> dict[str, str]:
    return {"at": at, "precision": "exact"}


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (exact("2026-11-03T07:40:00-06:00"), exact("2026-11-03T08:15:00-06:00"), 35),
        (exact("2026-11-03T23:50:00-06:00"), exact("2026-11-04T00:10:00-06:00"), 20),
        (exact("2026-11-01T01:50:00-05:00"), exact("2026-11-01T01:10:00-06:00"), 20),
        (exact("2026-11-03T07:40:00-06:00"), {"at": "2026-11-03", "precision": "day"}, None),
        (exact("2026-11-03T07:40:00-06:00"), {"at": None, "precision": "unknown"}, None),
        (None, exact("2026-11-03T07:40:00-06:00"), None),
        ("2026", 7, None),
    ],
)
def test_minutes_cross_midnight_and_the_change_of_clocks(
    start: Any, end: Any, minutes: int | None
) -> None:
    found = derived.minutes(start, end)
    assert (found and found["n"]) == minutes


def test_a_difference_needs_both_numbers() -> None:
    known, unknown = {"n": 413, "precision": "exact"}, {"n": None, "precision": "unknown"}
    assert conditions.difference({"should_be": known, "is": {"n": 410, "precision": "exact"}}) == -3
    assert conditions.difference({"should_be": known, "is": unknown}) is None
    assert conditions.difference({"should_be": known}) is None


@pytest.mark.parametrize("value", [None, 1.5, {"n": "x"}, [1, {"at": []}], "zz", True])
@pytest.mark.parametrize("kind", [*KINDS, "zz"])
def test_a_suggestion_is_there_for_any_values(kind: str, value: object) -> None:
    """A list works it out for records of other offices too."""
    declared = KINDS[kind].fields if kind in KINDS else ()
    values: dict[str, Any] = {field.code: value for field in declared} | {"severity": "not_rated"}
    found = severity.undecided(kind, values)
    assert found is None or found.severity in SEVERITIES[1:]
