"""The rail: where one is, who is signed in, and Lock. Wide, narrow, or a bar along the top."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from clerkapp.gui.theme import tokens
from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.buttons import RailButton, SecondaryButton
from clerkapp.gui.widgets.basic.control import set_property
from clerkapp.gui.widgets.basic.layouts import Column, Divider, Row, clear
from clerkapp.gui.widgets.basic.painted import WRAP, PaintedButton, draw_text, text_height
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.gui.widgets.basic.text import IconLabel, Label
from clerkapp.wording.language import _

_LOCK_WORD = 40
WIDE, NARROW, TOP = "wide", "narrow", "top"


@dataclass(frozen=True, slots=True)
class RailPlace:
    """A place on the rail: `key` is told by `chosen`; `short` is on the narrow rail."""

    key: str
    words: str
    short: str
    icon: str


@dataclass(frozen=True, slots=True)
class RailFace:
    """Office and person. The short forms are on the narrow rail."""

    office: str
    office_short: str
    station: str
    station_short: str
    person: str
    person_short: str
    function: str


def rail_form(effective: float) -> str:
    """The rail's form at an effective width."""
    if effective >= tokens.WIDE:
        return WIDE
    return NARROW if effective >= tokens.NARROW else TOP


class RailItem(PaintedButton):
    """One place. Selected: fill, mark at the left edge, bold. Its height is that of the rail's width."""

    def __init__(self, place: RailPlace, *, narrow: bool, current: bool) -> None:
        super().__init__(place.short if narrow else place.words)
        self.place = place
        self._narrow = narrow
        self._current = current
        plain, bold = ("small", "small-strong") if narrow else ("body", "strong")
        self.style_name = bold if current else plain
        name = place.words
        self.setAccessibleName(_("{place}, current").format(place=name) if current else name)
        self.prepare()

    def sizeHint(self) -> QSize:
        """The rail's width."""
        width = theme().px(76 if self._narrow else 184)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Icon above words on the narrow rail, beside them on the wide."""
        del width
        look = theme()
        words = text_height(self.style_name, self.text(), look.px(74 if self._narrow else 130))
        if self._narrow:
            return max(look.px(tokens.RAIL_ITEM_HEIGHT_NARROW), look.px(36) + words)
        return max(look.px(tokens.RAIL_ITEM_HEIGHT), words + look.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, mark, icon, words."""
        del event
        look = theme()
        painter = self.smooth_painter()
        lit = self._current or self.underMouse()
        role = "rail-on-selected" if lit else "rail-text"
        painter.setPen(Qt.PenStyle.NoPen)
        if lit:
            painter.setBrush(look.colour("rail-selected"))
            radius = look.px(tokens.RADIUS_CONTROL)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self._current:
            painter.fillRect(QRect(0, 0, 4, self.height()), look.colour("rail-mark"))
        side = look.px(20)
        pixmap = look.pixmap(self.place.icon, role, side, self.devicePixelRatioF())
        if self._narrow:
            corner = QPoint((self.width() - side) // 2, look.px(8))
            box = QRect(0, look.px(30), self.width(), self.height() - look.px(32))
            align = Qt.AlignmentFlag.AlignHCenter
        else:
            corner = QPoint(look.px(16), (self.height() - side) // 2)
            box = self.rect().adjusted(look.px(48), 0, -look.px(6), 0)
            align = Qt.AlignmentFlag.AlignVCenter
        painter.drawPixmap(corner, pixmap)
        flags = align.value | WRAP
        draw_text(painter, box, self.text(), style=self.style_name, role=role, flags=flags)


class Rail(QFrame):
    """Office, places, person, Lock. `chosen` carries a place's key."""

    chosen = Signal(str)
    lock_asked = Signal()

    def __init__(
        self, places: Sequence[RailPlace], face: RailFace, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("box", "rail")
        self.setProperty("rail", True)
        self.setAccessibleName(_("Places"))
        self._places = list(places)
        self._face = face
        self._current = places[0].key if places else ""
        self._form = ""
        self._items: list[RailItem] = []
        self._body = QWidget()
        self._column = Column(0, parent=self._body)
        Column(0, parent=self).addWidget(self._body)
        self._menu: QMenu | None = None
        self.set_form(WIDE)
        theme().changed.connect(self._build)

    @property
    def form(self) -> str:
        """ "wide", "narrow" or "top"."""
        return self._form

    def set_form(self, form: str) -> None:
        """Take the form of the window's effective width (`rail_form`)."""
        if form != self._form:
            self._form = form
            self._build()

    def set_current(self, key: str) -> None:
        """Light a place."""
        if key != self._current:
            self._current = key
            self._build()

    def set_face(self, face: RailFace) -> None:
        """Another person or office."""
        self._face = face
        self._build()

    def items(self) -> list[RailItem]:
        """The places shown, in order."""
        return list(self._items)

    def _build(self) -> None:
        focused = next((item.place for item in self._items if item.hasFocus()), None)
        clear(self._column)
        self._items = []
        if self._form == TOP:
            self._build_top()
        else:
            self._build_side(narrow=self._form == NARROW)
        order_inside(self)
        for item in self._items:
            if item.place == focused:
                item.setFocus()

    def _build_side(self, *, narrow: bool) -> None:
        look = theme()
        width = tokens.RAIL_WIDTH_NARROW if narrow else tokens.RAIL_WIDTH
        self.setMinimumSize(look.px(width), 0)
        self.setMaximumSize(look.px(width), 16777215)
        face = self._face
        holder = QWidget()
        margins = (8, 16, 8, 14) if narrow else (14, 20, 14, 16)
        column = Column(0, margins, holder)
        office = Label(face.office_short if narrow else face.office, "h2", "rail-text")
        station = Label(face.station_short if narrow else face.station, "small", "rail-text-2")
        if narrow:
            office.set_style("strong")
            for label in (office, station):
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(office)
        column.addSpacing(look.px(6))
        column.addWidget(station)
        column.addSpacing(look.px(12 if narrow else 18))
        if not narrow:
            column.addWidget(Divider("rail-line"))
            column.addSpacing(look.px(14))
        for place in self._places:
            item = RailItem(place, narrow=narrow, current=place.key == self._current)
            item.clicked.connect(lambda _checked=False, key=place.key: self.chosen.emit(key))
            column.addWidget(item)
            column.addSpacing(look.px(2))
            self._items.append(item)
        column.addStretch(1)
        if narrow:
            self._person_narrow(column)
        else:
            self._person_wide(column)
        self._column.addWidget(holder, 1)
        holder.show()

    def _person_wide(self, column: Column) -> None:
        look = theme()
        column.addWidget(Divider("rail-line"))
        column.addSpacing(look.px(14))
        person = Row(10)
        person.addWidget(IconLabel("user-circle", "rail-text", 24))
        names = Column(1)
        names.addWidget(Label(self._face.person, "strong", "rail-text"))
        names.addWidget(Label(self._face.function, "small", "rail-text-2"))
        person.addLayout(names, 1)
        column.addLayout(person)
        column.addSpacing(look.px(12))
        foot = Row(8)
        foot.addWidget(self._lock())
        foot.addStretch(1)
        foot.addWidget(Label("Ctrl+L", "small", "rail-text-2", wrap=False))
        column.addLayout(foot)

    def _person_narrow(self, column: Column) -> None:
        center = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel("user-circle", "rail-text", 24), 0, center)
        name = Label(self._face.person_short, "small", "rail-text")
        name.setAlignment(center)
        column.addWidget(name)
        column.addSpacing(theme().px(10))
        # A longer word than "Lock" needs the room of the icon.
        fits = theme().metrics("body").horizontalAdvance(_("Lock")) <= theme().px(_LOCK_WORD)
        lock = self._lock("lock" if fits else "")
        set_property(lock, "dim", "slim")
        lock.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addWidget(lock)

    def _build_top(self) -> None:
        self.setMinimumSize(0, 0)
        self.setMaximumSize(16777215, 16777215)
        holder = QWidget()
        row = Row(12, (12, 6, 12, 6), holder)
        menu = SecondaryButton(_("Menu"), "menu-2")
        menu.clicked.connect(lambda: self._open_menu(menu))
        row.addWidget(menu)
        row.addStretch(1)
        row.addWidget(Label(self._face.person, "body", "rail-text"))
        lock = SecondaryButton(_("Lock"), "lock", description="Ctrl+L")
        lock.clicked.connect(self.lock_asked)
        row.addWidget(lock)
        self._column.addWidget(holder)
        holder.show()

    def _lock(self, icon: str = "lock") -> RailButton:
        lock = RailButton(_("Lock"), icon, description="Ctrl+L")
        lock.clicked.connect(self.lock_asked)
        return lock

    def _open_menu(self, button: QWidget) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = QMenu(self)
        self._menu.setFont(theme().font("body"))
        for place in self._places:
            action = self._menu.addAction(theme().icon(place.icon), place.words)
            action.setData(place.key)
        self._menu.triggered.connect(lambda action: self.chosen.emit(action.data()))
        self._menu.popup(button.mapToGlobal(QPoint(0, button.height())))


class RailFrame(QWidget):
    """Rail and page: side by side, or the rail on top when the effective width is under 640."""

    def __init__(self, rail: Rail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = rail
        self.pages = QStackedWidget()
        self.above = Column(8)
        beside = QWidget()
        column = Column(0, parent=beside)
        column.addLayout(self.above)
        column.addWidget(self.pages, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(rail)
        self._box.addWidget(beside, 1)
        theme().follow(self)

    def restyle(self) -> None:
        """Choose the form anew."""
        form = rail_form(theme().effective(self.width()))
        top = form == TOP
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if top else QBoxLayout.Direction.LeftToRight
        )
        self.rail.set_form(form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the form anew."""
        super().resizeEvent(event)
        self.restyle()
