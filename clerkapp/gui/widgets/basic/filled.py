"""One rule for Enter and Ctrl+Enter, on every screen and in every dialog.

Enter presses the button that has the focus (`Button`), and in a single line of a dialog, of set-up or of
the settings the filled button; in a form it goes on to the next field. Ctrl+Enter presses the filled
button, wherever the focus is.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from clerkapp.gui.widgets.basic.buttons import PrimaryButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilledKeys(QObject):
    """Ctrl+Enter for the filled button of `screen`, which owns this."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__(screen)
        self._screen = screen
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), screen)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._press)

    def _press(self) -> None:
        press_filled(self._screen)


def press_filled(screen: QWidget) -> bool:
    """Press the filled button that `screen` shows; whether there is one that can be pressed."""
    for button in screen.findChildren(PrimaryButton):
        if button.isVisible() and button.isEnabled() and button.window() is screen.window():
            button.click()
            return True
    return False


def enter_in_a_line(event: QKeyEvent) -> bool:
    """Whether a key is Enter in a single line that it can be meant for; a list's line has its own use."""
    focused = QApplication.focusWidget()
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    plain = event.key() in _ENTER and held == Qt.KeyboardModifier.NoModifier
    line = isinstance(focused, QLineEdit) and not isinstance(focused.parent(), QComboBox)
    return plain and line and not event.isAutoRepeat()
