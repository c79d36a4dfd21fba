"""What a line of an old log says, as values that a record is made of. Pure: nothing is asked or written.

A cell's words are an answer's code, its label in either language, or what the mapping says that the
office meant by them. What cannot be read keeps its line out, with the column and the reason; nothing is
guessed but what the log cannot say: who noticed ("unknown") and whether anybody was in danger ("not
sure"), unless the mapping answers them for all lines.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Column, Control, Field
from clerkapp.domain.old_log import days
from clerkapp.domain.old_log.days import Moment, Order
from clerkapp.domain.old_log.mapping import (
    CLOCK,
    DAY,
    KIND,
    OLD_NUMBER,
    OLD_SOURCE,
    ColumnTarget,
    LogMapping,
    target_of,
)
from clerkapp.domain.text.rules import comparable
from clerkapp.domain.time.times import Precision, When

Vocabulary = Callable[[str], Mapping[str, str]]
"""The code for each comparable word of an answer, by "field", "field.column" or "kind"."""
ERRORS: Final = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)
_COUNT = re.compile(
    r"(~|about |approx\.? |ca\.? )?([0-9]{1,3}(?:[, ]?[0-9]{3})*|[0-9]{1,9})\+?", re.I
)
_APART = re.compile(r"[;,/\n]")
_FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "1", "x", "si", "verdadero"), True),
    **dict.fromkeys(("no", "n", "false", "0", "falso"), False),
}


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the file: its number there, and its cells by heading."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: of which kind, and the values as they are typed."""

    kind: str
    typed: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DayOrders:
    """How many lines fit only one order of day and month, and how many both; `example`: one that fits both."""

    month_first: int
    day_first: int
    both: int
    example: str

    @property
    def settled(self) -> Order | None:
        """The order that lines prove and none speaks against."""
        if self.month_first and not self.day_first:
            return Order.MONTH_FIRST
        return Order.DAY_FIRST if self.day_first and not self.month_first else None


def day_orders(rows: Sequence[LogRow], mapping: LogMapping) -> DayOrders:
    """What the days of a file tell of their own order."""
    counts = {Order.MONTH_FIRST: 0, Order.DAY_FIRST: 0}
    both, example = 0, ""
    headings = [heading for heading, code in mapping.columns.items() if _holds_days(code)]
    for row in rows:
        found = [days.orders(row.cells.get(heading, "")) for heading in headings]
        only = {next(iter(fits)) for fits in found if len(fits) == 1}
        for order in only:
            counts[order] += 1
        if any(len(fits) > 1 for fits in found):
            both += 1
            if not example:
                at = next(place for place, fits in enumerate(found) if len(fits) > 1)
                example = row.cells[headings[at]]
    return DayOrders(counts[Order.MONTH_FIRST], counts[Order.DAY_FIRST], both, example)


def read(row: LogRow, mapping: LogMapping, vocabulary: Vocabulary, zone: tzinfo) -> Said:
    """What a line says. Raises Refused, `fields` naming the code of the column (or "kind")."""
    kind, typed = _cells(row, mapping, vocabulary, zone)
    if not kind:
        raise Refused("needed-now", fields=(KIND,))
    typed[OLD_SOURCE] = mapping.source
    typed.setdefault("noticed_by", "unknown")
    typed.setdefault("danger", "not_sure")
    if "occurred" in typed:
        typed.setdefault("noticed", typed["occurred"])
    declared = KINDS[kind]
    for code in typed:
        if declared.field(code) is None:
            raise Refused("log-not-of-kind", fields=(code,), kind=kind)
    return Said(kind, typed)


def _cells(
    row: LogRow, mapping: LogMapping, vocabulary: Vocabulary, zone: tzinfo
) -> tuple[str, dict[str, Any]]:
    """The kind and what the cells say."""
    words = _Words(mapping, vocabulary)
    typed: dict[str, Any] = dict(mapping.always)
    moments: dict[str, list[Moment]] = {}
    kind = mapping.kind
    for heading, code in mapping.columns.items():
        cell = row.cells.get(heading, "").strip()
        if not code or not cell:
            continue
        try:
            if cell.upper() in ERRORS:
                raise Refused("log-cell-error", text=cell)
            if code == KIND:
                kind = words.code_of(KIND, cell)
                continue
            target = target_of(code)
            if target is not None:
                _take(target, cell, typed, moments, words, mapping.order)
        except Refused as refused:
            params = {key: value for key, value in refused.params.items() if key != "fields"}
            head = code.partition(".")[0]
            raise Refused(refused.code, fields=(head,), **params) from None
    for code, parts in moments.items():
        try:
            typed[code] = days.when(_together(parts), zone).to_value()
        except Refused as refused:
            raise Refused(refused.code, fields=(code,), **refused.params) from None
    return kind, typed


