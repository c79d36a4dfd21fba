"""All of a jam's story by keyboard alone (criterion 1): how many keys beside the typed text."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.navigation.places import Form, Receipt, Signatures
from clerkapp.services.records import reading
from tests.fakes.clock import FrozenClock
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.story_by_keyboard import Typist
from tests.gui.test_form_quick import office_day

__all__ = ["office_day"]

MOST_PRESSES = 150
FIVE_THINGS = {"one_line", "occurred", "place", "noticed_by", "danger"}
MOST_FOR_FIVE = 12
SEEN = (
    "Rain, damp ballots. After 62 ballots the scanner showed E-17 PAPER PATH three times. Judges of "
    "both parties opened the path, took out a folded corner and restarted; the jam came back."
)
STORY: dict[str, Any] = {
    "one_line": "Precinct scanner at Oak Hall jammed; ballots went to the emergency bin.",
    "occurred": "7:40a",
    "place": "Oak Hall",
    "noticed_by": "supervisory_judge",
    "danger": "no",
    "until": "8:15a",
    "how_noticed": "device_message",
    "category": "jam",
    "seen": SEEN,
    "device_type": "scan-single",
    "manufacturer": "Northlight",
    "model": "NT-300",
    "serial": "NT3-004417",
    "software_version": "4.2.1",
    "certification": "NLS-300-42",
    "screen_words": "E-17 PAPER PATH",
    "how_often": (3, "exact"),
    "voting": "another_way",
    "fallback": ["emergency_bin"],
    "out_from": "7:40a",
    "out_to": "8:15a",
    "counters": [
        {"at": "7:44a", "public": "62", "in_box": "4", "check_ins": "66"},
        {"at": "8:15a", "in_box": "41"},
    ],
    "seal_touched": "yes",
    "seals": [
        {
            "spot": "Lid",
            "logged": "0083312",
            "found": "0083312",
            "state": "removed",
            "new": "0083390",
            "two_people": True,
        }
    ],
    "tried": ["cleared_jam", "restarted", "unit_swapped"],
    "replacement_serial": "NT3-004402",
    "likely_cause": "paper_humidity",
    "voters_waited": (25, "estimate"),
    "voters_left": (1, "estimate"),
    "ballots_affected": (41, "exact"),
    "ballots_handled": ["scanned_later"],
    "results_affected": "no",
    "determination": "confirmed",
    "actions": [
        {"at": "8:15a", "who": "technician", "what": "Replaced the unit."},
        {"at": "7:20p", "who": "election_judge", "what": "Two people scanned 41; count agreed."},
    ],
    "prevention": [
        {"step": "Ballots stay in the closed case, with a drying mat.", "owner": "permanent_staff"},
        {"step": "The spare unit waits nearer.", "owner": "permanent_staff"},
    ],
}


@pytest.fixture
def evening(
    office_day: TestDesk, clock: FrozenClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> FormScreen:
    """An empty form on the evening of the day, all of it made. No key opens a dialog for files."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_all: pytest.fail("a dialog"))
    clock.set_to("2026-11-03T20:22:00-06:00")
    screen = FormScreen(Form(kind="equipment"), office_day)
    office_day.show_screen(screen)
    qtbot.waitUntil(office_day.isActiveWindow)
    qtbot.waitUntil(lambda: screen.page.body.complete and office_day.running.idle)
    return screen


def _recorded(desk: TestDesk, qtbot: QtBot) -> dict[str, Any]:
    qtbot.waitUntil(lambda: bool(desk.went))
    place = desk.went[-1]
    assert isinstance(place, Receipt | Signatures)
    return dict(desk.on_vault(lambda session: reading.show(session, place.number)).values)


def test_the_five_things_take_at_most_twelve_presses(
    evening: FormScreen, office_day: TestDesk, qtbot: QtBot
) -> None:
    keys = Keyboard(office_day)
    keys.presses += 1  # Ctrl+2 brought us here
    Typist(evening, keys).tell({code: STORY[code] for code in STORY if code in FIVE_THINGS})
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    values = _recorded(office_day, qtbot)
    assert set(values) >= FIVE_THINGS
    assert keys.presses <= MOST_FOR_FIVE, keys.presses


def test_the_whole_story_takes_at_most_a_hundred_and_fifty_presses(
    evening: FormScreen, office_day: TestDesk, qtbot: QtBot
) -> None:
    keys = Keyboard(office_day)
    keys.presses += 1
    Typist(evening, keys).tell(STORY)
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    values = _recorded(office_day, qtbot)
    assert set(STORY) <= set(values)
    assert values["noticed_by"]["role"] == "supervisory_judge"
    assert values["category"] == "jam"
    assert values["tried"] == STORY["tried"]
    assert values["voters_waited"] == {"n": 25, "precision": "estimate"}
    assert [row["what"] for row in values["actions"]] == [row["what"] for row in STORY["actions"]]
    assert values["seals"][0]["new"] == "0083390"
    assert values["seals"][0]["two_people"] is True
    assert values["counters"][1]["in_box"] == {"n": 41, "precision": "exact"}
    print(f"key presses for the whole story: {keys.presses}, typed: {keys.typed}")  # noqa: T201
    assert keys.presses <= MOST_PRESSES, keys.presses
