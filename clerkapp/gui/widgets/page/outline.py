"""The outline of a form: what is done, what has an error, what is to come. Each entry jumps there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGroupBox, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.widgets.basic.layouts import Column, clear
from clerkapp.gui.widgets.basic.painted import (
    AT_RIGHT,
    WRAP,
    PaintedButton,
    draw_text,
    text_height,
)
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


class _OutlineLine(PaintedButton):
    """Mark, title, note."""

    wide = 220
    least = (140, 31)

    def __init__(self) -> None:
        super().__init__()
        self._entry = OutlineEntry("", "")
        self._current = False
        self.prepare()

    def show_entry(self, entry: OutlineEntry, *, current: bool) -> None:
        """Show a section and whether the focus is in it."""
        self._entry, self._current = entry, current
        self.style_name = "strong" if current else "body"
        words = {"done": _("done"), "error": _("has something to fix"), "open": _("open")}
        self.setText(entry.title)
        parts = [entry.title, entry.note or ("" if entry.icon else words[entry.state])]
        if current:
            parts.append(_("current"))
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.restyle()

    def heightForWidth(self, width: int) -> int:
        """High enough for the title."""
        title = text_height("strong", self._entry.title, self._room(width))
        return max(theme().px(31), title + theme().px(11))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, mark, title, note."""
        del event
        look = theme()
        painter = self.smooth_painter()
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
        box = QRect(look.px(38), 0, self._room(self.width()), self.height())
        flags = Qt.AlignmentFlag.AlignVCenter.value | WRAP
        draw_text(painter, box, self._entry.title, style=self.style_name, role=text, flags=flags)
        if self._entry.note:
            role = "danger" if self._entry.state == "error" else quiet
            box = self.rect().adjusted(0, 0, -look.px(10), 0)
            draw_text(
                painter, box, self._entry.note, style="small-strong", role=role, flags=AT_RIGHT
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
