"""Answers that can hardly both be so are asked about, never judged; one that stands for itself waits for
an answer before the record is resolved."""

from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS, contradictions
from clerkapp.domain.kinds.declare import Control, Gate, Kind
from clerkapp.domain.records import gates
from clerkapp.wording.asked import asked_words
from clerkapp.wording.kinds import QUESTIONS

kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
T1 = {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"}
NONE = {"n": 0, "precision": "exact"}
SOME = {"n": 25, "precision": "estimate"}
UNKNOWN = {"n": None, "precision": "unknown"}
SEAL = {"spot": "Lid", "logged": "0091465", "found": "0091465"}
CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("message", {"interacted": ["not_opened", "entered_password"]}, ["interacted.not_opened"]),
    ("message", {"interacted": ["not_opened", "forwarded"]}, []),
    ("message", {"interacted": ["read", "clicked"]}, []),
    ("message", {"interacted": ["not_opened", "not_known"]}, ["interacted.not_opened"]),
    ("message", {"response": ["nothing_yet", "told_it"]}, ["response.nothing_yet"]),
    ("message", {"wants": ["unclear", "call"]}, ["wants.unclear"]),
    ("message", {"information": ["no", "seen"]}, ["information.no"]),
    ("message", {"information": ["no", "not_known"]}, ["information.no"]),
    ("message", {"why": ["not_known", "misheard"]}, ["why.not_known"]),
    (
        "message",
        {"interacted": ["not_opened"], "control_lost": "malware"},
        ["not-opened-but-lost"],
    ),
    ("message", {"interacted": ["clicked"], "interacted_count": NONE}, ["nobody-but-did"]),
    ("message", {"interacted_count": SOME, "recipients_count": {"n": 2}}, ["more-did-than-got-it"]),
    ("message", {"interacted_count": SOME, "recipients_count": UNKNOWN}, []),
    ("message", {"phishing_test": "no", "category": "exercise"}, ["no-test-but-exercise"]),
    ("message", {"phishing_test": "yes", "determination": "confirmed"}, ["test-but-confirmed"]),
    ("equipment", {"tried": ["nothing", "cleaned"]}, ["tried.nothing"]),
    ("equipment", {"tried": ["nothing", "sealed_aside"]}, []),
    ("equipment", {"voting": "stopped_all", "voters_waited": NONE}, ["stopped-nobody-waited"]),
    ("equipment", {"voting": "stopped_all", "voters_waited": UNKNOWN}, []),
    ("equipment", {"voting": "as_normal", "voters_waited": SOME}, ["normal-but-waited"]),
    ("equipment", {"voting": "no_voting", "voters_left": SOME}, ["no-voting-but-left"]),
    ("equipment", {"voting": "as_normal", "fallback": ["spare"]}, ["went-on-but-fallback"]),
    ("equipment", {"retest": "la", "out_from": T1}, ["tested-still-out"]),
    ("equipment", {"retest": "la", "out_from": T1, "out_to": T1}, []),
    ("equipment", {"retest": "not_reused", "out_to": T1}, ["back-but-not-reused"]),
    ("equipment", {"retest": "no", "retest_result": "Good"}, ["not-tested-but-how"]),
    (
        "equipment",
        {"tried": ["cleaned"], "replacement_serial": "N-1"},
        ["not-swapped-but-replaced"],
    ),
    ("equipment", {"seal_touched": "no", "seals": [SEAL]}, ["seal-untouched-but-read"]),
    ("equipment", {"media_touched": "no", "media": [{"id": "1"}]}, ["media-untouched-but-listed"]),
    ("equipment", {"serial_unknown": True, "serial": "N-1"}, ["serial-and-unknown"]),
    (
        "equipment",
        {"manufacturer_told": "no", "manufacturer_told_at": T1},
        ["manufacturer-not-told-but-when"],
    ),
    ("equipment", {"eac_told": "no", "eac_told_at": T1}, ["eac-not-told-but-when"]),
    ("equipment", {"seals": [{"state": "missing", "found": "7"}]}, ["seal-missing-but-read"]),
    (
        "equipment",
        {"ballots_affected": NONE, "ballots_handled": ["spoiled_reissued"]},
        ["no-ballots-but-handled"],
    ),
    ("equipment", {"ballots_handled": ["not_yet", "hand_counted"]}, ["ballots_handled.not_yet"]),
    (
        "equipment",
        {"information": ["no"], "information_what": ["money"]},
        ["information-safe-but-which"],
    ),
    (
        "equipment",
        {"determination": "false_alarm", "information": ["lost"]},
        ["false-alarm-but-information"],
    ),
    ("equipment", {"determination": "near_miss", "voters_left": SOME}, ["near-miss-but-voters"]),
    ("procedure", {"effects": ["none", "results_later"]}, ["effects.none"]),
    ("procedure", {"effects": ["none", "caught_in_time"]}, []),
    ("procedure", {"custody_evidence": ["none", "camera"]}, ["custody_evidence.none"]),
    ("procedure", {"effects": ["none"], "voters_waited": SOME}, ["no-effect-but-waited"]),
    ("procedure", {"effects": ["voters_waited"], "voters_waited": NONE}, ["waited-but-none"]),
    ("procedure", {"effects": ["none"], "ballots_affected": SOME}, ["no-effect-but-ballots"]),
    (
        "procedure",
        {"instruction_none": True, "instruction": "Plan 4.3"},
        ["none-written-but-which"],
    ),
    ("procedure", {"category": "single_person", "two_person": "met"}, ["alone-but-two"]),
    ("procedure", {"corrected": "no", "put_right": T1}, ["not-right-but-when"]),
    (
        "procedure",
        {"corrected": "no", "put_right": {"at": None, "precision": "unknown"}},
        [],
    ),
    (
        "procedure",
        {"category": "count_diff", "counts": [{"should_be": SOME, "is": SOME}]},
        ["differs-but-equal"],
    ),
    ("procedure", {"category": "count_diff", "counts": [{"should_be": SOME, "is": UNKNOWN}]}, []),
    ("procedure", {"category": "seal_mismatch", "seals": [SEAL]}, ["seal-differs-but-equal"]),
    (
        "procedure",
        {"results_affected": "no", "effects": ["counts_corrected"]},
        ["counts-fine-but-corrected"],
    ),
    ("place", {"called": ["nobody", "police"]}, ["called.nobody"]),
    ("place", {"called": ["nobody"], "called_reference": "7"}, ["nobody-but-number"]),
    ("place", {"all_safe": "yes", "danger": "yes"}, ["safe-but-danger"]),
    ("place", {"place_left": "no", "left_to": T1}, ["stayed-but-when"]),
    ("place", {"voting": "no_voting", "went_on": ["spare"]}, ["went-on-but-other-way"]),
    ("place", {"original_kept": "no", "original_where": "Safe"}, ["kept-not-but-where"]),
]


