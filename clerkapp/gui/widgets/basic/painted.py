"""What widgets that paint themselves share: texts that wrap, hover, the theme, and a height for each width.

Qt holds a widget with a fixed vertical policy to its size hint, whatever its width is by then. So the
height is fixed anew each time the width, the font or the texts have changed.
"""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme

WRAP = Qt.TextFlag.TextWordWrap.value
AT_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
_HIGHEST = 10_000
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def text_height(style: str, text: str, width: int) -> int:
    """The height in pixels of a text in a type style, wrapped at a width in pixels."""
    if not text:
        return 0
    room = QRect(0, 0, width, _HIGHEST)
    return theme().metrics(style).boundingRect(room, WRAP, text).height()


def draw_text(
    painter: QPainter, box: QRect, text: str, *, style: str, role: str, flags: int = WRAP
) -> None:
    """A text in a type style and a colour role; `flags` are Qt's for alignment and wrapping."""
    painter.setFont(theme().font(style))
    painter.setPen(theme().colour(role))
    painter.drawText(box, flags, text)


if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    # Mixed into buttons of several Qt classes: a class of Qt can have one of them as its base only.
    _Base = object


class Painted(_Base):
    """Mixin for a button that paints wrapping texts. `heightForWidth` and `paintEvent` are its own.

    Lengths are pixels at 100 %: `wide` is a comfortable width, `least` the smallest size.
    """

    style_name = "body"
    wide: ClassVar[int] = 320
    least: ClassVar[tuple[int, int]] = (0, 0)
    vertical: ClassVar[QSizePolicy.Policy] = QSizePolicy.Policy.Fixed

    def prepare(self) -> None:
        """Call at the end of `__init__`, when all that decides the height is known."""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, self.vertical)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().follow(self)

    def restyle(self) -> None:
        """Font and height from the theme."""
        self.setFont(theme().font(self.style_name))
        self.fit_height()
        self.update()

    def fit_height(self) -> None:
        """Fix the height to what the width needs."""
        height = self.heightForWidth(self.width())
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher."""
        super().resizeEvent(event)
        self.fit_height()

    def hasHeightForWidth(self) -> bool:
        """Texts wrap."""
        return True

    def sizeHint(self) -> QSize:
        """The comfortable width and its height."""
        width = theme().px(self.wide)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Texts wrap down to the smallest size."""
        width, height = self.least
        return QSize(theme().px(width), theme().px(height))

    def smooth_painter(self) -> QPainter:
        """A painter on this widget with smooth edges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


class PaintedButton(Painted, QAbstractButton):
    """A painted button that Space and Enter press."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)
