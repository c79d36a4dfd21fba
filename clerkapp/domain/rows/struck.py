"""Rows of a log that were struck: crossed out, readable, never gone (docs/formats/record.md).

Actions, who was told, tasks and preventive steps are entries of a log, as on paper. A row that was
recorded stays in the record for ever: who takes it away, or writes it differently, strikes it. The row
keeps its cells and gets when, by which function and why, so that every later copy, print and reader
has it in the same place; the revision's signature says which person it was.

Filling in a cell that was empty, and the progress of a task (who, due, done), strike nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from clerkapp.domain.kinds import kind_of
from clerkapp.domain.kinds.conditions import STRUCK
from clerkapp.domain.kinds.declare import Field
from clerkapp.domain.records.revision import Value

Row = Mapping[str, Any]


def is_struck(row: Any) -> bool:
    """Whether a row of a table was struck."""
    return isinstance(row, Mapping) and STRUCK in row


def live(value: Any) -> Any:
    """A table without the rows that were struck; anything else as it is."""
    return [row for row in value if not is_struck(row)] if isinstance(value, list) else value


def newly(values: Mapping[str, Value], before: Mapping[str, Value]) -> bool:
    """Whether a row stands struck in `values` that did not in `before`, there or as a row that never stood."""
    return any(
        is_struck(row) and row not in _rows(before.get(code))
        for code, value in values.items()
        for row in _rows(value)
    )


def marked(
    kind: str,
    values: Mapping[str, Value],
    before: Mapping[str, Value],
    *,
    at: str,
    by: str,
    why: str,
) -> dict[str, Value]:
    """`values` with every entry of `before` in it, those that are gone from it struck.

    `at`: RFC 3339; `by`: the function of who does it; `why`: the reason of the change. A row that is
    struck by name, `{"struck": {"why": …}}`, gets its own reason; one that was struck before stays as it
    was struck.
    """
    found = dict(values)
    mark: dict[str, Value] = {"at": {"at": at, "precision": "exact"}, "by": by, "why": why}
    for field in kind_of(kind).fields:
        if field.entries and before.get(field.code) != values.get(field.code):
            rows = _with_all(
                field, _rows(before.get(field.code)), _rows(values.get(field.code)), mark
            )
            if rows:
                found[field.code] = list(rows)
    return found


def _with_all(
    field: Field, before: Sequence[Row], now: Sequence[Row], mark: Mapping[str, Value]
) -> list[dict[str, Value]]:
    earlier = [row for row in before if is_struck(row)]
    result = [_restruck(row, earlier, mark) for row in now]
    found = _matches(field, before, result)
    # From the last: what is put in does not move what stands before it.
    for place in range(len(before) - 1, -1, -1):
        if place not in found:
            row = before[place]
            after = next((found[other] for other in range(place - 1, -1, -1) if other in found), -1)
            result.insert(after + 1, dict(row) if is_struck(row) else {**row, STRUCK: dict(mark)})
    return result


def _matches(field: Field, before: Sequence[Row], now: Sequence[Row]) -> dict[int, int]:
    """Where each row of before stands now: first those that nothing changed, then those filled in."""
    found: dict[int, int] = {}
    for same in (_is_equal, _is_same):
        for place, row in enumerate(before):
            if place in found:
                continue
            free = (index for index in range(len(now)) if index not in found.values())
            match = next((index for index in free if same(field, row, now[index])), None)
            if match is not None:
                found[place] = match
    return found


def _restruck(row: Row, earlier: Sequence[Row], mark: Mapping[str, Value]) -> dict[str, Value]:
    """A row as it will be stored: who strikes it now, and when, is what happens now."""
    if not is_struck(row) or row in earlier:
        return dict(row)
    given = row[STRUCK]
    why = given.get("why") if isinstance(given, Mapping) else None
    return {**row, STRUCK: {**mark, "why": why or mark["why"]}}


def _is_equal(_field: Field, old: Row, new: Row) -> bool:
    return dict(old) == dict(new)


def _is_same(field: Field, old: Row, new: Row) -> bool:
    """Whether a row is still there: nothing of what tells it apart was changed or taken away."""
    telling = [code for code in field.entries if code in old]
    return (
        bool(telling) and not is_struck(old) and all(old[code] == new.get(code) for code in telling)
    )


def _rows(value: Any) -> list[Row]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
