"""What is saved, and who sees it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from clerkapp.gui.widgets.basic.control import announce, set_shown
from clerkapp.gui.widgets.basic.layouts import Column, Row
from clerkapp.gui.widgets.basic.text import IconLabel, Label

_PAUSE_MS = 3000


class DraftNote(QWidget):
    """Disk icon and words. Announced once after a pause in typing, and at once on failure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._short = False
        row = Row(8, parent=self)
        self._icon = IconLabel("device-floppy", "good", 18)
        self._words = Label("", "small", wrap=False)
        self._meta = Label("", "small", "text-2", wrap=False)
        column = Column(1)
        column.addWidget(self._words)
        column.addWidget(self._meta)
        row.addWidget(self._icon)
        row.addLayout(column)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: announce(self, self._words.text()))
        self.hide()

    def say(self, words: str, meta: str = "", *, failed: bool = False) -> None:
        """Show "Draft saved 8:22:07 a.m." or why it was not saved; "" hides the note."""
        self._words.setText(words)
        self._meta.setText(meta)
        self._meta.setVisible(bool(meta) and not self._short)
        self._words.set_tone("danger" if failed else "text")
        self._icon.set_icon(
            "alert-circle" if failed else "device-floppy", "danger" if failed else "good"
        )
        set_shown(self, shown=bool(words))
        if failed:
            announce(self, words, urgent=True)
        elif words:
            self._pause.start()

    def set_short(self, *, short: bool) -> None:
        """Leave out the second line where there is little room."""
        self._short = short
        self._meta.setVisible(bool(self._meta.text()) and not short)

    def words(self) -> str:
        """What it says."""
        return self._words.text()
