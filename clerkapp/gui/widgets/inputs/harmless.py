"""Fields for a stranger's words: shown harmless and with hidden characters, kept as they came.

What is copied from them is what is shown. While a person types, the typing stays as it is; it is
shown harmless once they leave the field. What was not edited is given back letter by letter.
"""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from clerkapp.domain.text.defang import restore
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.wording.message_view import harmless


class HarmlessLine(Line):
    """A line whose value came from a message, or is one like it."""

    def __init__(
        self, *, mono: bool = False, width: int = 0, parent: QWidget | None = None
    ) -> None:
        self._kept = ""
        self._shown = ""
        super().__init__(mono=mono, width=width, as_typed=True, parent=parent)

    def value(self) -> str | None:
        """What came, or what was typed instead."""
        if self.text() == self._shown:
            return self._kept.strip() or None
        return restore(self.text()).strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text harmless."""
        self._kept = value or ""
        super().set_value(harmless(self._kept))
        self._shown = self.text()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed becomes harmless."""
        if self.text() != self._shown:
            self.set_value(self.value())
        super().focusOutEvent(event)


class HarmlessText(TextArea):
    """Several lines of the same."""

    def __init__(self, *, least: int = 3, most: int = 14, parent: QWidget | None = None) -> None:
        self._kept = ""
        self._shown = ""
        super().__init__(least=least, most=most, as_typed=True, parent=parent)

    def value(self) -> str | None:
        """What came, or what was typed instead."""
        if self.toPlainText() == self._shown:
            return self._kept.strip() or None
        return restore(self.toPlainText()).strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text harmless."""
        self._kept = value or ""
        super().set_value(harmless(self._kept))
        self._shown = self.toPlainText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copied harmless, also what was typed a moment ago."""
        data = QMimeData()
        data.setText(harmless(self.textCursor().selection().toPlainText()))
        return data

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed becomes harmless."""
        if self.toPlainText() != self._shown:
            self.set_value(self.value())
        super().focusOutEvent(event)
