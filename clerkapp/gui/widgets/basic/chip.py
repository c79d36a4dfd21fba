"""Chips: a word, a shape and a colour on one line. Static text, also for screen readers.

One painter serves the widget and the list rows. Kinds of chips: `severity_chip`, `status_chip`,
and `ChipFace` for others ("Held back", "Today 5:00 p.m.").
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import CHIP_HEIGHT, RADIUS_CHIP

_NARROWEST = 96
_PAD = 8
_GAP = 5
_ICON = 16
_BARS = 16


@dataclass(frozen=True, slots=True)
class ChipFace:
    """What a chip shows: words, icon or bars (0 to 4, -1 for none), and its colour roles."""

    words: str
    icon: str = ""
    bars: int = -1
    text: str = "text-2"
    fill: str = "surface"
    edge: str = "border"
    bold: bool = False


_SEVERITY = {
    "not_rated": (-1, "text-2", "surface", "border", False),
    "note": (0, "text-2", "sunken", "border", True),
    "low": (1, "low", "low-tint", "low-border", True),
    "moderate": (2, "warn", "warn-tint", "warn-border", True),
    "high": (3, "high", "high-tint", "high-border", True),
    "critical": (4, "on-critical", "critical", "critical", True),
}
_STATUS = {
    "draft": ("pencil", "text-2", "surface", "border"),
    "recorded": ("circle", "text-2", "surface", "border"),
    "working": ("progress", "text-2", "surface", "border"),
    "waiting": ("hourglass-empty", "warn", "surface", "warn-border"),
    "resolved": ("circle-check", "good", "surface", "good-border"),
    "reviewed": ("rosette-discount-check", "good", "good-tint", "good-border"),
    "duplicate": ("copy", "text-2", "surface", "border"),
    "error": ("ban", "text-2", "surface", "border"),
}


def severity_chip(code: str, words: str) -> ChipFace:
    """The chip of a severity: bars filled as many as the level."""
    bars, text, fill, edge, bold = _SEVERITY[code]
    return ChipFace(words, bars=bars, text=text, fill=fill, edge=edge, bold=bold)


def suggested_chip(code: str, words: str) -> ChipFace:
    """A severity that nobody has decided: its bars, on nothing."""
    bars, text, _fill, edge, _bold = _SEVERITY[code]
    return ChipFace(words, bars=bars, text=text, fill="surface", edge=edge)


def status_chip(code: str, words: str) -> ChipFace:
    """The chip of a status: an icon, mostly outline."""
    icon, text, fill, edge = _STATUS[code]
    return ChipFace(words, icon=icon, text=text, fill=fill, edge=edge)


def tone_chip(tone: str, words: str, icon: str = "", *, bold: bool = False) -> ChipFace:
    """A chip in "danger", "warn", "good", "info" or, for anything else, plain outline."""
    if tone in ("danger", "warn", "good", "info"):
        return ChipFace(
            words, icon=icon, text=tone, fill=f"{tone}-tint", edge=f"{tone}-border", bold=bold
        )
    return ChipFace(words, icon=icon, bold=bold)


def chip_size(face: ChipFace) -> QSize:
    """The room a chip takes."""
    look = theme()
    style = "small-strong" if face.bold else "small"
    width = look.metrics(style).horizontalAdvance(face.words) + 2 * look.px(_PAD) + 2
    if face.icon or face.bars >= 0:
        width += look.px((_ICON if face.icon else _BARS) + _GAP)
    height = max(look.px(CHIP_HEIGHT), look.metrics(style).height() + 4)
    return QSize(width, height)


def paint_chip(painter: QPainter, rect: QRect, face: ChipFace, ratio: float) -> None:
    """Draw a chip into exactly `rect`; words that do not fit end in an ellipsis."""
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = look.line
    box = QRectF(rect).adjusted(line / 2, line / 2, -line / 2, -line / 2)
    painter.setPen(QPen(look.colour(face.edge), line))
    painter.setBrush(look.colour(face.fill))
    radius = look.px(RADIUS_CHIP)
    painter.drawRoundedRect(box, radius, radius)
    left = rect.left() + look.px(_PAD)
    if face.icon:
        side = look.px(_ICON)
        top = rect.top() + (rect.height() - side) // 2
        painter.drawPixmap(left, top, look.pixmap(face.icon, face.text, side, ratio))
        left += side + look.px(_GAP)
    elif face.bars >= 0:
        _paint_bars(painter, QRect(left, rect.top(), look.px(_BARS), rect.height()), face)
        left += look.px(_BARS + _GAP)
    painter.setFont(look.font("small-strong" if face.bold else "small"))
    painter.setPen(look.colour(face.text))
    room = QRect(left, rect.top(), rect.right() - left - look.px(_PAD) + 3, rect.height())
    words = painter.fontMetrics().elidedText(
        face.words, Qt.TextElideMode.ElideRight, room.width() + 2
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


def _paint_bars(painter: QPainter, room: QRect, face: ChipFace) -> None:
    """Four bars of growing height, the unfilled ones faint: the word carries the meaning."""
    look = theme()
    painter.setPen(Qt.PenStyle.NoPen)
    width = room.width() / 4 * 0.72
    tallest = look.px(13)
    bottom = room.center().y() + tallest / 2 + 0.5
    for place in range(4):
        colour = look.colour(face.text)
        if place >= face.bars:
            colour.setAlphaF(0.27)
        height = tallest * (0.31 + 0.23 * place)
        left = room.left() + place * room.width() / 4
        painter.fillRect(QRectF(left, bottom - height, width, height), colour)


class Chip(QLabel):
    """A chip as a widget. Its accessible name is the whole word.

    `shrinks`: in a column that may be narrower than the chip, whose words then end in an ellipsis.
    """

    def __init__(self, face: ChipFace, *, shrinks: bool = False) -> None:
        super().__init__()
        self._face = face
        self._shrinks = shrinks
        across = QSizePolicy.Policy.Maximum if shrinks else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        theme().follow(self)

    @property
    def face(self) -> ChipFace:
        """What it shows."""
        return self._face

    def set_face(self, face: ChipFace) -> None:
        """Show something else."""
        self._face = face
        self.restyle()

    def restyle(self) -> None:
        """Font and size from the theme."""
        self.setText(self._face.words)
        self.setFont(theme().font("small-strong" if self._face.bold else "small"))
        size = chip_size(self._face)
        self.setFixedSize(size)
        if self._shrinks:
            self.setMinimumWidth(min(size.width(), theme().px(_NARROWEST)))
            self.setToolTip(self._face.words)
        self.update()

    def sizeHint(self) -> QSize:
        """The room it takes."""
        return chip_size(self._face)

    def minimumSizeHint(self) -> QSize:
        """The room it takes, or for one that shrinks a word or two."""
        size = chip_size(self._face)
        least = min(size.width(), theme().px(_NARROWEST)) if self._shrinks else size.width()
        return QSize(least, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shared painter."""
        del event
        paint_chip(QPainter(self), self.rect(), self._face, self.devicePixelRatioF())
