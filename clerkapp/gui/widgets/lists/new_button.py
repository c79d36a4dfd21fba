"""The large buttons on Home that start a record."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import NEW_HEIGHT, NEW_HEIGHT_NARROW, RADIUS_CONTROL
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role
from clerkapp.gui.widgets.basic.painted import AT_RIGHT, PaintedButton, draw_text, text_height

NARROW_BELOW = 300
"""A width in px under which the shortcut takes the place of the second line."""


class NewButton(PaintedButton):
    """Tile with the kind's icon, title, second line, and the shortcut in words ("Ctrl+2")."""

    style_name = "h2"
    vertical = QSizePolicy.Policy.Minimum

    def __init__(
        self,
        kind: str,
        title: str,
        second: str,
        shortcut: str,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._kind = kind
        self._second = second
        self._shortcut = shortcut
        self._narrow = False
        self._asked = False
        self.setAccessibleName(f"{title}, {shortcut}")
        self.setAccessibleDescription(second)
        self.prepare()

    def set_narrow(self, *, narrow: bool) -> None:
        """Let the shortcut take the place of the second line; it does so by itself with little room."""
        self._asked = narrow
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little room the shortcut takes the place of the second line."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        narrow = self._asked or self.width() < theme().px(NARROW_BELOW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.style_name = "strong" if narrow else "h2"
            self.restyle()

    def fit_height(self) -> None:
        """The height is the layout's: buttons side by side are equally high."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Comfortable on one line."""
        width = self._left() + self.fontMetrics().horizontalAdvance(self.text())
        if not self._narrow:
            width += theme().px(24) + theme().metrics("small").horizontalAdvance(self._shortcut)
        return QSize(width + theme().px(16), self._least())

    def minimumSizeHint(self) -> QSize:
        """The tile and the longest word."""
        metrics = theme().metrics("strong")
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(theme().px(72 + 16) + longest, theme().px(NEW_HEIGHT_NARROW))

    def heightForWidth(self, width: int) -> int:
        """High enough for both texts."""
        title, second = self._texts(width)
        return max(self._least(), title + second + theme().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, tile, texts."""
        del event
        look = theme()
        painter = self.smooth_painter()
        lit = self.isEnabled() and (self.underMouse() or self.isDown())
        half = look.line / 2
        painter.setPen(QPen(look.colour("text" if lit else "border"), look.line))
        painter.setBrush(look.colour("sunken" if lit else "surface"))
        radius = look.px(8)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )
        side = self._tile()
        pad = (min(self.height(), self._least()) - side) // 2
        tile = QRectF(look.px(14), pad, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        on = self.isEnabled()
        painter.setBrush(look.colour(kind_role(self._kind) if on else "sunken"))
        painter.drawRoundedRect(tile, look.px(RADIUS_CONTROL), look.px(RADIUS_CONTROL))
        icon = look.px(28)
        inset = (side - icon) / 2
        ink = "on-kind" if on else "disabled"
        pixmap = look.pixmap(kind_icon(self._kind), ink, icon, self.devicePixelRatioF())
        painter.drawPixmap(round(tile.x() + inset), round(tile.y() + inset), pixmap)
        self._paint_texts(painter)

    def _paint_texts(self, painter: QPainter) -> None:
        look = theme()
        left = self._left()
        title, second = self._texts(self.width())
        top = (self.height() - title - second - look.px(4)) // 2
        room = self._room(self.width())
        on = self.isEnabled()
        quiet = "text-2" if on else "disabled"
        box = QRect(left, top, room, title)
        draw_text(
            painter, box, self.text(), style=self.style_name, role="text" if on else "disabled"
        )
        words = self._shortcut if self._narrow else self._second
        box = QRect(left, top + title + look.px(4), room, second)
        draw_text(painter, box, words, style="small", role=quiet)
        if not self._narrow:
            box = self.rect().adjusted(0, 0, -look.px(15), 0)
            draw_text(painter, box, self._shortcut, style="small", role=quiet, flags=AT_RIGHT)

    def _texts(self, width: int) -> tuple[int, int]:
        room = self._room(width)
        words = self._shortcut if self._narrow else self._second
        return text_height(self.style_name, self.text(), room), text_height("small", words, room)

    def _room(self, width: int) -> int:
        room = width - self._left() - theme().px(14)
        if not self._narrow:
            room -= theme().metrics("small").horizontalAdvance(self._shortcut) + theme().px(10)
        return max(room, 40)

    def _tile(self) -> int:
        return theme().px(44 if self._narrow else 52)

    def _left(self) -> int:
        return self._tile() + theme().px(28)

    def _least(self) -> int:
        return theme().px(NEW_HEIGHT_NARROW if self._narrow else NEW_HEIGHT)
