"""What happened, in order: time, dot, event; a heading for each day. Newest last."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from clerkapp.gui.theme.theme import theme
from clerkapp.wording.language import _

_ENTRY = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap.value
_TIME = 76
_DOT = 26
_GAP = 12


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event. `day` groups under a heading; `changes` are (what, old, new) of an amendment."""

    time: str
    text: str
    meta: str = ""
    day: str = ""
    icon: str = "circle"
    role: str = "text-2"
    struck: bool = False
    changes: tuple[tuple[str, str, str], ...] = ()

    def sentence(self) -> str:
        """For screen readers: "7:44 a.m., Two judges: Opened the path …"."""
        head = ", ".join(part for part in (self.time, self.meta) if part)
        said = [f"{head}: {self.text}" if head else self.text]
        if self.struck:
            said.append(_("struck through"))
        said += [
            _("{what}: was {old}, now {new}").format(what=what, old=old, new=new)
            for what, old, new in self.changes
        ]
        return ". ".join(said)


class Timeline(QListView):
    """As high as its entries; the page around it scrolls. Arrows read entry by entry."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_EntryDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().follow(self)

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these, in this order."""
        self._model.clear()
        day = ""
        for entry in entries:
            item = QStandardItem()
            item.setData((entry, entry.day if entry.day != day else ""), _ENTRY)
            item.setData(entry.sentence(), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
            day = entry.day
        self._fit()

    def entries(self) -> list[TimelineEntry]:
        """What is shown."""
        return [self._model.item(row).data(_ENTRY)[0] for row in range(self._model.rowCount())]

    def restyle(self) -> None:
        """Measure again."""
        self.setFont(theme().font("body"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not the list."""
        event.ignore()

    def ring_rect(self) -> QRect:
        """The focus ring lies around the current entry."""
        row = self.visualRect(self.currentIndex())
        if not row.isValid():
            return self.rect().adjusted(5, 5, -5, -5)
        return row.translated(self.viewport().mapTo(self, QPoint(0, 0))).adjusted(5, 0, -5, -4)

    def sizeHint(self) -> QSize:
        """All entries."""
        return QSize(theme().px(360), self.height())

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        width = self.viewport().width()
        height = sum(
            entry_height(*self._model.item(row).data(_ENTRY), width=width)
            for row in range(self._model.rowCount())
        )
        self.setFixedHeight(max(height, 1) + 2 * self.frameWidth())


def entry_height(entry: TimelineEntry, heading: str, *, width: int) -> int:
    """The height of an entry at a width."""
    look = theme()
    left, room = _columns(width)
    del left
    body = look.metrics("body").boundingRect(QRect(0, 0, room, 10_000), _WRAP, entry.text).height()
    height = max(body, look.px(_DOT) - look.px(3)) + look.px(18)
    if entry.meta:
        height += _small_height(entry.meta, room)
    height += sum(_change_height(change, room) + look.px(4) for change in entry.changes)
    if heading:
        height += look.metrics("small").height() + look.px(10)
    return height


def _columns(width: int) -> tuple[int, int]:
    """Where the text begins and how wide it is; the time stands above it in narrow columns."""
    look = theme()
    left = look.px(_DOT + _GAP)
    if not _stacked(width):
        left += look.px(_TIME + 11)
    return left, max(width - left - look.px(4), look.px(80))


def _stacked(width: int) -> bool:
    return width < theme().px(340)


def _small_height(text: str, room: int) -> int:
    box = QRect(0, 0, room, 10_000)
    return theme().metrics("small").boundingRect(box, _WRAP, text).height() + theme().px(2)


def _change_text(change: tuple[str, str, str]) -> str:
    what, old, new = change
    words = _("Was {old}, now {new}").format(old=old, new=new)
    return f"{what}: {words}" if what else words


def _change_height(change: tuple[str, str, str], room: int) -> int:
    look = theme()
    box = QRect(0, 0, room - look.px(16), 10_000)
    text = look.metrics("table").boundingRect(box, _WRAP, _change_text(change))
    return text.height() + look.px(8)


class _EntryDelegate(QStyledItemDelegate):
    """Paints one event."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The event at the list's width."""
        del option
        view = self.parent()
        width = view.viewport().width() if isinstance(view, Timeline) else 400
        entry, heading = index.data(_ENTRY)
        return QSize(theme().px(200), entry_height(entry, heading, width=width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Heading, time, dot with its line, texts."""
        entry, heading = index.data(_ENTRY)
        rect: QRect = option.rect
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = rect.top()
        if heading:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text-2"))
            height = look.metrics("small").height()
            painter.drawText(
                QRect(rect.left(), top, rect.width(), height), Qt.AlignmentFlag.AlignLeft, heading
            )
            top += height + look.px(10)
        last = index.row() == index.model().rowCount() - 1
        self._dot(painter, rect, top, entry, last=last)
        self._texts(painter, rect, top, entry)
        painter.restore()

    def _dot(
        self, painter: QPainter, rect: QRect, top: int, entry: TimelineEntry, *, last: bool
    ) -> None:
        look = theme()
        side = look.px(_DOT)
        left, _room = _columns(rect.width())
        x = rect.left() + left - look.px(_GAP) - side
        if not last:
            middle = x + side // 2
            painter.setPen(QPen(look.colour("border"), 2))
            painter.drawLine(middle, top + side, middle, rect.bottom() + 1)
        painter.setPen(QPen(look.colour(entry.role), 2))
        painter.setBrush(look.colour("surface"))
        painter.drawEllipse(QRect(x, top, side, side).adjusted(1, 1, -1, -1))
        icon = look.px(15)
        inset = (side - icon) // 2
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(x + inset, top + inset, look.pixmap(entry.icon, entry.role, icon, ratio))
        if not _stacked(rect.width()):
            painter.setFont(look.font("table-strong"))
            painter.setPen(look.colour("text"))
            box = QRect(rect.left(), top, look.px(_TIME), side)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, flags, entry.time)

    def _texts(self, painter: QPainter, rect: QRect, top: int, entry: TimelineEntry) -> None:
        look = theme()
        left, room = _columns(rect.width())
        x = rect.left() + left
        y = top + look.px(3)
        font = look.font("body")
        font.setStrikeOut(entry.struck)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        box = QRect(x, y, room, 10_000)
        body = painter.fontMetrics().boundingRect(box, _WRAP, entry.text)
        painter.drawText(box, _WRAP, entry.text)
        y += body.height()
        meta = entry.meta
        if _stacked(rect.width()):
            meta = ", ".join(part for part in (entry.time, meta) if part)
        if meta:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text-2"))
            painter.drawText(QRect(x, y + look.px(2), room, 10_000), _WRAP, meta)
            y += _small_height(meta, room)
        for change in entry.changes:
            y += look.px(4)
            height = _change_height(change, room)
            painter.setPen(QPen(look.colour("good-border"), look.line))
            painter.setBrush(look.colour("good-tint"))
            painter.drawRoundedRect(QRect(x, y, room, height - 1), look.px(4), look.px(4))
            painter.setFont(look.font("table"))
            painter.setPen(look.colour("text"))
            inner = QRect(x, y, room, height).adjusted(look.px(8), look.px(4), -look.px(8), 0)
            painter.drawText(inner, _WRAP, _change_text(change))
            y += height
