"""The head of a record's page tells records of one kind apart, and says nothing a second time."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Tile
from clerkapp.domain.records.shown import RecordView
from clerkapp.gui.incident import words as incident_words
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Incident
from clerkapp.gui.parts.record_words import preview_of
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.lists.timeline import TimelineEntry
from clerkapp.gui.widgets.page.card import FactTile
from clerkapp.gui.widgets.page.preview import Preview
from clerkapp.services.records import reading, recording
from clerkapp.services.records.recording import StatusDetails
from clerkapp.wording.labels import label
from tests.fakes.office import JAM
from tests.gui.conftest import TestDesk

FIRST = "LARK-2026-W1-0001"

SAID: dict[str, tuple[dict[str, Any], list[str]]] = {
    "message": (
        {"pretends": "voting_vendor", "channel": "text_message"},
        ["Pretended to be", "Voting-system vendor", "Text message"],
    ),
    "equipment": (
        {"device_type": "scan-single", "manufacturer": "Northlight", "model": "NT-300"},
        ["Unit", "Northlight NT-300"],
    ),
    "procedure": (
        {"instruction": "Opening checklist", "category": "late_open"},
        ["Instruction", "Opening checklist", "Opening and closing"],
    ),
}


def _record(desk: TestDesk, kind: str, values: dict[str, Any]) -> RecordView:
    number = desk.on_vault(lambda session: recording.record(session, kind, values)).number
    return desk.on_vault(lambda session: reading.show(session, number))


@pytest.mark.parametrize("kind", SAID)
def test_the_third_fact_is_what_the_kind_declares(desk: TestDesk, qtbot: QtBot, kind: str) -> None:
    values, said = SAID[kind]
    shown = _record(desk, kind, {**JAM, **values})
    screen = IncidentScreen(Incident(shown.row.number), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.running.idle, timeout=10_000)
    QApplication.processEvents()
    tiles = [tile for tile in screen.findChildren(FactTile) if tile.isVisible()]
    assert [words.text() for words in tiles[2].findChildren(Label)] == said


@pytest.mark.parametrize("kind", SAID)
def test_what_the_head_shows_is_not_said_below(desk: TestDesk, kind: str) -> None:
    shown = _record(desk, kind, {**JAM, **SAID[kind][0]})
    below = [
        name for block in incident_words.sections(shown) for name, _words, _mono in block.facts
    ]
    in_head = [
        label(code)
        for code in KINDS[kind].with_tile(Tile.HEAD, Tile.WHAT, Tile.UNDER, Tile.COUNT)
        if code in shown.values
    ]
    assert in_head
    assert set(below).isdisjoint(in_head)


def test_the_type_of_a_named_unit_is_not_lost(desk: TestDesk) -> None:
    named = _record(desk, "equipment", {**JAM, **SAID["equipment"][0]})
    assert ("Type of equipment", "Precinct scanner", False) in [
        fact for block in incident_words.sections(named) for fact in block.facts
    ]
    unnamed = _record(desk, "equipment", {**JAM, "device_type": "scan-single"})
    assert incident_words.facts(unnamed)[2].value == "Precinct scanner"
    below = [name for block in incident_words.sections(unnamed) for name, *_rest in block.facts]
    assert "Type of equipment" not in below


def _story(desk: TestDesk) -> list[TimelineEntry]:
    shown, written = desk.on_vault(
        lambda session: (reading.show(session, FIRST), reading.timeline(session, FIRST))
    )
    return incident_words.story(shown, written)


def test_the_event_stands_in_the_timeline_without_a_story(desk: TestDesk) -> None:
    desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    first, second = _story(desk)
    assert (first.text, first.time) == (JAM["one_line"], "7:10 a.m.")
    assert second.text == "Recorded here."


def test_a_status_is_one_line_and_says_whom_it_waits_for(desk: TestDesk) -> None:
    desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    standing = StatusDetails(waiting_on="Northlight", back_on="2026-11-09")
    desk.on_vault(
        lambda session: recording.set_status(session, FIRST, "waiting", standing=standing)
    )
    desk.on_vault(lambda session: recording.set_status(session, FIRST, "working"))
    waiting, working = _story(desk)[-2:]
    assert (waiting.text, waiting.changes) == ("Status: Waiting, on Northlight", ())
    assert working.text == "Status: Being worked, with Dana Whitfield"
    assert "Status set to" not in waiting.meta


def test_an_action_stands_once_and_a_first_answer_was_nothing(desk: TestDesk) -> None:
    desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    action = {"what": "Moved to the bin.", "who": "election_judge"}
    desk.on_vault(lambda session: recording.add_action(session, FIRST, action))
    desk.on_vault(lambda session: recording.amend(session, FIRST, {"serial": "NT3-7"}, "Read it."))
    texts = [one.text for one in _story(desk)]
    assert texts.count("Moved to the bin.") == 1
    assert not any("Actions" in text for text in texts)
    (change,) = _story(desk)[-1].changes
    assert change == ("Serial number", "", "NT3-7")
    assert _story(desk)[-1].sentence().endswith("Serial number: NT3-7")


def test_what_was_struck_is_struck_beside_the_list(desk: TestDesk) -> None:
    number = desk.on_vault(lambda session: recording.record(session, "equipment", JAM)).number
    desk.on_vault(lambda session: recording.strike(session, number, "Typed twice."))
    shown = desk.on_vault(lambda session: reading.show(session, number))
    assert preview_of(shown).struck
    preview = Preview()
    preview.show_record(preview_of(shown))
    (title,) = (one for one in preview.findChildren(Label) if one.text() == JAM["one_line"])
    assert title.font().strikeOut()
    preview.deleteLater()
