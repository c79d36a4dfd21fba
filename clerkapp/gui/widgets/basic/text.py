"""Labels: plain text in a type style and a role's colour. What arrives by mail is never markup."""

import re
from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme

_LONG_RUN = re.compile(r"\S{24}(?=\S)")
_BREAK = "\u200b"


def breakable(text: str) -> str:
    """`text` for a label: a run of characters without a space gets places where its line may break.

    The places are zero-width spaces, so this is for what nobody copies.
    """
    return _LONG_RUN.sub(lambda run: run[0] + _BREAK, text)


class Label(QLabel):
    """Text in a type style ("body", "h1", "small" …) and a colour role ("text", "text-2" …)."""

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        tone: str = "text",
        *,
        wrap: bool = True,
        selectable: bool = False,
        struck: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._tone = tone
        self._struck = struck
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)
        theme().follow(self)

    def belong_to(self, control: QWidget) -> None:
        """Name a control that says no words of its own: a click here is a click there."""
        self.setText(self.text().replace("&&", "&").replace("&", "&&"))
        self.setBuddy(control)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken, so that the release comes here."""
        if cast("QWidget | None", self.buddy()) is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the control that this names; a box is ticked."""
        control = cast("QWidget | None", self.buddy())
        if control is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
        elif control.isEnabled() and self.rect().contains(event.position().toPoint()):
            control.setFocus(Qt.FocusReason.MouseFocusReason)
            if isinstance(control, QCheckBox):
                control.click()

    def set_tone(self, tone: str) -> None:
        """Another colour role."""
        self._tone = tone
        self.restyle()

    def set_struck(self, *, struck: bool) -> None:
        """Whether a line goes through the words."""
        self._struck = struck
        self.restyle()

    def set_style(self, style: str, tone: str = "") -> None:
        """Another type style, and with `tone` another colour role."""
        self._style = style
        self._tone = tone or self._tone
        self.restyle()

    def sizeHint(self) -> QSize:
        """Wrapping text asks for one line, up to a comfortable measure; Qt alone asks for a square."""
        hint = super().sizeHint()
        if not self.wordWrap():
            return hint
        lines = self.text().split("\n")
        widest = max(self.fontMetrics().horizontalAdvance(line) for line in lines) + 2
        width = min(widest, theme().px(620))
        return QSize(width, self.heightForWidth(width))

    def restyle(self) -> None:
        """Take font and colour from the theme."""
        font = theme().font(self._style)
        font.setStrikeOut(self._struck)
        self.setFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme().colour(self._tone))
        self.setPalette(palette)


class IconLabel(QLabel):
    """A decorative icon; screen readers pass it by, so whatever it says is beside it in words."""

    def __init__(self, icon: str, role: str = "text-2", side: int = 20) -> None:
        super().__init__()
        self._icon = icon
        self._role = role
        self._side = side
        theme().follow(self)

    def set_icon(self, icon: str, role: str) -> None:
        """Another icon or colour role."""
        self._icon = icon
        self._role = role
        self.update()

    def restyle(self) -> None:
        """The size at the theme's scale."""
        side = theme().px(self._side)
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon, drawn when it is first seen: many are in messages that never come."""
        del event
        ratio = self.devicePixelRatioF()
        QPainter(self).drawPixmap(0, 0, theme().pixmap(self._icon, self._role, self.width(), ratio))
