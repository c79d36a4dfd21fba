"""What a value looks like for each control, and how a person may write it (docs/formats/record.md).

Every function takes what was typed and gives the one stored form, or raises Refused. Integers stay
below 2**53 and there are no floats, so that a value has one canonical encoding (RFC 8785). Unknown
is a value of its own: it is never zero, never midnight, never empty.

What a person types is put right by the rules of `text`, one for each sort; what is copied out of a
message is evidence: it stays exactly as it came, and is shown with its hidden characters visible.
Text of which nothing can be seen is an empty field.
"""

from collections.abc import Sequence
from typing import Any, assert_never

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.conditions import STRUCK
from clerkapp.domain.kinds.declare import Column, Control, Field
from clerkapp.domain.records.revision import Value
from clerkapp.domain.text import rules as texts
from clerkapp.domain.text.rules import LINE_LIMIT, NAME_LIMIT, TEXT_LIMIT
from clerkapp.domain.time.times import Precision, When, parse_day, parse_instant, require_year
from clerkapp.domain.vocabulary.common import ROLES

INTEGER_LIMIT = 2**53
STRUCK_LIMIT = 500
"""Characters of why a row was struck: as many as the reason of a change."""
ROWS_LIMIT = 500
_COUNT_PRECISIONS = ("exact", "estimate", "unknown")


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: null, no text that can be seen, an empty list, an unset flag."""
    if isinstance(value, str):
        return not texts.says_something(value)
    return value is None or value is False or value in ([], {})


def text(value: Any, *, limit: int, multiline: bool, from_message: bool) -> str:
    """Text as stored, "" when it says nothing. Raises Refused: text-form, text-hidden, text-long."""
    if not isinstance(value, str) or _has_surrogate(value):
        raise Refused("text-form")
    if from_message:
        stored = "" if is_empty(value) else value
    else:
        stored = texts.prose(value) if multiline else texts.line(value)
    if len(stored) > limit:
        raise Refused("text-long", limit=limit, length=len(stored))
    return stored


def name(value: Any, *, limit: int = NAME_LIMIT) -> str:
    """A name as stored, "" when it says nothing. Raises as `text` does, and Refused("name-mixed")."""
    stored = texts.name(text(value, limit=TEXT_LIMIT, multiline=False, from_message=False))
    if len(stored) > limit:
        raise Refused("text-long", limit=limit, length=len(stored))
    return stored


def _has_surrogate(value: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in value)


def time(value: Any) -> dict[str, str | None]:
    """A time. Also read: an RFC 3339 text (exact), a date (that day), "unknown".

    Raises Refused: time-form, time-missing, time-unknown-with-value, time-year.
    """
    if isinstance(value, str):
        if value == Precision.UNKNOWN:
            return When(None, Precision.UNKNOWN).to_value()
        when = When(value, Precision.DAY if len(value) == 10 else Precision.EXACT)
        return require_year(when).to_value()
    if isinstance(value, dict) and value.get("precision") == Precision.UNKNOWN:
        value = {"at": None, **value}
    return require_year(When.from_value(value)).to_value()


def count(value: Any) -> dict[str, Value]:
    """A count. Also read: a plain number (exact), "unknown"."""
    if value == "unknown" or value == {"precision": "unknown"}:
        return {"n": None, "precision": "unknown"}
    if isinstance(value, int) and not isinstance(value, bool):
        value = {"n": value, "precision": "exact"}
    if not isinstance(value, dict) or set(value) != {"n", "precision"}:
        raise Refused("count-form")
    number, precision = value["n"], value["precision"]
    if precision not in _COUNT_PRECISIONS:
        raise Refused("count-form")
    if precision == "unknown":
        if number is not None:
            raise Refused("count-unknown-with-number")
        return {"n": None, "precision": "unknown"}
    if not isinstance(number, int) or isinstance(number, bool):
        raise Refused("count-form")
    if not 0 <= number < INTEGER_LIMIT:
        raise Refused("count-range")
    return {"n": number, "precision": precision}


def person(value: Any, roles: Sequence[str]) -> dict[str, Value]:
    """A person. Also read: a role's code; name and contact may be left out."""
    if isinstance(value, str):
        value = {"role": value}
    if not isinstance(value, dict) or not set(value) <= {"role", "name", "contact"}:
        raise Refused("person-form")
    parts: dict[str, Value] = {"role": choice(value.get("role"), roles)}
    named, contact = value.get("name"), value.get("contact")
    parts["name"] = (None if named is None else name(named)) or None
    parts["contact"] = (
        None
        if contact is None
        else text(contact, limit=LINE_LIMIT, multiline=False, from_message=False)
    ) or None
    return parts


def choice(value: Any, values: Sequence[str]) -> str:
    """One code of a vocabulary. Raises Refused("choice-unknown")."""
    if not isinstance(value, str) or value not in values:
        raise Refused("choice-unknown", value=str(value)[:40])
    return value


def checks(value: Any, values: Sequence[str]) -> list[Value]:
    """Codes of a vocabulary, each once, in its order. Also read: a single code."""
    chosen = [value] if isinstance(value, str) else value
    if not isinstance(chosen, list):
        raise Refused("checks-form")
    for item in chosen:
        choice(item, values)
    return [code for code in values if code in chosen]


