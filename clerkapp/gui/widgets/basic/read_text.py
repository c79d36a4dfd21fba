"""Text to read, select and copy, never to change; long words without spaces wrap anywhere."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from clerkapp.gui.theme.theme import theme


class ReadText(QPlainTextEdit):
    """`lines` high, or more with `grows`; Tab leaves it, arrows read line by line.

    `most`: as high as its text, from `lines` up to so many.
    """

    def __init__(
        self,
        name: str,
        *,
        mono: bool = False,
        lines: int = 3,
        most: int = 0,
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = "mono" if mono else "body"
        self._lines = lines
        self._most = most
        self._grows = grows
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        theme().follow(self)

    def restyle(self) -> None:
        """Font and height from the theme."""
        self.setFont(theme().font(self._style))
        line = theme().metrics(self._style).lineSpacing()
        height = max(line * self._lines, self._needed(line * self._most)) + theme().px(20)
        self.setMinimumHeight(height)
        self.setMaximumHeight(16777215 if self._grows else height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher, where it is as high as its text."""
        super().resizeEvent(event)
        if self._most and event.size().width() != event.oldSize().width():
            self.restyle()

    def _needed(self, most: int) -> int:
        """The height of the text, as far as `most`; only so much of it is laid out."""
        layout, block, height = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid() and height < most:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return min(ceil(height), most)
