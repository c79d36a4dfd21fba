"""Icons drawn from the shipped SVG files in a role's colour, at the size and pixel ratio asked for.

Qt draws `currentColor` as black whatever the palette, so the colour is written into the file's bytes
before it is drawn. The engine asks the theme each time it paints: a new palette, text scale or
screen needs no new icon.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from clerkapp.resources import resource_path

Colour = Callable[[], str]
Stroke = Callable[[], str]

_copies: list[QIconEngine] = []

STROKE = "1.9"
STROKE_CONTRAST = "2.25"


@cache
def _source(name: str) -> bytes:
    return resource_path("icons", f"{name}.svg").read_bytes()


@lru_cache(maxsize=2048)
def draw(name: str, colour: str, stroke: str, width: int, height: int) -> QPixmap:
    """An icon as a pixmap of exactly width x height physical pixels."""
    text = _source(name).replace(b"currentColor", colour.encode("ascii"))
    text = text.replace(b'stroke-width="2"', f'stroke-width="{stroke}"'.encode("ascii"))
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    side = min(width, height)
    box = QRectF((width - side) / 2, (height - side) / 2, side, side)
    QSvgRenderer(QByteArray(text)).render(painter, box)
    painter.end()
    return pixmap


class TintedIcon(QIconEngine):
    """Draws one icon in the colour that its role has at the moment."""

    def __init__(self, name: str, colour: Colour, disabled: Colour, stroke: Stroke) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._disabled = disabled
        self._stroke = stroke

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into a rectangle of logical pixels."""
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size() * ratio, mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A pixmap of `size` physical pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        del state
        colour = self._disabled() if mode == QIcon.Mode.Disabled else self._colour()
        made = QPixmap(draw(self._name, colour, self._stroke(), size.width(), size.height()))
        made.setDevicePixelRatio(scale)
        return made

    def clone(self) -> QIconEngine:
        """A second engine of the same icon, kept: Qt owns the copy, but Python would let it go."""
        copy = TintedIcon(self._name, self._colour, self._disabled, self._stroke)
        _copies.append(copy)
        return copy
