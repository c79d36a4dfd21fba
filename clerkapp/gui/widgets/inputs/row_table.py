"""Rows of fields: seals, actions, counts. A table when there is room, a card for each row when not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QGroupBox, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import FIELD_HEIGHT, TABLE_ROW_HEIGHT
from clerkapp.gui.widgets.basic.buttons import EdgeButton, IconButton
from clerkapp.gui.widgets.basic.control import Control, KeepsUnread, announce, set_property
from clerkapp.gui.widgets.basic.layouts import Column, Row
from clerkapp.gui.widgets.basic.tab_order import order_before
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.wording.language import _

_SQUEEZE = 0.88
"""How far columns may shrink before each row becomes a card."""
_REMOVE = 44


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: `make` gives a fresh control for a cell; `width` in pixels at 100 %.

    One that stands `below` has no column of its own: its cell is a second line under the row.
    """

    code: str
    label: str
    make: Callable[[], QWidget]
    width: int = 130
    below: bool = False


class _Entry:
    """One row: its controls by code, and whether it was struck out."""

    def __init__(self, columns: Sequence[TableColumn], *, recorded: bool) -> None:
        self.widgets: dict[str, QWidget] = {column.code: column.make() for column in columns}
        self.labels: dict[str, Label] = {
            column.code: Label(column.label, "small", "text-2") for column in columns
        }
        for code, label in self.labels.items():
            label.belong_to(self.control(code).entry())
        self.recorded = recorded
        self.struck = False
        self.remove = IconButton("x", _("Remove"))
        self.box = QFrame()

    def control(self, code: str) -> Control:
        """The cell's control."""
        return cast(Control, self.widgets[code])

    def value(self) -> dict[str, Any]:
        """The answered cells."""
        cells = {code: self.control(code).value() for code in self.widgets}
        return {code: cell for code, cell in cells.items() if cell is not None}


