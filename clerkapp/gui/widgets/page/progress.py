"""Long work: how far, what is happening, what is done, and a way to stop with its consequence."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Column, Divider, Flow, Row, clear
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.wording.language import _

_TOLD = (25, 50, 75, 100)


class Progress(QWidget):
    """Title, percent, bar, lines of steps, Cancel. `cancelled` when a person asked to stop."""

    cancelled = Signal()

    def __init__(
        self, title: str, steps: Sequence[str], *, consequence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._announced = 0
        self._steps = list(steps)
        self._title = Label(title, "h2")
        self._percent = Label("0 %", "h2", wrap=False)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._doing = Label("", "body", "text-2")
        self._left = Label("", "body", "text-2", wrap=False)
        column = Column(10, parent=self)
        head = Row(12)
        head.addWidget(self._title, 1)
        head.addWidget(self._percent)
        column.addLayout(head)
        column.addWidget(self._bar)
        line = Row(12)
        line.addWidget(self._doing, 1)
        line.addWidget(self._left)
        column.addLayout(line)
        column.addWidget(Divider())
        self._list = Column(10)
        column.addLayout(self._list)
        self.between = Column(0)
        column.addLayout(self.between)
        self.cancel_button = SecondaryButton(_("Cancel"), "x", main=True, description=consequence)
        self._consequence = Label(consequence, "small", "text-2")
        foot = Row(12)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self._consequence, 1)
        column.addLayout(foot)
        self.cancel_button.clicked.connect(self.cancelled)
        self.show_steps(0)

    def show_progress(self, percent: int, doing: str, left: str = "") -> None:
        """Percent 0 to 100, what is happening, and the time left in words."""
        percent = max(0, min(100, percent))
        self._bar.setValue(percent)
        self._percent.setText(f"{percent} %")
        self._doing.setText(doing)
        self._left.setText(left)
        reached = max((mark for mark in _TOLD if mark <= percent), default=0)
        if reached > self._announced:
            self._announced = reached
            words = _("Done") if reached == 100 else f"{reached} %"
            announce(self, f"{self._title.text()}: {words}")

    def show_steps(self, current: int, notes: Sequence[str] = ()) -> None:
        """Steps before `current` are done; `notes` are at their right. Counts from 0."""
        clear(self._list)
        for place, words in enumerate(self._steps):
            if place < current:
                icon, role = "circle-check", "good"
            elif place == current:
                icon, role = "progress", "primary"
            else:
                icon, role = "circle", "border"
            row = QWidget()
            line = Row(12, parent=row)
            line.addWidget(IconLabel(icon, role), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(words), 1)
            note = notes[place] if place < len(notes) else ""
            line.addWidget(Label(note, "body", "text-2", wrap=False))
            self._list.addWidget(row)

    def begin(self) -> None:
        """Put the focus on Cancel, where Esc and Enter find it."""
        self.cancel_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc asks to stop."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class WaitLine(QWidget):
    """Work of up to two seconds: a line of text, no spinner."""

    def __init__(self, words: str) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        flow = Flow(8, 4, self)
        flow.addWidget(IconLabel("clock", "text-2", 18))
        self._words = Label(words, "body", "text-2", wrap=False)
        flow.addWidget(self._words)
        self.setMinimumHeight(theme().px(28))

    def say(self, words: str) -> None:
        """Say what is done now."""
        self._words.setText(words)
