"""Text to read, select and copy, never to change; long words without spaces wrap anywhere."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from clerkapp.gui.theme.theme import theme


class ReadText(QPlainTextEdit):
    """`lines` high, or more with `grows`; Tab leaves it, arrows read line by line."""

    def __init__(
        self,
        name: str,
        *,
        mono: bool = False,
        lines: int = 3,
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = "mono" if mono else "body"
        self._lines = lines
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
        height = line * self._lines + theme().px(20)
        self.setMinimumHeight(height)
        self.setMaximumHeight(16777215 if self._grows else height)
