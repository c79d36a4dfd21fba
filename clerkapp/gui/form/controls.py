"""Which control a declared field gets. Nothing here knows a kind: a new field needs no new line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import assert_never

from PySide6.QtWidgets import QWidget

from clerkapp.domain.kinds.declare import Column, Control, Field
from clerkapp.domain.text.rules import LINE_LIMIT
from clerkapp.gui.widgets.basic.control import Option
from clerkapp.gui.widgets.inputs.checks import Checks, Flag
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.harmless import HarmlessLine, HarmlessText
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.person import PersonField
from clerkapp.gui.widgets.inputs.row_table import RowTable, TableColumn
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.inputs.time_entry import Anchor
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.gui.widgets.lists.count import Count
from clerkapp.wording.labels import label, not_tied_label, role_label, row_labels, value_label
from clerkapp.wording.language import _

NOT_TIED = "-"
"""The entry that stands for the answer null; no code of a vocabulary is a dash."""
SEGMENTS = 4
"""So many choices are side by side; more are a list."""
_LIST_WIDTH = 380
_SHORT_LINE = 60
_CELL_WIDTHS = {
    Control.TIME: 322,
    Control.COUNT: 340,
    Control.LIST: 146,
    Control.FLAG: 74,
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What controls need from outside: the office's time and zone, what a time without a day belongs
    to (by the field's code), and a maker of file areas; what is listed for a column ("field.column"), and
    what finds a unit in the inventory."""

    now: Callable[[], datetime]
    zone: Callable[[], tzinfo]
    anchor: Callable[[str], Anchor | None]
    files: Callable[[Field], QWidget]
    offered: Callable[[str], Sequence[str]] = lambda _code: ()
    finder: Callable[[], QWidget | None] = lambda: None


def make(field: Field, around: Surroundings) -> QWidget:
    """The control for `field`, empty."""
    match field.control:
        case Control.SEGMENT | Control.LIST if not field.free and len(field.values) <= SEGMENTS:
            return Segment(options_of(field))
        case Control.SEGMENT | Control.LIST:
            return Choice(
                options_of(field),
                free=field.free,
                width=_LIST_WIDTH,
                mono=field.mono,
                placeholder=_("Choose or type") if field.free else "",
            )
        case Control.CHECKS:
            return Checks(options_of(field))
        case Control.TEXT:
            return HarmlessText(least=3) if field.from_message else TextArea(least=3)
        case Control.TIME:
            return TimeField(
                around.now,
                around.zone,
                anchor=lambda: around.anchor(field.code),
                planned=field.planned,
            )
        case Control.COUNT:
            return Count()
        case Control.PERSON:
            return PersonField([(role, role_label(role)) for role in field.values])
        case Control.TABLE:
            return _table(field, around)
        case Control.FLAG:
            return Flag(label(field.code))
        case Control.FILE:
            return around.files(field)
        case Control.LINE:
            return _line(field)
        case never:
            assert_never(never)


def _line(field: Field) -> QWidget:
    short = 0 < field.limit <= _SHORT_LINE
    width = 240 if short else 0
    if field.from_message:
        return HarmlessLine(mono=field.mono, width=width)
    return Line(mono=field.mono, width=width, limit=0 if short else field.limit or LINE_LIMIT)


def options_of(field: Field, more: Sequence[str] = ()) -> list[Option]:
    """The answers of a field, with what occurs in the vault for one that takes other text."""
    options = [(code, value_label(field.code, code)) for code in field.values]
    options += [(text, text) for text in more if text not in field.values]
    if field.answers_null:
        options.append((NOT_TIED, not_tied_label()))
    return options


def _table(field: Field, around: Surroundings) -> RowTable:
    row, add = row_labels(field.code)
    columns = [
        TableColumn(
            column.code,
            label(field.code, column.code),
            _cell_maker(field, column, around),
            _cell_width(column),
            below=column.below or _needs_a_line(column, field),
        )
        for column in field.columns
    ]
    return RowTable(columns, row_name=row, add_words=add)


def _needs_a_line(column: Column, field: Field) -> bool:
    """A sentence at the end of a row with a time has no room beside it."""
    last = column is field.columns[-1]
    timed = any(one.control is Control.TIME for one in field.columns)
    long = (
        column.control is Control.LINE and not column.mono and not 0 < column.limit <= _SHORT_LINE
    )
    return last and timed and long


def _cell_maker(field: Field, column: Column, around: Surroundings) -> Callable[[], QWidget]:
    match column.control:
        case Control.TIME:
            return lambda: TimeField(
                around.now,
                around.zone,
                anchor=lambda: around.anchor(field.code),
                planned=column.planned,
                compact=True,
            )
        case Control.COUNT:
            return Count
        case Control.FLAG:
            return lambda: Flag("")
        case Control.LIST:
            return lambda: Choice(_cell_options(field, column, around), free=column.free)
        case Control.LINE:
            line = HarmlessLine if field.from_message else Line
            return lambda: line(mono=column.mono)
        case never:
            assert_never(never)


def _cell_options(field: Field, column: Column, around: Surroundings) -> list[Option]:
    options = [(code, value_label(field.code, code, column.code)) for code in column.values]
    listed = around.offered(f"{field.code}.{column.code}") if column.free else ()
    return [*options, *((text, text) for text in listed if text not in column.values)]


def _cell_width(column: Column) -> int:
    if column.control in _CELL_WIDTHS:
        return _CELL_WIDTHS[column.control]
    return 100 if column.mono and column.limit <= _SHORT_LINE else 160
