"""Forms complete from the lists of the office; what nobody listed can be typed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.entry.unit_finder import UnitFinder
from clerkapp.gui.navigation.places import Form, ListPage
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.row_table import RowTable
from clerkapp.services.office_lists import writing
from clerkapp.services.records import reading, recording
from tests.fakes.office import JAM
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, focused_code, opened
from tests.gui.keyboard import Keyboard

__all__ = ["opened"]

SCANNER = {
    "serial": "NT3-004417",
    "asset_tag": "2231",
    "device_type": "scan-single",
    "manufacturer": "Northlight",
    "model": "NT-300",
    "software_version": "4.2.1",
    "hardware_revision": "B",
    "certification": "NLT-300-42",
}


@pytest.fixture
def listed(desk: TestDesk) -> TestDesk:
    def fill(session: Any) -> None:
        writing.add(session, "unit", SCANNER)
        writing.add(session, "unit", {"serial": "NT3-114417", "home_site": "Oak Hall"})
        writing.add(session, "unit", {"serial": "PB-1", "model": "Page 2"})
        site = {"code": "OAK", "name": "Oak Hall", "place_type": "polling_place"}
        writing.add(session, "site", site)
        writing.add(session, "procedure", {"name": "County Security Plan", "version": "3.1"})
        writing.add(session, "contact", {"name": "Ann Lee", "organisation": "Sheriff"})
        day = {"day": "2026-11-03", "opens": "07:00", "closes": "19:00"}
        writing.add(session, "election", {"code": "E26", "name": "General Election", **day})

    desk.on_vault(fill)
    return desk


def _finder(screen: FormScreen) -> UnitFinder:
    (finder,) = screen.findChildren(UnitFinder)
    return finder


def _scan(screen: FormScreen, qtbot: QtBot, digits: str) -> UnitFinder:
    finder = _finder(screen)
    finder.line.setFocus()
    QTest.keyClicks(finder.line, digits)
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    return finder


def test_scanning_a_unit_fills_what_the_inventory_knows_criterion_16(
    listed: TestDesk, opened: Opener, qtbot: QtBot
) -> None:
    """Criterion 16."""
    screen = opened(Form(kind="equipment"))
    finder = _scan(screen, qtbot, "NT3-004417")
    qtbot.waitUntil(lambda: screen.model.typed.get("certification") == "NLT-300-42")
    assert {code: screen.model.typed.get(code) for code in SCANNER} == SCANNER
    shown = {code: screen.page.body.field(code) for code in SCANNER}
    assert {code: field.control.value() for code, field in shown.items() if field} == SCANNER
    assert "NT3-004417" in finder.field.message()
    assert focused_code(screen) == "election_data"
    answer(screen, "model", "NT-301")
    assert screen.model.typed["model"] == "NT-301"


def test_four_digits_are_looked_up_without_enter_and_two_matches_are_asked(
    listed: TestDesk, opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    finder = _finder(screen)
    QTest.keyClicks(finder.line, "4417")
    qtbot.waitUntil(lambda: not finder.which.isHidden())
    assert finder.which.label == "2 units end in 4417. Which?"
    assert "serial" not in screen.model.typed
    words = [finder.choice.itemText(place) for place in range(finder.choice.count())]
    assert any("Oak Hall" in one for one in words)
    finder.choice.setCurrentIndex(0)
    finder.choice.changed.emit()
    qtbot.waitUntil(lambda: screen.model.typed.get("serial") == "NT3-004417")
    assert finder.which.isHidden()


def test_a_unit_that_nobody_listed_can_be_typed(
    listed: TestDesk, opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    finder = _scan(screen, qtbot, "9999")
    qtbot.waitUntil(lambda: "No unit ends in 9999" in finder.field.message())
    answer(screen, "serial", "OWN-9999")
    assert screen.model.stored()["serial"] == "OWN-9999"
    assert "it will be added to the list later" in finder.field.message()


@pytest.mark.parametrize("digits", ["", "9999"])
def test_enter_goes_on_where_no_unit_is_found(
    listed: TestDesk, opened: Opener, qtbot: QtBot, digits: str
) -> None:
    screen = opened(Form(kind="equipment"))
    _scan(screen, qtbot, digits)
    qtbot.waitUntil(lambda: focused_code(screen) == "device_type")


def test_another_unit_takes_the_place_of_the_first(
    listed: TestDesk, opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    _scan(screen, qtbot, "NT3-004417")
    qtbot.waitUntil(lambda: screen.model.typed.get("serial") == "NT3-004417")
    finder = _finder(screen)
    finder.line.clear()
    _scan(screen, qtbot, "PB-1")
    qtbot.waitUntil(lambda: screen.model.typed.get("serial") == "PB-1")
    assert screen.model.typed["model"] == "Page 2"
    assert not screen.model.typed["manufacturer"]
    assert not screen.model.typed["certification"]


def test_earlier_troubles_of_the_unit_are_said_back(
    listed: TestDesk, opened: Opener, qtbot: QtBot
) -> None:
    jam = {**JAM, "category": "jam", "serial": "NT3-004417"}
    numbers = [
        listed.on_vault(lambda session: recording.record(session, "equipment", jam).number)
        for _ in range(2)
    ]
    screen = opened(Form(kind="equipment"))
    answer(screen, "category", "jam")
    finder = _scan(screen, qtbot, "NT3-004417")
    qtbot.waitUntil(lambda: "3 times" in finder.field.message())
    assert "November" in finder.field.message()
    assert all(number[-4:] in finder.field.message() for number in numbers)
    finder.field._remedy.click()
    assert listed.went[-1] == ListPage("unit", selected="NT3-004417")
    answer(screen, "category", "power")
    qtbot.waitUntil(lambda: listed.running.idle and finder.field._remedy.isHidden())


def test_without_an_inventory_the_finder_says_so(
    desk: TestDesk, opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    finder = _scan(screen, qtbot, "4417")
    qtbot.waitUntil(lambda: "not listed yet" in finder.field.message())


def test_tab_goes_through_the_finder_where_it_stands(
    listed: TestDesk, opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    finder = _finder(screen)
    finder.line.setFocus()
    Keyboard(listed).press(Qt.Key.Key_Tab)
    assert focused_code(screen) == "device_type"
    Keyboard(listed).press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is finder.line


def test_sites_and_elections_are_offered_and_election_and_stage_filled(
    listed: TestDesk, opened: Opener
) -> None:
    screen = opened(Form(kind="equipment"))
    for code, text in (("place", "Oak Hall"), ("election", "E26")):
        field = screen.page.body.field(code)
        assert field is not None
        assert isinstance(field.control, Choice)
        assert field.control.findText(text) >= 0
    assert (screen.model.typed["election"], screen.model.typed["phase"]) == ("E26", "open")


def test_a_site_brings_its_kind_of_place_and_a_procedure_its_version(
    listed: TestDesk, opened: Opener
) -> None:
    screen = opened(Form(kind="procedure"))
    answer(screen, "place", "Oak Hall")
    assert screen.model.typed["place_type"] == "polling_place"
    answer(screen, "instruction", "County Security Plan")
    assert screen.model.typed["instruction_version"] == "3.1"
    field = screen.page.body.field("instruction_version")
    assert field is not None
    assert field.control.value() == "3.1"


def test_what_a_person_answered_stays(listed: TestDesk, opened: Opener) -> None:
    screen = opened(Form(kind="procedure"))
    answer(screen, "instruction_version", "2.9")
    answer(screen, "instruction", "County Security Plan")
    assert screen.model.typed["instruction_version"] == "2.9"


def test_contacts_are_offered_where_one_says_who_was_told(listed: TestDesk, opened: Opener) -> None:
    screen = opened(Form(kind="equipment"))
    field = screen.page.body.field("told")
    assert field is not None
    assert isinstance(field.control, RowTable)
    field.control.add_row()
    cell = field.control.cell(0, "organisation")
    assert isinstance(cell, Choice)
    assert cell.findText("Sheriff") >= 0


def test_a_form_begins_with_what_was_chosen_and_records_it(
    listed: TestDesk, opened: Opener, qtbot: QtBot
) -> None:
    begun = {"category": "jam", "tried": ["cleared_jam"], "one_line": "Paper jam"}
    screen = opened(Form(kind="equipment", begun_with=begun))
    assert {code: screen.model.typed.get(code) for code in begun} == begun
    assert not screen.model.dirty
    kept = screen.keep()
    assert isinstance(kept, Form)
    assert kept.begun_with == begun
    for code, value in JAM.items():
        if code not in ("one_line", "noticed_by"):
            answer(screen, code, value)
    answer(screen, "noticed_by", {"role": "election_judge"})
    screen.record()
    qtbot.waitUntil(lambda: bool(listed.went))
    number = listed.went[-1].number  # type: ignore[union-attr]
    values = listed.on_vault(lambda session: reading.show(session, str(number))).values
    assert (values["one_line"], values["category"], values["tried"]) == (
        "Paper jam",
        "jam",
        ["cleared_jam"],
    )
