"""The list of records: rows painted by a delegate, one sentence for screen readers a row.

A model gives a RowFace under FACE_ROLE and its sentence under Qt.AccessibleTextRole; `row_sentence`
makes it. When the row is narrow the chips move under the title.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import LIST_ROW_HEIGHT
from clerkapp.gui.widgets.basic.chip import ChipFace, chip_size, paint_chip
from clerkapp.gui.widgets.basic.kinds import kind_icon, kind_role

FACE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role under which a model gives a row's RowFace."""

_Index = QModelIndex | QPersistentModelIndex
_SIDE = 18
_ICON = 20
_CHIP_GAP = 10
_NARROW = 600


@dataclass(frozen=True, slots=True)
class RowFace:
    """What a row shows. `found` are the words searched for, marked in title and meta. `icon`: instead of
    the kind's."""

    kind: str
    title: str
    meta: str
    severity: ChipFace | None = None
    status: ChipFace | None = None
    struck: bool = False
    found: tuple[str, ...] = ()
    at_right: str = ""
    icon: str = ""


def row_sentence(parts: Sequence[str]) -> str:
    """One sentence for a row: kind, title, severity, status, time."""
    return ", ".join(part for part in parts if part)


class RecordList(QListView):
    """Up, Down, Page, Home, End, letters move; Enter opens; Ctrl+P prints; Space marks several."""

    opened = Signal(QModelIndex)
    print_asked = Signal()
    picked = Signal(QModelIndex)

    def __init__(self, name: str, *, grows: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self.opened)
        theme().follow(self)

    def restyle(self) -> None:
        """Rows are measured again."""
        self.setFont(theme().font("table"))
        self.scheduleDelayedItemsLayout()
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Four rows stay in view; a lower window scrolls the page."""
        return QSize(theme().px(200), theme().px(240))

    def fit(self) -> None:
        """With `grows`, the list is as high as its rows and the page scrolls instead."""
        if self._grows:
            rows = self.model().rowCount() if self.model() is not None else 0
            height = sum(self.sizeHintForRow(row) for row in range(rows))
            self.setFixedHeight(height + 2 * self.frameWidth() + 1)

    def ring_rect(self) -> QRect:
        """The focus ring is on the current row, inside the list."""
        row = self.visualRect(self.currentIndex())
        inset = 5
        if not row.isValid():
            return self.rect().adjusted(inset, inset, -inset, -inset)
        corner = self.viewport().mapTo(self, QPoint(0, 0))
        return row.translated(corner).adjusted(inset, inset, -inset, -inset)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell the preview."""
        super().currentChanged(current, previous)
        self.picked.emit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+P prints."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_P and control:
            self.print_asked.emit()
        elif event.key() == Qt.Key.Key_Space and not control:
            model = self.selectionModel()
            if self.currentIndex().isValid():
                model.select(self.currentIndex(), model.SelectionFlag.Toggle)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow rows are higher."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.fit()


