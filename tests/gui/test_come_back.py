"""Home says what to come back to, and the list of all to-dos says whose they are and which are late."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.navigation.places import Home, Incident, Resolve, ToDos
from clerkapp.gui.todos.screen import ToDosScreen
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.services.records import drafting, recording
from clerkapp.services.records.recording import StatusDetails
from tests.fakes.office import JAM, whole
from tests.fakes.vaults import NAME
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.look import settle

FIRST, SECOND = "LARK-2026-W1-0001", "LARK-2026-W1-0002"
DUE = {
    "late": {"at": "2026-11-02", "precision": "day"},
    "mine": {"at": "2026-11-20", "precision": "day"},
}


def record(desk: TestDesk, **changes: Any) -> str:
    values = whole(**changes)
    return desk.on_vault(lambda session: recording.record(session, "equipment", values)).number


def waits(desk: TestDesk, number: str, whom: str, day: str) -> None:
    standing = StatusDetails(waiting_on=whom, back_on=day)
    desk.on_vault(lambda session: recording.set_status(session, number, "waiting", None, standing))


def home(desk: TestDesk, qtbot: QtBot) -> HomeScreen:
    screen = HomeScreen(Home(), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(desk.isActiveWindow)
    wait(desk, qtbot)
    return screen


def wait(desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle, timeout=10_000)
    settle(desk)


def test_home_says_what_to_come_back_to(desk: TestDesk, qtbot: QtBot) -> None:
    for number in (record(desk), record(desk)):
        assert number in (FIRST, SECOND)
    waits(desk, FIRST, "The judge of Cedar Street", "2026-11-09")
    waits(desk, SECOND, "Northlight about E-17", "2026-11-03")
    record(desk, todo=[{"step": "late", "due": DUE["late"]}, {"step": "some day"}])
    card = home(desk, qtbot)._come_back
    assert [one.accessibleName() for one in card.lines] == [
        (
            "Northlight about E-17, 0002  ,  waiting since 7:40 a.m.: Scanner at Oak Hall jammed three"
            " times., Today"
        ),
        (
            "The judge of Cedar Street, 0001  ,  waiting since 7:40 a.m.: Scanner at Oak Hall jammed"
            " three times., Nov 9"
        ),
    ]
    assert card.note.text() == "2 to-dos, 1 overdue"
    card.lines[0].setFocus()
    Keyboard(desk).press(Qt.Key.Key_Return)
    card.all_button.setFocus()
    Keyboard(desk).press(Qt.Key.Key_Return)
    assert desk.went == [Incident(SECOND), ToDos()]


def test_a_suggestion_that_nobody_decided_stands_on_home(desk: TestDesk, qtbot: QtBot) -> None:
    values = {**JAM, "danger": "yes"}
    desk.on_vault(lambda session: recording.record(session, "equipment", values))
    screen = home(desk, qtbot)
    names = [one.accessibleName() for one in _lines(screen)]
    assert any("Suggested: Critical" in name for name in names)


def test_what_was_struck_is_in_no_list_of_home(desk: TestDesk, qtbot: QtBot) -> None:
    number = record(desk, one_line="Typed on the wrong day.", severity="high")
    desk.on_vault(lambda session: recording.strike(session, number, "Typed twice."))
    assert not any("wrong day" in one.accessibleName() for one in _lines(home(desk, qtbot)))


def test_what_was_being_closed_goes_on_where_it_was(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk)
    content = {"page": "resolve", "way": "waiting", "values": {"one_line": "A jam"}}
    draft = desk.on_vault(
        lambda session: drafting.save(session, "equipment", content, record=FIRST)
    )
    screen = home(desk, qtbot)
    line = next(one for one in _lines(screen) if one.accessibleName().startswith("Closing 0001"))
    line.click()
    assert desk.went == [Resolve(FIRST, "waiting", draft)]


def _lines(screen: HomeScreen) -> list[LineButton]:
    return screen.findChildren(LineButton)


def test_all_to_dos_are_listed_and_narrowed_by_keyboard(desk: TestDesk, qtbot: QtBot) -> None:
    record(desk, todo=[{"step": "some day"}, {"step": "mine", "due": DUE["mine"], "owner": NAME}])
    record(desk, prevention=[{"step": "late", "due": DUE["late"], "owner": "vendor"}])
    screen = ToDosScreen(ToDos(), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(desk.isActiveWindow)
    wait(desk, qtbot)
    assert [one.text() for one in screen.lines] == ["late", "mine", "some day"]
    first = screen.lines[0].accessibleName()
    assert first.startswith("late, LARK-2026-W1-0002")
    assert first.endswith("Was due Nov 2")
    assert "Vendor" in first
    assert QApplication.focusWidget() is screen._filter.entry()
    keys = Keyboard(desk)
    keys.press(Qt.Key.Key_Right)
    wait(desk, qtbot)
    assert [one.text() for one in screen.lines] == ["mine"]
    keys.press(Qt.Key.Key_Right)
    wait(desk, qtbot)
    assert [one.text() for one in screen.lines] == ["late"]
    assert screen.keep() == ToDos("overdue")
    keys.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is screen.lines[0]
    keys.press(Qt.Key.Key_Return)
    assert desk.went == [Incident(SECOND)]
