"""Steps of a task: done, current, to come. Visited steps are buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGroupBox, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.basic.painted import AT_RIGHT, PaintedButton, draw_text, text_height
from clerkapp.wording.language import _

_RING = 28


@dataclass(frozen=True, slots=True)
class StepFace:
    """A step's title and its second line."""

    title: str
    second: str = ""


class StepList(QGroupBox):
    """Numbered steps. On the petrol side of set-up with `rail`, where "Done" is said in words."""

    chosen = Signal(int)

    def __init__(
        self, steps: Sequence[StepFace], *, rail: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("rail", rail)
        self.setAccessibleName(_("Steps"))
        column = Column(14 if rail else 12, parent=self)
        self._buttons = [
            _StepButton(step, number, len(steps), rail=rail) for number, step in enumerate(steps)
        ]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, number=number: self.chosen.emit(number))
            column.addWidget(button)
        self.set_current(0)

    def set_current(self, number: int, *, visited: int | None = None) -> None:
        """Steps before `number` are done; those up to `visited` can be gone to. Counts from 0."""
        reach = number if visited is None else visited
        for place, button in enumerate(self._buttons):
            button.show_state(
                "done" if place < number else "current" if place == number else "open",
                reachable=place <= reach and place != number,
            )

    def set_second(self, number: int, second: str) -> None:
        """Another second line of a step."""
        self._buttons[number].show_second(second)


class _StepButton(PaintedButton):
    """Circle with tick or number, title, second line."""

    style_name = "strong"
    least = (150, _RING)

    def __init__(self, step: StepFace, number: int, total: int, *, rail: bool) -> None:
        super().__init__(step.title)
        self._step = step
        self._number = number
        self._total = total
        self._rail = rail
        self._state = "open"
        self.prepare()

    def show_second(self, second: str) -> None:
        """Another second line."""
        self._step = replace(self._step, second=second)
        self.fit_height()
        self.updateGeometry()
        self.update()

    def show_state(self, state: str, *, reachable: bool) -> None:
        """State "done", "current" or "open"."""
        self._state = state
        self.setEnabled(reachable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reachable else Qt.FocusPolicy.NoFocus)
        words = {"done": _("done"), "current": _("current"), "open": _("to come")}[state]
        self.setAccessibleName(
            _("Step {n} of {total}, {title}, {state}").format(
                n=self._number + 1, total=self._total, title=self._step.title, state=words
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Ring and texts."""
        look = theme()
        width = look.px(_RING + 12) + look.metrics("strong").horizontalAdvance(self.text())
        return QSize(width + (look.px(60) if self._rail else 4), self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Ring, or both texts."""
        title, second = self._heights(width)
        return max(theme().px(_RING), title + second + theme().px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ring, texts, "Done"."""
        del event
        look = theme()
        painter = self.smooth_painter()
        self._ring(painter)
        left = look.px(_RING + 12)
        title, second = self._heights(self.width())
        strong = self._state == "current" or (self._state == "done" and not self._rail)
        quiet = "rail-text-2" if self._rail else "text-2"
        ink = quiet if self._state == "open" else "rail-text" if self._rail else "text"
        top = 0 if second else max(0, (look.px(_RING) - title) // 2)
        room = self._room(self.width())
        box = QRect(left, top, room, title)
        draw_text(painter, box, self.text(), style="strong" if strong else "body", role=ink)
        if second:
            box = QRect(left, title + look.px(2), room, second)
            draw_text(painter, box, self._step.second, style="small", role=quiet)
        if self._rail and self._state == "done":
            box = QRect(0, 0, self.width(), look.px(_RING))
            draw_text(painter, box, _("Done"), style="small", role=quiet, flags=AT_RIGHT)

    def _ring(self, painter: QPainter) -> None:
        look = theme()
        side = look.px(_RING)
        box = QRectF(0, 0, side, side).adjusted(1, 1, -1, -1)
        fill, edge, text = self._ring_roles()
        painter.setPen(QPen(look.colour(edge), 2 if self._state == "current" else 1))
        painter.setBrush(look.colour(fill))
        painter.drawEllipse(box)
        if self._state == "done":
            icon = look.px(18)
            inset = (side - icon) // 2
            pixmap = look.pixmap("check", text, icon, self.devicePixelRatioF())
            painter.drawPixmap(inset, inset, pixmap)
        else:
            painter.setFont(look.font("small-strong"))
            painter.setPen(look.colour(text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number + 1))

    def _ring_roles(self) -> tuple[str, str, str]:
        """Fill, edge and text of the circle."""
        if self._rail:
            return {
                "done": ("rail-text-2", "rail-text-2", "rail"),
                "current": ("rail-mark", "rail-mark", "rail"),
                "open": ("rail", "rail-text-2", "rail-text-2"),
            }[self._state]
        return {
            "done": ("primary", "primary", "on-primary"),
            "current": ("surface", "primary", "text"),
            "open": ("surface", "border", "text-2"),
        }[self._state]

    def _room(self, width: int) -> int:
        room = width - theme().px(_RING + 12)
        if self._rail:
            room -= theme().metrics("small").horizontalAdvance(_("Done")) + theme().px(8)
        return max(room, theme().px(60))

    def _heights(self, width: int) -> tuple[int, int]:
        room = self._room(width)
        return text_height("strong", self.text(), room), text_height(
            "small", self._step.second, room
        )
