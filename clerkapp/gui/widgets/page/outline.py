"""The outline of a form: what is done, what has an error, what is to come. Each entry jumps there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.height import fit_height
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.tab_order import order_inside
from clerkapp.wording.language import _

_MARKS = {
    "done": ("circle-check", "good"),
    "error": ("alert-circle", "danger"),
    "open": ("circle", "text-3"),
}


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section: code, title, state "done", "error" or "open", and a note ("1 to fix").

    With an `icon` the section has no state: a list of places instead of a form's parts.
    """

    code: str
    title: str
    state: str = "open"
    note: str = ""
    icon: str = ""


class Outline(QGroupBox):
    """`picked` carries a section's code."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._column = Column(0, parent=self)
        self._entries: tuple[OutlineEntry, ...] = ()
        self._current = ""
        self._lines: list[_OutlineLine] = []

    def set_entries(self, entries: Sequence[OutlineEntry]) -> None:
        """Show these sections; the lines stay when only states changed."""
        if [entry.code for entry in entries] != [entry.code for entry in self._entries]:
            clear(self._column)
            self._lines = []
            for entry in entries:
                line = _OutlineLine()
                line.clicked.connect(lambda _checked=False, code=entry.code: self.picked.emit(code))
                self._column.addWidget(line)
                self._lines.append(line)
            order_inside(self)
        self._entries = tuple(entries)
        self._show()

    def set_current(self, code: str) -> None:
        """The section that has the focus."""
        self._current = code
        self._show()

    def entry(self) -> QWidget:
        """The current section's line, or the first."""
        codes = [entry.code for entry in self._entries]
        place = codes.index(self._current) if self._current in codes else 0
        return self._lines[place] if self._lines else self

    def _show(self) -> None:
        for entry, line in zip(self._entries, self._lines, strict=True):
            line.show_entry(entry, current=entry.code == self._current)


class _OutlineLine(QAbstractButton):
    """Mark, title, note."""

    def __init__(self) -> None:
        super().__init__()
        self._entry = OutlineEntry("", "")
        self._current = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().follow(self)

    def restyle(self) -> None:
        """Font from the theme."""
        self.setFont(theme().font("strong" if self._current else "body"))
        fit_height(self)
        self.update()

    def show_entry(self, entry: OutlineEntry, *, current: bool) -> None:
        """Show a section and whether the focus is in it."""
        self._entry, self._current = entry, current
        words = {"done": _("done"), "error": _("has something to fix"), "open": _("open")}
        self.setText(entry.title)
        parts = [entry.title, entry.note or ("" if entry.icon else words[entry.state])]
        if current:
            parts.append(_("current"))
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter jumps there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher."""
        super().resizeEvent(event)
        fit_height(self)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(theme().px(220), self.heightForWidth(theme().px(220)))

    def minimumSizeHint(self) -> QSize:
        """Titles wrap."""
        return QSize(theme().px(140), theme().px(31))

    def hasHeightForWidth(self) -> bool:
        """Titles wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """High enough for the title."""
        wrap = Qt.TextFlag.TextWordWrap.value
        room = QRect(0, 0, self._room(width), 10_000)
        words = theme().metrics("strong").boundingRect(room, wrap, self._entry.title)
        return max(theme().px(31), words.height() + theme().px(11))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, mark, title, note."""
        del event
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icon, role = _MARKS[self._entry.state]
        if self._entry.icon:
            icon, role = self._entry.icon, "text-2"
        text, quiet = "text", "text-2"
        if self._current:
            self._paint_current(painter)
            if not look.contrast:
                text = quiet = "on-selection"
        elif self.underMouse():
            painter.fillRect(self.rect(), look.colour("sunken"))
        side = look.px(20)
        pixmap = look.pixmap(icon, role, side, self.devicePixelRatioF())
        painter.drawPixmap(look.px(9), (self.height() - side) // 2, pixmap)
        painter.setFont(self.font())
        painter.setPen(look.colour(text))
        left = look.px(38)
        box = QRect(left, 0, self._room(self.width()), self.height())
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(box, flags, self._entry.title)
        if self._entry.note:
            painter.setFont(look.font("small-strong"))
            painter.setPen(look.colour("danger" if self._entry.state == "error" else quiet))
            box = self.rect().adjusted(0, 0, -look.px(10), 0)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._entry.note
            )

    def _paint_current(self, painter: QPainter) -> None:
        look = theme()
        painter.setPen(
            QPen(look.colour("danger-border" if self._entry.state == "error" else "text"), 2)
            if look.contrast
            else Qt.PenStyle.NoPen
        )
        painter.setBrush(look.colour("surface" if look.contrast else "selection"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(5), look.px(5))

    def _room(self, width: int) -> int:
        look = theme()
        room = width - look.px(46)
        if self._entry.note:
            room -= look.metrics("small-strong").horizontalAdvance(self._entry.note) + look.px(12)
        return max(room, look.px(60))
