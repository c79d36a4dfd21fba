"""Where the work stands over all records: links from their other end, open steps, what to come back to."""

from collections.abc import Sequence

import pytest

from clerkapp.domain.records.lists import Query, RecordRow, StepQuery
from clerkapp.domain.records.revision import Op, Value
from clerkapp.domain.time.times import epoch_seconds
from tests.fakes.sight import sight
from tests.fakes.vaults import AT, LATER
from tests.integration.store.desk import Desk

FIRST, SECOND, THIRD = (f"LARK-2026-W1-000{n}" for n in (1, 2, 3))


def link(number: str, relation: str = "same_cause") -> dict[str, Value]:
    return {"number": number, "relation": relation}


def step(what: str, due: str | None = None, **more: Value) -> dict[str, Value]:
    when: dict[str, Value] = {"at": due, "precision": "day" if due and len(due) == 10 else "exact"}
    return {"step": what, **({"due": when} if due else {}), **more}


def linked(desk: Desk, number: str, **scope: object) -> list[tuple[str, str]]:
    found = desk.store.work.linked_from(number, **scope)  # type: ignore[arg-type]
    return [(one.row.number, one.relation) for one in found]


def listed(desk: Desk, query: StepQuery | None = None, limit: int = 500) -> list[str]:
    found = desk.store.work.steps(query or StepQuery(), limit)
    return [one.step.what for one in found]


def test_a_link_is_seen_from_its_other_end(desk: Desk) -> None:
    first = desk.record()
    second = desk.record(related=[link(FIRST, "duplicate_of"), link("ZZ-2026-W1-0001")])
    desk.record(related=[link(FIRST), {"number": FIRST}])
    assert linked(desk, FIRST) == [(THIRD, ""), (THIRD, "same_cause"), (SECOND, "duplicate_of")]
    assert linked(desk, "ZZ-2026-W1-0001") == [(SECOND, "same_cause")]
    assert linked(desk, SECOND) == []
    assert linked(desk, FIRST, limit=1) == [(THIRD, "")]
    desk.amend(second, related=[link(THIRD)])
    assert linked(desk, FIRST) == [(THIRD, ""), (THIRD, "same_cause")]
    assert linked(desk, THIRD) == [(SECOND, "same_cause")]
    desk.reopen()
    assert linked(desk, THIRD) == [(SECOND, "same_cause")]
    assert first.header.number == FIRST


def test_each_version_of_a_conflict_has_its_links(desk: Desk) -> None:
    desk.record()
    second = desk.record(related=[link(FIRST)])
    desk.amend(second, related=[link(FIRST, "follow_up_of")])
    desk.amend(second, related=[], place="Cedar")
    assert linked(desk, FIRST) == [(SECOND, "follow_up_of")]


def test_links_of_what_may_not_be_seen_stay_unseen(desk: Desk) -> None:
    desk.record()
    desk.record(related=[link(FIRST)], restricted=True)
    assert linked(desk, FIRST, whose=sight()) == []
    assert linked(desk, FIRST, whose=sight(desk.account.id)) == [(SECOND, "same_cause")]
    assert linked(desk, FIRST, whose=sight(sites=("elm hall",))) == []


def test_a_struck_record_still_names_what_it_named_and_has_nothing_to_do(desk: Desk) -> None:
    desk.record()
    second = desk.record(related=[link(FIRST)], todo=[step("Call")], back_on=day("2026-11-09"))
    assert (listed(desk), len(desk.store.work.to_come_back())) == (["Call"], 1)
    desk.amend(second, op=Op.STRIKE, status="error")
    assert linked(desk, FIRST) == [(SECOND, "same_cause")]
    assert (listed(desk), desk.store.work.to_come_back()) == ([], ())


def test_open_steps_come_by_day_and_those_without_a_day_last(desk: Desk) -> None:
    desk.record(
        todo=[
            step("no day"),
            step("done", "2026-11-01", done=True),
            step("not needed", "2026-11-01", not_needed="The vendor did it."),
            step("on the day", "2026-11-05"),
        ],
        prevention=[step("that noon", "2026-11-05T12:00:00-06:00")],
    )
    desk.record(todo=[step("earlier", "2026-11-04")])
    assert listed(desk) == ["earlier", "that noon", "on the day", "no day"]
    assert listed(desk, StepQuery(due_before="2026-11-05T23:59:59Z")) == ["earlier", "that noon"]
    assert listed(desk, limit=2) == ["earlier", "that noon"]
    (first, *_) = desk.store.work.steps(StepQuery())
    assert (first.row.number, first.step.field, first.step.place) == (SECOND, "todo", 0)
    assert (first.step.due_at, first.step.owner) == ("2026-11-04", "")


def test_a_step_belongs_to_who_is_named_or_to_who_has_the_record(desk: Desk) -> None:
    desk.record(owner="Ivo Marsh", todo=[step("his"), step("a role", owner="technician")])
    desk.record(todo=[step("nobody's")], restricted=True)
    assert listed(desk, StepQuery(owners=("Ivo Marsh",))) == ["his"]
    assert listed(desk, StepQuery(owners=("technician", "Ivo Marsh"))) == ["his", "a role"]
    assert listed(desk, StepQuery(owners=())) == []
    assert listed(desk, StepQuery(sight=sight())) == ["his", "a role"]
    assert listed(desk, StepQuery(sight=sight(sites=("elm hall",)))) == []


def test_what_has_a_day_comes_back_and_what_lies_is_noticed(desk: Desk) -> None:
    standing = desk.store.work
    early = desk.record(at=AT, back_on=day("2026-11-20"))
    desk.record(at=AT, back_on=day("2026-11-04"), restricted=True)
    left = desk.record(at=AT, status="working")
    desk.record(at=AT, status="resolved")
    assert numbers(standing.to_come_back()) == [2, 1]
    assert numbers(standing.to_come_back(limit=1)) == [2]
    assert numbers(standing.to_come_back(whose=sight())) == [1]
    assert numbers(standing.to_come_back(whose=sight(sites=("elm hall",)))) == []
    now = epoch_seconds(AT)
    assert numbers(standing.untouched(now)) == []
    assert numbers(standing.untouched(now + 1)) == [3]
    assert numbers(standing.untouched(now + 1, whose=sight(sites=("elm hall",)))) == []
    desk.amend(early, back_on=None)
    desk.amend(left, at=LATER)
    assert numbers(standing.untouched(epoch_seconds(LATER) + 1)) == [1, 3]
    assert numbers(standing.untouched(epoch_seconds(LATER) + 1, limit=1)) == [1]


@pytest.mark.parametrize(
    ("values", "suggested", "urgent"),
    [
        ({"danger": "yes", "severity": "not_rated"}, "critical", "critical"),
        ({"danger": "yes", "severity": "low"}, "", "low"),
        ({"severity": "not_rated", "danger": "no"}, "low", "low"),
    ],
)
def test_a_suggestion_counts_until_somebody_decides(
    desk: Desk, values: dict[str, Value], suggested: str, urgent: str
) -> None:
    desk.record(at=AT, kind="equipment", **values)
    (row,) = desk.rows(Query(urgent=urgent))
    assert row.suggested == suggested


def day(text: str) -> dict[str, Value]:
    return {"at": text, "precision": "day"}


def numbers(rows: Sequence[RecordRow]) -> list[int]:
    return [int(row.number[-4:]) for row in rows]
