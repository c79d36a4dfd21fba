"""From what was typed for an entry to what is kept, a column at a time.

What an option of clerkctl, a cell of a file and a control of a form give is read alike: text, or the
value itself. A day may also be written as in the United States (11/3/2026) and a time of day with
a.m. or p.m., because a spreadsheet rewrites them so.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.office_lists.declare import Column, Control, OfficeList
from clerkapp.domain.text import rules as texts
from clerkapp.domain.time.times import Precision, When, parse_day, require_year

YES: Final = frozenset({"yes", "y", "true", "1", "x", "sí", "si"})
NO: Final = frozenset({"no", "n", "false", "0"})
CODES_LIMIT: Final = 2_000
_US_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_CLOCK = re.compile(
    r"([0-9]{1,2}):?([0-9]{2})(?::[0-9]{2})? *(?:([ap])\.?(?:m\.?)?)?"
    r"|([0-9]{1,2}) *([ap])\.?(?:m\.?)?",
    re.IGNORECASE,
)
"""7:00, 0700, 7:00 a.m., 7:00a; 7 a.m., 7a. A number alone is no time of day."""
_MANGLED = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]+")


def normalise(one: OfficeList, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says, by column in the list's order; empty columns are left out.

    Raises Refused with the column: column-not-listed, needed-now, text-form, text-hidden, text-long,
    name-mixed, choice-unknown, list-day-form, time-year, list-clock-form, flag-form, list-codes-form,
    list-record-form, list-number-mangled, and what the list's own check refuses.
    """
    for code in typed:
        if code not in one.by_code:
            raise Refused("column-not-listed", fields=(str(code)[:60],), column=str(code)[:60])
    kept: dict[str, Any] = {}
    for column in one.columns:
        value = typed.get(column.code)
        if value is None or (isinstance(value, str) and not texts.says_something(value)):
            value = column.default or None
        read = None if value is None else _beside(column, value)
        if read not in (None, "", [], {}, False):
            kept[column.code] = read
        elif column.needed:
            raise Refused("needed-now", fields=(column.code,))
    one.check(kept)
    return kept


def _beside(column: Column, value: Any) -> Any:
    try:
        return _READ[column.control](column, value)
    except Refused as refused:
        raise Refused(refused.code, fields=(column.code,), **refused.params) from None


def _text(column: Column, value: Any, rule: Callable[[str], str]) -> str:
    if not isinstance(value, str):
        raise Refused("text-form")
    kept = rule(value)
    if len(kept) > column.limit:
        raise Refused("text-long", length=len(kept), limit=column.limit)
    if column.mono and _MANGLED.fullmatch(kept):
        raise Refused("list-number-mangled", text=kept)
    return kept


def _line(column: Column, value: Any) -> str:
    return _text(column, value, texts.line)


def _name(column: Column, value: Any) -> str:
    return _text(column, value, texts.name)


def _prose(column: Column, value: Any) -> str:
    return _text(column, value, texts.prose)


def _choice(column: Column, value: Any) -> str:
    if value not in column.values:
        raise Refused("choice-unknown", value=str(value)[:40])
    return str(value)


def _day(_: Column, value: Any) -> str:
    text = str(value).strip()
    american = _US_DAY.fullmatch(text)
    try:
        if american:
            month, day, year = map(int, american.groups())
            text = date(year, month, day).isoformat()
        parse_day(text)
    except (Refused, ValueError):
        raise Refused("list-day-form", text=text[:40]) from None
    return str(require_year(When(text, Precision.DAY)).at)


def _clock(_: Column, value: Any) -> str:
    text = str(value).strip()
    found = _CLOCK.fullmatch(text)
    hour, minute, half, alone, half_alone = found.groups("") if found else ("99", "99", "", "", "")
    hour, minute, half = hour or alone, minute or "00", half or half_alone
    number = int(hour)
    if half:
        number = 99 if not 1 <= number <= 12 else number % 12 + (12 if half in "pP" else 0)
    if number > 23 or int(minute) > 59:
        raise Refused("list-clock-form", text=text[:40])
    return f"{number:02}:{minute}"


def _flag(_: Column, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().casefold()
    if text not in YES | NO:
        raise Refused("flag-form")
    return text in YES


def _codes(column: Column, value: Any) -> list[str]:
    parts = value.split(";") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise Refused("list-codes-form")
    codes = list(dict.fromkeys(code for part in parts if (code := texts.line(part))))
    if len(codes) > CODES_LIMIT or any(len(code) > column.limit for code in codes):
        raise Refused("list-codes-form")
    return codes


def _record(_: Column, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused("list-record-form")
    return dict(value)


_READ: Mapping[Control, Callable[[Column, Any], Any]] = {
    Control.LINE: _line,
    Control.NAME: _name,
    Control.TEXT: _prose,
    Control.CHOICE: _choice,
    Control.DAY: _day,
    Control.CLOCK: _clock,
    Control.FLAG: _flag,
    Control.CODES: _codes,
    Control.RECORD: _record,
}
