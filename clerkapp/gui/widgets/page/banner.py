"""A banner: something the person should know, said until it no longer holds."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from clerkapp.gui.widgets.basic.control import announce, set_property
from clerkapp.gui.widgets.basic.layouts import Column, Row
from clerkapp.gui.widgets.basic.text import IconLabel, Label

_ICONS = {
    "danger": "alert-circle",
    "warn": "alert-triangle",
    "good": "circle-check",
    "info": "info-circle",
}


class Banner(QFrame):
    """Tone "danger", "warn", "good" or "info"; a bold line, one more line, at most one action."""

    def __init__(
        self,
        tone: str,
        title: str,
        text: str = "",
        *,
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._said = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = Row(12, (16, 11, 16, 11), self)
        self._icon = IconLabel(_ICONS[tone], tone, 22)
        self._title = Label("", "strong")
        self._text = Label("", "body")
        column = Column(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        if action is not None:
            row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(tone, title, text)

    def say(self, tone: str, title: str, text: str = "") -> None:
        """Say something else."""
        set_property(self, "box", tone)
        self._icon.set_icon(_ICONS[tone], tone)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(" ".join(part for part in (title, text) if part))
        if self.isVisible():
            self._announce()

    def showEvent(self, event: QShowEvent) -> None:
        """Announced once when it appears."""
        super().showEvent(event)
        self._announce()

    def _announce(self) -> None:
        words = self.accessibleName()
        if words != self._said:
            self._said = words
            announce(self, words, urgent=self.property("box") == "danger")
