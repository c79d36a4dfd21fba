"""Rows of fields: seals, actions, counts. A table when there is room, a card for each row when not."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QGroupBox, QSizePolicy, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import FIELD_HEIGHT, TABLE_ROW_HEIGHT
from clerkapp.gui.widgets.basic.buttons import Button, EdgeButton
from clerkapp.gui.widgets.basic.control import Control, announce, set_property
from clerkapp.gui.widgets.basic.layouts import Column, Row
from clerkapp.gui.widgets.basic.tab_order import order_before
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.basic.undo import UndoLine
from clerkapp.gui.widgets.inputs.row_entry import RemovedRow, RowEntry, TableColumn
from clerkapp.wording.language import _

__all__ = ["RowTable", "TableColumn"]

_SQUEEZE = 0.88
"""How far columns may shrink before each row becomes a card."""
_REMOVE = 44
_NARROWEST = 200


class RowTable(QGroupBox):
    """A list of rows. Value: list of {column code: cell value}; None when no row says anything.

    `row_name` is one row in words ("Seal"), `add_words` the button ("Add a seal"). Ctrl+Shift+Enter
    adds a row. A recorded row is struck through instead of removed; both can be put back. Tab goes
    through a row as it is read, at last to what removes it, and from the last row to the button.
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
        self._entries: list[RowEntry] = []
        self._wide: bool | None = None
        self._holders: list[QWidget] = []
        self._removed: list[RemovedRow] = []
        self._frame = QFrame()
        self._frame.setProperty("box", "card")
        self._grid = QGridLayout(self._frame)
        self._heads = [Label(column.label, "table", "text-2") for column in self._across]
        self._head = QFrame()
        self._head.setProperty("box", "sunken")
        self.add_button = EdgeButton(add_words, "plus", description=_("Ctrl+Shift+Enter in a row"))
        self._gone = UndoLine()
        self.undo_button = self._gone.button
        column = Column(6, parent=self)
        column.addWidget(self._frame)
        column.addWidget(self._gone)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.add_button.clicked.connect(self._add)
        self.undo_button.clicked.connect(self._put_back)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
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
        self._removed = []
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
        found = [
            {"row": number, "column": code, "typed": typed}
            for number, entry in enumerate(rows)
            for code, typed in entry.unread().items()
        ]
        return found or None

    def set_unread(self, typed: Sequence[Mapping[str, Any]]) -> None:
        """Show again what could not be read."""
        for cell in typed:
            while len(self._entries) <= cell["row"]:
                self._append({}, recorded=False)
            self._entries[cell["row"]].show_unread({cell["column"]: cell["typed"]})
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

    def go_on_from(self, cell: QWidget) -> bool:
        """Enter: to the next cell, at last to the button for another row; never to one that removes a
        row or opens a calendar."""
        at: QWidget | None = cell
        while at is not None and at.focusNextChild():
            at = self.window().focusWidget()
            if at is self.add_button or not isinstance(at, Button):
                return True
        return False

    def restyle(self) -> None:
        """Sizes from the theme."""
        self._wide = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Table or cards, by the width there is."""
        super().resizeEvent(event)
        if self._fits() != self._wide:
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Rows become cards in a narrow column, and do not widen it."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().px(_NARROWEST)), hint.height())

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
        self._entries.append(self._made(row, recorded=recorded))

    def _made(self, row: Mapping[str, Any], *, recorded: bool) -> RowEntry:
        entry = RowEntry(self._columns, recorded=recorded)
        for column in self._columns:
            control = entry.control(column.code)
            control.set_value(row.get(column.code))
            control.changed.connect(self.changed)
        entry.remove.clicked.connect(lambda: self._remove(entry))
        return entry

    def _remove(self, entry: RowEntry) -> None:
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
            self.changed.emit()
            return
        gone = RemovedRow(place, entry.value(), entry.unread())
        said = bool(gone.value or gone.unread)
        self._entries.remove(entry)
        if said:
            self._removed.append(gone)
        self._let_go(entry)
        self._arrange()
        # Nothing that the same key would take away as well.
        (self.undo_button if said else self.add_button).setFocus()
        self.changed.emit()
        if said:
            announce(self, self._gone.words.text())

    def _put_back(self) -> None:
        """The row that was removed last stands again where it stood."""
        gone = self._removed.pop()
        entry = self._made(gone.value, recorded=False)
        entry.show_unread(gone.unread)
        self._entries.insert(min(gone.place, len(self._entries)), entry)
        self._arrange()
        entry.control(self._columns[0].code).entry().setFocus()
        self.changed.emit()

    def _let_go(self, entry: RowEntry) -> None:
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
        words = ""
        if self._removed:
            words = _("{row} {number} is removed.").format(
                row=self._row_name, number=self._removed[-1].place + 1
            )
        self._gone.say(words)
        order_before(self.add_button, self._frame, self._gone)

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
            entry.remove.show_words(shown=False)
            if self._below:
                whole = len(self._across) + 1
                self._grid.addWidget(self._second_line(entry), line + 1, 0, 1, whole)
            else:
                remove = self._cell(entry.remove, margins=(0, 6, 0, 6))
                self._grid.addWidget(remove, line, len(self._across), top)

    def _second_line(self, entry: RowEntry) -> QWidget:
        """What stands under a row, each with its label before it."""
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
        row.addWidget(entry.remove)
        entry.remove.show()
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
            column.addWidget(Label(f"{self._row_name} {line + 1}", "h3", "text-2"))
            for part in self._columns:
                entry.labels[part.code].setWordWrap(True)
                column.addWidget(entry.labels[part.code])
                column.addWidget(entry.widgets[part.code])
                column.addSpacing(6)
                entry.labels[part.code].show()
                entry.widgets[part.code].show()
            entry.remove.show_words(shown=True)
            column.addWidget(entry.remove, 0, Qt.AlignmentFlag.AlignRight)
            entry.remove.show()
            self._grid.addWidget(box, line, 0)
            box.show()
            self._holders.append(box)
