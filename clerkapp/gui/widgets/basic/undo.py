"""What was taken away, and the way back: it stands where it was done until something else is."""

from PySide6.QtWidgets import QWidget

from clerkapp.gui.widgets.basic.buttons import QuietButton
from clerkapp.gui.widgets.basic.layouts import Row
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.wording.language import _


class UndoLine(QWidget):
    """Words and `button`. Give the focus to it: the key that took away then brings back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label("", "body", "text-2")
        self.button = QuietButton(_("Put it back"), "history")
        row = Row(8, parent=self)
        row.addWidget(self.words)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()

    def say(self, words: str) -> None:
        """What was taken away; "" for nothing."""
        self.words.setText(words)
        self.setVisible(bool(words))
