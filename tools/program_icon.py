"""The programs' picture on Windows: the sign of the window, white on the colour of buttons."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from clerkapp.gui.theme.tokens import PALETTES
from clerkapp.resources import resource_path

SIZES = (16, 24, 32, 48, 64, 256)
"""Pixels: title bar to Explorer's largest."""
_COLOURS = PALETTES["light"]
_CORNER = 0.18
_EDGE = 0.14


def write(path: Path) -> None:
    """Write an .ico file with a drawing of its own for each size."""
    drawn = [Image.open(BytesIO(_draw(size))) for size in SIZES]
    drawn[-1].save(
        path, sizes=[(size, size) for size in SIZES], append_images=drawn[:-1], format="ICO"
    )


def _draw(side: int) -> bytes:
    """PNG."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_COLOURS["primary"]))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * _CORNER, side * _CORNER)
    sign = resource_path("icons", "equipment.svg").read_bytes()
    sign = sign.replace(b"currentColor", _COLOURS["on-primary"].encode("ascii"))
    edge = side * _EDGE
    QSvgRenderer(QByteArray(sign)).render(
        painter, QRectF(edge, edge, side - 2 * edge, side - 2 * edge)
    )
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
