"""Links and open steps are worked out from what is recorded: whoever writes one into the file is found."""

from pathlib import Path

import pytest

from clerkapp.domain.records.lists import StepQuery
from clerkapp.vault.api import Unlocked, check
from tests.fakes.vaults import record

FIRST, SECOND = "LARK-2026-W1-0001", "LARK-2026-W1-0002"
TASK = {"step": "Ask the vendor", "due": {"at": "2026-11-05", "precision": "day"}}


def filled(unlocked: Unlocked) -> None:
    record(unlocked)
    related = [{"number": FIRST, "relation": "duplicate_of"}]
    record(unlocked, related=related, todo=[TASK], back_on={"at": "2026-11-09", "precision": "day"})


@pytest.mark.parametrize(
    "forged",
    [
        "DELETE FROM record_link",
        "UPDATE record_link SET relation = 'same_cause'",
        f"INSERT INTO record_link SELECT '{FIRST}', 'same_message', n FROM record LIMIT 1",
        f"INSERT INTO record_link VALUES ('{SECOND}', '', 7)",
        "DELETE FROM record_step",
        "UPDATE record_step SET owner = 'Ivo Marsh'",
        "UPDATE record_step SET due_key = '9999', due_at = NULL",
        "INSERT INTO record_step SELECT n, 'todo', 9, 'x', '', NULL, '9999' FROM record_step",
        "UPDATE record SET back_key = ''",
        "UPDATE record SET touched = touched + 1",
        "UPDATE record SET suggested = 'critical', urgent = 'critical'",
    ],
)
def test_what_is_forged_is_noticed_and_made_anew(
    folder: Path, unlocked: Unlocked, forged: str
) -> None:
    filled(unlocked)
    unlocked.vault.connection.run(forged)
    assert [one.code for one in check(unlocked.vault, folder).problems] == ["lists-mended"]
    assert check(unlocked.vault, folder).sound
    standing = unlocked.vault.work
    found = [(one.row.number, one.relation) for one in standing.linked_from(FIRST)]
    assert found == [(SECOND, "duplicate_of")]
    assert [one.step.due_at for one in standing.steps(StepQuery())] == ["2026-11-05"]
    assert [row.number for row in standing.to_come_back()] == [SECOND]


@pytest.mark.parametrize(
    "question",
    [
        (
            "SELECT * FROM record_step s CROSS JOIN record r ON r.n = s.n"
            " ORDER BY s.due_key, s.n, s.field, s.place LIMIT 5"
        ),
        "SELECT * FROM record r WHERE r.back_key <> '' ORDER BY r.back_key, r.n LIMIT 5",
        (
            "SELECT * FROM record r WHERE r.status = 'working' AND r.touched < 9 AND r.back_key = ''"
            " ORDER BY r.touched, r.n LIMIT 5"
        ),
        (
            f"SELECT * FROM record_link l JOIN record r ON r.n = l.n WHERE l.number = '{FIRST}'"
            " ORDER BY l.n DESC, l.relation LIMIT 5"
        ),
    ],
)
def test_a_page_never_sorts_all_that_there_is(unlocked: Unlocked, question: str) -> None:
    plan = str(unlocked.vault.connection.rows(f"EXPLAIN QUERY PLAN {question}"))
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan
    assert "SCAN r" not in plan.replace("SCAN r USING INDEX record_back", "")
