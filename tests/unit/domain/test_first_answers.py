"""First answers need no reason; a changed answer does. What of a draft a record can take over."""

from typing import Any

import pytest

from clerkapp.domain.answers import useful
from clerkapp.domain.answers.first_answers import added, corrections, left_out, taken_over

UNKNOWN = {"n": None, "precision": "unknown"}
NONE = {"n": 0, "precision": "exact"}
JUDGE = {"role": "election_judge", "name": None, "contact": None}
SEAL = {"spot": "Lid", "logged": "0091"}
BEFORE: dict[str, Any] = {
    "one_line": "Jam",
    "election": None,
    "noticed_by": JUDGE,
    "voters_waited": UNKNOWN,
    "tried": ["cleared_jam"],
    "seals": [SEAL, {"spot": "Bag"}],
    "severity": "not_rated",
    "restricted": False,
    "attachment.1": {"name": "a.jpg"},
    "status": "recorded",
}


@pytest.mark.parametrize(
    "change",
    [
        {"voting": "as_normal"},
        {"severity": "low"},
        {"restricted": True},
        {"seals": [*BEFORE["seals"], {"spot": "Box"}]},
        {"seals": [{**SEAL, "found": "0091"}, {"spot": "Bag", "logged": "7"}]},
        {"seals": [SEAL, {"spot": "Between"}, {"spot": "Bag"}]},
        {"noticed_by": {**JUDGE, "name": "Ivo Marsh"}},
        {"attachment.2": {"name": "b.jpg"}},
        {"status": "working"},
        {"reason": "Counted"},
    ],
)
def test_what_fills_an_empty_place_corrects_nothing(change: dict[str, Any]) -> None:
    assert corrections("equipment", BEFORE, {**BEFORE, **change}) == ()


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("one_line", "A jam"),
        ("election", "ZZ-2026-11-03"),
        ("voters_waited", NONE),
        ("tried", ["cleared_jam", "cleaned"]),
        ("tried", []),
        ("noticed_by", {**JUDGE, "role": "vendor"}),
        ("seals", [SEAL]),
        ("seals", [{"spot": "Bag"}, SEAL]),
        ("seals", [{**SEAL, "logged": "0092"}, {"spot": "Bag"}]),
        ("seals", None),
        ("attachment.1", {"name": "c.jpg"}),
    ],
)
def test_what_changes_an_answer_is_a_correction(code: str, value: Any) -> None:
    assert corrections("equipment", BEFORE, {**BEFORE, code: value}) == (code,)


@pytest.mark.parametrize("code", ["one_line", "election", "seals", "attachment.1"])
def test_an_answer_that_goes_is_a_correction(code: str) -> None:
    after = {other: value for other, value in BEFORE.items() if other != code}
    assert corrections("equipment", BEFORE, after) == (code,)


def test_what_is_added_is_counted_once_a_field() -> None:
    change = {
        "voting": "as_normal",
        "out_from": {"at": None, "precision": "unknown"},
        "seals": [*BEFORE["seals"], {"spot": "Box"}],
        "one_line": "A jam",
        "status": "working",
    }
    assert added("equipment", BEFORE, {**BEFORE, **change}) == ("voting", "out_from", "seals")


def test_a_record_takes_over_what_it_does_not_answer() -> None:
    typed = {
        "one_line": "Jam again",
        "voting": "another_way",
        "noticed_by": {**JUDGE, "name": "Ivo Marsh"},
        "voters_waited": NONE,
        "seals": [SEAL, {"spot": "Box"}],
        "severity": "high",
        "tried": [],
    }
    changes = taken_over("equipment", BEFORE, typed)
    assert changes == {
        "voting": "another_way",
        "noticed_by": {**JUDGE, "name": "Ivo Marsh"},
        "seals": [SEAL, {"spot": "Bag"}, {"spot": "Box"}],
        "severity": "high",
    }
    assert corrections("equipment", BEFORE, {**BEFORE, **changes}) == ()
    assert left_out("equipment", BEFORE, typed) == {
        "one_line": "Jam again",
        "voters_waited": NONE,
    }


def test_another_person_takes_no_name_from_the_first() -> None:
    typed = {"noticed_by": {"role": "vendor", "name": "Sam", "contact": None}}
    assert taken_over("equipment", BEFORE, typed) == {}
    assert left_out("equipment", BEFORE, typed) == typed


def test_the_questions_follow_from_kind_and_category_and_end_with_answers() -> None:
    def asked(kind: str, values: dict[str, Any], *skipped: str) -> list[str]:
        return [question.code for question in useful.questions(kind, values, skipped)]

    assert asked("equipment", {"category": "jam"}) == ["voting", "out_from"]
    assert asked("equipment", {"category": "jam"}, "voting") == ["out_from"]
    assert asked("equipment", {"category": "supply", "voting": "as_normal"}) == []
    assert asked("message", {"category": "phish"})[0] == "interacted"
    assert asked("message", {"interacted": ["entered_password"]})[:2] == [
        "control_lost",
        "computer",
    ]
    assert asked("procedure", {"category": "seal_mismatch"})[0] == "two_person"
    assert len(asked("procedure", {"category": "seal_broken"})) == useful.MOST


def test_the_rest_is_what_a_gate_asks_for_and_has_no_answer() -> None:
    before = {"category": "jam", "severity": "not_rated"}
    rest = useful.to_fill_in("equipment", before, before)
    assert "category" not in rest
    assert {"voting", "severity", "seen"} <= set(rest)
    assert "out_from" not in rest
    swapped = {**before, "tried": ["unit_swapped"]}
    rest = useful.to_fill_in("equipment", before, swapped)
    assert {"tried", "out_from", "out_to", "replacement_serial"} <= set(rest)
    order = [code for code in rest if code in ("seen", "voting", "tried", "severity")]
    assert order == ["seen", "voting", "tried", "severity"]


def test_a_record_like_another_has_no_times_counts_people_or_words() -> None:
    values = {
        **BEFORE,
        "place": "Oak Hall",
        "serial": "NT3-004417",
        "category": "jam",
        "phase": "open",
        "occurred": {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"},
        "seen": "It jammed.",
        "told": [{"organisation": "state"}],
    }
    assert useful.begun_like("equipment", values) == {
        "place": "Oak Hall",
        "election": None,
        "phase": "open",
        "category": "jam",
        "serial": "NT3-004417",
    }
