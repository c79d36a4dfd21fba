"""What happened, in order: time, dot, event; a heading for each day. Newest last."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
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
    """One event. `day` groups under a heading; `changes` are (what, old, new) of an amendment, old "" for
    what was not answered before."""

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
        parts = [f"{head}: {self.text}" if head else self.text]
        if self.struck:
            parts.append(_("struck through"))
        parts += [
            _("{what}: was {old}, now {new}").format(what=what, old=old, new=new)
            if old
            else _("{what}: {new}").format(what=what, new=new)
            for what, old, new in self.changes
        ]
        return ". ".join(parts)


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
        """The focus ring is around the current entry."""
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
    """Where the text begins and how wide it is; the time is above it in narrow columns."""
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


def _change_boxes(change: tuple[str, str, str], room: int) -> tuple[QRect, QRect, bool]:
    """Where "Was" and "Now" stand, from the top left, and whether they are side by side. Without an
    answer before, "Was" has no room and is not drawn."""
    look = theme()
    sizes = []
    for word, value in zip((_("Was"), _("Now")), change[1:], strict=True):
        head = look.metrics("small-strong").horizontalAdvance(word) + look.px(22)
        metrics = look.metrics("table")
        widest = min(metrics.horizontalAdvance(value) + 2, max(room - head, look.px(60)))
        text = metrics.boundingRect(QRect(0, 0, widest, 10_000), _WRAP, value)
        sizes.append(QSize(head + widest, text.height() + look.px(8)))
    was, now = sizes
    if not change[1]:
        was = QSize(0, 0)
    top = look.metrics("small").height() + look.px(2) if change[0] else 0
    gap = look.px(30) if change[1] else 0
    beside = was.width() + gap + now.width() <= room
    if beside:
        height = max(was.height(), now.height())
        after = QRect(was.width() + gap, top, now.width(), height)
        return QRect(0, top, was.width(), height), after, True
    under = QPoint(0, top + was.height() + look.px(4))
    return QRect(QPoint(0, top), was), QRect(under, now), False


def _change_height(change: tuple[str, str, str], room: int) -> int:
    return _change_boxes(change, room)[1].bottom() + 1


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
            self._change(painter, QPoint(x, y), room, change)
            y += _change_height(change, room)

    def _change(
        self, painter: QPainter, corner: QPoint, room: int, change: tuple[str, str, str]
    ) -> None:
        look = theme()
        if change[0]:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text-2"))
            painter.drawText(QRect(corner, QSize(room, 10_000)), _WRAP, change[0])
        was, now, beside = _change_boxes(change, room)
        was.translate(corner)
        now.translate(corner)
        if change[1]:
            self._value(painter, was, "danger", (_("Was"), change[1]))
        self._value(painter, now, "good", (_("Now"), change[2]))
        if beside and change[1]:
            side = look.px(18)
            ratio = painter.device().devicePixelRatio()
            left = was.right() + (now.left() - was.right() - side) // 2
            arrow = look.pixmap("arrow-right", "text-2", side, ratio)
            painter.drawPixmap(left, was.center().y() - side // 2, arrow)

    def _value(self, painter: QPainter, box: QRect, tone: str, said: tuple[str, str]) -> None:
        look = theme()
        word, value = said
        painter.setPen(QPen(look.colour(f"{tone}-border"), look.line))
        painter.setBrush(look.colour(f"{tone}-tint"))
        edge = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.px(4), look.px(4))
        painter.setFont(look.font("small-strong"))
        painter.setPen(look.colour(tone))
        inner = box.adjusted(look.px(8), look.px(4), -look.px(6), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft, word)
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(word) + look.px(6))
        font = look.font("table")
        font.setStrikeOut(tone == "danger")
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        painter.drawText(inner, _WRAP, value)
