"""An old log on the desktop: columns, what came of trying, mending a line, bringing in; and a paper log
that is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from clerkapp.domain.old_log.days import Order
from clerkapp.domain.records.lists import Query
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.navigation.places import Home, OldLog, PaperLog, Records
from clerkapp.gui.old_log.columns import LEAVE_OUT
from clerkapp.gui.old_log.paper import PaperLogScreen
from clerkapp.gui.old_log.results import MendDialog
from clerkapp.gui.old_log.screen import OldLogScreen
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.records import drafting, reading
from tests.gui.conftest import TestDesk

LOG = (
    "Date/Time,What happened,Polling Place,Log #,Initials\n"
    '11/5/24 7:05,"Tabulator would not start, cord loose",Mill Road School,24-031,RL\n'
    "11/13/24 7:30 PM,Key box open,Oak Hall,24-032,RL\n"
    "around noonish,Bag without tag,Oak Hall,24-033,RL\n"
    "11/5/24 9:00,A clerk wrote 123-45-6789 down,Oak Hall,24-034,RL\n"
    "11/5/24 9:10,Long line,Oak Hall,,RL\n"
    "11/5/24 9:10,Long line,Oak Hall,,RL\n"
)


@pytest.fixture
def opened(desk: TestDesk, qtbot: QtBot, tmp_path: Path) -> Callable[..., OldLogScreen]:
    def show(data: str = LOG, place: OldLog | None = None) -> OldLogScreen:
        path = tmp_path / "incident-log-2024.csv"
        path.write_text(data, "utf-8")
        screen = OldLogScreen(place or OldLog(str(path)), desk)
        desk.show_screen(screen)
        qtbot.waitUntil(lambda: desk.running.idle and not screen._soon.isActive())
        return screen

    return show


def tried_again(screen: OldLogScreen, desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle and not screen._soon.isActive())


def choose_kind(screen: OldLogScreen, desk: TestDesk, qtbot: QtBot) -> None:
    assert screen.columns is not None
    screen.columns.kind.control.set_value("procedure")
    screen.columns.changed.emit()
    tried_again(screen, desk, qtbot)


def test_a_file_is_tried_at_once_and_every_change_tries_it_again(
    opened: Callable[..., OldLogScreen], desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened()
    columns = screen.columns
    assert columns is not None
    becomes = [choice.value() for choice in columns.choices.values()]
    assert becomes == ["occurred", "one_line", "place", "old_number", LEAVE_OUT]
    assert desk.focusWidget() is columns.choices["Date/Time"]
    assert not screen.bring_button.isEnabled()
    assert columns.kind.message() == "Choose one."
    assert screen.bring_button.text().strip() == "Nothing to bring in yet"
    assert columns.order.control.value() == Order.MONTH_FIRST
    assert "1 line fits only the first." in columns._said.text()
    choose_kind(screen, desk, qtbot)
    assert screen.bring_button.text().strip() == "Bring in 3 lines"
    assert [one.text() for one in screen.results.todo] == ["Type it", "Reword", "Keep both"]
    assert screen.save_button.text().strip() == "Save the 3 lines as a file, with the reasons"
    columns.choices["Polling Place"].choose(LEAVE_OUT)
    tried_again(screen, desk, qtbot)
    assert screen.bring_button.text().strip() == "Nothing to bring in yet"
    assert desk.on_vault(reading.totals) == {}


def test_lines_are_mended_here_and_brought_in(
    opened: Callable[..., OldLogScreen], desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened()
    choose_kind(screen, desk, qtbot)
    for text in ("11/5/24 12:00", "A clerk wrote a number down"):
        screen.results.todo[0].click()
        dialog = screen.findChildren(MendDialog)[-1]
        dialog.field.control.set_value(text)
        dialog.accept()
        tried_again(screen, desk, qtbot)
    screen.results.todo[0].click()
    tried_again(screen, desk, qtbot)
    assert screen.bring_button.text().strip() == "Bring in 6 lines"
    assert screen.save_button.isHidden()
    screen.bring_button.click()
    qtbot.waitUntil(lambda: desk.went[-1:] == [Records()])
    assert desk.on_vault(reading.totals)["records"] == 6
    again = opened()
    assert again.columns is not None
    assert again.columns.kind.control.value() == "procedure"
    assert again.bring_button.text().strip() == "Nothing new in this file"


def test_choices_and_mended_lines_are_there_after_a_lock(
    opened: Callable[..., OldLogScreen], desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened()
    choose_kind(screen, desk, qtbot)
    screen._mend(4, "Date/Time", "11/5/24 12:00")
    tried_again(screen, desk, qtbot)
    place = screen.keep()
    assert isinstance(place, OldLog)
    assert b"12:00" not in place.sealed
    assert opened(place=place).bring_button.text().strip() == "Bring in 4 lines"


@pytest.mark.parametrize(
    ("data", "words"),
    [("PK\x03\x04 no workbook", "This file is not a table."), ("Date\n", "There is no line")],
)
def test_a_file_that_is_no_log_is_refused_in_words(
    opened: Callable[..., OldLogScreen], data: str, words: str
) -> None:
    screen = opened(data)
    [said] = [one for one in screen.findChildren(Banner) if not one.isHidden()]
    assert words in said.accessibleName()
    assert not screen.bring_button.isEnabled()


def test_without_a_column_for_the_time_the_page_asks_for_it(
    opened: Callable[..., OldLogScreen], desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened("Stuff,More\nA,B\n")
    choose_kind(screen, desk, qtbot)
    assert not screen.bring_button.isEnabled()
    assert "Say which column tells when it happened." in screen._trouble.accessibleName()


def test_the_lines_that_wait_are_saved(
    opened: Callable[..., OldLogScreen], desk: TestDesk, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    screen = opened()
    choose_kind(screen, desk, qtbot)
    path = tmp_path / "rest.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    screen.save_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert path.read_text("utf-8-sig").count("\n") == 4


@pytest.fixture
def paper(desk: TestDesk, qtbot: QtBot) -> Callable[..., PaperLogScreen]:
    def show(draft: str | None = None) -> PaperLogScreen:
        screen = PaperLogScreen(PaperLog(draft), desk)
        desk.show_screen(screen)
        qtbot.waitUntil(lambda: desk.running.idle)
        return screen

    return show


def test_a_paper_log_is_typed_by_keyboard_and_recorded_all_at_once(
    paper: Callable[..., PaperLogScreen], desk: TestDesk, qtbot: QtBot
) -> None:
    screen = paper()
    screen._day.set_value("11/3/2026")
    screen._pad.set_value("17")
    _type_line(
        "6:05",
        "Oak Hall",
        "procedure",
        "Seal log unsigned",
        "Signed it",
        "election_judge",
        screen,
        0,
    )
    QTest.keyClick(screen.table.add_button, Qt.Key.Key_Space)
    _type_line("0620", "Cedar", "procedure", "Key box open", "", "election_judge", screen, 1)
    screen.all_button.click()
    qtbot.waitUntil(lambda: desk.went[-1:] == [Records()])
    rows = desk.on_vault(lambda session: reading.list_records(session, Query()).rows)
    assert [row.one_line for row in rows] == ["Key box open", "Seal log unsigned"]
    shown = desk.on_vault(lambda session: reading.show(session, rows[1].number))
    assert shown.stored["old_source"] == "Paper log, pad 17"
    assert shown.stored["actions"] == [{"what": "Signed it"}]
    assert str(shown.stored["occurred"]).startswith("{'at': '2026-11-03T06:05")
    assert desk.on_vault(drafting.mine) == []


def test_a_line_is_typed_with_keys_alone_and_enter_goes_on_to_the_next(
    paper: Callable[..., PaperLogScreen], desk: TestDesk, qtbot: QtBot
) -> None:
    """Time, place, kind, what, done, who; Enter after each, and after the last one another line."""
    screen = paper()
    screen._day.set_value("11/3/2026")
    for n in range(2):
        for typed in (f"6:0{n}", "Oak Hall", "Procedure", f"Key box open {n}", "Locked it", ""):
            for letter in typed:  # a list opens at the first one and takes the others
                QTest.keyClicks(QApplication.focusWidget() or screen, letter)
            _enter()
        assert desk.focusWidget() is screen.table.add_button
        if n == 0:
            QTest.keyClick(screen.table.add_button, Qt.Key.Key_Return)
    lines = screen.typed().lines
    assert [(line["time"], line["kind"], line["what"]) for line in lines] == [
        ("6:00", "procedure", "Key box open 0"),
        ("6:01", "procedure", "Key box open 1"),
    ]
    QTest.keyClick(screen.table.add_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.went[-1:] == [Records()])
    assert desk.on_vault(reading.totals)["records"] == 2


def test_the_cell_that_is_wrong_has_the_focus(
    paper: Callable[..., PaperLogScreen], desk: TestDesk, qtbot: QtBot
) -> None:
    screen = paper()
    screen.table.set_value([{"time": "6:1", "place": "Oak", "kind": "procedure", "what": "Box"}])
    screen.all_button.click()
    qtbot.waitUntil(lambda: not screen._said.isHidden() and desk.running.idle)
    assert desk.focusWidget() is screen.table.cell(0, "time").entry()


def test_what_cannot_be_recorded_stays_and_says_why(
    paper: Callable[..., PaperLogScreen], desk: TestDesk, qtbot: QtBot
) -> None:
    screen = paper()
    screen._day.set_value("11/3/2026")
    screen.table.set_value(
        [
            {"time": "7:05", "place": "Oak Hall", "kind": "procedure", "what": "Wrote 123-45-6789"},
            {"time": "7:10", "place": "Oak Hall", "kind": "procedure", "what": "Key box open"},
        ]
    )
    screen.all_button.click()
    qtbot.waitUntil(lambda: not screen._said.isHidden() and desk.running.idle)
    assert [line["what"] for line in screen.typed().lines] == ["Wrote 123-45-6789"]
    assert desk.on_vault(reading.totals)["records"] == 1


def test_a_page_is_a_draft_that_home_goes_on_with(
    paper: Callable[..., PaperLogScreen], desk: TestDesk, qtbot: QtBot
) -> None:
    screen = paper()
    screen.table.set_value([{"time": "7:05", "what": "Half a line"}])
    screen.table.changed.emit()
    place = screen.keep()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert isinstance(place, PaperLog)
    assert place.draft
    assert [line["what"] for line in paper(place.draft).typed().lines] == ["Half a line"]
    home = HomeScreen(Home(), desk)
    desk.show_screen(home)
    qtbot.waitUntil(lambda: desk.running.idle)
    [line] = home._drafts.findChildren(LineButton)
    line.click()
    assert desk.went[-1] == PaperLog(place.draft)


def _enter() -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)


def _type_line(
    time: str,
    place: str,
    kind: str,
    what: str,
    done: str,
    who: str,
    screen: PaperLogScreen,
    row: int,
) -> None:
    for code, value in (("time", time), ("place", place), ("kind", kind), ("what", what), ("done", done),
                        ("who", who)):  # fmt: skip
        screen.table.cell(row, code).set_value(value or None)
