"""The said-back line: under an answer, in words, how it was understood."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.layouts import Row
from clerkapp.gui.widgets.basic.text import IconLabel, Label

_ICONS = {"danger": "alert-circle"}


class SaidBack(QWidget):
    """A clock and the words. Its place stays while nothing is said (`say` with `keep`).

    `tell` announces it politely, once for the same words: that is for when the field is left.
    """

    def __init__(self, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon = IconLabel("clock", "text-2", 16 if small else 18)
        self._icon.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = Label(" ", "small" if small else "strong", "text-2" if small else "text")
        self._tone = "text-2" if small else "text"
        row = Row(7, parent=self)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str, tone: str = "", *, keep: bool = False) -> None:
        """Say it, in "danger" when it cannot be; without words the line goes, or keeps its place."""
        self._words.setText(words or " ")
        self._words.set_tone(tone or self._tone)
        self._icon.set_icon(_ICONS.get(tone, "clock"), tone or "text-2")
        self._icon.setVisible(bool(words))
        self.setHidden(not words and not keep)

    def words(self) -> str:
        """What is said."""
        return self._words.text().strip()

    def tell(self, control: QWidget) -> None:
        """Announce it for `control`, unless that was done."""
        words = self.words()
        if words and words != self._told:
            announce(control, words)
        self._told = words
