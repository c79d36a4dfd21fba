"""The key that a form has beside those of every screen: Ctrl+S says that the draft is saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class FormKeys(QObject):
    """A shortcut that works anywhere on `screen`, which owns it."""

    def __init__(self, screen: QWidget, *, saved: Callable[[], object]) -> None:
        super().__init__(screen)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(saved)
