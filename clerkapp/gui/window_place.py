"""Where the window stands and how large it is: inside the screen, and where it was before.

The first time it is as large as the design or as the screen allows, in the middle; where the design
does not fit whole it fills the screen. A place that no screen shows any more (a monitor that was taken
away, another resolution) is brought back onto one.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStyle

DESIGNED = QSize(1280, 800)
_SIDE_FRAME = 8
_TITLE_BAR = 32
_NUMBERS = 4
_MAXIMISED = Qt.WindowState.WindowMaximized


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """`inner`: the window without its frame, in device-independent pixels of the whole desktop."""

    inner: QRect
    maximised: bool = False


def put(window: QMainWindow, text: str) -> None:
    """Before the window is first shown: give it its place. `text`: what `describe` gave, or empty."""
    title = max(window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight), _TITLE_BAR)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    first = QGuiApplication.primaryScreen().availableGeometry()
    place = choose(read(text), [first, *screens], title)
    window.setGeometry(place.inner)
    if place.maximised:
        window.setWindowState(window.windowState() | _MAXIMISED)


def describe(window: QMainWindow) -> str:
    """The place as it is kept: x, y, width, height, and `max`."""
    maximised = bool(window.windowState() & _MAXIMISED)
    inner = window.normalGeometry() if maximised else window.geometry()
    numbers = (inner.x(), inner.y(), inner.width(), inner.height())
    return " ".join([*(str(number) for number in numbers), *(["max"] if maximised else [])])


def read(text: str) -> WindowPlace | None:
    """What `describe` gave; None for anything else."""
    words = text.split()
    maximised = words[_NUMBERS:] == ["max"]
    if len(words) != _NUMBERS + maximised:
        return None
    try:
        x, y, width, height = (int(word) for word in words[:_NUMBERS])
    except ValueError:
        return None
    largest = 100_000
    if not (0 < width < largest and 0 < height < largest and abs(x) < largest > abs(y)):
        return None
    return WindowPlace(QRect(x, y, width, height), maximised)


def choose(wanted: WindowPlace | None, screens: list[QRect], title: int) -> WindowPlace:
    """Where the window goes. `screens`: what of each is free, the first one first; `title`: the height
    of a title bar, which must stay in reach."""
    if wanted is None:
        room = _inside_frame(screens[0], title)
        size = DESIGNED.boundedTo(room.size())
        inner = QRect(QPoint(0, 0), size)
        inner.moveCenter(room.center())
        return WindowPlace(inner, maximised=size != DESIGNED)
    screen = max(screens, key=lambda area: _shared(area, wanted.inner))
    room = _inside_frame(screen, title)
    inner = QRect(wanted.inner.topLeft(), wanted.inner.size().boundedTo(room.size()))
    inner.moveLeft(max(room.left(), min(inner.left(), room.right() - inner.width() + 1)))
    inner.moveTop(max(room.top(), min(inner.top(), room.bottom() - inner.height() + 1)))
    return WindowPlace(inner, wanted.maximised)


def _inside_frame(screen: QRect, title: int) -> QRect:
    return screen.adjusted(_SIDE_FRAME, title + _SIDE_FRAME, -_SIDE_FRAME, -_SIDE_FRAME)


def _shared(screen: QRect, inner: QRect) -> int:
    common = screen.intersected(inner)
    return max(common.width(), 0) * max(common.height(), 0)
