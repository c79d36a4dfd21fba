"""A stored or typed value in words, for prints, lists, history and screen readers.

A value of an unexpected form (a record from elsewhere) is shown as plain text, never refused. Text
from a message keeps its hidden characters in the record and shows them by their code point here,
and its addresses broken, so that no program makes links of them.
"""

from collections.abc import Mapping
from typing import Any, assert_never

from clerkapp.domain.kinds import KINDS, conditions
from clerkapp.domain.kinds.declare import Column, Control, Field
from clerkapp.domain.rows import derived
from clerkapp.domain.text.defang import defang
from clerkapp.domain.text.rules import one_line, visible
from clerkapp.wording.labels import (
    computed_label,
    label,
    not_tied_label,
    role_label,
    value_label,
)
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import when_words

ANSWER_YES = "Yes"
ANSWER_NO = "No"
CELL = "{heading}: {words}"
CELL_END = "; "
"""What stands between two cells of a row that is written in one line."""
UNITS = ("bytes", "KB", "MB", "GB")


def value_words(
    kind: str, code: str, value: Any, *, year: bool = False, zone: str | None = None
) -> str:
    """A field's value as text; the rows of a table are on a line each."""
    declared = KINDS.get(kind)
    field = declared.field(code) if declared else None
    if field is None:
        return _plain(code, value)
    if value is None:
        return not_tied_label() if field.answers_null else ""
    if field.control is Control.TABLE and isinstance(value, list):
        rows = [row for row in value if isinstance(row, Mapping)]
        return "\n".join(row_words(field, row, year=year, zone=zone) for row in rows)
    return _field_words(field, value, year=year, zone=zone)


def row_words(
    field: Field, row: Mapping[str, Any], *, year: bool = False, zone: str | None = None
) -> str:
    """A row of a table in one line, each cell after its heading, at last that it was struck.

    A table of one column needs no heading.
    """
    cells = [
        (label(field.code, column.code), cell_words(field, column, row, year=year, zone=zone))
        for column in field.columns
    ]
    if field.difference is not None:
        place = [column.code for column in field.columns].index(field.difference.second)
        words = difference_words(field, row)
        cells.insert(place + 1, (computed_label(field.difference.code), words))
    said = [(heading, words) for heading, words in cells if words]
    line = _(CELL_END).join(
        _(CELL).format(heading=heading, words=words) if len(field.columns) > 1 else words
        for heading, words in said
    )
    struck = struck_words(row, zone=zone)
    return f"{line} ({struck})" if struck else line


def cell_words(
    field: Field,
    column: Column,
    row: Mapping[str, Any],
    *,
    year: bool = False,
    zone: str | None = None,
) -> str:
    """One cell of a row, empty where nothing was given."""
    return _cell_words(field, column, row.get(column.code), year=year, zone=zone)


def difference_words(field: Field, row: Mapping[str, Any]) -> str:
    """What a row's difference is ("+2", "0"), empty where it cannot be worked out."""
    found = derived.difference(row, field.difference) if field.difference else None
    if found is None:
        return ""
    number = int(str(found["n"]))
    words = f"{number:+,}".replace("-", "\u2212") if number else "0"
    return _("about {number}").format(number=words) if found["precision"] == "estimate" else words


def struck_words(row: Mapping[str, Any], *, zone: str | None = None) -> str:
    """When, by whom and why a row was struck; empty for one that stands."""
    struck = row.get(conditions.STRUCK)
    if struck is None:
        return ""
    parts = struck if isinstance(struck, Mapping) else {}
    at, by, why = (parts.get(key) for key in ("at", "by", "why"))
    who = role_label(by) if isinstance(by, str) else ""
    when = when_words(at, year=True, zone=zone) if isinstance(at, Mapping) else ""
    head = _("struck through {when} by {who}") if who else _("struck through {when}")
    words = head.format(when=when, who=who) if when else _("struck through")
    return f"{words}: {one_line(why)}" if isinstance(why, str) and why else words


def length_words(value: Any) -> str:
    """A length: "35 minutes", "about 95 minutes (1 h 35 min)"."""
    number = value.get("n") if isinstance(value, Mapping) else value
    if not isinstance(number, int) or isinstance(number, bool):
        return ""
    words = ngettext("{count} minute", "{count} minutes", number).format(count=f"{number:,}")
    if isinstance(value, Mapping) and value.get("precision") == "estimate":
        words = _("about {number}").format(number=words)
    hours, minutes = divmod(abs(number), 60)
    if not hours:
        return words
    return _("{words} ({hours} h {minutes} min)").format(words=words, hours=hours, minutes=minutes)