class RowTable(QGroupBox):
    """A list of rows. Value: list of {column code: cell value}; None when no row says anything.

    `row_name` is one row in words ("Seal"), `add_words` the button ("Add a seal"). Ctrl+Enter adds a
    row. A recorded row is struck through instead of removed, and can be put back.
    """

    changed = Signal()

    def __init__(
        self,
        columns: Sequence[TableColumn],
        *,
        row_name: str,
        add_words: str,
        least: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._across = tuple(column for column in self._columns if not column.below)
        self._below = tuple(column for column in self._columns if column.below)
        self._row_name = row_name
        self._least = least
        self._name = row_name
        self._entries: list[_Entry] = []
        self._wide: bool | None = None
        self._holders: list[QWidget] = []
        self._frame = QFrame()
        self._frame.setProperty("box", "card")
        self._grid = QGridLayout(self._frame)
        self._heads = [Label(column.label, "table", "text-2") for column in self._across]
        self._head = QFrame()
        self._head.setProperty("box", "sunken")
        self.add_button = EdgeButton(add_words, "plus", description=_("Ctrl+Enter in a row"))
        column = Column(6, parent=self)
        column.addWidget(self._frame)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.add_button.clicked.connect(self._add)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._add)
        self.set_value(None)
        theme().follow(self)

    def value(self) -> list[dict[str, Any]] | None:
        """The rows that say something and are not struck."""
        rows = [entry.value() for entry in self._entries if not entry.struck]
        return [row for row in rows if row] or None

    def set_value(
        self, value: Sequence[Mapping[str, Any]] | None, *, recorded: bool = False
    ) -> None:
        """Show stored rows. With `recorded`, they are struck through instead of removed."""
        self._drop_all()
        for row in value or ():
            self._append(row, recorded=recorded)
        while len(self._entries) < self._least:
            self._append({}, recorded=False)
        self._arrange()

    def unread(self) -> list[dict[str, Any]] | None:
        """Cells with text that cannot be read ({"row", "column", "typed"}), so that a draft keeps it.

        Rows count as in `value`; rows that hold nothing else follow.
        """
        rows = [entry for entry in self._entries if not entry.struck]
        rows.sort(key=lambda entry: not entry.value())
        unread = [
            {"row": number, "column": column.code, "typed": typed}
            for number, entry in enumerate(rows)
            for column in self._columns
            if isinstance(control := entry.control(column.code), KeepsUnread)
            and (typed := control.unread())
        ]
        return unread or None

    def set_unread(self, typed: Sequence[Mapping[str, Any]]) -> None:
        """Show again what could not be read."""
        for cell in typed:
            while len(self._entries) <= cell["row"]:
                self._append({}, recorded=False)
            control = self._entries[cell["row"]].control(cell["column"])
            if isinstance(control, KeepsUnread):
                control.set_unread(cell["typed"])
        self._arrange()

    def problem(self) -> str:
        """The first cell's problem, if any, with its place."""
        for number, entry in enumerate(self._entries, 1):
            for column in self._columns:
                problem = entry.control(column.code).problem()
                if problem:
                    return f"{self._row_name} {number}, {column.label}: {problem}"
        return ""

    def entry(self) -> QWidget:
        """The first cell, or the button that adds a row."""
        if not self._entries:
            return self.add_button
        return self._entries[0].control(self._columns[0].code).entry()

    def set_names(self, name: str, description: str) -> None:
        """The group's name; cells are named by row and column."""
        self._name = name
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._name_cells()

    def set_state(self, state: str) -> None:
        """The table has no border of its own; see `set_cell_state`."""
        self.setProperty("state", state)

    def set_cell_state(self, row: int, code: str, state: str) -> None:
        """Mark one cell "error" or "warning", or clear it; rows count from 0."""
        self._entries[row].control(code).set_state(state)

    def cell(self, row: int, code: str) -> Control:
        """One cell's control; rows count from 0."""
        return self._entries[row].control(code)

    def row_count(self) -> int:
        """Rows shown, struck ones too."""
        return len(self._entries)

    def add_row(self, value: Mapping[str, Any] | None = None) -> None:
        """Append a row and say nothing about it."""
        self._append(value or {}, recorded=False)
        self._arrange()

    def restyle(self) -> None:
        """Sizes from the theme."""
        self._wide = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Table or cards, by the width there is."""
        super().resizeEvent(event)
        if self._fits() != self._wide:
            self._arrange()

    def _fits(self) -> bool:
        wanted = sum(column.width for column in self._across) * _SQUEEZE
        return self.width() >= theme().px(wanted + _REMOVE)

    def _add(self) -> None:
        self.add_row()
        entry = self._entries[-1]
        entry.control(self._columns[0].code).entry().setFocus()
        self.changed.emit()
        announce(
            self,
            _("{row} {number} added").format(row=self._row_name, number=len(self._entries)),
        )

    def _append(self, row: Mapping[str, Any], *, recorded: bool) -> None:
        entry = _Entry(self._columns, recorded=recorded)
        for column in self._columns:
            control = entry.control(column.code)
            control.set_value(row.get(column.code))
            control.changed.connect(self.changed)
        entry.remove.clicked.connect(lambda: self._remove(entry))
        self._entries.append(entry)

    def _remove(self, entry: _Entry) -> None:
        place = self._entries.index(entry)
        if entry.recorded:
            entry.struck = not entry.struck
            for widget in entry.widgets.values():
                widget.setEnabled(not entry.struck)
                font = widget.font()
                font.setStrikeOut(entry.struck)
                widget.setFont(font)
            entry.remove.set_icon("history" if entry.struck else "x")
            self._name_cells()
        else:
            self._entries.remove(entry)
            self._let_go(entry)
            self._arrange()
            left = self._entries[min(place, len(self._entries) - 1)] if self._entries else None
            target = left.remove if left else self.add_button
            target.setFocus()
        self.changed.emit()

    def _let_go(self, entry: _Entry) -> None:
        for widget in (*entry.widgets.values(), *entry.labels.values(), entry.remove, entry.box):
            widget.hide()
            widget.setParent(self._frame)
            widget.deleteLater()

    def _drop_all(self) -> None:
        for entry in self._entries:
            self._let_go(entry)
        self._entries = []

    def _name_cells(self) -> None:
        for number, entry in enumerate(self._entries, 1):
            row = f"{self._row_name} {number}"
            for column in self._columns:
                struck = _(", struck through") if entry.struck else ""
                name = f"{row}, {column.label}{struck}"
                entry.control(column.code).set_names(name, "")
                entry.labels[column.code].setAccessibleName(name)
            words = _("Put back {row}") if entry.struck else _("Remove {row}")
            entry.remove.set_text(words.format(row=row))

    def _arrange(self) -> None:
        """Lay everything out anew, as a table or as cards."""
        wide = self._fits()
        self._wide = wide
        worn, self._holders = self._holders, []
        while self._grid.takeAt(0) is not None:
            pass
        for place in range(max(self._grid.columnCount(), len(self._columns) + 1)):
            self._grid.setColumnStretch(place, 0)
            self._grid.setColumnMinimumWidth(place, 0)
        self._frame.setVisible(bool(self._entries))
        set_property(self._frame, "box", "card" if wide else "")
        for label in (*self._heads, self._head):
            label.setParent(self._frame)
            label.setVisible(wide)
        if wide:
            self._as_table()
        else:
            self._as_cards()
        for holder in worn:
            holder.hide()
            holder.deleteLater()
        self._name_cells()
        order_before(self.add_button, self._frame)

    def _as_table(self) -> None:
        look = theme()
        self._grid.setContentsMargins(1, 1, 1, look.px(5))
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(self._head, 0, 0, 1, len(self._across) + 1)
        self._head.lower()
        for place, (column, head) in enumerate(zip(self._across, self._heads, strict=True)):
            head.setContentsMargins(look.px(11), 0, look.px(5), 0)
            head.setMinimumHeight(look.px(TABLE_ROW_HEIGHT))
            self._grid.addWidget(head, 0, place, Qt.AlignmentFlag.AlignVCenter)
            self._grid.setColumnStretch(place, column.width)
        # A time says under itself how it was understood: the cells beside it stay in its line.
        top = Qt.AlignmentFlag.AlignTop
        for line, entry in zip(range(1, 2 * len(self._entries), 2), self._entries, strict=True):
            for place, column in enumerate(self._across):
                cell = self._cell(entry.widgets[column.code], margins=(6, 6, 5, 6))
                self._grid.addWidget(cell, line, place, top)
                entry.labels[column.code].setParent(entry.box)
                entry.labels[column.code].hide()
            remove = self._cell(entry.remove, margins=(0, 6, 0, 6))
            self._grid.addWidget(remove, line, len(self._across), top)
            if self._below:
                self._grid.addWidget(self._second_line(entry), line + 1, 0, 1, len(self._across))

    def _second_line(self, entry: _Entry) -> QWidget:
        """What is under a row, each with its label before it."""
        holder = QWidget(self._frame)
        row = Row(8, (12, 0, 5, 8), holder)
        for column in self._below:
            label, widget = entry.labels[column.code], entry.widgets[column.code]
            label.setWordWrap(False)
            row.addWidget(label)
            row.addWidget(widget)
            row.addSpacing(theme().px(8))
            label.show()
            widget.show()
        if all(
            w.sizePolicy().horizontalPolicy() != QSizePolicy.Policy.Expanding
            for w in (entry.widgets[c.code] for c in self._below)
        ):
            row.addStretch(1)
        holder.show()
        self._holders.append(holder)
        return holder

    def _cell(self, widget: QWidget, margins: tuple[int, int, int, int]) -> QWidget:
        holder = QWidget(self._frame)
        holder.setMinimumHeight(theme().px(FIELD_HEIGHT + margins[1] + margins[3]))
        Column(2, margins, holder).addWidget(widget)
        widget.show()
        holder.show()
        self._holders.append(holder)
        return holder

    def _as_cards(self) -> None:
        look = theme()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(look.px(10))
        self._grid.setColumnStretch(0, 1)
        for line, entry in enumerate(self._entries):
            box = QFrame(self._frame)
            box.setProperty("box", "card")
            column = Column(4, (14, 8, 14, 14), box)
            head = Row(8)
            head.addWidget(Label(f"{self._row_name} {line + 1}", "h3", "text-2"), 1)
            head.addWidget(entry.remove)
            column.addLayout(head)
            for part in self._columns:
                entry.labels[part.code].setWordWrap(True)
                column.addWidget(entry.labels[part.code])
                column.addWidget(entry.widgets[part.code])
                column.addSpacing(6)
                entry.labels[part.code].show()
                entry.widgets[part.code].show()
            entry.remove.show()
            self._grid.addWidget(box, line, 0)
            box.show()
            self._holders.append(box)
