"""What an amendment changed in a table: cells, rows that came or went, rows that were struck.

A changed field is stored whole; people read which cell changed. Rows have no name of their own, so
they are paired: those that stayed the same first, in order, and what lies between them by what two rows
still have in common.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from clerkapp.domain.kinds.conditions import STRUCK

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One change in a table. `row`: its place, from 1, in what the table says now, or in what it said
    for a row that went. `column`: the cell's, "" where it is about the whole row.

    `what`: "cell", "added", "removed" or "struck". `old`, `new`: the cell's values, or the row's.
    """

    what: str
    row: int
    column: str
    old: Any
    new: Any


def row_changes(old: Any, new: Any) -> tuple[RowChange, ...]:
    """The changes from one stored table to another, in the order of what it says now."""
    before, after = _rows(old), _rows(new)
    changes: list[RowChange] = []
    matcher = SequenceMatcher(None, [*map(_key, before)], [*map(_key, after)], autojunk=False)
    for tag, start, end, now, until in matcher.get_opcodes():
        if tag == "equal":
            pairs = [(start + step, now + step) for step in range(end - start)]
        else:
            pairs = _pairs(before, range(start, end), after, range(now, until))
        changes += _changes(before, range(start, end), after, range(now, until), pairs)
    return tuple(sorted(changes, key=lambda change: change.row))


def _changes(
    before: Sequence[Row],
    olds: range,
    after: Sequence[Row],
    news: range,
    pairs: Sequence[tuple[int, int]],
) -> list[RowChange]:
    found: list[RowChange] = []
    for old, new in pairs:
        found += _cells(before[old], after[new], new + 1)
    gone = {old for old, _new in pairs}
    came = {new for _old, new in pairs}
    found += [
        RowChange("removed", place + 1, "", before[place], None)
        for place in olds
        if place not in gone
    ]
    found += [
        RowChange("added", place + 1, "", None, after[place]) for place in news if place not in came
    ]
    return found


def _cells(old: Row, new: Row, row: int) -> list[RowChange]:
    codes = [code for code in dict.fromkeys([*old, *new]) if code != STRUCK]
    found = [
        RowChange("cell", row, code, old.get(code), new.get(code))
        for code in codes
        if old.get(code) != new.get(code)
    ]
    if old.get(STRUCK) != new.get(STRUCK):
        found.append(RowChange("struck", row, "", old, new))
    return found


def _pairs(
    before: Sequence[Row], olds: range, after: Sequence[Row], news: range
) -> list[tuple[int, int]]:
    """Rows between the same neighbours belong together when a cell is the same, the most alike first.
    One row alone against one row alone is that row, whatever changed in it."""
    if len(olds) == len(news) == 1 and STRUCK not in after[news[0]]:
        return [(olds[0], news[0])]
    alike = sorted(
        (
            (-_common(before[old], after[new]), abs((old - olds[0]) - (new - news[0])), old, new)
            for old in olds
            for new in news
        ),
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for common, _far, old, new in alike:
        if common and old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return sorted(found.items())


def _common(old: Row, new: Row) -> int:
    return sum(1 for code, cell in old.items() if code != STRUCK and new.get(code) == cell)


def _key(row: Row) -> str:
    return json.dumps({code: row[code] for code in sorted(row) if code != STRUCK}, sort_keys=True)


def _rows(value: Any) -> list[Row]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
