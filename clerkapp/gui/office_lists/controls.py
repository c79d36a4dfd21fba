"""Which control a column gets in the form of an entry. Nothing here knows a list."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerkapp.domain.office_lists.declare import Column as Declared
from clerkapp.domain.office_lists.declare import Control, OfficeList
from clerkapp.domain.time.times import Precision
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.checks import Checks, Flag
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.inputs.time_entry import read
from clerkapp.gui.widgets.times.reading import TimeNotRead
from clerkapp.wording import office_lists as wording
from clerkapp.wording.labels import label
from clerkapp.wording.language import _
from clerkapp.wording.times import clock_of_day_words, day_words
from clerkapp.wording.values import value_words

_SHORT = 60


def make(
    one: OfficeList, column: Declared, offered: Sequence[str], now: Callable[[], datetime]
) -> QWidget:
    """The control of a column, empty. `offered`: what the lists offer for it."""
    match column.control:
        case Control.CHOICE:
            options = [
                (code, wording.answer_label(one.code, column.code, code)) for code in column.values
            ]
            return Choice(options, width=380)
        case Control.FLAG:
            return Flag(wording.column_label(one.code, column.code))
        case Control.DAY:
            return DayLine(now)
        case Control.CLOCK:
            return ClockLine()
        case Control.CODES:
            return Checks([(code, code) for code in offered]) if offered else Line()
        case Control.TEXT:
            return TextArea(least=3)
        case Control.RECORD:
            return Answers()
        case Control.LINE | Control.NAME:
            if column.offers is not None and offered:
                texts = [(text, text) for text in offered]
                return Choice(
                    texts, free=True, width=380, mono=column.mono, placeholder=_("Choose or type")
                )
            short = column.limit <= _SHORT
            return Line(
                mono=column.mono, width=240 if short else 0, limit=0 if short else column.limit
            )
        case never:
            assert_never(never)


class DayLine(Line):
    """A day, written as people write it: Nov 3, 11/3/2026, 2026-11-03."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(width=240)
        self._now = now

    def value(self) -> str | None:
        """The day; what cannot be read as it was typed."""
        typed = super().value()
        if typed is None:
            return None
        now = self._now()
        try:
            when = read(typed, now, now.tzinfo or UTC, planned=True)
        except TimeNotRead:
            return typed
        if when is None or when.at is None or when.precision is Precision.UNKNOWN:
            return typed
        return when.at[:10]

    def set_value(self, value: str | None) -> None:
        """Show a day."""
        super().set_value(day_words(value, year=True) if value else None)


class ClockLine(Line):
    """A time of day: 7:00 a.m., 19:00."""

    def __init__(self) -> None:
        super().__init__(width=160)

    def set_value(self, value: str | None) -> None:
        """Show a time of day."""
        super().set_value(clock_of_day_words(value) if value else None)


class Answers(QWidget):
    """The answers of a template: each can be left out."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = ""
        self._values: dict[str, Any] = {}
        self._flags: dict[str, Flag] = {}
        self._column = Column(6, parent=self)
        self.set_value(None)

    def value(self) -> dict[str, Any] | None:
        """The answers that stay."""
        return {
            code: value for code, value in self._values.items() if self._flags[code].value()
        } or None

    def set_value(self, value: dict[str, Any] | None) -> None:
        """Show answers, all of them ticked."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._values = dict(value or {})
        self._flags = {}
        for code, answer in self._values.items():
            words = value_words(self.kind, code, answer).replace("\n", "; ")
            flag = Flag(f"{label(code).rstrip('?:')}: {words}")
            flag.set_value(True)
            flag.changed.connect(self.changed)
            self._flags[code] = flag
            self._column.addWidget(flag)
        if not self._values:
            words = _("Open a record like it, and choose “Use as a template” under More.")
            self._column.addWidget(Label(words, "small", "text-2"))

    def problem(self) -> str:
        """They can always be read."""
        return ""

    def entry(self) -> QWidget:
        """The first answer."""
        return next(iter(self._flags.values()), self)

    def set_names(self, name: str, description: str) -> None:
        """Label, and help with message."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def set_state(self, state: str) -> None:
        """Nothing of it has a border."""
