"""Enter on a page that is filled in, where no form of a record says more: on to the next field."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from clerkapp.gui.widgets.inputs.row_table import RowTable

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def enter_goes_on(event: QKeyEvent, page: QWidget) -> bool:
    """Go on from the line, list or choice of `page` that has the focus; whether that was done. In rows it is
    the next cell. A button that is pressed keeps the key."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    plain = event.key() in _ENTER and held == Qt.KeyboardModifier.NoModifier
    focused: QWidget | None = page.window().focusWidget()
    if not plain or focused is None or not page.isAncestorOf(focused):
        return False
    if isinstance(focused, QAbstractButton) and not focused.isCheckable():
        return False
    for table in page.findChildren(RowTable):
        if table.isAncestorOf(focused):
            return table.go_on_from(focused)
    return focused.focusNextChild()
