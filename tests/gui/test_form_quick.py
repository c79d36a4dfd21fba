"""A jam is recorded by keyboard alone, with few key presses beside the typed text."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.navigation.places import Form, Receipt
from clerkapp.services.records import reading, recording
from tests.fakes.clock import FrozenClock
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.unit.domain.records import JAM

ONE_LINE = "Precinct scanner at Oak Hall jammed; ballots went to the emergency bin for 35 minutes."
MOST_PRESSES = 40
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office_day(desk: TestDesk) -> TestDesk:
    """The office has set its election and its stage."""

    def set_stage(session: Any) -> None:
        with session.vault.transaction():
            session.vault.settings.set("election", "ZZ-2026-11-03")
            session.vault.settings.set("phase", "open")

    desk.on_vault(set_stage)
    return desk


def _recorded(desk: TestDesk, qtbot: QtBot) -> dict[str, Any]:
    qtbot.waitUntil(lambda: bool(desk.went))
    place = desk.went[-1]
    assert isinstance(place, Receipt)
    return dict(desk.on_vault(lambda session: reading.show(session, place.number)).values)


def _expect_the_jam(values: dict[str, Any]) -> None:
    assert values["one_line"] == ONE_LINE
    assert values["occurred"] == {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"}
    assert values["noticed"] == {"at": "2026-11-03T08:22:00-06:00", "precision": "exact"}
    assert values["place"] == "Oak Hall"
    assert values["noticed_by"]["role"] == "supervisory_judge"
    assert values["danger"] == "no"
    assert values["election"] == "ZZ-2026-11-03"
    assert values["phase"] == "open"


def test_a_jam_takes_at_most_forty_key_presses_with_tab(
    office_day: TestDesk, clock: FrozenClock, qtbot: QtBot
) -> None:
    desk = office_day
    clock.set_to("2026-11-03T08:22:00-06:00")
    desk.show_screen(FormScreen(Form(kind="equipment"), desk))
    qtbot.waitUntil(desk.isActiveWindow)
    keys = Keyboard(desk)
    keys.presses += 1  # Ctrl+2 brought us here
    keys.type(ONE_LINE)
    keys.press(Qt.Key.Key_Tab)
    keys.type("7:40")
    keys.press(Qt.Key.Key_Tab, times=3)
    keys.type("Oak Hall")
    keys.press(Qt.Key.Key_Tab)
    keys.letters("su")
    keys.press(Qt.Key.Key_Tab, times=3)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Return, CONTROL)
    _expect_the_jam(_recorded(desk, qtbot))
    assert keys.presses <= MOST_PRESSES
    print(f"key presses with Tab: {keys.presses}")  # noqa: T201  the measured number


def test_a_jam_takes_fewer_with_enter(
    office_day: TestDesk,
    clock: FrozenClock,
    qtbot: QtBot,
) -> None:
    desk = office_day
    clock.set_to("2026-11-03T08:22:00-06:00")
    desk.show_screen(FormScreen(Form(kind="equipment"), desk))
    qtbot.waitUntil(desk.isActiveWindow)
    qtbot.waitUntil(lambda: desk.running.idle)
    keys = Keyboard(desk)
    keys.presses += 1
    keys.type(ONE_LINE)
    keys.press(Qt.Key.Key_Return)
    keys.type("740a")
    keys.press(Qt.Key.Key_Return)
    keys.type("Oak Hall")
    keys.press(Qt.Key.Key_Return)
    keys.letters("su")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Return, CONTROL)
    _expect_the_jam(_recorded(desk, qtbot))
    assert keys.presses <= 12
    print(f"key presses with Enter: {keys.presses}")  # noqa: T201


def test_enter_takes_a_known_place_and_goes_on(office_day: TestDesk, qtbot: QtBot) -> None:
    desk = office_day
    desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    screen = FormScreen(Form(kind="equipment"), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.isActiveWindow() and desk.running.idle)
    screen.page.go_to("place")
    keys = Keyboard(desk)
    keys.type("oak")
    keys.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(
        screen.page.body.entered, check_params_cb=lambda code: code == "noticed_by"
    ):
        keys.press(Qt.Key.Key_Return)
    assert screen.model.typed["place"] == "Oak Hall"
