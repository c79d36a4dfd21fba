"""A table field in words: headings, rows, what is worked out, what was struck.

Screens, prints and clerkctl draw their tables from this, so that no table is without its headings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.conditions import seal_differs
from clerkapp.domain.kinds.declare import Control, Field
from clerkapp.wording.labels import computed_label, label
from clerkapp.wording.language import _
from clerkapp.wording.values import cell_words, difference_words, struck_words


@dataclass(frozen=True, slots=True)
class Heading:
    """A column. `mono`: read letter by letter. `number`: its cells stand at the right.
    `whole`: they are read in one line."""

    code: str
    label: str
    mono: bool = False
    number: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class RowWords:
    """A row: a cell for each heading. `struck`: when, by whom and why; "" for one that stands.

    `marked`: the codes of cells that do not agree, such as the two numbers of a seal.
    """

    cells: tuple[str, ...]
    struck: str = ""
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TableWords:
    """A table field as it is read."""

    headings: tuple[Heading, ...]
    rows: tuple[RowWords, ...]


def table_of(
    kind: str, code: str, value: Any, *, year: bool = False, zone: str | None = None
) -> TableWords | None:
    """The table in a field, None when it holds no row. One that this version does not declare, and a
    value that is no table, is no table."""
    declared = KINDS.get(kind)
    field = declared.field(code) if declared else None
    if field is None or field.control is not Control.TABLE or not isinstance(value, list):
        return None
    rows = tuple(
        _row(field, row, year=year, zone=zone) for row in value if isinstance(row, Mapping)
    )
    return TableWords(headings(field), rows) if rows else None


def headings(field: Field) -> tuple[Heading, ...]:
    """The columns of a table field, with what is worked out where it belongs."""
    found: list[Heading] = []
    for column in field.columns:
        found.append(
            Heading(
                column.code,
                label(field.code, column.code),
                mono=column.mono,
                number=column.control is Control.COUNT,
                whole=column.control is Control.TIME,
            )
        )
        if field.difference is not None and column.code == field.difference.second:
            code = field.difference.code
            found.append(Heading(code, computed_label(code), number=True))
    return tuple(found)


def differences(field: Field, value: Any) -> list[str]:
    """What the rows of a table of counts lack, a line each: "Cast or scanned: difference −1". A row
    whose numbers agree says so; one that cannot be worked out says nothing."""
    first = field.columns[0]
    found: list[str] = []
    for row in value if isinstance(value, list) else []:
        words = difference_words(field, row) if isinstance(row, Mapping) else ""
        if words and field.difference is not None:
            what = cell_words(field, first, row) or label(field.code)
            heading = computed_label(field.difference.code).lower()
            agree = _("{what}: no difference").format(what=what)
            differ = _("{what}: {heading} {number}")
            found.append(
                agree if words == "0" else differ.format(what=what, heading=heading, number=words)
            )
    return found


def _row(field: Field, row: Mapping[str, Any], *, year: bool, zone: str | None) -> RowWords:
    cells: list[str] = []
    for column in field.columns:
        cells.append(cell_words(field, column, row, year=year, zone=zone))
        if field.difference is not None and column.code == field.difference.second:
            cells.append(difference_words(field, row))
    differs = field.code == "seals" and seal_differs(row)
    marked = frozenset({"logged", "found"}) if differs else frozenset()
    return RowWords(tuple(cells), struck_words(row, zone=zone), marked)
