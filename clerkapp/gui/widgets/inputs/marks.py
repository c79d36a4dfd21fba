"""Check boxes and radio buttons with wrapping text; the whole line is the target.

Painted here, because a style sheet draws ticks and dots from image files only and makes an octagon
of a dot at 200 %.
"""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import CHECK_BOX, CHECK_HEIGHT

_GAP = 10
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value


def _text_height(button: QAbstractButton, width: int) -> int:
    box = button.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), _WRAP, button.text())
    return box.height()


def _hint(button: QAbstractButton) -> QSize:
    look = theme()
    text = button.fontMetrics().size(0, button.text())
    return QSize(
        look.px(CHECK_BOX + _GAP) + text.width() + 2, max(look.px(CHECK_HEIGHT), text.height())
    )


def _height(button: QAbstractButton, width: int) -> int:
    look = theme()
    lines = _text_height(button, max(1, width - look.px(CHECK_BOX + _GAP)))
    return max(look.px(CHECK_HEIGHT), lines + look.px(CHECK_HEIGHT) - button.fontMetrics().height())


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


def _paint(button: QAbstractButton, *, round_: bool) -> None:
    look = theme()
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = look.px(CHECK_BOX)
    first = min(button.height(), look.px(CHECK_HEIGHT))
    box = QRectF(0, (first - side) / 2, side, side)
    draw_mark(painter, box, round_=round_, on=button.isChecked(), enabled=button.isEnabled())
    if button.underMouse() and button.isEnabled():
        painter.setPen(QPen(look.colour("text"), look.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = side / 2 if round_ else look.px(4)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(look.colour("text" if button.isEnabled() else "disabled"))
    left = side + look.px(_GAP)
    top = (first - button.fontMetrics().height()) // 2
    painter.drawText(
        QRect(left, top, button.width() - left, button.height() - top), _WRAP, button.text()
    )


def _prepare(button: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)


class CheckBox(QCheckBox):
    """A tick box with text that wraps."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _prepare(self)
        theme().follow(self)

    def restyle(self) -> None:
        """Font from the theme."""
        self.setFont(theme().font("body"))

    def sizeHint(self) -> QSize:
        """One line."""
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        """The box and a word."""
        return QSize(min(_hint(self).width(), theme().px(120)), theme().px(CHECK_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped text, at least the target's."""
        return _height(self, width)

    def hitButton(self, pos: QPoint) -> bool:
        """The whole line."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, tick, text."""
        del event
        _paint(self, round_=False)


class RadioButton(QRadioButton):
    """A radio button with text that wraps."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _prepare(self)
        theme().follow(self)

    def restyle(self) -> None:
        """Font from the theme."""
        self.setFont(theme().font("body"))

    def sizeHint(self) -> QSize:
        """One line."""
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        """The ring and a word."""
        return QSize(min(_hint(self).width(), theme().px(120)), theme().px(CHECK_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped text, at least the target's."""
        return _height(self, width)

    def hitButton(self, pos: QPoint) -> bool:
        """The whole line."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ring, dot, text."""
        del event
        _paint(self, round_=True)