def mark(kind: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells one entry from another where no old number does: kind, place, time and line."""
    try:
        at = When.from_value(values.get("occurred")).sort_key()
    except Refused:
        at = ""
    place, line = values.get("place"), values.get("one_line")
    return kind, comparable(str(place or "")), at, comparable(str(line or ""))


def number_of(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """The old number with its log, comparable; None without one."""
    number, source = values.get(OLD_NUMBER), values.get(OLD_SOURCE)
    if not isinstance(number, str) or not number.strip():
        return None
    return comparable(str(source or "")), comparable(number)


class _Words:
    """The words of this file's cells."""

    def __init__(self, mapping: LogMapping, vocabulary: Vocabulary) -> None:
        self._mapping = mapping
        self._vocabulary = vocabulary

    def code_of(self, target: str, cell: str) -> str:
        """The code of an answer. Raises Refused("log-word-unknown")."""
        code = self.known(target, cell)
        if code is None:
            raise Refused("log-word-unknown", text=cell[:40])
        return code

    def known(self, target: str, cell: str) -> str | None:
        word = comparable(cell)
        for own, code in self._mapping.words.get(target, {}).items():
            if comparable(own) == word:
                return code
        return self._vocabulary(target).get(word)


def _take(
    target: ColumnTarget,
    cell: str,
    typed: dict[str, Any],
    moments: dict[str, list[Moment]],
    words: _Words,
    order: Order | None,
) -> None:
    field, code = target.field, target.field.code
    if field.control is Control.TIME:
        if days.is_unknown(cell):
            typed[code] = When(None, Precision.UNKNOWN).to_value()
        else:
            moments.setdefault(code, []).append(_moment(cell, target.part, order))
    elif field.control is Control.TABLE:
        column = target.column
        if column is not None:
            rows = typed.setdefault(code, [{}])
            rows[0][column.code] = _value(column, f"{code}.{column.code}", cell, words)
    elif field.control is Control.TEXT and isinstance(typed.get(code), str):
        typed[code] = f"{typed[code]}\n{cell}"
    else:
        typed[code] = _value(field, code, cell, words)


def _moment(cell: str, part: str, order: Order | None) -> Moment:
    try:
        moment = days.read(cell, order)
    except Refused as refused:
        if part == CLOCK and refused.code == "log-time-form":
            raise Refused("list-clock-form", **refused.params) from None
        raise
    if part == DAY and moment.day is None:
        raise Refused("log-time-no-day")
    if part == DAY:
        return Moment(moment.day, None)
    if part == CLOCK:
        if moment.clock is None:
            raise Refused("list-clock-form", text=cell[:40])
        return Moment(None, moment.clock, moment.about)
    return moment


def _together(parts: Sequence[Moment]) -> Moment:
    day = next((one.day for one in parts if one.day is not None), None)
    clock = next((one.clock for one in parts if one.clock is not None), None)
    return Moment(day, clock, any(one.about for one in parts))


def _value(declared: Field | Column, code: str, cell: str, words: _Words) -> Any:
    match declared.control:
        case Control.SEGMENT | Control.PERSON:
            return words.code_of(code, cell)
        case Control.LIST:
            known = words.known(code, cell) if declared.values else None
            if known is None and declared.values and not declared.free:
                raise Refused("log-word-unknown", text=cell[:40])
            return known or cell
        case Control.CHECKS:
            whole = words.known(code, cell)
            if whole is not None:
                return [whole]
            return [words.code_of(code, one.strip()) for one in _APART.split(cell) if one.strip()]
        case Control.COUNT:
            return _count(cell)
        case Control.FLAG:
            flag = _FLAGS.get(comparable(cell))
            if flag is None:
                raise Refused("log-word-unknown", text=cell[:40])
            return flag
        case _:
            return cell


def _count(cell: str) -> dict[str, Any]:
    if days.is_unknown(cell):
        return {"n": None, "precision": "unknown"}
    found = _COUNT.fullmatch(cell)
    if found is None:
        raise Refused("log-count-form", text=cell[:40])
    estimate = bool(found[1]) or cell.endswith("+")
    return {
        "n": int(re.sub(r"\D", "", found[2])),
        "precision": "estimate" if estimate else "exact",
    }


def _holds_days(code: str) -> bool:
    target = target_of(code) if code and code != KIND else None
    return target is not None and target.field.control is Control.TIME and target.part != CLOCK
