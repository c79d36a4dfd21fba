"""The keys of a form: Ctrl+Enter records, Ctrl+S says that the draft is saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class FormKeys(QObject):
    """Shortcuts that work anywhere on `screen`, which owns them."""

    def __init__(
        self, screen: QWidget, *, record: Callable[[], object], saved: Callable[[], object]
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._shortcut(keys, record)
        self._shortcut("Ctrl+S", saved)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self._screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut
