"""An entry of a log that was recorded stays: struck, with when, by whom and why."""

from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.conditions import rows
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.records import gates, guarded, schema, values
from clerkapp.domain.rows import struck

MARK = {"at": "2026-11-04T09:00:00-06:00", "by": "deputy", "why": "Wrong line."}
STRUCK = {**MARK, "at": {"at": MARK["at"], "precision": "exact"}}
FIRST = {"what": "Took out a corner."}
SECOND = {"what": "Called the hotline.", "who": "election_judge"}
THIRD = {"what": "Replaced the unit."}


def _marked(before: Any, now: Any, code: str = "actions") -> Any:
    found = struck.marked("equipment", {code: now}, {code: before}, **MARK)
    return found[code]


@pytest.mark.parametrize(
    ("now", "stored"),
    [
        ([FIRST, SECOND, THIRD], [FIRST, SECOND, THIRD]),
        ([FIRST, THIRD], [FIRST, {**SECOND, "struck": STRUCK}, THIRD]),
        ([SECOND, THIRD], [{**FIRST, "struck": STRUCK}, SECOND, THIRD]),
        ([FIRST, SECOND], [FIRST, SECOND, {**THIRD, "struck": STRUCK}]),
        ([], [{**one, "struck": STRUCK} for one in (FIRST, SECOND, THIRD)]),
        # Written differently: the old words stay beside the new ones.
        (
            [FIRST, {**SECOND, "what": "Called the clerk."}, THIRD],
            [FIRST, {**SECOND, "struck": STRUCK}, {**SECOND, "what": "Called the clerk."}, THIRD],
        ),
        # An empty cell is filled in: nothing is struck. The order may change.
        (
            [{**FIRST, "who": "technician"}, SECOND, THIRD],
            [{**FIRST, "who": "technician"}, SECOND, THIRD],
        ),
        ([THIRD, FIRST, SECOND], [THIRD, FIRST, SECOND]),
        # A cell is taken away.
        (
            [FIRST, {"what": SECOND["what"]}, THIRD],
            [FIRST, {**SECOND, "struck": STRUCK}, {"what": SECOND["what"]}, THIRD],
        ),
        # Struck by name, with a reason of its own.
        (
            [FIRST, {**SECOND, "struck": {"why": "Another day."}}, THIRD],
            [FIRST, {**SECOND, "struck": {**STRUCK, "why": "Another day."}}, THIRD],
        ),
    ],
)
def test_what_was_recorded_stays(now: list[Any], stored: list[Any]) -> None:
    assert _marked([FIRST, SECOND, THIRD], now) == stored


def test_the_same_line_twice_are_two_lines() -> None:
    assert _marked([FIRST, FIRST], [FIRST]) == [FIRST, {**FIRST, "struck": STRUCK}]


def test_what_was_struck_stays_struck_as_it_was() -> None:
    earlier = {**SECOND, "struck": {**STRUCK, "why": "Long ago."}}
    assert _marked([FIRST, earlier, THIRD], [FIRST, THIRD]) == [FIRST, earlier, THIRD]
    # Nobody takes the line away from it, and nobody else struck it.
    assert _marked([FIRST, earlier], [FIRST, SECOND]) == [FIRST, earlier, SECOND]
    forged = {**SECOND, "struck": {**STRUCK, "by": "state", "why": "Long ago."}}
    assert earlier in _marked([FIRST, earlier], [FIRST, forged])


def test_the_progress_of_a_task_strikes_nothing() -> None:
    task = {
        "step": "Order paper.",
        "owner": "deputy",
        "due": {"at": "2026-11-09", "precision": "day"},
    }
    for code in ("todo", "prevention"):
        assert _marked([task], [{**task, "done": True}], code) == [{**task, "done": True}]
        assert _marked([task], [{"step": task["step"]}], code) == [{"step": task["step"]}]
        assert len(_marked([task], [{**task, "step": "Order ink."}], code)) == 2


def test_other_tables_change_as_they_are_changed() -> None:
    seal = {"spot": "Lid", "logged": "1"}
    found = struck.marked("equipment", {"seals": []}, {"seals": [seal]}, **MARK)
    assert found == {"seals": []}
    logs = {field.code for field in KINDS["place"].fields if field.entries}
    assert logs == {"actions", "told", "todo", "prevention"}


@pytest.mark.parametrize("typed", ["Wrong line.", {"why": "Wrong line."}])
def test_a_reason_is_enough_to_strike_a_line_in_a_file(typed: Any) -> None:
    stored = values.normalise("equipment", {"actions": [{**FIRST, "struck": typed}]})
    assert stored["actions"] == [{**FIRST, "struck": {"why": "Wrong line."}}]


@pytest.mark.parametrize(
    "typed", [True, {}, {"why": ""}, {"by": "deputy"}, {"why": "x", "who": "y"}, 5]
)
def test_a_struck_line_without_a_reason_is_refused(typed: Any) -> None:
    with pytest.raises(Refused) as refused:
        values.normalise("equipment", {"actions": [{**FIRST, "struck": typed}]})
    assert refused.value.code == "struck-form"


def test_a_seal_is_no_entry_of_a_log() -> None:
    with pytest.raises(Refused, match="column-unknown"):
        values.normalise("equipment", {"seals": [{"spot": "Lid", "struck": "Wrong."}]})


def test_a_struck_line_counts_for_nothing_and_is_still_read_by_the_guard() -> None:
    only = {"actions": [{**FIRST, "struck": STRUCK}]}
    assert rows(only, "actions") == ()
    assert "actions" in {one.code for one in gates.missing("equipment", only, Gate.RESOLVE)}
    said = {"actions": [{**FIRST, "struck": {**STRUCK, "why": "His SSN is 219-09-9999."}}]}
    assert "actions" in guarded.found("equipment", said)


def test_the_schema_has_the_struck_form_where_it_can_stand() -> None:
    properties = schema.json_schema("equipment")["properties"]
    assert properties["actions"]["items"]["properties"]["struck"]["required"] == ["at", "by", "why"]
    assert "struck" not in properties["seals"]["items"]["properties"]
