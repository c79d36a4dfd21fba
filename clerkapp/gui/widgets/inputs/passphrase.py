"""A passphrase: hidden, can be shown, and says in words when Caps Lock is on."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.basic.layouts import Column, Row
from clerkapp.gui.widgets.basic.message import MessageLine
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.wording.language import _


class Passphrase(QWidget):
    """Value: the text as typed, spaces kept, or None. `accepted` on Enter."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line(large=True, as_typed=True)
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._show = SecondaryButton(_("Show"), "eye", main=True)
        self._caps = MessageLine("warning")
        self._caps_on = False
        column = Column(4, parent=self)
        row = Row(8)
        row.addWidget(self._line, 1)
        row.addWidget(self._show)
        column.addLayout(row)
        column.addWidget(self._caps)
        self._line.installEventFilter(self)
        self._line.changed.connect(self.changed)
        self._line.returnPressed.connect(self.accepted)
        self._show.clicked.connect(self._toggle)

    def value(self) -> str | None:
        """What was typed, or None."""
        return self._line.text() or None

    def set_value(self, value: str | None) -> None:
        """Only emptying makes sense: a passphrase is never shown by the program."""
        self._line.set_value(value)

    def clear(self) -> None:
        """Empty the field and hide what is typed next."""
        self._line.set_value(None)
        if self._line.echoMode() != QLineEdit.EchoMode.Password:
            self._toggle()

    def problem(self) -> str:
        """A passphrase can always be read."""
        return ""

    def entry(self) -> QWidget:
        """The line."""
        return self._line

    def set_names(self, name: str, description: str) -> None:
        """Label, and help with message."""
        self._line.set_names(name, description)
        self._show.setAccessibleDescription(name)

    def set_state(self, state: str) -> None:
        """Border for "error" or "warning"."""
        self._line.set_state(state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter that comes out against Shift, or the key itself, tells about Caps Lock."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_CapsLock:
                self._say(on=not self._caps_on)
            elif len(event.text()) == 1 and event.text().isalpha():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._say(on=event.text().isupper() != shift)
        elif event.type() == QEvent.Type.FocusOut:
            self._say(on=False)
        return super().eventFilter(watched, event)

    def _say(self, *, on: bool) -> None:
        self._caps_on = on
        self._caps.show_message("warning", _("Caps Lock is on.") if on else "")

    def _toggle(self) -> None:
        hidden = self._line.echoMode() == QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self._line.setEchoMode(mode)
        self._show.set_icon("eye-off" if hidden else "eye")
        self._show.set_text(_("Hide") if hidden else _("Show"))
