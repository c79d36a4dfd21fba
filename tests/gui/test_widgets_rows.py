"""Row tables: rows in the Tab order where they stand, in view, and back again when removed by mistake."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.gui.form.order import chain
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.inputs.checks import Flag
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.row_table import RowTable, TableColumn
from clerkapp.gui.widgets.inputs.time_field import TimeField
from tests.gui.controls import KINDS, NOW, ZONE, table
from tests.gui.keyboard import Keyboard
from tests.gui.look import look, settle

__all__ = ["look"]

TAB, SPACE, RETURN = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def with_second_line() -> RowTable:
    """A table whose rows have a second line."""
    return RowTable(
        [
            TableColumn("where", "Where", lambda: Choice(KINDS), 150),
            TableColumn("found", "Number found", Line, 120),
            TableColumn("two", "By two people", lambda: Flag(""), below=True),
            TableColumn("why", "Explanation", Line, below=True),
        ],
        row_name="Seal",
        add_words="Add a seal",
    )


def with_times() -> RowTable:
    """A table with times."""
    return RowTable(
        [
            TableColumn("what", "What", Line, 120),
            TableColumn(
                "at", "When", lambda: TimeField(lambda: NOW, lambda: ZONE, compact=True), 322
            ),
        ],
        row_name="Action",
        add_words="Add an action",
    )


class Page(QWidget):
    """A table between two lines, in a page that scrolls, with much above it."""

    def __init__(self, rows: RowTable, *, above: int = 0) -> None:
        super().__init__()
        self.rows = rows
        self.before, self.after, self.elsewhere = Line(), Line(), Line()
        inside = QWidget()
        column = Column(6, parent=inside)
        for part in (self.before, self.rows, self.after, self.elsewhere):
            column.addWidget(part)
        column.setContentsMargins(6, above, 6, 6)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        Column(0, parent=self).addWidget(self.area)
        FocusRing(self)
        chain(self.before, self.rows, self.after, self.elsewhere)

    def focused(self) -> QWidget:
        """What has the keys."""
        widget = self.focusWidget()
        assert widget is not None
        return widget

    def in_view(self, widget: QWidget) -> bool:
        """Whether all of it is seen."""
        port = self.area.viewport()
        top = widget.mapTo(port, QPoint(0, 0)).y()
        return top >= 0 and top + widget.height() <= port.height()

    def button(self, name: str) -> Button:
        """A shown button by its name."""
        return next(
            one
            for one in self.findChildren(Button)
            if one.accessibleName() == name and one.isVisible()
        )


Pages = Callable[..., Page]


@pytest.fixture
def pages(look: Theme, qtbot: QtBot) -> Pages:
    def make(rows: RowTable, *, width: int = 700, height: int = 500, above: int = 0) -> Page:
        page = Page(rows, above=above)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        settle(page)
        return page

    return make


def _walked(page: Page) -> list[str]:
    """The names that Tab visits from the line above to the line below."""
    keys = Keyboard(page)
    page.before.setFocus()
    found: list[str] = []
    while len(found) < 40:
        keys.press(TAB)
        if page.focused() is page.after:
            return found
        found.append(page.focused().accessibleName())
    return found


SEAL = ("Where", "Number found")
WITH_MORE = (*SEAL, "By two people", "Explanation")
ACTION = ("What", "When", "When, choose a day")


@pytest.mark.parametrize("width", [700, 250], ids=["table", "cards"])
@pytest.mark.parametrize(
    ("make", "name", "cells"),
    [(table, "Seal", SEAL), (with_second_line, "Seal", WITH_MORE), (with_times, "Action", ACTION)],
)
def test_tab_goes_through_each_row_to_what_removes_it_and_on(
    pages: Pages, make: Callable[[], RowTable], name: str, cells: tuple[str, ...], width: int
) -> None:
    page = pages(make(), width=width)
    for _number in range(2):
        page.rows.add_button.click()
        settle(page)
    assert _walked(page) == [
        *(f"{name} 1, {cell}" for cell in cells),
        f"Remove {name} 1",
        *(f"{name} 2, {cell}" for cell in cells),
        f"Remove {name} 2",
        page.rows.add_button.accessibleName(),
    ]


@pytest.mark.parametrize("width", [700, 250], ids=["table", "cards"])
@pytest.mark.parametrize("make", [table, with_second_line, with_times])
def test_what_gets_the_keys_is_in_view(
    pages: Pages, make: Callable[[], RowTable], width: int
) -> None:
    page = pages(make(), width=width, height=260, above=900)
    keys = Keyboard(page)
    page.rows.add_button.setFocus()
    for number in range(4):
        keys.press(RETURN) if number == 0 else keys.press(RETURN, CONTROL | SHIFT)
        settle(page)
        assert page.rows.row_count() == number + 1
        first = page.rows.cell(number, page.rows._columns[0].code).entry()
        assert page.focused() is first
        assert page.in_view(first)
    page.before.setFocus()
    while page.focused() is not page.after:
        keys.press(TAB)
        settle(page)
        assert page.in_view(page.focused()), page.focused().accessibleName()


@pytest.mark.parametrize("width", [700, 250], ids=["table", "cards"])
def test_a_removed_row_comes_back_where_it_stood(pages: Pages, width: int) -> None:
    page = pages(table(), width=width)
    value = [{"where": "a", "found": "0083312"}, {"found": "2"}, {"where": "c", "found": "3"}]
    page.rows.set_value(value)
    settle(page)
    keys = Keyboard(page)
    page.button("Remove Seal 2").setFocus()
    keys.press(SPACE)
    settle(page)
    assert page.rows.value() == [value[0], value[2]]
    assert page.rows._gone.words.text() == "Seal 2 is removed."
    assert page.focused() is page.rows.undo_button
    keys.press(SPACE)
    settle(page)
    assert page.rows.value() == value
    assert not page.rows.undo_button.isVisible()
    assert page.focused() is page.rows.cell(1, "where").entry()


def test_the_same_key_again_and_again_loses_nothing(pages: Pages) -> None:
    page = pages(table())
    value = [{"found": "1"}, {"found": "2"}, {"found": "3"}]
    page.rows.set_value(value)
    settle(page)
    keys = Keyboard(page)
    for _time in range(4):
        page.button("Remove Seal 1").setFocus()
        keys.press(SPACE, times=2)
        settle(page)
    assert page.rows.value() == value


def test_several_removed_rows_come_back_one_by_one(pages: Pages) -> None:
    page = pages(table())
    value = [{"found": "1"}, {"found": "2"}, {"found": "3"}]
    page.rows.set_value(value)
    settle(page)
    for name in ("Remove Seal 1", "Remove Seal 2"):
        page.button(name).click()
        settle(page)
    assert page.rows.value() == [{"found": "2"}]
    page.rows.undo_button.click()
    page.rows.undo_button.click()
    settle(page)
    assert page.rows.value() == value


def test_an_empty_row_goes_without_a_word_and_the_keys_stand_on_the_button(pages: Pages) -> None:
    page = pages(table())
    page.rows.add_button.click()
    settle(page)
    page.button("Remove Seal 1").click()
    settle(page)
    assert page.rows.row_count() == 0
    assert not page.rows.undo_button.isVisible()
    assert page.focused() is page.rows.add_button


def test_what_could_not_be_read_comes_back_too(pages: Pages) -> None:
    page = pages(with_times())
    page.rows.add_button.click()
    settle(page)
    Keyboard(page).press(TAB)
    Keyboard(page).type("half past")
    page.button("Remove Action 1").click()
    settle(page)
    page.rows.undo_button.click()
    settle(page)
    assert page.rows.unread() == [{"row": 0, "column": "at", "typed": "half past"}]


def test_other_rows_forget_what_was_removed(pages: Pages) -> None:
    page = pages(table())
    page.rows.set_value([{"found": "1"}])
    settle(page)
    page.button("Remove Seal 1").click()
    page.rows.set_value([{"found": "7"}])
    settle(page)
    assert not page.rows.undo_button.isVisible()


def test_rows_are_added_and_said(pages: Pages) -> None:
    page = pages(table())
    told: list[int] = []
    page.rows.changed.connect(lambda: told.append(page.rows.row_count()))
    keys = Keyboard(page)
    page.rows.add_button.setFocus()
    keys.press(RETURN)
    settle(page)
    page.rows.cell(0, "found").entry().setFocus()
    keys.type("0083312")
    keys.press(RETURN, CONTROL)
    assert page.rows.row_count() == 1
    keys.press(RETURN, CONTROL | SHIFT)
    settle(page)
    assert page.rows.row_count() == 2
    assert page.rows.value() == [{"found": "0083312"}]
    assert page.rows.cell(1, "found").entry().accessibleName() == "Seal 2, Number found"
    assert told[-1] == 2


def test_a_recorded_row_is_struck_and_can_be_put_back(pages: Pages) -> None:
    page = pages(table())
    page.rows.set_value([{"found": "1"}, {"found": "2"}], recorded=True)
    settle(page)
    remove = page.button("Remove Seal 1")
    remove.setFocus()
    keys = Keyboard(page)
    keys.press(SPACE)
    assert page.rows.value() == [{"found": "2"}]
    assert page.rows.row_count() == 2
    assert remove.accessibleName() == "Put back Seal 1"
    keys.press(SPACE)
    assert page.rows.value() == [{"found": "1"}, {"found": "2"}]


def test_rows_keep_their_values_as_table_and_as_cards(pages: Pages) -> None:
    page = pages(with_second_line())
    value = [{"where": "a", "found": "1", "why": "Cut."}, {"where": "b", "found": "2"}]
    page.rows.set_value(value)
    settle(page)
    line, beside = page.rows.cell(0, "found").entry(), page.rows.cell(0, "where").entry()
    assert line.mapTo(page, QPoint()).y() == beside.mapTo(page, QPoint()).y()
    page.resize(250, 600)
    settle(page)
    assert line.mapTo(page, QPoint()).y() > beside.mapTo(page, QPoint()).y()
    assert page.button("Remove Seal 1").text().strip() == "Remove"
    page.resize(700, 600)
    settle(page)
    assert page.button("Remove Seal 1").text() == ""
    assert page.rows.value() == value