class RowDelegate(QStyledItemDelegate):
    """Paints a row: kind icon, title and meta with found words marked, severity and status."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines, or three when narrow."""
        look = theme()
        lines = look.metrics("table").height() + look.metrics("small").height()
        height = max(look.px(LIST_ROW_HEIGHT), lines + look.px(22))
        face = index.data(FACE_ROLE)
        if self._narrow(option) and isinstance(face, RowFace) and (face.severity or face.status):
            height += look.px(32)
        return QSize(look.px(200), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The whole row."""
        face = index.data(FACE_ROLE)
        if not isinstance(face, RowFace):
            return
        look = theme()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(
            painter, rect, selected=selected, hover=bool(state & QStyle.StateFlag.State_MouseOver)
        )
        ratio = painter.device().devicePixelRatio()
        left = rect.left() + look.px(_SIDE)
        room = QRect(left, rect.top(), rect.right() - look.px(14) - left, rect.height())
        side = look.px(_ICON)
        tall = self._text_height()
        narrow = self._narrow(option) and bool(face.severity or face.status)
        top = rect.top() + (look.px(11) if narrow else (rect.height() - tall) // 2)
        role = kind_role(face.kind)
        if selected and look.contrast:
            role = "on-selection"
        painter.drawPixmap(
            left, top, look.pixmap(face.icon or kind_icon(face.kind), role, side, ratio)
        )
        room.setLeft(left + side + look.px(12))
        if narrow:
            self._chips_below(painter, room, face, top + tall + look.px(6), ratio)
        else:
            room.setRight(self._chips_right(painter, room, face, ratio, selected=selected))
        self._texts(painter, QRect(room.left(), top, room.width(), tall), face, selected=selected)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, *, selected: bool, hover: bool) -> None:
        look = theme()
        ground = "selection" if selected else "sunken" if hover else "surface"
        painter.fillRect(rect, look.colour(ground))
        if selected:
            mark = QRect(rect.left(), rect.top(), 4, rect.height())
            painter.fillRect(mark, look.colour("primary"))
        painter.setPen(QPen(look.colour("divider"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _texts(self, painter: QPainter, room: QRect, face: RowFace, *, selected: bool) -> None:
        look = theme()
        title = look.font("table-strong" if selected else "table")
        title.setStrikeOut(face.struck)
        height = QFontMetrics(title).height()
        text = "on-selection" if selected else "text"
        quiet = "on-selection" if selected else "text-2"
        line = QRect(room.left(), room.top(), room.width(), height)
        draw_found(painter, line, face.title, face.found, title, text)
        small = look.font("small")
        line = QRect(
            room.left(), line.bottom() + 1 + look.px(2), room.width(), QFontMetrics(small).height()
        )
        draw_found(painter, line, face.meta, face.found, small, quiet)

    def _chips_right(
        self, painter: QPainter, room: QRect, face: RowFace, ratio: float, *, selected: bool
    ) -> int:
        """Chips in columns at the right end; gives back where the texts must end."""
        look = theme()
        right = room.right()
        if face.at_right:
            metrics = look.metrics("table")
            width = max(metrics.horizontalAdvance(face.at_right), look.px(64))
            painter.setFont(look.font("table"))
            painter.setPen(look.colour("on-selection" if selected else "text-2"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(
                QRect(right - width, room.top(), width, room.height()), flags, face.at_right
            )
            right -= width + look.px(_CHIP_GAP)
        for chip, column in ((face.status, 132), (face.severity, 102)):
            if chip is None:
                continue
            size = chip_size(chip)
            width = max(look.px(column), size.width())
            top = room.top() + (room.height() - size.height()) // 2
            paint_chip(painter, QRect(QPoint(right - width, top), size), chip, ratio)
            right -= width + look.px(2)
        return right - look.px(6)

    def _chips_below(
        self, painter: QPainter, room: QRect, face: RowFace, top: int, ratio: float
    ) -> None:
        left = room.left()
        for chip in (face.severity, face.status):
            if chip is not None:
                size = chip_size(chip)
                size.setWidth(min(size.width(), room.right() - left))
                paint_chip(painter, QRect(QPoint(left, top), size), chip, ratio)
                left += size.width() + theme().px(8)

    def _text_height(self) -> int:
        look = theme()
        return look.metrics("table").height() + look.px(3) + look.metrics("small").height()

    def _narrow(self, option: QStyleOptionViewItem) -> bool:
        view = option.widget
        return isinstance(view, RecordList) and view.viewport().width() < theme().px(_NARROW)


def draw_found(
    painter: QPainter, line: QRect, text: str, found: Sequence[str], font: QFont, role: str
) -> None:
    """One line, cut at the end, with the words searched for on their mark and underlined."""
    look = theme()
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    for start, end in _places(shown, found):
        left = line.left() + metrics.horizontalAdvance(shown[:start])
        width = metrics.horizontalAdvance(shown[start:end])
        mark = QRect(left - 1, line.top(), width + 2, line.height())
        painter.fillRect(mark, look.colour("search-hit"))
        under = QRect(mark.left(), mark.bottom() - 1, mark.width(), 2)
        painter.fillRect(under, look.colour("warn-border"))
    painter.setFont(font)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setPen(look.colour(role))
    painter.drawText(line, flags, shown)
    if role == "on-selection":
        painter.setPen(look.colour("text"))
        for start, end in _places(shown, found):
            left = line.left() + metrics.horizontalAdvance(shown[:start])
            painter.drawText(QPoint(left, line.top() + metrics.ascent()), shown[start:end])


def _places(text: str, found: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words are in `text`, without regard to case."""
    low = text.lower()
    places = []
    for word in found:
        wanted = word.lower()
        at = low.find(wanted) if wanted else -1
        while at >= 0:
            places.append((at, at + len(wanted)))
            at = low.find(wanted, at + len(wanted))
    return places
