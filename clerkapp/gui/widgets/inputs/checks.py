"""Check lists, single flags, and radio lines."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGroupBox, QLayout, QSizePolicy, QWidget

from clerkapp.gui.widgets.basic.control import Option
from clerkapp.gui.widgets.basic.layouts import Column, Even, Flow
from clerkapp.gui.widgets.inputs.marks import CheckBox, RadioButton

_IN_LINES = 6
"""So many boxes follow each other in lines; more stand in columns."""
_COLUMN = 210


class Checks(QGroupBox):
    """Any of `options`. The value lists the codes in the order of the options; None when none is on."""

    changed = Signal()

    def __init__(
        self, options: Sequence[Option], *, stacked: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._boxes: dict[str, CheckBox] = {}
        self._other: list[str] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        layout: QLayout
        if stacked:
            layout = Column(0, parent=self)
        elif len(options) > _IN_LINES:
            layout = Even(_COLUMN, 22, 0, self)
        else:
            layout = Flow(22, 0, self)
        for code, words in options:
            box = CheckBox(words)
            box.clicked.connect(self.changed)
            self._boxes[code] = box
            layout.addWidget(box)

    def value(self) -> list[str] | None:
        """The codes that are on, in order; a stored code that is no longer offered is kept."""
        on = [code for code, box in self._boxes.items() if box.isChecked()]
        return (on + self._other) or None

    def set_value(self, value: Sequence[str] | None) -> None:
        """Tick exactly these codes."""
        codes = list(value or ())
        for code, box in self._boxes.items():
            box.setChecked(code in codes)
        self._other = [code for code in codes if code not in self._boxes]

    def problem(self) -> str:
        """Ticks can always be read."""
        return ""

    def entry(self) -> QWidget:
        """The first box."""
        return next(iter(self._boxes.values()), self)

    def set_names(self, name: str, description: str) -> None:
        """The group's name; the boxes keep their own words."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for box in self._boxes.values():
            box.setAccessibleDescription(name)

    def set_state(self, state: str) -> None:
        """A group has no border; its message says what is wrong."""
        self.setProperty("state", state)


class Flag(CheckBox):
    """One statement that holds or not. The value is True, or None when it is not ticked."""

    changed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(self.changed)

    def value(self) -> bool | None:
        """True, or None."""
        return True if self.isChecked() else None

    def set_value(self, value: bool | None) -> None:  # noqa: FBT001
        """Tick or untick."""
        self.setChecked(bool(value))

    def problem(self) -> str:
        """A tick can always be read."""
        return ""

    def entry(self) -> QWidget:
        """Itself."""
        return self

    def set_names(self, name: str, description: str) -> None:
        """The statement is the name, and a label above it becomes part of the description; without a
        statement of its own the label is the name."""
        if not self.text():
            self.setAccessibleName(name)
            self.setAccessibleDescription(description)
            return
        label = "" if name == self.text() else name
        self.setAccessibleDescription(". ".join(part for part in (label, description) if part))

    def set_state(self, state: str) -> None:
        """A tick has no border of its own; its message says what is wrong."""
        self.setProperty("state", state)


class Radios(QGroupBox):
    """One of `options` as radio lines under each other."""

    changed = Signal()

    def __init__(self, options: Sequence[Option], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RadioButton] = {}
        column = Column(0, parent=self)
        for code, words in options:
            button = RadioButton(words)
            button.clicked.connect(self.changed)
            self._buttons[code] = button
            column.addWidget(button)

    def value(self) -> str | None:
        """The chosen code, or None."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose a code, or none."""
        for button in self._buttons.values():
            button.setAutoExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(code == value)
        for button in self._buttons.values():
            button.setAutoExclusive(True)

    def problem(self) -> str:
        """A choice can always be read."""
        return ""

    def entry(self) -> QWidget:
        """The chosen button, or the first."""
        buttons = list(self._buttons.values())
        return next((button for button in buttons if button.isChecked()), buttons[0])

    def set_names(self, name: str, description: str) -> None:
        """The group's name; the buttons keep their own words."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def set_state(self, state: str) -> None:
        """A group has no border; its message says what is wrong."""
        self.setProperty("state", state)