def flag(value: Any) -> bool:
    """Yes or nothing."""
    if not isinstance(value, bool):
        raise Refused("flag-form")
    return value


def table(
    value: Any, columns: Sequence[Column], *, from_message: bool, entries: bool = False
) -> list[Value]:
    """Rows; empty cells and empty rows fall away. `entries`: a row may be struck.

    Raises Refused with `row` (from 1) and `column`.
    """
    if not isinstance(value, list):
        raise Refused("table-form")
    if len(value) > ROWS_LIMIT:
        raise Refused("table-long", limit=ROWS_LIMIT)
    stored: list[Value] = []
    for place, row in enumerate(value, start=1):
        if not isinstance(row, dict):
            raise Refused("table-form")
        for name in row:
            if not (any(one.code == name for one in columns) or (entries and name == STRUCK)):
                raise Refused("column-unknown", row=place, column=str(name)[:40])
        cells = _cells(row, columns, place, from_message=from_message)
        if cells and entries and row.get(STRUCK) not in (None, ""):
            cells[STRUCK] = _struck(row[STRUCK], place)
        if cells:
            stored.append(cells)
    return stored


def _struck(value: Any, place: int) -> Value:
    """What is said of a struck row. Also read: the reason alone, and a reason without the rest."""
    given = {"why": value} if isinstance(value, str) else value
    if not isinstance(given, dict) or not set(given) <= {"at", "by", "why"}:
        raise Refused("struck-form", row=place)
    try:
        said = text(given.get("why") or "", limit=STRUCK_LIMIT, multiline=False, from_message=False)
        if not said:
            raise Refused("struck-form", row=place)
        parts: dict[str, Value] = {"why": said}
        if given.get("at") is not None:
            parts["at"] = dict(time(given["at"]))
        if given.get("by") is not None:
            parts["by"] = choice(given["by"], ROLES)
    except Refused as refused:
        raise Refused(refused.code, **{**refused.params, "row": place, "column": STRUCK}) from None
    return {key: parts[key] for key in ("at", "by", "why") if key in parts}


def _cells(
    row: dict[str, Any], columns: Sequence[Column], place: int, *, from_message: bool
) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for column in columns:
        typed = row.get(column.code)
        if is_empty(typed):
            continue
        try:
            cell = _cell(typed, column, from_message=from_message)
        except Refused as refused:
            raise Refused(
                refused.code, **{**refused.params, "row": place, "column": column.code}
            ) from None
        if not is_empty(cell):
            cells[column.code] = cell
    return cells


def _cell(value: Any, column: Column, *, from_message: bool) -> Value:
    match column.control:
        case Control.TIME:
            return dict(time(value))
        case Control.COUNT:
            return count(value)
        case Control.FLAG:
            return flag(value)
        case Control.LIST:
            return _listed(value, column.values, free=column.free, limit=column.limit)
        case Control.LINE:
            return text(
                value,
                limit=column.limit or LINE_LIMIT,
                multiline=False,
                from_message=from_message,
            )
        case never:
            assert_never(never)


def _listed(
    value: Any, values: Sequence[str], *, free: bool, limit: int, named: bool = False
) -> str:
    if free and named:
        return name(value, limit=limit or LINE_LIMIT)
    if free:
        return text(value, limit=limit or LINE_LIMIT, multiline=False, from_message=False)
    return choice(value, values)


def field(value: Any, declared: Field) -> Value:
    """The stored form of a value of a declared field. Raises Refused with the field's code."""
    try:
        return _field(value, declared)
    except Refused as refused:
        raise Refused(
            refused.code, fields=(declared.code,), **{**refused.params, "field": declared.code}
        ) from None


def _field(value: Any, declared: Field) -> Value:
    match declared.control:
        case Control.SEGMENT | Control.LIST:
            return _listed(
                value,
                declared.values,
                free=declared.free,
                limit=declared.limit,
                named=declared.proper_name,
            )
        case Control.CHECKS:
            return checks(value, declared.values)
        case Control.TIME:
            return dict(time(value))
        case Control.COUNT:
            return count(value)
        case Control.PERSON:
            return person(value, declared.values)
        case Control.TABLE:
            return table(
                value,
                declared.columns,
                from_message=declared.from_message,
                entries=bool(declared.entries),
            )
        case Control.FLAG:
            return flag(value)
        case Control.FILE:
            raise Refused("field-is-attachment")
        case Control.LINE if declared.part_of and declared.code == f"{declared.part_of}_name":
            return name(value, limit=declared.limit or NAME_LIMIT)
        case Control.LINE:
            return text(
                value,
                limit=declared.limit or LINE_LIMIT,
                multiline=False,
                from_message=declared.from_message,
            )
        case Control.TEXT:
            return text(
                value,
                limit=declared.limit or TEXT_LIMIT,
                multiline=True,
                from_message=declared.from_message,
            )
        case never:
            assert_never(never)


def ends_before(begins: When, ends: When) -> bool:
    """Whether the end is before the start; when one of the two is only a day, days compare."""
    if begins.at is None or ends.at is None:
        return False
    if Precision.DAY in (begins.precision, ends.precision):
        return parse_day(ends.at[:10]) < parse_day(begins.at[:10])
    return parse_instant(ends.at) < parse_instant(begins.at)
