"""Several lines of text; the field grows with what is typed.

What is pasted is put right at once: one sort of line break, nothing that cannot be seen.
"""

from PySide6.QtCore import QEvent, QMimeData, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from clerkapp.domain.text.rules import as_prose
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.control import set_property


class TextArea(QPlainTextEdit):
    """Text that grows from `least` lines to `most`, then scrolls. Tab leaves it.

    `as_typed` keeps every character as it comes: what is evidence.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        least: int = 3,
        most: int = 14,
        placeholder: str = "",
        as_typed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least = least
        self._most = most
        self._quiet = False
        self._as_typed = as_typed
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        theme().follow(self)

    def value(self) -> str | None:
        """The text without white space around it, or None."""
        return self.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self._quiet = True
        self.setPlainText(self._right(value or ""))
        self._quiet = False

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted or dropped, put right."""
        if self._as_typed or not source.hasText():
            super().insertFromMimeData(source)
            return
        self.textCursor().insertText(self._right(source.text()))
        self.ensureCursorVisible()

    def problem(self) -> str:
        """Text can always be read."""
        return ""

    def entry(self) -> QWidget:
        """Itself."""
        return self

    def set_names(self, name: str, description: str) -> None:
        """Label, and help with message."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def set_state(self, state: str) -> None:
        """Border for "error" or "warning"."""
        set_property(self, "state", state)

    def restyle(self) -> None:
        """Font and height from the theme."""
        self.setFont(theme().font("body"))
        self._grow()

    def sizeHint(self) -> QSize:
        """As wide as a form, as high as its lines."""
        return QSize(theme().px(320), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower lines are more lines."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """A style that changed padding changes the height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grow()

    def _grow(self) -> None:
        lines = round(self.document().documentLayout().documentSize().height())
        shown = min(max(lines, self._least), self._most)
        around = self.height() - self.viewport().height() if self.isVisible() else theme().px(16)
        margin = round(self.document().documentMargin() * 2)
        height = shown * self.fontMetrics().lineSpacing() + margin + max(around, theme().px(14))
        if height != self.height():
            self.setFixedHeight(height)

    def _right(self, text: str) -> str:
        return text if self._as_typed else as_prose(text)

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()
