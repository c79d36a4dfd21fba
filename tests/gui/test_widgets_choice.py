"""Choice lists: any word finds an entry, nothing is chosen that was not meant, none stays open."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.widgets.basic.layouts import Column
from clerkapp.gui.widgets.choosing.open_list import OpenList
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.line import Line
from tests.gui.controls import DEVICES
from tests.gui.keyboard import Keyboard
from tests.gui.look import look, settle

__all__ = ["look"]

PEOPLE = [
    ("authority", "Election authority"),
    ("judge", "Election judge"),
    ("supervisory", "Supervisory judge"),
    ("temporary", "Temporary worker"),
    ("two_judges", "Two judges, two parties"),
]
DOWN, UP, TAB = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab
RETURN, ESCAPE, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space
CONTROL = Qt.KeyboardModifier.ControlModifier


class Page(QWidget):
    """A list between two lines; `told` lists what it said."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.before, self.choice, self.after = Line(), choice, Line()
        column = Column(6, parent=self)
        for part in (self.before, choice, self.after):
            column.addWidget(part)
        self.told: list[str | None] = []
        choice.changed.connect(lambda: self.told.append(choice.value()))


Pages = Callable[[Choice], Page]


@pytest.fixture
def pages(look: Theme, qtbot: QtBot) -> Pages:
    def make(choice: Choice) -> Page:
        page = Page(choice)
        qtbot.addWidget(page)
        page.resize(400, 300)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        choice.setFocus()
        settle(page)
        return page

    return make


def _opened(page: Page) -> OpenList:
    opened = page.choice.opened
    assert opened is not None
    return opened


@pytest.mark.parametrize(
    ("typed", "shown", "value"),
    [
        ("election j", ["Election judge"], "judge"),
        ("two", ["Two judges, two parties"], "two_judges"),
        ("work", ["Temporary worker"], "temporary"),
        ("su", ["Supervisory judge"], "supervisory"),
    ],
)
@pytest.mark.parametrize("key", [RETURN, TAB])
def test_any_word_finds_an_entry_and_a_space_belongs_to_the_search(
    pages: Pages, typed: str, shown: list[str], value: str, key: Qt.Key
) -> None:
    page = pages(Choice(PEOPLE))
    keys = Keyboard(page)
    keys.letters(typed)
    assert _opened(page).shown() == shown
    assert page.told == []
    keys.press(key)
    settle(page)
    assert page.told == [value]
    assert page.choice.opened is None
    assert page.focusWidget() is (page.after if key == TAB else page.choice)


@pytest.mark.parametrize("before", [None, "temporary"])
def test_what_finds_nothing_is_said_and_leaves_the_field_empty(
    pages: Pages, before: str | None
) -> None:
    page = pages(Choice(PEOPLE))
    page.choice.set_value(before)
    keys = Keyboard(page)
    keys.letters("ball")
    assert _opened(page).shown() == ["Nothing with “ball”"]
    keys.press(RETURN)
    assert _opened(page).shown() == ["Nothing with “ball”"]
    assert page.choice.value() == before
    keys.press(TAB)
    settle(page)
    assert page.choice.value() is None
    assert page.focusWidget() is page.after


@pytest.mark.parametrize("options", [PEOPLE, DEVICES], ids=["short", "long"])
@pytest.mark.parametrize("key", [SPACE, DOWN, UP, Qt.Key.Key_F4])
def test_a_list_that_was_only_looked_at_leaves_all_as_it_was(
    pages: Pages, options: list[tuple[str, str]], key: Qt.Key
) -> None:
    page = pages(Choice(options))
    keys = Keyboard(page)
    for value in (None, options[2][0]):
        page.choice.set_value(value)
        for leave in (TAB, ESCAPE):
            page.choice.setFocus()
            keys.press(key)
            assert _opened(page).marked() == (-1 if value is None else 2)
            keys.press(leave)
            settle(page)
            assert page.choice.opened is None
            assert page.choice.value() == value


@pytest.mark.parametrize("options", [PEOPLE, DEVICES], ids=["short", "long"])
def test_the_arrows_choose_only_in_the_open_list(
    pages: Pages, options: list[tuple[str, str]]
) -> None:
    page = pages(Choice(options))
    keys = Keyboard(page)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Left):
        keys.press(key)
        assert page.choice.opened is None
    keys.press(DOWN)
    keys.press(DOWN, times=2)
    assert page.told == []
    keys.press(RETURN)
    settle(page)
    assert page.told == [options[1][0]]
    assert page.focusWidget() is page.choice


