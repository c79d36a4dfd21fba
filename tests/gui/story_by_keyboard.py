"""Fills a form by keyboard alone, as somebody does who knows the story, and counts the keys.

It goes from field to field as the form leads, answers what the story says, and passes over the rest:
nothing here knows an order, so that a form that folds or grows is filled as it stands.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.choosing.matching import found
from clerkapp.gui.widgets.inputs.checks import Checks, Flag
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.person import PersonField
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.widgets.inputs.text_area import TextArea
from clerkapp.gui.widgets.inputs.time_field import TimeField
from clerkapp.gui.widgets.lists.count import Count
from clerkapp.gui.widgets.lists.fold_line import FoldLine
from clerkapp.wording.labels import section_label
from tests.gui.keyboard import Keyboard

ENTER, TAB, SPACE, RIGHT = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Right
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FARTHEST = 400


class Typist:
    """`tell` answers what `story` says: {code: what is typed or chosen}; rows are lists of such."""

    def __init__(self, screen: FormScreen, keys: Keyboard) -> None:
        self._screen = screen
        self._keys = keys

    def tell(self, story: Mapping[str, Any]) -> None:
        """Go through the form until all of it is said."""
        waiting = dict(story)
        passed: list[str] = []
        for _step in range(FARTHEST):
            if not waiting:
                return
            field = self._field()
            if field is None or field.code not in waiting:
                passed.append(field.code if field is not None else "-")
                if not self._opened(waiting):
                    self._pass(field)
                continue
            value = waiting.pop(field.code)
            self._answer(field.control, value)
            QApplication.processEvents()
        raise AssertionError(f"never reached: {sorted(waiting)} after {passed[:90]}")

    def _field(self) -> Field | None:
        at: QWidget | None = self._screen.window().focusWidget()
        while at is not None and not isinstance(at, Field):
            at = at.parentWidget()
        return at

    def _opened(self, waiting: Mapping[str, Any]) -> bool:
        """On the line of a folded block that has something to say: it was opened."""
        focused = self._screen.window().focusWidget()
        for section in self._screen.model.kind.sections:
            named = isinstance(focused, FoldLine) and focused.accessibleName().startswith(
                section_label(section.code)
            )
            if named and any(one.code in waiting for one in section.fields):
                self._keys.press(ENTER)
                QApplication.processEvents()
                self._keys.press(TAB)
                return True
        return False

    def _pass(self, field: Field | None) -> None:
        """On to the next field: Enter where it goes on, Tab from a button and a text."""
        focused = self._screen.window().focusWidget()
        stays = field is None or isinstance(focused, Button) or isinstance(field.control, TextArea)
        self._keys.press(TAB if stays else ENTER)

    def _answer(self, control: Any, value: Any) -> None:
        """Say it; what goes on by itself is on the next field then."""
        keys = self._keys
        if isinstance(control, RowTable):
            self._rows(control, value)
        elif isinstance(control, PersonField):
            self._choose(control.entry(), value)
        elif isinstance(control, Choice):
            self._choose(control, value)
        elif isinstance(control, Segment):
            place = list(control._parts).index(value)
            keys.press(SPACE) if place == 0 else keys.press(RIGHT, times=place)
            keys.press(ENTER)
        elif isinstance(control, Checks):
            self._tick(control, value)
        elif isinstance(control, Flag):
            keys.press(SPACE)
            keys.press(ENTER)
        elif isinstance(control, Count):
            number, precision = value
            keys.type(str(number))
            QApplication.processEvents()  # what a number opens comes while the hand moves on
            if precision == "estimate":
                keys.press(TAB)
                keys.press(RIGHT)
            keys.press(ENTER)
        elif isinstance(control, TextArea):
            keys.type(value)
            keys.press(TAB)
        else:
            assert isinstance(control, Line | TimeField), control
            keys.type(value)
            keys.press(ENTER)

    def _choose(self, widget: QWidget, code: str) -> None:
        """As many letters as the entry needs; Enter takes it and goes on. Other text is typed."""
        assert isinstance(widget, Choice)
        words = [widget.itemText(place) for place in range(widget.count())]
        place = widget.findData(code)
        if place < 0:
            self._keys.type(code)
        else:
            self._keys.letters(_fewest(words, place))
        self._keys.press(ENTER)

    def _tick(self, checks: Checks, codes: Sequence[str]) -> None:
        left = list(codes)
        for code in checks._boxes:
            if code in left:
                self._keys.press(SPACE)
                left.remove(code)
            if not left:
                break
            self._keys.press(TAB)
        assert not left, left
        self._keys.press(ENTER)

    def _rows(self, table: RowTable, rows: Sequence[Mapping[str, Any]]) -> None:
        keys = self._keys
        for number, row in enumerate(rows):
            keys.press(ENTER) if number == 0 else keys.press(ENTER, CONTROL | SHIFT)
            QApplication.processEvents()
            left = dict(row)
            for column in table._columns:
                if not left:
                    break
                control = table.cell(number, column.code)
                if column.code in left:
                    self._cell(control, left.pop(column.code))
                if left:
                    self._next_cell(control)
            assert not left, left
        while table.isAncestorOf(self._screen.window().focusWidget()):
            keys.press(TAB)

    def _cell(self, control: Any, value: Any) -> None:
        if isinstance(control, Choice):
            words = [control.itemText(place) for place in range(control.count())]
            self._keys.letters(_fewest(words, control.findData(value)))
        elif isinstance(control, Flag):
            self._keys.press(SPACE)
        else:
            self._keys.type(str(value))

    def _next_cell(self, control: Any) -> None:
        """Enter takes what a list shows and goes on; from a number past how exact it is."""
        self._keys.press(ENTER)
        inside = control.isAncestorOf(self._screen.window().focusWidget())
        if isinstance(control, Count) and inside:
            self._keys.press(ENTER)


def _fewest(words: Sequence[str], place: int) -> str:
    """The fewest letters after which the entry at `place` is the first one found."""
    entry = words[place].lower()
    tries = [entry[:length] for length in range(1, len(entry) + 1)]
    for word in entry.split():
        tries += [word[:length] for length in range(1, len(word) + 1)]
    fitting = [one for one in tries if found(words, one)[:1] == [place]]
    return min(fitting, key=len)
