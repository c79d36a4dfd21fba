"""What an amendment changed, in words: field by field, and in a table cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control, Field
from clerkapp.domain.records.revision import Value
from clerkapp.domain.rows.differing import row_changes
from clerkapp.domain.text.rules import visible
from clerkapp.wording.labels import label, row_labels
from clerkapp.wording.language import _
from clerkapp.wording.values import cell_words, row_words, struck_words, value_words


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One thing that changed: what, from, to. Empty where nothing stood."""

    what: str
    old: str
    new: str


def change_words(
    kind: str, code: str, old: Value, new: Value, *, year: bool = False, zone: str | None = None
) -> tuple[ChangeWords, ...]:
    """A changed field: one line, or for a table a line for each cell and row that changed."""
    declared = KINDS.get(kind)
    field = declared.field(code) if declared else None
    if field is not None and field.control is Control.TABLE and _tables(old, new):
        return tuple(_in_table(field, old, new, year=year, zone=zone))

    def words(value: Value) -> str:
        if value is None and not (field is not None and field.answers_null):
            return ""
        return value_words(kind, code, value, year=year, zone=zone)

    return (ChangeWords(label(code), words(old), words(new)),)


def _tables(*values: Value) -> bool:
    return all(value is None or isinstance(value, list) for value in values)


def _in_table(
    field: Field, old: Any, new: Any, *, year: bool, zone: str | None
) -> Iterator[ChangeWords]:
    columns = {column.code: column for column in field.columns}
    row_name = row_labels(field.code)[0]

    def whole(row: Any) -> str:
        return row_words(field, row, year=year, zone=zone) if row is not None else ""

    for change in row_changes(old, new):
        row = _("{row} {number}").format(row=row_name, number=change.row)
        if change.what == "struck":
            struck = struck_words(change.new, zone=zone) or _("struck no more")
            yield ChangeWords(row, whole(change.old), struck)
        elif change.what != "cell":
            yield ChangeWords(row, whole(change.old), whole(change.new))
        elif change.column not in columns:
            yield ChangeWords(f"{row}: {change.column}", _shown(change.old), _shown(change.new))
        else:
            column = columns[change.column]
            was, now = (
                cell_words(field, column, {column.code: cell}, year=year, zone=zone)
                for cell in (change.old, change.new)
            )
            heading = label(field.code, column.code)
            what = (
                row if len(columns) == 1 else _("{row}: {heading}").format(row=row, heading=heading)
            )
            yield ChangeWords(what, was, now)


def _shown(cell: Any) -> str:
    """A cell that this version does not declare."""
    return "" if cell is None else visible(str(cell))
