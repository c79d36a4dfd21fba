"""The list of records: what is typed is what is shown, pages follow, filters, keys, coming back."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.domain.prints import INCIDENT
from clerkapp.domain.records.lists import Query
from clerkapp.gui.navigation.places import Form, Incident, Preview, Records
from clerkapp.gui.records.rows import PAGE, RecordsModel
from clerkapp.gui.records.screen import RecordsScreen
from clerkapp.gui.widgets.basic.chip import Chip
from clerkapp.gui.widgets.lists.record_list import FACE_ROLE
from clerkapp.services.records import recording
from clerkapp.services.session import Session
from tests.fakes.office import JAM
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard

CONTROL = Qt.KeyboardModifier.ControlModifier
LINES = (
    ("equipment", "Scanner at Oak Hall jammed three times.", "Oak Hall"),
    ("equipment", "Pollbook at the library is slow.", "Library"),
    ("procedure", "Seal number did not match the log.", "Mill Road School"),
)


def _record(desk: TestDesk, kind: str, line: str, place: str, **more: Any) -> str:
    values = {**JAM, "one_line": line, "place": place, **more}
    return desk.on_vault(lambda session: recording.record(session, kind, values)).number


@pytest.fixture
def numbers(desk: TestDesk) -> list[str]:
    """Three records."""
    return [_record(desk, *line) for line in LINES]


def _shown(desk: TestDesk, qtbot: QtBot, place: Records | None = None) -> RecordsScreen:
    screen = RecordsScreen(place or Records(), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(desk.isActiveWindow)
    _settle(desk, qtbot)
    return screen


def _settle(desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle, timeout=10_000)


def _lines(screen: RecordsScreen) -> list[str]:
    model = screen._model
    return [row.one_line for n in range(model.rowCount()) if (row := model.row(n))]


def _keys(desk: TestDesk) -> Keyboard:
    return Keyboard(desk)


def _wait_for(screen: RecordsScreen, title: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: screen._card.title.text() == title)


def test_all_records_are_shown_newest_first_and_typing_goes_to_the_search(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    screen = _shown(desk, qtbot)
    assert _lines(screen) == [line for _kind, line, _place in reversed(LINES)]
    assert screen._card.title.text() == "3 records"
    assert screen.number_shown == numbers[-1]
    assert QApplication.focusWidget() is screen._search


def test_search_as_you_type_marks_what_was_found_and_says_where(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    desk.on_vault(
        lambda session: recording.amend(
            session, numbers[1], {"seen": "A seal lay on the table."}, "More was said."
        )
    )
    screen = _shown(desk, qtbot)
    _keys(desk).type("seal")
    _wait_for(screen, "2 of 3 records", qtbot)
    assert screen._card.note.text() == "found while you typed “seal”"
    faces = [screen._model.index(n).data(FACE_ROLE) for n in range(2)]
    assert faces[0].found == ("seal",)
    assert "found in the story" in faces[1].meta


def test_a_slow_old_answer_never_replaces_a_newer_one(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    screen = _shown(desk, qtbot)
    shown: list[str] = []
    screen._model.loaded.connect(lambda _count: shown.append(screen._card.note.text()))
    _keys(desk).type("seal log")
    _wait_for(screen, "1 of 3 records", qtbot)
    assert len(shown) >= 1
    assert shown[-1] == "found while you typed “seal log”"
    screen._search.setText("library")
    assert "seal log" in screen._card.note.text()
    assert screen._model.index(0).data(FACE_ROLE).found == ("seal", "log")
    qtbot.waitUntil(lambda: "library" in screen._card.note.text())
    assert _lines(screen) == [LINES[1][1]]


def test_nothing_found_is_said_with_the_words_and_a_way_out(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    screen = _shown(desk, qtbot)
    _keys(desk).type("seal Oak")
    _wait_for(screen, "0 of 3 records", qtbot)
    assert screen._nothing.isVisible()
    assert not screen._list.isVisible()
    assert screen._nothing.text() == "No record has “seal” and “Oak”. Type less, or other words."
    screen._chips["kind"].choose("equipment")
    assert screen._nothing_words() == (
        "No record has “seal” and “Oak”. Clear a filter or type less."
    )
    screen._chips["kind"].choose(None)
    _keys(desk).press(Qt.Key.Key_Escape)
    _wait_for(screen, "3 records", qtbot)
    assert screen._list.isVisible()


def test_an_empty_vault_says_what_to_do(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _shown(desk, qtbot)
    assert screen._nothing.text() == "Nothing is recorded yet. Choose “New record”."


def test_filters_narrow_and_are_cleared_together(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    screen = _shown(desk, qtbot)
    assert not screen._clear.isVisible()
    assert [code for code, _words in screen._chips["place"].menu_entries()] == [
        "Library",
        "Mill Road School",
        "Oak Hall",
    ]
    screen._chips["kind"].choose("equipment")
    screen._chips["place"].choose("Library")
    _wait_for(screen, "1 of 3 records", qtbot)
    assert _lines(screen) == [LINES[1][1]]
    screen._chips["severity"].choose("critical")
    _wait_for(screen, "0 of 3 records", qtbot)
    assert screen._nothing.text() == "No record fits these filters. Clear one of them."
    screen._clear.click()
    _wait_for(screen, "3 records", qtbot)
    assert QApplication.focusWidget() is screen._search


def test_what_the_state_has_not_received_can_be_filtered(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    screen = _shown(desk, qtbot, Records(filters={"not_sent": "on"}))
    assert screen._card.title.text() == "3 of 3 records"
    assert screen.keep() == Records("", {"not_sent": "on"}, numbers[-1])


def test_enter_opens_and_control_p_prints_the_chosen_record(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    screen = _shown(desk, qtbot)
    keys = _keys(desk)
    keys.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen._list
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_P, CONTROL)
    keys.press(Qt.Key.Key_Return)
    assert desk.went == [Preview(INCIDENT, numbers[1]), Incident(numbers[1])]
    keys.press(Qt.Key.Key_End)
    assert screen.number_shown == numbers[0]
    keys.letters("Se")
    assert screen.number_shown == numbers[2]


def test_the_preview_follows_the_choice_and_offers_open_and_print(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    screen = _shown(desk, qtbot)
    screen._list.setFocus()
    _keys(desk).press(Qt.Key.Key_Down, times=2)
    qtbot.waitUntil(
        lambda: (
            "High" in [chip.face.words for chip in screen._preview.findChildren(Chip)]
            or LINES[0][1] in [label.text() for label in _labels(screen)]
        )
    )
    assert numbers[0] in [label.text() for label in _labels(screen)]
    assert QApplication.focusWidget() is screen._list
    screen._preview.open_button.click()
    screen._preview.print_button.click()
    assert desk.went == [Incident(numbers[0]), Preview(INCIDENT, numbers[0])]


def _labels(screen: RecordsScreen) -> list[Any]:
    from clerkapp.gui.widgets.basic.text import Label

    return [label for label in screen._preview.findChildren(Label) if label.isVisible()]


def test_struck_records_stay_and_are_struck_through(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    desk.on_vault(lambda session: recording.strike(session, numbers[0], "Typed twice."))
    screen = _shown(desk, qtbot)
    faces = [screen._model.index(n).data(FACE_ROLE) for n in range(3)]
    assert [face.struck for face in faces] == [False, False, True]
    said = screen._model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Entered in error" in said
    assert LINES[0][1] in said


def test_coming_back_brings_search_filters_and_record(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    place = Records("at", {"kind": "equipment"}, numbers[0])
    screen = _shown(desk, qtbot, place)
    assert _lines(screen) == [LINES[1][1], LINES[0][1]]
    assert screen.keep() == place
    unread = RecordsScreen(place, desk)
    assert unread.keep() == place


def test_the_new_button_offers_the_three_kinds(
    desk: TestDesk, numbers: list[str], qtbot: QtBot
) -> None:
    screen = _shown(desk, qtbot)
    screen._new.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down, delay=-1)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert desk.went == [Form(kind="message")]


def _many(session: Session, count: int) -> None:
    with session.vault.transaction():
        for n in range(count):
            kind = "equipment" if n % 2 else "procedure"
            recording.record(session, kind, {**JAM, "one_line": f"Line {n:03d} of many."})


def test_further_pages_follow_without_a_gap_or_a_row_twice(desk: TestDesk, qtbot: QtBot) -> None:
    count = PAGE + 12
    desk.on_vault(lambda session: _many(session, count))
    screen = _shown(desk, qtbot)
    assert screen._model.rowCount() == PAGE
    screen._list.setFocus()
    _keys(desk).press(Qt.Key.Key_End)
    qtbot.waitUntil(lambda: screen._model.rowCount() == count)
    assert _lines(screen) == [f"Line {n:03d} of many." for n in reversed(range(count))]
    assert not screen._model.canFetchMore(screen._model.index(-1))


def test_a_page_of_an_old_question_is_never_put_under_a_new_one(
    desk: TestDesk, qtbot: QtBot
) -> None:
    count = PAGE + 12
    desk.on_vault(lambda session: _many(session, count))
    model = RecordsModel(desk, desk)
    model.search(Query())
    qtbot.waitUntil(lambda: model.rowCount() == PAGE)
    root = model.index(-1)
    model.fetchMore(root)
    model.search(Query(kind="equipment"))
    model.fetchMore(root)
    assert not model.canFetchMore(root)
    _settle(desk, qtbot)
    rows = [model.row(n) for n in range(model.rowCount())]
    assert [row.one_line for row in rows if row] == [
        f"Line {n:03d} of many." for n in reversed(range(count)) if n % 2
    ]
