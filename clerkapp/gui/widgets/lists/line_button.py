"""A line that opens something: what is due, a draft, a recent record. Icon, words, meta, chip, time."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.chip import ChipFace, chip_size, paint_chip
from clerkapp.gui.widgets.basic.height import fit_height

_WRAP = Qt.TextFlag.TextWordWrap.value
_NARROW = 420
_CHIP_COLUMN = 100
_END_COLUMN = 62


class LineButton(QAbstractButton):
    """`padding` at the sides, in pixels at 100 %; the chip moves under the texts when narrow."""

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
        super().__init__(parent)
        self._icon = icon
        self._meta = meta
        self._role = role
        self._chip = chip
        self._at_right = at_right
        self._padding = padding
        self.setText(words)
        parts = (words, meta.replace("·", ","), chip.words if chip else "", at_right)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().follow(self)

    def restyle(self) -> None:
        """Font from the theme."""
        self.setFont(theme().font("body"))
        fit_height(self)
        self.update()

    def ring_rect(self) -> QRect:
        """The focus ring lies inside the line, so that a card does not cut it."""
        return self.rect().adjusted(5, 5, -5, -5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher."""
        super().resizeEvent(event)
        fit_height(self)

    def sizeHint(self) -> QSize:
        """One line for each text."""
        width = theme().px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Texts wrap."""
        return QSize(theme().px(160), theme().px(44))

    def hasHeightForWidth(self) -> bool:
        """Texts wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Both texts, and the chip when it stands under them."""
        words, meta = self._heights(width)
        height = words + meta + theme().px(16)
        if self._chip is not None and self._narrow(width):
            height += chip_size(self._chip).height() + theme().px(6)
        return max(height, theme().px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, texts, chip."""
        del event
        look = theme()
        painter = QPainter(self)
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
        painter.setFont(self.font())
        painter.setPen(look.colour("text"))
        painter.drawText(QRect(left, top, room, words), _WRAP, self.text())
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text-2"))
        painter.drawText(QRect(left, top + words, room, meta), _WRAP, self._meta)
        end = self._end(self.width())
        if end:
            box = QRect(self.width() - pad - end, 0, end, self.height())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, flags, self._at_right)
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
        look = theme()
        room = QRect(0, 0, self._room(width), 10_000)
        words = self.fontMetrics().boundingRect(room, _WRAP, self.text()).height()
        if not self._meta:
            return words, 0
        return words, look.metrics("small").boundingRect(room, _WRAP, self._meta).height()
