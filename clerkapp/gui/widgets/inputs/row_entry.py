"""One row of a row table: its controls, what was typed into them, and what removes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtWidgets import QFrame, QWidget

from clerkapp.gui.theme.theme import theme
from clerkapp.gui.theme.tokens import FIELD_HEIGHT
from clerkapp.gui.widgets.basic.buttons import Button, IconButton
from clerkapp.gui.widgets.basic.control import Control, KeepsUnread, set_property
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.wording.language import _


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


class RemoveButton(IconButton):
    """Takes its row away: an icon in a table, with its word on a card."""

    _words = False

    def show_words(self, *, shown: bool) -> None:
        """Say in words what it does."""
        self._words = shown
        set_property(self, "look", "quiet" if shown else "icon")
        self._say()
        self.restyle()

    def set_text(self, text: str) -> None:
        """The row it is about belongs to the name."""
        super().set_text(text)
        self._say()

    def restyle(self) -> None:
        """A square, or as wide as the word."""
        super().restyle()
        if self._words:
            side = theme().px(FIELD_HEIGHT)
            self.setMaximumWidth(16777215)
            self.setMinimumWidth(Button.sizeHint(self).width())
            self.setFixedHeight(side)

    def _say(self) -> None:
        words = _("Put back") if self._icon == "history" else _("Remove")
        self.setText(f" {words}" if self._words else "")


class RowEntry:
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
        self.remove = RemoveButton("x", _("Remove"))
        self.box = QFrame()

    def control(self, code: str) -> Control:
        """The cell's control."""
        return cast(Control, self.widgets[code])

    def value(self) -> dict[str, Any]:
        """The answered cells."""
        cells = {code: self.control(code).value() for code in self.widgets}
        return {code: cell for code, cell in cells.items() if cell is not None}

    def unread(self) -> dict[str, Any]:
        """What was typed into cells and cannot be read."""
        cells = {
            code: control.unread()
            for code in self.widgets
            if isinstance(control := self.control(code), KeepsUnread)
        }
        return {code: typed for code, typed in cells.items() if typed}

    def show_unread(self, cells: Mapping[str, Any]) -> None:
        """Show it again."""
        for code, typed in cells.items():
            control = self.control(code)
            if isinstance(control, KeepsUnread):
                control.set_unread(typed)


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A row that was taken away, and what it takes to put it back."""

    place: int
    value: dict[str, Any]
    unread: dict[str, Any]
