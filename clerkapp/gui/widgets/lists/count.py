"""A number with how well it is known. Unknown is never 0 and never empty."""

from typing import Any

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QWidget

from clerkapp.gui.widgets.basic.layouts import Flow
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.wording.language import _

_DIGITS = QRegularExpression("[0-9]{0,7}")


class Count(QGroupBox):
    """Number and exact, estimate or unknown. Value: {"n": integer or None, "precision": code}."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = Line(width=90)
        self._number.setValidator(QRegularExpressionValidator(_DIGITS, self))
        self._precision = Segment(
            [("exact", _("exact")), ("estimate", _("estimate")), ("unknown", _("unknown"))]
        )
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = Flow(8, 6, self)
        flow.addWidget(self._number)
        flow.addWidget(self._precision)
        self._number.changed.connect(self._typed)
        self._precision.changed.connect(self._chosen)

    def value(self) -> dict[str, Any] | None:
        """The stored form; None without a number unless it is said to be unknown."""
        precision = self._precision.value()
        if precision == "unknown":
            return {"n": None, "precision": "unknown"}
        text = self._number.text()
        if not text:
            return None
        return {"n": int(text), "precision": precision or "exact"}

    def set_value(self, value: dict[str, Any] | None) -> None:
        """Show a stored count."""
        number = value["n"] if value else None
        self._precision.set_value(value["precision"] if value else None)
        self._number.set_value("" if number is None else str(number))
        self._number.setEnabled(self._precision.value() != "unknown")

    def problem(self) -> str:
        """Words when "exact" or "estimate" was chosen and no number typed."""
        chosen = self._precision.value()
        if chosen in ("exact", "estimate") and not self._number.text():
            return _("Type the number, or choose “unknown”.")
        return ""

    def entry(self) -> QWidget:
        """The number, or the choice when the number is unknown."""
        return self._number if self._number.isEnabled() else self._precision.entry()

    def set_names(self, name: str, description: str) -> None:
        """Group, number and choice all carry the label."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._number.set_names(_("{label}, number").format(label=name), description)
        self._precision.set_names(_("{label}, how exact").format(label=name), "")

    def set_state(self, state: str) -> None:
        """Border of the number."""
        self._number.set_state(state)

    def _typed(self) -> None:
        if self._number.text() and self._precision.value() is None:
            self._precision.set_value("exact")
        self.changed.emit()

    def _chosen(self) -> None:
        unknown = self._precision.value() == "unknown"
        if unknown:
            self._number.set_value("")
        self._number.setEnabled(not unknown)
        self.changed.emit()
