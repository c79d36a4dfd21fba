"""A line that opens something: what is due, a draft, a recent record. Icon, words, meta, chip, time."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.chip import ChipFace, chip_size, paint_chip
from clerkapp.gui.widgets.basic.painted import AT_RIGHT, PaintedButton, draw_text, text_height

_NARROW = 420
_CHIP_COLUMN = 100
_END_COLUMN = 62


class LineButton(PaintedButton):
    """`padding` at the sides, in pixels at 100 %; the chip moves under the texts when narrow."""

    least = (160, 44)

    def __init__(
        self,
        icon: str,
        words: str,
        meta: str = "",
        *,
        role: str = "text-2",
        chip: ChipFace | None = None,
        at_right: str = "",
        padding: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._icon = icon
        self._meta = meta
        self._role = role
        self._chip = chip
        self._at_right = at_right
        self._padding = padding
        self._name()
        self.prepare()

    def say(self, icon: str, words: str, meta: str, *, role: str, at_right: str = "") -> None:
        """Show something else."""
        self._icon, self._meta, self._role, self._at_right = icon, meta, role, at_right
        self.setText(words)
        self._name()
        self.restyle()

    def _name(self) -> None:
        chip = self._chip.words if self._chip else ""
        parts = (self.text(), self._meta.replace("·", ","), chip, self._at_right)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def ring_rect(self) -> QRect:
        """The focus ring is inside the line, so that a card does not cut it."""
        return self.rect().adjusted(5, 5, -5, -5)

    def heightForWidth(self, width: int) -> int:
        """Both texts, and the chip when it is under them."""
        words, meta = self._heights(width)
        height = words + meta + theme().px(16)
        if self._chip is not None and self._narrow(width):
            height += chip_size(self._chip).height() + theme().px(6)
        return max(height, theme().px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, texts, chip."""
        del event
        look = theme()
        painter = self.smooth_painter()
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect().adjusted(1, 1, -1, -1), look.colour("sunken"))
        ratio = self.devicePixelRatioF()
        words, meta = self._heights(self.width())
        chip = chip_size(self._chip) if self._chip else QSize()
        narrow = self._narrow(self.width())
        below = chip.height() + look.px(6) if self._chip and narrow else 0
        top = (self.height() - words - meta - below) // 2
        side = look.px(20)
        pad = look.px(self._padding)
        painter.drawPixmap(pad, top + 1, look.pixmap(self._icon, self._role, side, ratio))
        left, room = self._left(), self._room(self.width())
        box = QRect(left, top, room, words)
        draw_text(painter, box, self.text(), style="body", role="text")
        box = QRect(left, top + words, room, meta)
        draw_text(painter, box, self._meta, style="small", role="text-2")
        end = self._end(self.width())
        if end:
            box = QRect(self.width() - pad - end, 0, end, self.height())
            draw_text(painter, box, self._at_right, style="small", role="text-2", flags=AT_RIGHT)
            pad += end + look.px(12)
        if self._chip is not None:
            if narrow:
                corner = QPoint(left, top + words + meta + look.px(6))
                chip.setWidth(min(chip.width(), room))
            else:
                middle = (self.height() - chip.height()) // 2
                # Behind words at the end, chips of several lines begin under each other.
                column = max(chip.width(), look.px(_CHIP_COLUMN)) if end else chip.width()
                corner = QPoint(self.width() - pad - column, middle)
            paint_chip(painter, QRect(corner, chip), self._chip, ratio)

    def _narrow(self, width: int) -> bool:
        return width < theme().px(_NARROW)

    def _end(self, width: int) -> int:
        """The room of the words at the end; none on a narrow line."""
        if not self._at_right or self._narrow(width):
            return 0
        words = theme().metrics("small").horizontalAdvance(self._at_right)
        return max(words, theme().px(_END_COLUMN))

    def _left(self) -> int:
        return theme().px(self._padding + 32)

    def _room(self, width: int) -> int:
        room = width - self._left() - theme().px(self._padding)
        end = self._end(width)
        if end:
            room -= end + theme().px(12)
        if self._chip is not None and not self._narrow(width):
            chip = chip_size(self._chip).width()
            room -= (max(chip, theme().px(_CHIP_COLUMN)) if end else chip) + theme().px(12)
        return max(room, theme().px(80))

    def _heights(self, width: int) -> tuple[int, int]:
        room = self._room(width)
        return text_height("body", self.text(), room), text_height("small", self._meta, room)