def count_words(value: Any) -> str:
    """A count: "41", "about 25", "unknown". A plain number is exact."""
    if isinstance(value, Mapping):
        number, precision = value.get("n"), value.get("precision")
    else:
        number, precision = value, "exact"
    if precision == "unknown":
        return _("unknown")
    if not isinstance(number, int) or isinstance(number, bool):
        return str(value)
    words = f"{number:,}"
    return _("about {number}").format(number=words) if precision == "estimate" else words


def person_words(value: Any) -> str:
    """A person: the role, then name and contact if they are known."""
    if isinstance(value, str):
        return role_label(value)
    if not isinstance(value, Mapping):
        return str(value)
    parts = [value.get("name"), value.get("contact")]
    known = ", ".join(one_line(part) for part in parts if isinstance(part, str) and part)
    role = role_label(str(value.get("role", "")))
    return _("{role} ({name})").format(role=role, name=known) if known else role


def fingerprint_words(fingerprint: str) -> str:
    """A fingerprint in groups of four, as the sheets print it: "SHA256: 7Mhm 7tbh …"."""
    name, colon, digits = fingerprint.rpartition(":")
    groups = " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
    return f"{name}{colon} {groups}" if colon else groups


def fingerprint_lines(fingerprint: str) -> str:
    """The same for a screen, in two lines of as many groups: none stands alone on a line of its own."""
    name, colon, digits = fingerprint.rpartition(":")
    groups = fingerprint_words(digits).split(" ")
    half = (len(groups) + 1) // 2
    lines = "\n".join((" ".join(groups[:half]), " ".join(groups[half:]))).strip()
    return f"{name}{colon}\n{lines}" if colon else lines


def size_words(size_in_bytes: int) -> str:
    """A size in units of 1,000, at most three digits: "18 MB"."""
    size, unit = float(size_in_bytes), 0
    while size >= 1000 and unit < len(UNITS) - 1:
        size, unit = size / 1000, unit + 1
    shown = f"{size:.0f}" if size >= 10 or size == int(size) else f"{size:.1f}"
    return f"{shown} {_(UNITS[unit])}"


def _field_words(field: Field, value: Any, *, year: bool, zone: str | None) -> str:
    match field.control:
        case Control.TIME:
            return when_words(value, year=year, zone=zone)
        case Control.COUNT:
            return count_words(value)
        case Control.PERSON:
            return person_words(value)
        case Control.FLAG:
            return _(ANSWER_YES) if value is True else _(ANSWER_NO)
        case Control.CHECKS:
            if isinstance(value, list):
                return ", ".join(value_label(field.code, str(item)) for item in value)
            return _shown(field, value)
        case Control.SEGMENT | Control.LIST:
            if isinstance(value, str):
                return one_line(value_label(field.code, value))
            return _shown(field, value)
        case Control.LINE:
            return _shown(field, one_line(value) if isinstance(value, str) else value)
        case Control.TEXT | Control.TABLE | Control.FILE:
            return _shown(field, value)
        case never:
            assert_never(never)


def _cell_words(field: Field, column: Column, value: Any, *, year: bool, zone: str | None) -> str:
    if value is None:
        return ""
    match column.control:
        case Control.TIME:
            return when_words(value, year=year, zone=zone)
        case Control.COUNT:
            return count_words(value)
        case Control.FLAG:
            return _(ANSWER_YES) if value is True else _(ANSWER_NO)
        case Control.LIST:
            if isinstance(value, str):
                return one_line(value_label(field.code, value, column.code))
            return _shown(field, value)
        case Control.LINE:
            return _shown(field, one_line(value) if isinstance(value, str) else value)
        case never:
            assert_never(never)


def _shown(field: Field, value: Any) -> str:
    words = _plain(field.code, value)
    return defang(words) if field.from_message else words


def _plain(code: str, value: Any) -> str:
    if isinstance(value, str):
        return visible(value_label(code, value))
    if isinstance(value, bool):
        return _(ANSWER_YES) if value else _(ANSWER_NO)
    if isinstance(value, Mapping):
        named = value.get("name")
        if isinstance(named, str):
            return one_line(named)
        return ", ".join(_plain(code, item) for item in value.values() if item is not None)
    if isinstance(value, list):
        return ", ".join(_plain(code, item) for item in value)
    return "" if value is None else str(value)
