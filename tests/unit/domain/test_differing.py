"""Old to new by cell: what an amendment changed in a table, and nothing else."""

from typing import Any

import pytest

from clerkapp.domain.rows.differing import row_changes

LID = {"spot": "Lid", "logged": "0083312", "found": "0083312"}
DOOR = {"spot": "Door", "logged": "0083313", "found": "0083331"}
CASE = {"spot": "Case", "logged": "0083314"}


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ([LID, DOOR], [LID, DOOR], []),
        (None, [LID], [("added", 1, "", None, LID)]),
        ([LID], None, [("removed", 1, "", LID, None)]),
        (
            [LID, DOOR],
            [LID, {**DOOR, "found": "0083313"}],
            [("cell", 2, "found", "0083331", "0083313")],
        ),
        (
            [LID, DOOR],
            [CASE, LID, {**DOOR, "explanation": "Swapped."}],
            [("added", 1, "", None, CASE), ("cell", 3, "explanation", None, "Swapped.")],
        ),
        ([LID, DOOR, CASE], [LID, CASE], [("removed", 2, "", DOOR, None)]),
        # One row alone is that row, whatever is changed in it.
        ([{"spot": "Lid"}], [{"spot": "Top"}], [("cell", 1, "spot", "Lid", "Top")]),
        # Two rows between the same neighbours: each is paired with the one it resembles.
        (
            [LID, DOOR],
            [{**DOOR, "found": "7"}, {**LID, "found": "8"}],
            [("cell", 1, "found", "0083331", "7"), ("cell", 2, "found", "0083312", "8")],
        ),
        (
            [LID],
            [{**LID, "struck": {"why": "Wrong."}}],
            [("struck", 1, "", LID, {**LID, "struck": {"why": "Wrong."}})],
        ),
    ],
)
def test_changes_by_cell(old: Any, new: Any, changes: list[tuple[Any, ...]]) -> None:
    found = [(one.what, one.row, one.column, one.old, one.new) for one in row_changes(old, new)]
    assert found == changes


@pytest.mark.parametrize("odd", ["x", 5, {}, [1, "x", None], [[]]])
def test_what_is_no_table_has_no_rows(odd: Any) -> None:
    assert row_changes(odd, odd) == ()
    assert row_changes(odd, [LID]) == row_changes(None, [LID])


def test_long_tables_are_compared_in_reasonable_time() -> None:
    old = [{"n": str(number), "text": "same"} for number in range(500)]
    new = [{"n": f"{number}b", "text": "same"} for number in range(500)]
    assert len(row_changes(old, new)) == 500
