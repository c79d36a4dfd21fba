"""The line under a field or a list: an error, a warning, or something that is right."""

from PySide6.QtWidgets import QWidget

from clerkapp.gui.widgets.basic.control import set_shown
from clerkapp.gui.widgets.basic.layouts import Column, Row
from clerkapp.gui.widgets.basic.text import IconLabel, Label

_LEVELS = {
    "error": ("alert-circle", "danger", "strong"),
    "warning": ("alert-triangle", "warn", "body"),
    "good": ("circle-check", "good", "body"),
    "info": ("info-circle", "info", "body"),
}


class MessageLine(QWidget):
    """Icon and words. Level "error", "warning", "good" or "info"; hidden while it has no words."""

    def __init__(self, level: str = "error", text: str = "") -> None:
        super().__init__()
        row = Row(6, parent=self)
        self._icon = IconLabel("alert-circle", "danger", 18)
        beside = Column(0, (0, 1, 0, 0))
        beside.addWidget(self._icon)
        beside.addStretch(1)
        self._label = Label("", "strong", "danger")
        row.addLayout(beside)
        row.addWidget(self._label, 1)
        self.show_message(level, text)

    def show_message(self, level: str, text: str) -> None:
        """Say `text` at `level`; empty text hides the line."""
        if text:
            icon, role, style = _LEVELS[level]
            self._icon.set_icon(icon, role)
            self._label.set_style(style, role)
        self._label.setText(text)
        set_shown(self, shown=bool(text))

    def text(self) -> str:
        """The words shown."""
        return self._label.text()
