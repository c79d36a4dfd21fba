"""Tables keep their headings wherever they are read, and say what differs and what was struck."""

from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control
from clerkapp.wording import values
from clerkapp.wording.changes import change_words
from clerkapp.wording.tables import headings, table_of

LID: dict[str, Any] = {
    "spot": "Lid",
    "logged": "0083312",
    "found": "0083321",
    "state": "whole",
    "two_people": True,
}
COUNT: dict[str, Any] = {"what": "cast", "should_be": 413, "is": 412, "explained": "unexplained"}
ACTION: dict[str, Any] = {
    "what": "Called the hotline.",
    "struck": {
        "at": {"at": "2026-11-03T19:50:00-06:00", "precision": "exact"},
        "by": "deputy",
        "why": "It was the other line.",
    },
}


def test_a_table_has_a_cell_for_every_heading_and_marks_what_differs() -> None:
    table = table_of("equipment", "seals", [LID])
    assert table is not None
    assert [one.label for one in table.headings[:3]] == [
        "Spot",
        "Number in the log",
        "Number found",
    ]
    (row,) = table.rows
    assert len(row.cells) == len(table.headings)
    assert row.marked == {"logged", "found"}
    assert table_of("equipment", "seals", []) is None
    assert table_of("equipment", "seals", None) is None
    assert table_of("drone", "seals", [LID]) is None
    assert table_of("equipment", "serial", "x") is None


def test_a_difference_stands_after_the_two_numbers_it_comes_from() -> None:
    """Criterion 21."""
    table = table_of("procedure", "counts", [COUNT])
    assert table is not None
    assert [one.label for one in table.headings][1:4] == ["Should be", "Is", "Difference"]
    assert table.rows[0].cells[1:4] == ("413", "412", "\u22121")
    assert [one.number for one in table.headings][1:4] == [True, True, True]


def test_a_row_in_one_line_has_its_headings_too() -> None:
    assert values.value_words("equipment", "counters", [{"in_box": 41, "check_ins": 66}]) == (
        "Ballots in the box: 41; Check-ins: 66"
    )
    assert values.value_words("procedure", "counts", [COUNT]) == (
        "What: Cast or scanned; Should be: 413; Is: 412; Difference: \u22121; Explained?: Unexplained"
    )
    assert values.value_words("message", "recipients", [{"address": "a@larkspur.example"}]) == (
        "a[at]larkspur[.]example"
    )


def test_a_struck_row_says_when_by_whom_and_why() -> None:
    said = "struck through Nov 3, 2026, 7:50 p.m. CST by Deputy: It was the other line."
    table = table_of("equipment", "actions", [ACTION])
    assert table is not None
    assert table.rows[0].struck == said
    words = values.value_words("equipment", "actions", [ACTION])
    assert words == f"What: Called the hotline. ({said})"
    assert values.struck_words({"struck": {"why": "x"}}) == "struck through: x"
    assert values.struck_words({"struck": True}) == "struck through"
    assert values.struck_words({"what": "x"}) == ""


def test_an_amendment_is_told_cell_by_cell() -> None:
    changed = [{**LID, "found": "0083312"}]
    (one,) = change_words("equipment", "seals", [LID], changed)
    assert (one.what, one.old, one.new) == ("Seal 1: Number found", "0083321", "0083312")
    (one,) = change_words("equipment", "seals", [LID], [LID, {"spot": "Door"}])
    assert (one.what, one.old, one.new) == ("Seal 2", "", "Spot: Door")
    live = [{"what": ACTION["what"]}]
    (one,) = change_words("equipment", "actions", live, [ACTION])
    assert one.what == "Action 1"
    assert one.new.startswith("struck through Nov 3, 2026")
    (one,) = change_words("equipment", "voters_waited", None, 25)
    assert (one.what, one.old, one.new) == ("Voters who had to wait", "", "25")
    (one,) = change_words("equipment", "seals", "odd", [LID])
    assert one.old == "odd"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"n": 35, "precision": "exact"}, "35 minutes"),
        ({"n": 1, "precision": "exact"}, "1 minute"),
        ({"n": 35, "precision": "estimate"}, "about 35 minutes"),
        ({"n": 1457, "precision": "exact"}, "1,457 minutes (24 h 17 min)"),
        ({"n": 0, "precision": "exact"}, "0 minutes"),
        (None, ""),
        ("x", ""),
    ],
)
def test_a_length_in_words(value: Any, words: str) -> None:
    assert values.length_words(value) == words


def test_every_table_of_every_kind_has_words_for_its_headings() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            if field.control is Control.TABLE:
                assert all(one.label and one.label != one.code for one in headings(field))