def test_delete_empties(pages: Pages) -> None:
    page = pages(Choice(PEOPLE))
    page.choice.set_value("judge")
    Keyboard(page).press(Qt.Key.Key_Delete)
    assert page.told == [None]


@pytest.mark.parametrize("free", [False, True])
def test_a_list_never_stays_open_over_the_page(pages: Pages, *, free: bool, qtbot: QtBot) -> None:
    page = pages(Choice(PEOPLE, free=free))
    keys = Keyboard(page)
    leaving: list[Callable[[], object]] = [
        lambda: page.after.setFocus() if free else keys.press(TAB),
        lambda: keys.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
        page.choice.hide,
        lambda: page.move(page.x() + 5, page.y()),
        page.hide,
    ]
    for leave in leaving:
        page.show()
        page.choice.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.choice.set_value(None)
        page.choice.setFocus()
        keys.letters("j")
        opened = _opened(page)
        leave()
        settle(page)
        assert not opened.isVisible(), leaving.index(leave)


@pytest.mark.parametrize("free", [False, True])
def test_a_key_of_the_program_closes_the_list_and_is_heard(
    pages: Pages, *, free: bool, qtbot: QtBot
) -> None:
    page = pages(Choice(PEOPLE, free=free))
    heard: list[str] = []
    for keys_of in ("Ctrl+Return", "Ctrl+L", "F6"):
        shortcut = QShortcut(QKeySequence(keys_of), page)
        shortcut.activated.connect(lambda keys_of=keys_of: heard.append(keys_of))
    keys = Keyboard(page)
    for key, modifier in (
        (Qt.Key.Key_L, CONTROL),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier),
        (RETURN, CONTROL),
    ):
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.choice.set_value(None)
        page.choice.setFocus()
        keys.letters("tw")
        opened = _opened(page)
        keys.press(key, modifier)
        settle(page)
        assert not opened.isVisible()
    assert heard == ["Ctrl+L", "F6", "Ctrl+Return"]
    assert page.choice.value() == ("tw" if free else "two_judges")


def test_other_text_is_kept_and_a_proposal_is_taken_only_when_marked(pages: Pages) -> None:
    page = pages(Choice([("Oak Hall", "Oak Hall"), ("Mill Road", "Mill Road School")], free=True))
    line = page.choice.lineEdit()
    assert isinstance(line, QLineEdit)
    keys = Keyboard(page)
    keys.type("hall")
    assert _opened(page).shown() == ["Oak Hall"]
    keys.press(TAB)
    settle(page)
    assert page.choice.value() == "hall"
    assert page.focusWidget() is page.after
    page.choice.setFocus()
    line.clear()
    keys.type("road mi")
    keys.press(DOWN)
    keys.press(TAB)
    settle(page)
    assert page.choice.value() == "Mill Road"
    assert line.text() == "Mill Road School"
    page.choice.setFocus()
    line.clear()
    keys.type("a hall of nobody")
    assert page.choice.opened is None
    assert page.choice.value() == "a hall of nobody"


def test_all_proposals_are_shown_with_an_arrow(pages: Pages) -> None:
    page = pages(Choice([("Oak Hall", "Oak Hall"), ("Mill Road", "Mill Road")], free=True))
    keys = Keyboard(page)
    keys.press(DOWN)
    assert _opened(page).shown() == ["Oak Hall", "Mill Road"]
    keys.press(ESCAPE)
    assert page.choice.value() is None


def test_a_click_on_an_entry_takes_it_and_one_elsewhere_does_not(
    pages: Pages, qtbot: QtBot
) -> None:
    page = pages(Choice(PEOPLE))
    QTest.mouseClick(page.choice, Qt.MouseButton.LeftButton)
    view = _opened(page)._list
    where = view.visualRect(view.model().index(3, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.choice.value() == "temporary"
    QTest.mouseClick(page.choice, Qt.MouseButton.LeftButton)
    opened = _opened(page)
    QTest.mouseClick(opened, Qt.MouseButton.LeftButton, pos=opened.rect().bottomRight() * 2)
    assert not opened.isVisible()
    assert page.choice.value() == "temporary"
