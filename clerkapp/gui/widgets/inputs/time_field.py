"""A time as a person says it, with how well it is known: one line, a calendar, a precision.

Under it stands what was understood ("Tuesday, 25 days ago · 35 minutes"), so that a slip is seen
where it is made.
"""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QGroupBox, QSizePolicy, QToolButton, QWidget

from clerkapp.domain.errors import Refused
from clerkapp.domain.records import plausible_times
from clerkapp.domain.time.times import Precision, When, parse_instant
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import Button, EdgeButton, IconButton, SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column, Flow
from clerkapp.gui.widgets.inputs import time_entry
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.time_entry import Anchor
from clerkapp.gui.widgets.times.said_back import SaidBack
from clerkapp.wording.language import _
from clerkapp.wording.said_back import said_back
from clerkapp.wording.sentences import sentence

_LONGEST = "12/30/2026, 12:40 a.m."
_BESIDE_TEXT = 26
"""Pixels at 100 % that the frame of a line takes beside its text."""


def _nothing() -> Anchor | None:
    return None


class TimeField(QGroupBox):
    """Date and time with precision. Value: {"at": RFC 3339, date or None, "precision": code}.

    `now` and `zone` give the office's time and time zone, `anchor` the time of the event or the start
    of the period that a time without a day belongs to. A `planned` one may lie ahead. Down opens the
    calendar; T in the empty line means now. A `compact` one, for the cell of a table, has no list of
    precisions: "about 7:10" and "unknown" are typed.
    """

    changed = Signal()
    left = Signal()
    """The line was left, and shows what was understood."""

    def __init__(
        self,
        now: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        *,
        anchor: Callable[[], Anchor | None] = _nothing,
        planned: bool = False,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._zone = zone
        self._anchor = anchor
        self._planned = planned
        self._description = ""
        self._when: When | None = None
        self._other: When | None = None
        self._problem = ""
        self._now_by_key = False
        self._calendar: _Calendar | None = None
        self._compact = compact
        self._line = (
            Line() if compact else Line(width=226, placeholder=_("7:40 a.m., yesterday, now"))
        )
        self._choose: Button = (
            IconButton("calendar-event", _("Choose a day"))
            if compact
            else SecondaryButton(_("Choose"), "calendar-event")
        )
        self._precision = Choice(
            [
                ("exact", _("exact")),
                ("about", _("about")),
                ("day", _("that day")),
                ("unknown", _("unknown")),
            ],
            placeholder=_("how exact"),
            width=126,
        )
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.other_button = EdgeButton("")
        self._note = SaidBack(small=compact)
        entry = QWidget()
        column = Column(2, parent=self)
        column.addWidget(entry)
        column.addWidget(self._note)
        column.addWidget(self.other_button)
        flow = Flow(2 if compact else 8, 6, entry)
        for widget in (self._line, self._choose, self._precision):
            flow.addWidget(widget)
        self._precision.setVisible(not compact)
        self.other_button.hide()
        self.other_button.clicked.connect(self._take_other)
        self._line.installEventFilter(self)
        self._line.changed.connect(self._typed)
        self._line.editingFinished.connect(self._tidy)
        self._choose.clicked.connect(self.open_calendar)
        self._precision.changed.connect(self._chosen)
        theme().follow(self)

    def value(self) -> dict[str, Any] | None:
        """The stored form, or None when nothing readable was given."""
        return None if self._when is None else dict(self._when.to_value())

    def set_value(self, value: dict[str, Any] | None) -> None:
        """Show a stored time; what is none is shown as text that cannot be read."""
        try:
            self._show(None if value is None else When.from_value(value))
        except Refused:
            self.set_unread(str(value.get("at") if isinstance(value, dict) else value))

    def problem(self) -> str:
        """Words when what was typed cannot be read as a time."""
        return self._problem

    def unread(self) -> str | None:
        """What was typed and cannot be read as a time, so that a draft can keep it."""
        return self._line.text() if self._problem and self._line.text() else None

    def set_unread(self, typed: str) -> None:
        """Show again what could not be read. Emits nothing."""
        self._line.set_value(typed)
        self._read()
        self._say()

    def entry(self) -> QWidget:
        """The line, or the precision when the time is unknown."""
        return self._line if self._line.isEnabled() else self._precision

    def set_names(self, name: str, description: str) -> None:
        """Group, line, button and list all carry the label."""
        formats = _("Type a time such as 7:40 a.m., yesterday 6 p.m., or now.")
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._description = f"{description} {formats}".strip()
        self._line.set_names(name, self._description)
        self._describe()
        self._choose.setAccessibleName(_("{label}, choose a day").format(label=name))
        self._precision.set_names(_("{label}, how exact").format(label=name), "")

    def set_state(self, state: str) -> None:
        """Border of the line."""
        self._line.set_state(state)
        if state == "error" and not self.said():
            # The place kept while typing would part the line from what is wrong with it.
            self._note.hide()

    def open_calendar(self) -> None:
        """Show the calendar under the line."""
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.picked.connect(self._picked)
        at = self._when.at if self._when else None
        day = date.fromisoformat(at[:10]) if at else self._now().date()
        self._calendar.open_below(self._line, day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down opens the calendar; T in the empty line is now, unless a word follows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.open_calendar()
                return True
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ShiftModifier,
            )
            if plain and event.key() == Qt.Key.Key_T and not self._line.text():
                self._take(time_entry.read("now", self._now(), self._zone()))
                self._line.selectAll()
                self._now_by_key = True
                return True
            if self._now_by_key and event.text():
                self._now_by_key = False
                if event.text().isalpha():
                    self._line.setText("t")
        return super().eventFilter(watched, event)

    def said(self) -> str:
        """What stands under the line: what was understood."""
        return self._note.words()

    def retell(self) -> None:
        """Say again what was understood: the start or the time of the event has changed."""
        if self._when is not None:
            self._say()

    def restyle(self) -> None:
        """The line of a cell has room for the longest time."""
        if self._compact:
            metrics = QFontMetrics(theme().font("body"))
            longest = (f"{_LONGEST} CST", _("about {time}").format(time=_LONGEST))
            room = max(metrics.horizontalAdvance(text) for text in longest)
            self._line.setFixedWidth(room + theme().px(_BESIDE_TEXT))

    def _typed(self) -> None:
        self._read()
        self._say()
        self.changed.emit()

    def _read(self) -> None:
        try:
            self._when = time_entry.read(
                self._line.text(),
                self._now(),
                self._zone(),
                anchor=self._anchor(),
                planned=self._planned,
            )
            self._problem = ""
        except time_entry.TimeNotRead as unread:
            self._when = None
            self._problem = sentence(unread.code, unread.params)
        self._precision.set_value(str(self._when.precision) if self._when else None)

    def _tidy(self) -> None:
        """Once the line is left, show how it was understood, or at once that it was not."""
        self._now_by_key = False
        if self._when is not None:
            self._show(self._when)
        elif self._problem and self._compact:
            self._note.say(self._problem, "danger")
            self.set_state("error")
        self._note.tell(self._line)
        self.left.emit()

    def _say(self) -> None:
        """Under the line: what was understood. Its place stays while something is being typed."""
        now, zone, anchor = self._now(), self._zone(), self._anchor()
        words = said_back(
            self._when,
            now,
            zone,
            start=anchor.start if anchor else None,
            lasts=anchor is not None and anchor.end,
        )
        ahead = not self._planned and plausible_times.is_ahead(self._when, now)
        self._note.say(words, "danger" if ahead else "", keep=bool(self._line.text()))
        if self._compact:
            self.set_state("error" if ahead else "")
        other = time_entry.other_time_round(self._when, zone)
        shown = time_entry.show(other, zone).partition(", ")[2]
        if ahead:
            other = time_entry.a_year_before(self._when, now, zone)
            shown = time_entry.show(other, zone)
        self._other = other
        self.other_button.set_text(_("Take {time}").format(time=shown))
        self.other_button.setHidden(other is None)
        self._describe()

    def _describe(self) -> None:
        """A screen reader hears under the field's name what was understood."""
        words = f"{self.said()}. {self._description}" if self.said() else self._description
        self._line.setAccessibleDescription(words)

    def _take_other(self) -> None:
        """The other of the two times when the clocks showed the same, or that of a year before."""
        self._take(self._other)
        self._line.setFocus()

    def _chosen(self) -> None:
        code = self._precision.value()
        if code is None:
            self._take(None)
            return
        now = self._now()
        self._take(time_entry.with_precision(self._when, Precision(code), now))
        if self._when is None:
            self._precision.set_value(code)
            self._problem = _("Type the time, or choose “that day” or “unknown”.")
            self._line.setFocus()

    def _picked(self, day: QDate) -> None:
        chosen = date(day.year(), day.month(), day.day())
        self._take(time_entry.with_day(self._when, chosen, self._zone()))
        self._line.setFocus()

    def _take(self, when: When | None) -> None:
        self._show(when)
        self.changed.emit()

    def _show(self, when: When | None) -> None:
        self._when = when
        self._problem = ""
        unknown = when is not None and when.precision is Precision.UNKNOWN
        self._line.set_value(self._words(when))
        self._line.setEnabled(self._compact or not unknown)
        self._precision.set_value(str(when.precision) if when else None)
        self._say()

    def _words(self, when: When | None) -> str:
        """The line's text; a compact field says the precision in it too."""
        words = time_entry.show(when, self._zone())
        if not self._compact or when is None:
            return words
        if when.precision is Precision.UNKNOWN:
            return _("unknown")
        if when.precision is Precision.ABOUT:
            return _("about {time}").format(time=words)
        return words

    def instant(self) -> datetime | None:
        """The time when an hour is known, for comparing it with others."""
        if self._when is None or self._when.at is None or self._when.precision is Precision.DAY:
            return None
        return parse_instant(self._when.at)


class _Calendar(QFrame):
    """A month to pick a day from. Esc leaves all as it was."""

    picked = Signal(QDate)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setProperty("box", "popup")
        self._month = QCalendarWidget()
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setAccessibleName(_("Calendar"))
        Column(0, (6, 6, 6, 6), self).addWidget(self._month)
        self._month.activated.connect(self._take)
        self._month.clicked.connect(self._take)
        theme().follow(self)

    def restyle(self) -> None:
        """Arrows, fonts and weekend colours from the theme."""
        look = theme()
        for name, icon, words in (
            ("qt_calendar_prevmonth", "chevron-left", _("Month before")),
            ("qt_calendar_nextmonth", "chevron-right", _("Month after")),
        ):
            button = self._month.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(look.icon(icon, "text"))
                button.setAccessibleName(words)
        self._month.setFont(look.font("body"))
        plain = QTextCharFormat()
        plain.setForeground(look.colour("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(day, plain)
        self._month.setHeaderTextFormat(plain)
        self._month.setMinimumSize(look.px(320), look.px(270))

    def open_below(self, line: QWidget, day: date) -> None:
        """Show with `day` selected."""
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        screen = line.screen().availableGeometry()
        corner = line.mapToGlobal(line.rect().bottomLeft())
        if corner.y() + self.height() > screen.bottom():
            corner = line.mapToGlobal(line.rect().topLeft())
            corner.setY(corner.y() - self.height())
        self.move(corner)
        self.show()
        self._month.setFocus()

    def _take(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(day)
