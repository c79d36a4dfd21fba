"""Where typing is in a field, as a draft keeps it: which part of the field, and where in its text."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from clerkapp.gui.form.order import stops
from clerkapp.gui.widgets.inputs.field import Field


def of(field: Field, widget: QWidget) -> dict[str, Any]:
    """{"field", "part", "position"} of `widget`, which has the focus in `field`."""
    parts = list(stops(field))
    cursor: dict[str, Any] = {"field": field.code}
    if widget in parts:
        cursor["part"] = parts.index(widget)
    if isinstance(widget, QLineEdit):
        cursor["position"] = widget.cursorPosition()
    elif isinstance(widget, QPlainTextEdit):
        cursor["position"] = widget.textCursor().position()
    return cursor


def put(field: Field, cursor: Mapping[str, Any]) -> None:
    """Give the focus back to the part of `field` that had it, or to its beginning."""
    parts = list(stops(field))
    part = cursor.get("part")
    widget = parts[part] if isinstance(part, int) and 0 <= part < len(parts) else None
    if widget is None:
        field.go_to()
        return
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    position = cursor.get("position")
    if isinstance(position, int):
        if isinstance(widget, QLineEdit):
            widget.setCursorPosition(position)
        elif isinstance(widget, QPlainTextEdit):
            caret = widget.textCursor()
            caret.setPosition(min(position, len(widget.toPlainText())))
            widget.setTextCursor(caret)
