"""What the gates ask for, kind by kind."""

from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Column, Control, Field, Gate
from clerkapp.domain.records import gates, values
from tests.unit.domain.records import JAM

WHEN = {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"}
kinds = pytest.mark.parametrize("kind", list(KINDS))


def missing(kind: str, record: dict[str, Any], gate: Gate) -> list[str]:
    return [item.code for item in gates.missing(kind, record, gate)]


def cell(column: Column) -> Any:
    match column.control:
        case Control.TIME | Control.COUNT:
            return "unknown"
        case Control.FLAG:
            return True
        case Control.LIST:
            return column.values[-1]
        case _:
            return "x"


def answer(field: Field) -> Any:
    match field.control:
        case Control.TIME:
            return {"at": None, "precision": "unknown"}
        case Control.COUNT:
            return {"n": None, "precision": "unknown"}
        case Control.PERSON:
            return {"role": "unknown", "name": None, "contact": None}
        case Control.TABLE:
            return [{column.code: cell(column) for column in field.columns}]
        case Control.CHECKS:
            return [field.values[-1]]
        case Control.SEGMENT | Control.LIST if field.values:
            return field.values[-1]
        case _:
            return "x"


def complete(kind: str, gate: Gate) -> dict[str, Any]:
    """Answer whatever is asked until nothing is; unknown wherever it can be."""
    record: dict[str, Any] = {}
    while asked := missing(kind, record, gate):
        for code in asked:
            field = KINDS[kind].field(code)
            assert field is not None
            if field.control is Control.FILE:
                record["attachment.1"] = {"class": field.values[0]}
            else:
                record[code] = answer(field)
    return record


@kinds
def test_recording_asks_for_five_things_and_one_question(kind: str) -> None:
    assert missing(kind, JAM, Gate.RECORD) == []
    for code in JAM:
        less = {name: value for name, value in JAM.items() if name != code}
        assert gates.missing(kind, less, Gate.RECORD) == (gates.Missing(code, "needed-now"),)


@kinds
def test_recording_an_empty_record_names_everything_in_form_order(kind: str) -> None:
    order = [field.code for field in KINDS[kind].fields if field.gate is Gate.RECORD]
    assert missing(kind, {}, Gate.RECORD) == order


@kinds
@pytest.mark.parametrize("gate", [Gate.RECORD, Gate.RESOLVE, Gate.REVIEW])
def test_unknown_passes_every_gate(kind: str, gate: Gate) -> None:
    assert missing(kind, complete(kind, gate), gate) == []


@kinds
def test_a_later_gate_asks_for_everything_that_an_earlier_one_does(kind: str) -> None:
    asked = [set(missing(kind, {}, gate)) for gate in (Gate.RECORD, Gate.RESOLVE, Gate.REVIEW)]
    assert asked[0] < asked[1] < asked[2]


@kinds
def test_what_is_complete_can_also_be_normalised(kind: str) -> None:
    record = complete(kind, Gate.REVIEW)
    typed = {code: value for code, value in record.items() if not code.startswith("attachment.")}
    assert missing(kind, values.normalise(kind, typed) | record, Gate.REVIEW) == []


@kinds
def test_reasons_say_which_gate(kind: str) -> None:
    reasons = {item.code: item.reason for item in gates.missing(kind, {}, Gate.REVIEW)}
    assert reasons["one_line"] == "needed-now"
    assert reasons["resolution"] == "needed-to-resolve"
    assert reasons["determination"] == "needed-to-review"


@kinds
@pytest.mark.parametrize("gate", [Gate.AUTOMATIC, Gate.NEVER])
def test_other_gates_ask_for_nothing(kind: str, gate: Gate) -> None:
    assert gates.missing(kind, {}, gate) == ()


@kinds
def test_severity_not_rated_does_not_resolve(kind: str) -> None:
    assert "severity" in missing(kind, {"severity": "not_rated"}, Gate.RESOLVE)
    assert "severity" not in missing(kind, {"severity": "note"}, Gate.RESOLVE)


@pytest.mark.parametrize(
    ("kind", "record", "gate", "code"),
    [
        (
            "equipment",
            {"ballots_affected": {"n": 41, "precision": "exact"}},
            "R2",
            "ballots_handled",
        ),
        ("equipment", {"information": ["seen"]}, "R2", "information_what"),
        ("equipment", {"voting": "another_way"}, "R2", "fallback"),
        ("equipment", {"tried": ["unit_swapped"]}, "R2", "replacement_serial"),
        ("equipment", {"tried": ["taken_out"]}, "R2", "out_from"),
        ("equipment", {"seal_touched": "yes"}, "R2", "seals"),
        ("equipment", {"media_touched": "yes"}, "R2", "media"),
        ("equipment", {"category": "count"}, "R3", "counters"),
        ("equipment", {"out_to": WHEN}, "R3", "retest"),
        ("equipment", {}, "R3", "hardware_revision"),
        ("equipment", {"severity": "moderate"}, "R3", "why"),
        ("equipment", {"severity": "critical"}, "R3", "prevention"),
        ("message", {"interacted": ["clicked"]}, "R2", "account_role"),
        ("message", {"interacted": ["opened_file"]}, "R2", "computer"),
        ("message", {"channel": "email"}, "R2", "sender_address"),
        ("message", {}, "R2", "subject"),
        ("procedure", {"category": "custody_gap"}, "R2", "custody_evidence"),
        ("procedure", {"category": "seal_broken"}, "R2", "seals"),
        ("procedure", {"category": "count_diff"}, "R2", "counts"),
        ("procedure", {"category": "unauth_device"}, "R2", "access_what"),
        ("procedure", {"category": "count_diff"}, "R3", "statement"),
        ("procedure", {"severity": "note"}, "R3", "why"),
    ],
)
def test_asked_when_it_matters(kind: str, record: dict[str, Any], gate: str, code: str) -> None:
    assert code in missing(kind, record, Gate(gate))


@pytest.mark.parametrize(
    ("kind", "record", "gate", "code"),
    [
        (
            "equipment",
            {"ballots_affected": {"n": 0, "precision": "exact"}},
            "R2",
            "ballots_handled",
        ),
        (
            "equipment",
            {"ballots_affected": {"n": None, "precision": "unknown"}},
            "R2",
            "ballots_handled",
        ),
        ("equipment", {"information": ["no"]}, "R2", "information_what"),
        ("equipment", {"voting": "as_normal"}, "R2", "fallback"),
        ("equipment", {"serial_unknown": True}, "R2", "serial"),
        ("equipment", {"seal_touched": "no"}, "R2", "seals"),
        ("equipment", {"category": "jam"}, "R3", "counters"),
        ("equipment", {"severity": "low"}, "R3", "why"),
        ("message", {"interacted": ["read"]}, "R2", "account_role"),
        *(
            ("message", {"channel": channel}, "R2", code)
            for channel in ("phone_call", "voicemail", "letter", "parcel", "in_person", "unsure")
            for code in ("subject", "sender_address")
        ),
        ("procedure", {"instruction_none": True}, "R2", "instruction"),
        ("procedure", {"category": "observer"}, "R2", "custody_item"),
        ("procedure", {"category": "observer"}, "R3", "statement"),
    ],
)
def test_not_asked_when_it_does_not(
    kind: str, record: dict[str, Any], gate: str, code: str
) -> None:
    assert code not in missing(kind, record, Gate(gate))


def test_a_statement_is_an_attachment_of_its_class() -> None:
    record: dict[str, Any] = {"category": "count_diff", "attachment.1": {"class": "photo"}}
    assert "statement" in missing("procedure", record, Gate.REVIEW)
    record["attachment.2"] = {"class": "statement"}
    assert "statement" not in missing("procedure", record, Gate.REVIEW)


@pytest.mark.parametrize(
    ("record", "asked"),
    [
        ({"seals": [{"logged": "0091465", "found": "0091456"}]}, True),
        ({"seals": [{"logged": "0091465", "found": "0091465"}]}, False),
        ({"seals": [{"logged": "0091465"}]}, False),
        ({"seals": [{"logged": "1", "found": "2", "explanation": "Digits swapped."}]}, False),
        ({"seals": [{"logged": "1", "found": "2"}], "category": "seal_mismatch"}, False),
    ],
)
@pytest.mark.parametrize("kind", ["equipment", "procedure"])
def test_a_differing_seal_needs_an_explanation_to_resolve(
    kind: str, record: dict[str, Any], asked: bool
) -> None:
    found = gates.Missing("seals", "seal-unexplained")
    assert (found in gates.missing(kind, record, Gate.RESOLVE)) is asked
    assert found not in gates.missing(kind, record, Gate.RECORD)


@kinds
def test_what_was_filled_in_and_emptied_since_is_asked_for_at_review(kind: str) -> None:
    """The sharing mark (C40) stands from the start; a record may not be reviewed without one."""
    assert "sharing" in missing(kind, {}, Gate.REVIEW)
    assert "sharing" not in missing(kind, {}, Gate.RESOLVE)
    assert "sharing" not in missing(kind, {"sharing": "amber"}, Gate.REVIEW)


@kinds
@pytest.mark.parametrize("handling", ["partly_closed", "closed"])
def test_closing_needs_its_basis_and_its_written_statement(kind: str, handling: str) -> None:
    """C41: what is not shown to the public is closed under a law and in writing."""
    closed: dict[str, Any] = {"public_handling": handling}
    reviewed = missing(kind, closed, Gate.REVIEW)
    assert {"public_basis", "public_statement"} <= set(reviewed)
    assert "public_basis" not in missing(kind, closed, Gate.RESOLVE)
    assert "public_basis" not in missing(kind, {"public_handling": "open"}, Gate.REVIEW)
    assert "public_basis" not in missing(kind, {}, Gate.REVIEW)
