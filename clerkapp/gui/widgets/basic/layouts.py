"""Layouts whose spaces grow with the text scale, and one that wraps."""

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clerkapp.gui.theme.theme import theme

Margins: TypeAlias = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)


if TYPE_CHECKING:
    _Layout = QLayout
else:
    # Mixed into two layouts of Qt: a class of Qt can have one of them as its base only.
    _Layout = object


class _Scaled(_Layout):
    """Mixin for a box layout: `spacing` and `margins` (left, top, right, bottom) in pixels at 100 %."""

    usual_spacing: ClassVar[int] = 0

    def __init__(
        self,
        spacing: int | None = None,
        margins: Margins = _NONE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._lengths = (self.usual_spacing if spacing is None else spacing, *margins)
        if parent is not None:
            parent.setLayout(self)
        theme().follow(self)

    def set_margins(self, margins: Margins) -> None:
        """Other margins, in pixels at 100 %."""
        self._lengths = (self._lengths[0], *margins)
        self.restyle()

    def restyle(self) -> None:
        """Scale the spaces."""
        spacing, *margins = (theme().px(length) for length in self._lengths)
        self.setSpacing(spacing)
        self.setContentsMargins(*margins)


class Column(_Scaled, QVBoxLayout):
    """Top to bottom."""


class Row(_Scaled, QHBoxLayout):
    """Left to right."""

    usual_spacing = 8


class Flow(QLayout):
    """Left to right, and on to the next line when the width is used up; items keep their size.

    With `right` each line ends at the right edge.
    """

    def __init__(
        self,
        across: int = 8,
        down: int = 8,
        parent: QWidget | None = None,
        *,
        right: bool = False,
    ) -> None:
        super().__init__()
        self._right = right
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._lengths = (across, down)
        if parent is not None:
            parent.setLayout(self)
            policy = parent.sizePolicy()
            policy.setHeightForWidth(True)
            parent.setSizePolicy(policy)
        theme().follow(self)

    def restyle(self) -> None:
        """Scale the spaces."""
        self.setContentsMargins(0, 0, 0, 0)
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item; Qt calls this for addWidget."""
        self._items.append(item)

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at a width; asked often, worked out once."""
        height = self._heights.get(width)
        if height is None:
            height = self._place(QRect(0, 0, width, 0), move=False)
            self._heights[width] = height
        return height

    def invalidate(self) -> None:
        """Something inside changed: sizes are worked out anew."""
        # Of a layout that waits to be deleted, Python's half may be gone already.
        if hasattr(self, "_heights"):
            self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        across = theme().px(self._lengths[0])
        hints = [item.sizeHint() for item in self._visible()]
        width = sum(hint.width() for hint in hints) + across * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest item."""
        size = QSize()
        for item in self._visible():
            size = size.expandedTo(item.minimumSize())
        return size

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        across, down = (theme().px(length) for length in self._lengths)
        x, y, tall = rect.x(), rect.y(), 0
        line: list[tuple[QLayoutItem, QRect]] = []

        def finish() -> None:
            end = max((box.right() for _item, box in line), default=0)
            for item, box in line:
                if move:
                    if self._right:
                        box.translate(rect.right() - end, 0)
                    box.moveTop(box.top() + (tall - box.height()) // 2)
                    item.setGeometry(box)

        for item in self._visible():
            size = item.sizeHint().expandedTo(item.minimumSize())
            width = min(size.width(), rect.width())
            height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
            if line and x + width > rect.right() + 1:
                finish()
                line, x, y, tall = [], rect.x(), y + tall + down, 0
            line.append((item, QRect(QPoint(x, y), QSize(width, height))))
            x += width + across
            tall = max(tall, height)
        finish()
        return y + tall - rect.y()


class Even(Flow):
    """Columns of equal width, as many as fit with `least` pixels (at 100 %) each; rows below."""

    def __init__(
        self, least: int, across: int = 14, down: int = 12, parent: QWidget | None = None
    ) -> None:
        self._least = least
        super().__init__(across, down, parent)

    def sizeHint(self) -> QSize:
        """All side by side."""
        count = max(1, len(self._visible()))
        across = theme().px(self._lengths[0])
        width = count * theme().px(self._least) + (count - 1) * across
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """One column."""
        return QSize(min(theme().px(self._least), theme().px(140)), 0)

    def _place(self, rect: QRect, *, move: bool) -> int:
        items = self._visible()
        if not items:
            return 0
        look = theme()
        across, down = (look.px(length) for length in self._lengths)
        least = max([look.px(self._least), *(item.minimumSize().width() for item in items)])
        columns = max(1, min(len(items), (rect.width() + across) // (least + across)))
        width = (rect.width() - (columns - 1) * across) // columns
        y = rect.y()
        for start in range(0, len(items), columns):
            row = items[start : start + columns]
            tall = max(_height(item, width) for item in row)
            for place, item in enumerate(row) if move else ():
                item.setGeometry(QRect(rect.x() + place * (width + across), y, width, tall))
            y += tall + down
        return y - down - rect.y()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class Divider(QFrame):
    """A decorative line."""

    def __init__(self, box: str = "divider") -> None:
        super().__init__()
        self.setProperty("box", box)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().follow(self)

    def restyle(self) -> None:
        """The theme's line width."""
        self.setFixedHeight(theme().line)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
