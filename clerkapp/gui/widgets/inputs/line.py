"""One line of text.

What is pasted becomes one line at once: breaks, tabs and odd spaces are spaces, what cannot be seen
goes (`domain/text/rules.py`). So what is in the field is what is kept.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from clerkapp.domain.text.rules import as_line
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.control import announce, set_property
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.wording.language import _


def keep_in_line(edit: QLineEdit) -> None:
    """Put what is in `edit` right; the cursor stays where it was in the words."""
    text = edit.text()
    mended = as_line(text)
    if mended != text:
        place = len(as_line(text[: edit.cursorPosition()]))
        # Not as an edit that can be undone: that would only bring the same characters back.
        edit.setText(mended)
        edit.setCursorPosition(min(place, len(mended)))


class Line(QLineEdit):
    """A line. `mono` for what is read letter by letter; `width` in pixels at 100 % for short answers.

    `limit` in characters: the second half is counted in the field, and more is not taken. `as_typed`
    keeps every character as it comes: passphrases, and what is evidence.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        placeholder: str = "",
        mono: bool = False,
        width: int = 0,
        large: bool = False,
        limit: int = 0,
        as_typed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = "mono" if mono else "body"
        self._width = width
        self._quiet = False
        self._limit = limit
        self._as_typed = as_typed
        self._count = Label("", "small", "text-2", wrap=False, parent=self)
        self._count.hide()
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if large:
            self.setProperty("dim", "lg")
        if limit:
            self.setMaxLength(limit)
            self.inputRejected.connect(self._left_out)
        self.textChanged.connect(self._tell)
        theme().follow(self)

    def value(self) -> str | None:
        """The text without spaces around it, or None."""
        return self.text().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self._quiet = True
        if self._limit:
            # What was recorded elsewhere may be longer, and is shown whole.
            self.setMaxLength(max(self._limit, _units(value or "")))
        self.setText(value or "")
        self.setCursorPosition(0)
        self._quiet = False

    def problem(self) -> str:
        """A line can always be read."""
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
        """Font and width from the theme."""
        self.setFont(theme().font(self._style))
        self._show_count()
        if self._width:
            self.setFixedWidth(theme().px(self._width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A paste is put right before it comes in, so that it can be undone."""
        if event.matches(QKeySequence.StandardKey.Paste) and not self._as_typed:
            if not self.isReadOnly():
                self._put_in(as_line(QApplication.clipboard().text()))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The count stays at the end."""
        super().resizeEvent(event)
        self._place_count()

    def _tell(self) -> None:
        if not self._as_typed:
            text = self.text()
            keep_in_line(self)
            if self.text() != text:
                return  # The mended text has told by now.
        self._show_count()
        if not self._quiet:
            self.changed.emit()

    def _put_in(self, text: str) -> None:
        stands = _units(self.text()) - _units(self.selectedText())
        self.insert(text)
        if stands + _units(text) > self.maxLength():
            self._left_out()

    def _left_out(self) -> None:
        if self._limit:
            self._show_count(over=True)
            announce(self, self._count.text())

    def _show_count(self, *, over: bool = False) -> None:
        if not self._limit:
            return
        length = _units(self.text())
        counted = 2 * length >= self._limit
        words = _("{length} of {limit}").format(length=length, limit=self._limit)
        if over:
            words = _("{count}: the rest was left out").format(count=words)
        self._count.setText(words if counted else "")
        self._count.set_tone("warn" if length >= self._limit else "text-2")
        self._count.setVisible(counted)
        room = self._count.sizeHint().width() + theme().px(12) if counted else 0
        self.setTextMargins(0, 0, room, 0)
        self._place_count()

    def _place_count(self) -> None:
        size = self._count.sizeHint()
        self._count.setGeometry(
            self.width() - size.width() - theme().px(10),
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )


def _units(text: str) -> int:
    """The length as Qt counts it: pictures are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
