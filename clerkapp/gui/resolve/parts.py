"""Parts of the page that closes a matter: what is missing, what becomes of each step, the first record."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.time.times import When
from clerkapp.gui.resolve.model import DONE, NOT_NEEDED, OPEN, Asked
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.layouts import Column, Divider, clear
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.search import SearchLine
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.card import Card, IconLine
from clerkapp.wording.labels import label, section_label, value_label
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import when_words

_BESIDE = 560
_SEARCH_MS = 180


class MissingCard(Card):
    """The answers that are missing, each a way to its field. `picked` carries the field's code."""

    picked = Signal(str)

    def __init__(self, missing: Sequence[tuple[str, str]]) -> None:
        """(code, code of its section) for each."""
        super().__init__(
            _("Missing before it can be resolved"), ruled=True, count=f"{len(missing):,}"
        )
        self.lines: list[LineButton] = []
        for code, section in missing:
            words = _("Answer in “{section}”").format(section=section_label(section))
            line = LineButton("circle", label(code), at_right=words)
            line.clicked.connect(lambda _checked=False, code=code: self.picked.emit(code))
            self.lines.append(line)
            self.add_row(line, padded=False)


class StepLine(QWidget):
    """One open step and what becomes of it. Nothing is chosen in advance."""

    answered = Signal()
    worded = Signal()

    def __init__(self, step: Asked) -> None:
        super().__init__()
        self.step = step
        what = str(step.row.get("step", ""))
        words = IconLine("clipboard-check", what, _whose(step))
        self.segment = Segment(
            [(DONE, _("Done")), (OPEN, _("Stays open")), (NOT_NEEDED, _("Not needed"))]
        )
        self.field = Field(what, self.segment, code=step.key)
        self.field.hide_label()
        self.why = Field(_("Why is it not needed?"), Line(limit=200), code=step.key, small=True)
        self.why.hide()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.addWidget(words, 1)
        self._box.addWidget(self.field)
        column = Column(4, parent=self)
        column.addLayout(self._box)
        column.addWidget(self.why)
        self.segment.changed.connect(self._answered)
        self.why.control.changed.connect(self.worded)
        theme().follow(self)

    def show_answer(self, said: str | None, word: str) -> None:
        """What a draft holds."""
        self.segment.set_value(said)
        self.why.control.set_value(word)
        self.why.setVisible(said == NOT_NEEDED)

    def show_problem(self, words: str) -> None:
        """What is wrong, at the question that it is about."""
        place, other = (self.field, self.why)
        if self.segment.value() == NOT_NEEDED:
            place, other = other, place
        other.clear_message()
        if words:
            place.set_error(words)
        else:
            place.clear_message()

    def go_to(self) -> None:
        """Put the focus to what is asked."""
        (self.why if self.why.has_error() else self.field).go_to()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other while there is room."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """The answers beside the words, or under them."""
        beside = self.width() >= theme().px(_BESIDE)
        self._box.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._box.setSpacing(theme().px(12 if beside else 6))
        self.field.setMinimumWidth(self.segment.sizeHint().width() if beside else 0)

    def _answered(self) -> None:
        self.why.setVisible(self.segment.value() == NOT_NEEDED)
        self.field.clear_message()
        self.answered.emit()


class StepsCard(Card):
    """What becomes of each open step."""

    def __init__(self, steps: Sequence[Asked]) -> None:
        title = ngettext("{count} to-do is still open", "{count} to-dos are still open", len(steps))
        super().__init__(
            title.format(count=len(steps)), ruled=True, note=_("Say what becomes of each")
        )
        self.lines = [StepLine(step) for step in steps]
        for line in self.lines:
            self.add_row(line)


class FirstOne(QWidget):
    """Which record is the first one: a search, what it found, and the one that was chosen.

    `asked` carries what to search for; `chosen` a record's number.
    """

    asked = Signal(str)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = Column(6, parent=self)
        self.search = SearchLine(_("Number, place or words"))
        self.field = Field(
            _("Which record is the first one?"),
            self.search,
            help=_("Both pages show the link. Nothing is deleted; each keeps its number."),
            code="of",
        )
        self._now = Label("", "strong")
        self._found = Column(0)
        column.addWidget(self.field)
        column.addWidget(self._now)
        column.addLayout(self._found)
        self._now.hide()
        self.lines: list[LineButton] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SEARCH_MS)
        self._soon.timeout.connect(lambda: self.asked.emit(self.search.value() or ""))
        self.search.textChanged.connect(lambda _text: self._soon.start())

    def show_found(self, rows: Sequence[RecordRow], text: str) -> None:
        """What the search found, the newest first."""
        clear(self._found)
        self.lines = []
        for row in rows:
            if self.lines:
                self._found.addWidget(Divider())
            line = LineButton(
                kind_icon(row.kind),
                row.one_line,
                f"{row.number}  ·  {when_words(row.occurred)}",
                role=kind_role(row.kind),
                padding=4,
            )
            line.clicked.connect(lambda _checked=False, row=row: self.chosen.emit(row.number))
            self.lines.append(line)
            self._found.addWidget(line)
            line.show()
        if not rows and text:
            nothing = _("No record has “{text}”.").format(text=text)
            self._found.addWidget(Label(nothing, "body", "text-2"))

    def show_chosen(self, number: str) -> None:
        """The record that was chosen, or none."""
        self._now.setText(_("The first one is {number}.").format(number=number) if number else "")
        self._now.setVisible(bool(number))
        self.field.clear_message()


def _whose(step: Asked) -> str:
    """Whose a step is, and until when."""
    owner, due = step.row.get("owner"), step.row.get("due")
    parts = []
    if isinstance(owner, str) and owner:
        parts.append(value_label(f"{step.field}.owner", owner))
    if isinstance(due, dict) and When.from_value(due).at is not None:
        parts.append(_("due {day}").format(day=when_words(due)))
    return ", ".join(parts)
