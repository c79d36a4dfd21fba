"""A keyboard that counts: key presses beside typed text, as real key events to what has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Keyboard:
    """`presses`: keys pressed, a chord counts as one. `typed`: characters of text beside them."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.presses = 0
        self.typed = 0

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        times: int = 1,
    ) -> None:
        """Press a key, perhaps with others held."""
        for _time in range(times):
            self.presses += 1
            QTest.keyClick(self._target(), key, modifiers)

    def letters(self, letters: str) -> None:
        """Letters that choose in a list: each is a press."""
        self.presses += len(letters)
        self._write(letters)

    def type(self, text: str) -> None:
        """Text that the record will hold."""
        self.typed += len(text)
        self._write(text)

    def _write(self, text: str) -> None:
        """Each character goes to what has the keys then: the first may open a list."""
        for char in text:
            QTest.keyClicks(self._target(), char)

    def _target(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return _focused_in(popup) or popup
        if not self._window.isActiveWindow() and QApplication.activeModalWidget() is None:
            # Offscreen, a list that closes leaves no window active.
            self._window.activateWindow()
            QApplication.processEvents()
        return _focused_in(self._window) or self._window


def focused() -> QWidget:
    """The widget that keys go to; fails when there is none."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _focused_in(window: QWidget) -> QWidget | None:
    return window.focusWidget()
