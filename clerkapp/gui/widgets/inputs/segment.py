"""Two to four joined choices; radio lines when there is no room for them side by side."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QRadioButton, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import FIELD_HEIGHT, RADIUS_CONTROL
from clerkapp.gui.widgets.basic.control import Option
from clerkapp.gui.widgets.inputs.marks import RadioButton

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_PAD = 11
_TICK = 16
_TICK_GAP = 6


class _Part(RadioButton):
    """One choice of a segment: a radio button that paints itself joined to its neighbours."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.joined = True
        self.first = False
        self.last = False
        self.state = ""

    def joined_width(self) -> int:
        """Room for the bold text with its tick, so that choosing never moves anything."""
        look = theme()
        bold = look.metrics("strong").horizontalAdvance(self.text())
        return bold + look.px(_TICK + _TICK_GAP + 2 * _PAD) + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        """Joined, or as a radio line."""
        if not self.joined:
            super().paintEvent(event)
            return
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        self._fill(painter, on=on)
        text = "on-selection" if on else "text"
        painter.setPen(look.colour(text if self.isEnabled() else "disabled"))
        painter.setFont(look.font("strong" if on else "body"))
        box = self.rect()
        if on:
            side = look.px(_TICK)
            words = painter.fontMetrics().horizontalAdvance(self.text())
            left = (self.width() - words - side - look.px(_TICK_GAP)) // 2
            tick = look.pixmap("check", text, side, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - side) // 2, tick)
            box = QRect(left + side + look.px(_TICK_GAP), 0, words + 4, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        else:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())

    def _fill(self, painter: QPainter, *, on: bool) -> None:
        look = theme()
        width = 2 if on or self.state else look.line
        edge = "primary" if on else ("danger-border" if self.state == "error" else "border")
        ground = "selection" if on else ("sunken" if self.underMouse() else "surface")
        half = width / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        radius = look.px(RADIUS_CONTROL)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, radius, radius)
        if not self.first:
            path.addRect(QRectF(box.left(), box.top(), radius, box.height()))
        if not self.last:
            path.addRect(QRectF(box.right() - radius, box.top(), radius, box.height()))
        painter.setPen(QPen(look.colour(edge), width))
        painter.setBrush(look.colour(ground))
        painter.drawPath(path.simplified())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move and choose, round the end; Delete takes the answer back."""
        group = self.parentWidget()
        step = _STEPS.get(Qt.Key(event.key()))
        if not isinstance(group, Segment):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            group.take_back()
        elif step is not None:
            parts = group.buttons()
            other = parts[(parts.index(self) + step) % len(parts)]
            other.setFocus(Qt.FocusReason.TabFocusReason)
            other.click()
        else:
            super().keyPressEvent(event)


class Segment(QGroupBox):
    """One of a few `options`, all in view. One Tab stop; arrows move and choose; Delete takes back."""

    changed = Signal()

    def __init__(self, options: Sequence[Option], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: dict[str, _Part] = {}
        for code, words in options:
            part = _Part(words, self)
            part.clicked.connect(self._clicked)
            part.toggled.connect(self._raise)
            self._parts[code] = part
        parts = list(self._parts.values())
        if parts:
            parts[0].first = parts[-1].last = True
        self._value: str | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().follow(self)

    def value(self) -> str | None:
        """The chosen code, or None."""
        return next((code for code, part in self._parts.items() if part.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose a code, or none."""
        for part in self._parts.values():
            part.setAutoExclusive(False)
        for code, part in self._parts.items():
            part.setChecked(code == value)
        for part in self._parts.values():
            part.setAutoExclusive(True)
        self._value = self.value()

    def problem(self) -> str:
        """A choice can always be read."""
        return ""

    def entry(self) -> QWidget:
        """The chosen part, or the first."""
        parts = list(self._parts.values())
        return next((part for part in parts if part.isChecked()), parts[0])

    def set_names(self, name: str, description: str) -> None:
        """The group's name; the parts keep their own words."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for part in self._parts.values():
            part.setAccessibleDescription(f"{name}. {description}".strip(". "))

    def set_state(self, state: str) -> None:
        """Border for "error" or "warning"."""
        for part in self._parts.values():
            part.state = state
            part.update()

    def take_back(self) -> None:
        """Leave the question unanswered again."""
        if self.value() is not None:
            self.set_value(None)
            self.changed.emit()

    def buttons(self) -> list[QRadioButton]:
        """The radio buttons in order."""
        return list(self._parts.values())

    def restyle(self) -> None:
        """Sizes from the theme."""
        self.updateGeometry()
        self._arrange()

    def sizeHint(self) -> QSize:
        """Side by side."""
        return QSize(self._joined_width(), theme().px(FIELD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As radio lines."""
        return QSize(theme().px(140), theme().px(FIELD_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """Narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line, or a radio line for each choice."""
        if width >= self._joined_width():
            return theme().px(FIELD_HEIGHT)
        return sum(part.heightForWidth(width) for part in self._parts.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side when there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _joined_width(self) -> int:
        line = theme().line
        return sum(part.joined_width() - line for part in self._parts.values()) + line

    def _arrange(self) -> None:
        joined = self.width() >= self._joined_width()
        corner = QPoint(0, 0)
        for part in self._parts.values():
            part.joined = joined
            if joined:
                size = QSize(part.joined_width(), theme().px(FIELD_HEIGHT))
                part.setGeometry(QRect(corner, size))
                corner.setX(corner.x() + size.width() - theme().line)
            else:
                height = part.heightForWidth(self.width())
                part.setGeometry(QRect(corner, QSize(self.width(), height)))
                corner.setY(corner.y() + height)
            part.update()

    def _raise(self, *args: Any) -> None:
        del args
        for part in self._parts.values():
            if part.isChecked():
                part.raise_()
        self._order()

    def _order(self) -> None:
        parts = list(self._parts.values())
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _clicked(self) -> None:
        if self.value() != self._value:
            self._value = self.value()
            self.changed.emit()
