"""Large choices: people on the unlock screen, versions of a value. A radio button as a card."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGroupBox, QRadioButton, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import CHECK_BOX
from clerkapp.gui.widgets.basic.chip import ChipFace, chip_size, paint_chip
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.painted import Painted, draw_text, text_height
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.inputs.marks import draw_mark


@dataclass(frozen=True, slots=True)
class CardFace:
    """A choice: its code, title, second line, an icon instead of the ring, and a chip."""

    code: str
    title: str
    second: str = ""
    icon: str = ""
    chip: ChipFace | None = None


class RadioCard(Painted, QRadioButton):
    """One card. Selected: fill, 2 px edge, tick, bold title."""

    style_name = "strong"
    least = (200, 60)

    pointed = Signal()

    def __init__(self, face: CardFace, parent: QWidget | None = None) -> None:
        super().__init__(face.title, parent)
        self.face = face
        parts = (face.title, face.second, face.chip.words if face.chip else "")
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.prepare()

    def heightForWidth(self, width: int) -> int:
        """Both texts, at least 60."""
        title, second = self._heights(width)
        return max(theme().px(60), title + second + theme().px(22))

    def nextCheckState(self) -> None:
        """Chosen; Qt would let go of a card that stands alone."""
        self.setChecked(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Chosen by pointing."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.hitButton(
            event.position().toPoint()
        ):
            self.pointed.emit()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole card."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, mark, texts, chip, tick."""
        del event
        look = theme()
        painter = self.smooth_painter()
        on = self.isChecked()
        line = 2 if on else look.line
        ground = "selection" if on else "sunken" if self.underMouse() else "surface"
        painter.setPen(QPen(look.colour("primary" if on else "border"), line))
        painter.setBrush(look.colour(ground))
        box = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(box, look.px(6), look.px(6))
        text = "on-selection" if on else "text"
        ratio = self.devicePixelRatioF()
        if self.face.icon:
            side = look.px(26)
            role = text if on and look.contrast else "primary" if on else "text-2"
            pixmap = look.pixmap(self.face.icon, role, side, ratio)
            painter.drawPixmap(look.px(17), (self.height() - side) // 2, pixmap)
        else:
            side = look.px(CHECK_BOX)
            ring = QRectF(look.px(14), (self.height() - side) / 2, side, side)
            draw_mark(painter, ring, round_=True, on=on, enabled=self.isEnabled())
        self._paint_texts(painter, text, on=on)
        self._paint_end(painter, text, on=on)

    def _paint_texts(self, painter: QPainter, role: str, *, on: bool) -> None:
        look = theme()
        title, second = self._heights(self.width())
        gap = look.px(3) if second else 0
        top = (self.height() - title - second - gap) // 2
        room = self._room(self.width())
        style = "strong" if on or self.face.icon else "body"
        box = QRect(self._left(), top, room, title)
        draw_text(painter, box, self.face.title, style=style, role=role)
        box = QRect(self._left(), top + title + gap, room, second)
        draw_text(painter, box, self.face.second, style="small", role=role if on else "text-2")

    def _paint_end(self, painter: QPainter, role: str, *, on: bool) -> None:
        look = theme()
        ratio = self.devicePixelRatioF()
        right = self.width() - look.px(14)
        if on and self.face.icon:
            side = look.px(20)
            tick = look.pixmap("check", role, side, ratio)
            painter.drawPixmap(right - side, (self.height() - side) // 2, tick)
        if self.face.chip is not None:
            right -= look.px(28)
            size = chip_size(self.face.chip)
            corner = QPoint(right - size.width(), (self.height() - size.height()) // 2)
            paint_chip(painter, QRect(corner, size), self.face.chip, ratio)

    def _left(self) -> int:
        return theme().px(56 if self.face.icon else 46)

    def _room(self, width: int) -> int:
        room = width - self._left() - theme().px(14)
        if self.face.icon:
            room -= theme().px(28)
        if self.face.chip is not None:
            room -= chip_size(self.face.chip).width() + theme().px(8)
        return max(room, theme().px(60))

    def _heights(self, width: int) -> tuple[int, int]:
        room = self._room(width)
        return (
            text_height("strong", self.face.title, room),
            text_height("small", self.face.second, room),
        )


class RadioCards(QGroupBox):
    """One of several cards. Arrows move and choose; Enter says `accepted`."""

    changed = Signal()
    accepted = Signal()
    pointed = Signal()
    """A card was clicked, also the one that was chosen before."""

    def __init__(
        self, faces: Sequence[CardFace] = (), *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._column = Column(8, parent=self)
        self._cards: dict[str, RadioCard] = {}
        self.set_faces(faces)

    def set_faces(self, faces: Sequence[CardFace]) -> None:
        """Other cards; the choice is kept when it is still there."""
        value = self.value()
        clear(self._column)
        self._cards = {}
        for face in faces:
            card = RadioCard(face)
            card.clicked.connect(self.changed)
            card.pointed.connect(self.pointed)
            self._cards[face.code] = card
            self._column.addWidget(card)
        order_inside(self)
        self.set_value(value)

    def value(self) -> str | None:
        """The chosen card's code, or None."""
        return next((code for code, card in self._cards.items() if card.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose a card, or none."""
        for card in self._cards.values():
            card.setAutoExclusive(False)
        for code, card in self._cards.items():
            card.setChecked(code == value)
        for card in self._cards.values():
            card.setAutoExclusive(True)
            # Arrows choose only from the chosen card: Tab has to come to that one.
            stop = card is self.entry()
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def problem(self) -> str:
        """A choice can always be read."""
        return ""

    def entry(self) -> QWidget:
        """The chosen card, or the first."""
        cards = list(self._cards.values())
        return next((card for card in cards if card.isChecked()), cards[0] if cards else self)

    def set_names(self, name: str, description: str) -> None:
        """The group's name; the cards keep their own words."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def set_state(self, state: str) -> None:
        """A group has no border; its message says what is wrong."""
        self.setProperty("state", state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on with the chosen card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.value() is not None:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)
