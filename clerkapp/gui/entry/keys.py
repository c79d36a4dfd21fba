"""The keys of a form: Ctrl+Enter records, Ctrl+S says that the draft is saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.gui.widgets.inputs.row_table import RowTable


class FormKeys(QObject):
    """Shortcuts that work anywhere on `screen`, which owns them."""

    def __init__(
        self, screen: QWidget, *, record: Callable[[], object], saved: Callable[[], object]
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        self._record = [self._shortcut(keys, record) for keys in ("Ctrl+Return", "Ctrl+Enter")]
        self._shortcut("Ctrl+S", saved)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._leave_to_tables)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self._screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _leave_to_tables(self, old: QWidget | None, new: QWidget | None) -> None:
        """Ctrl+Enter inside a table adds a row; everywhere else it records."""
        del old
        inside = False
        while new is not None and not inside:
            inside = isinstance(new, RowTable)
            new = new.parentWidget()
        for shortcut in self._record:
            shortcut.setEnabled(not inside)