@pytest.mark.parametrize(("kind", "values", "keys"), CASES)
def test_answers_that_do_not_go_together_are_asked_about(
    kind: str, values: dict[str, Any], keys: list[str]
) -> None:
    found = contradictions.asked(KINDS[kind], values)
    assert [one.key for one in found] == keys
    for one in found:
        words = asked_words(one)
        assert words.endswith("?")
        assert "{" not in words


def test_every_declared_question_was_tried_here() -> None:
    tried = {key for _kind, _values, keys in CASES for key in keys if "." not in key}
    declared = {one.question for kind in KINDS.values() for one in kind.contradictions}
    assert declared - tried == {
        *("normal-but-left", "no-voting-but-waited", "no-effect-but-left"),  # as their sisters
    }
    assert set(QUESTIONS) == declared


@kinds
def test_what_a_question_names_is_declared(kind: Kind) -> None:
    for one in kind.contradictions:
        assert kind.field(one.at) is not None
        assert kind.field(one.other) is not None
    for field in kind.fields:
        assert not field.alone or field.control is Control.CHECKS
        for one_alone in field.alone:
            assert {one_alone.answer, *one_alone.beside} <= set(field.values)


@kinds
def test_every_answer_that_says_none_stands_for_itself(kind: Kind) -> None:
    """A new field of ticks with "none" or "not known" among them is not forgotten."""
    says_none = {
        "none",
        "no",
        "nothing",
        "not_known",
        "nothing_yet",
        "not_yet",
        "not_opened",
        "nobody",
    }
    for field in kind.fields:
        if field.control is Control.CHECKS:
            assert says_none & set(field.values) == {one.answer for one in field.alone} & says_none


@kinds
def test_no_single_answer_contradicts_itself(kind: Kind) -> None:
    for field in kind.fields:
        for value in field.values:
            values = {field.code: [value] if field.control is Control.CHECKS else value}
            assert contradictions.asked(kind, values) == ()


@pytest.mark.parametrize("value", [None, 1.5, {"n": "x"}, [1, {"at": []}], "zz", True])
@kinds
def test_odd_values_fail_nothing(kind: Kind, value: Any) -> None:
    values = {field.code: value for field in kind.fields}
    assert all(asked_words(one) for one in contradictions.asked(kind, values))


def test_only_an_answer_that_stands_for_itself_waits_to_resolve() -> None:
    alone = {"interacted": ["not_opened", "entered_password"]}
    named = {one.code: one.reason for one in gates.missing("message", alone, Gate.RESOLVE)}
    assert named["interacted"] == "answers-contradict"
    assert not any(one.code == "interacted" for one in gates.missing("message", alone, Gate.RECORD))
    asked: dict[str, Any] = {"voting": "stopped_all", "voters_waited": NONE}
    assert not {"voting", "voters_waited"} & {
        one.code for one in gates.missing("equipment", asked, Gate.RESOLVE)
    }
