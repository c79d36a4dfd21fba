"""Severity: what the program suggests and why, and what a person decides."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QWidget

from clerkapp.gui.widgets.basic.chip import Chip, severity_chip
from clerkapp.gui.widgets.basic.control import Option, announce
from clerkapp.gui.widgets.basic.layouts import Column, Flow
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.wording.language import _


class SeverityField(QGroupBox):
    """`options` in rising order. Value: the code decided on, or None; `reason` when it is lower."""

    changed = Signal()

    def __init__(self, options: Sequence[Option], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Severity"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words = dict(options)
        self._order = [code for code, _words in options]
        self._suggested: str | None = None
        column = Column(6, parent=self)
        self._line = QWidget()
        flow = Flow(8, 4, self._line)
        flow.addWidget(Label(_("Suggested: at least"), wrap=False))
        self._chip = Chip(severity_chip("not_rated", _("Not rated")))
        flow.addWidget(self._chip)
        self._why = Label("", "small", "text-2")
        self._choice = Choice(options)
        self._reminder = Label(
            _("You decide. If you choose lower, say why in one line."), "small", "text-2"
        )
        self._reason_label = Label(_("Why lower?"), "strong")
        self.reason_line = Line()
        self.reason_line.setAccessibleName(_("Why lower?"))
        self._reason_label.belong_to(self.reason_line)
        for widget in (
            self._line,
            self._why,
            self._choice,
            self._reminder,
            self._reason_label,
            self.reason_line,
        ):
            column.addWidget(widget)
        self._choice.changed.connect(self._chosen)
        self.reason_line.changed.connect(self.changed)
        self.set_names(_("Severity"), "")
        self._fit()

    def suggest(self, code: str | None, why: str) -> None:
        """The least severity that the answers call for, and the reason in one sentence."""
        if (code, why) == (self._suggested, self._why.text()):
            return
        self._suggested = code
        self._why.setText(why)
        if code is not None:
            self._chip.set_face(severity_chip(code, self._words[code]))
            announce(self, _("Suggested: at least {word}").format(word=self._words[code]))
        self._fit()

    def value(self) -> str | None:
        """The code decided on, or None."""
        return self._choice.value()

    def set_value(self, value: str | None) -> None:
        """Show a decision."""
        self._choice.set_value(value)
        self._fit()

    def is_lower(self) -> bool:
        """Whether the decision is below the suggestion, so that a reason is asked for."""
        value = self.value()
        if value is None or self._suggested is None:
            return False
        return self._order.index(value) < self._order.index(self._suggested)

    def reason(self) -> str | None:
        """Why it is lower, or None."""
        return self.reason_line.value() if self.is_lower() else None

    def set_reason(self, text: str | None) -> None:
        """Show a reason."""
        self.reason_line.set_value(text)

    def problem(self) -> str:
        """Words when a lower choice has no reason."""
        if self.is_lower() and not self.reason_line.value():
            return _("Say in one line why you chose lower than suggested.")
        return ""

    def entry(self) -> QWidget:
        """The list, or the reason that is missing."""
        return self.reason_line if self.problem() else self._choice

    def set_names(self, name: str, description: str) -> None:
        """Group and list carry the label."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._choice.set_names(name, description)

    def set_state(self, state: str) -> None:
        """Border of the reason, or of the list."""
        (self.reason_line if self.is_lower() else self._choice).set_state(state)

    def _chosen(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        self._line.setVisible(self._suggested is not None)
        self._why.setVisible(bool(self._why.text()))
        lower = self.is_lower()
        self._reason_label.setVisible(lower)
        self.reason_line.setVisible(lower)
