"""Check boxes and radio buttons with wrapping text; the whole line is the target.

Painted here, because a style sheet draws ticks and dots from image files only and makes an octagon
of a dot at 200 %.
"""

from typing import ClassVar

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import CHECK_BOX, CHECK_HEIGHT
from clerkapp.gui.widgets.basic.painted import Painted, draw_text, text_height

_GAP = 10


def draw_mark(painter: QPainter, box: QRectF, *, round_: bool, on: bool, enabled: bool) -> None:
    """A box or ring, with its tick or dot when `on`."""
    look = theme()
    line = max(look.line, 1) * (1 if look.contrast else look.scale / 100)
    inner = box.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    edge = look.colour("primary" if on else "border") if enabled else look.colour("disabled")
    painter.setPen(QPen(edge, line))
    painter.setBrush(edge if on else look.colour("surface"))
    radius = box.height() / 2 if round_ else look.px(4)
    painter.drawRoundedRect(inner, radius, radius)
    if not on:
        return
    mark: QColor = look.colour("on-primary" if enabled else "surface")
    if round_:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawEllipse(box.center(), box.width() * 0.21, box.height() * 0.21)
    else:
        pen = QPen(mark, box.width() * 0.12)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y, side = box.x(), box.y(), box.width()
        painter.drawPolyline(
            [
                QPointF(x + side * 0.24, y + side * 0.52),
                QPointF(x + side * 0.43, y + side * 0.70),
                QPointF(x + side * 0.77, y + side * 0.32),
            ]
        )


class _Marked(Painted):
    """A mark and a text that wraps beside it."""

    round_mark: ClassVar[bool]
    vertical = QSizePolicy.Policy.Preferred

    def prepare(self) -> None:
        """As wide as its text, if there is room."""
        super().prepare()
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def fit_height(self) -> None:
        """The height is the layout's: a form gives it more than it needs."""

    def sizeHint(self) -> QSize:
        """One line."""
        look = theme()
        text = self.fontMetrics().size(0, self.text())
        width = look.px(CHECK_BOX + _GAP) + text.width() + 2
        return QSize(width, max(look.px(CHECK_HEIGHT), text.height()))

    def minimumSizeHint(self) -> QSize:
        """The mark and a word."""
        return QSize(min(self.sizeHint().width(), theme().px(120)), theme().px(CHECK_HEIGHT))

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped text, at least the target's."""
        look = theme()
        room = max(1, width - look.px(CHECK_BOX + _GAP))
        above_and_below = look.px(CHECK_HEIGHT) - self.fontMetrics().height()
        lines = text_height(self.style_name, self.text(), room)
        return max(look.px(CHECK_HEIGHT), lines + above_and_below)

    def hitButton(self, pos: QPoint) -> bool:
        """The whole line."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark and text."""
        del event
        look = theme()
        painter = self.smooth_painter()
        side = look.px(CHECK_BOX)
        first = min(self.height(), look.px(CHECK_HEIGHT))
        box = QRectF(0, (first - side) / 2, side, side)
        on, enabled = self.isChecked(), self.isEnabled()
        draw_mark(painter, box, round_=self.round_mark, on=on, enabled=enabled)
        if self.underMouse() and enabled:
            painter.setPen(QPen(look.colour("text"), look.line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = side / 2 if self.round_mark else look.px(4)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        left = side + look.px(_GAP)
        top = (first - self.fontMetrics().height()) // 2
        room = QRect(left, top, self.width() - left, self.height() - top)
        role = "text" if enabled else "disabled"
        draw_text(painter, room, self.text(), style=self.style_name, role=role)


class CheckBox(_Marked, QCheckBox):
    """A tick box with text that wraps."""

    round_mark = False

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.prepare()


class RadioButton(_Marked, QRadioButton):
    """A radio button with text that wraps."""

    round_mark = True

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.prepare()
