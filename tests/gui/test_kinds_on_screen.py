"""What the declaration of kinds promises on the desktop: danger first, tables with headings, what is
worked out beside its parts, struck rows that stay."""

from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.gui.incident import words as incident_words
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Form, Incident
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.lists.read_table import ReadTable
from clerkapp.services.records import reading, recording
from clerkapp.wording.tables import table_of
from tests.fakes.office import JAM
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, opened

__all__ = ["opened"]
SEALS: list[dict[str, Any]] = [
    {"spot": "Lid", "logged": "0083312", "found": "0083321", "explanation": "Digits swapped."}
]


def _texts(inside: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in inside.findChildren(Label) if one.isVisible()]


def _page(desk: TestDesk, qtbot: QtBot, number: str) -> IncidentScreen:
    screen = IncidentScreen(Incident(number), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.running.idle, timeout=10_000)
    return screen


def test_a_place_is_asked_about_people_first(desk: TestDesk, qtbot: QtBot, opened: Opener) -> None:
    form = opened(Form(kind="place"))
    codes = list(form.page.body.fields())
    assert codes[:3] == ["danger", "category", "one_line"]
    assert form.page.danger.isVisible()
    assert "Call 911 first." in form.page.danger.accessibleName()
    answer(form, "danger", "not_sure")
    qtbot.waitUntil(
        lambda: form.page.danger.accessibleName().startswith("911, then the sheriff"),
    )


def test_other_kinds_say_it_only_when_somebody_is_in_danger(desk: TestDesk, opened: Opener) -> None:
    form = opened(Form(kind="equipment"))
    assert not form.page.danger.isVisible()


def test_a_category_says_when_it_is_the_right_one(
    desk: TestDesk, qtbot: QtBot, opened: Opener
) -> None:
    form = opened(Form(kind="message"))
    field = form.page.body.field("category")
    assert field is not None
    answer(form, "category", "callback")
    qtbot.waitUntil(lambda: "A help-desk number to call, or a QR code to scan." in _texts(field))


def test_a_difference_is_worked_out_as_one_types(
    desk: TestDesk, qtbot: QtBot, opened: Opener
) -> None:
    """Criterion 21."""
    form = opened(Form(kind="procedure"))
    answer(form, "category", "count_diff")
    qtbot.waitUntil(lambda: form.page.body.field("counts") is not None)
    exact = {"precision": "exact"}
    rows = [
        {"what": "cast", "should_be": {"n": 413, **exact}, "is": {"n": 412, **exact}},
        {"what": "spoiled", "should_be": {"n": 3, **exact}, "is": {"n": 3, **exact}},
    ]
    form.page.go_to("counts")
    answer(form, "counts", rows)
    field = form.page.body.field("counts")
    assert field is not None
    said = "Cast or scanned: difference \u22121\nSpoiled: no difference"
    qtbot.waitUntil(lambda: said in _texts(field))


def test_a_page_shows_tables_with_their_headings_and_lengths(desk: TestDesk, qtbot: QtBot) -> None:
    """Criterion 17."""
    times = {"out_from": "2026-11-02T23:50:00-06:00", "out_to": "2026-11-03T00:25:00-06:00"}
    record = {**JAM, "seals": SEALS, **times}
    number = desk.on_vault(lambda session: recording.record(session, "equipment", record)).number
    screen = _page(desk, qtbot, number)
    (table,) = [one for one in screen.findChildren(ReadTable) if one.accessibleName() == "Seals"]
    texts = _texts(table)
    for words in ("Spot", "Number in the log", "Number found", "0083312", "0083321"):
        assert words in texts
    assert "The two numbers differ." in texts
    assert "Number found: 0083321" in table.accessibleDescription()
    assert "35 minutes" in _texts(screen)


def test_a_table_without_room_stands_cell_under_cell(desk: TestDesk, qtbot: QtBot) -> None:
    words = table_of("equipment", "seals", SEALS)
    assert words is not None
    table = ReadTable(words, name="Seals")
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    beside = {one.y() for one in table.findChildren(Label) if one.text() in ("Spot", "Explanation")}
    assert len(beside) == 1
    table.resize(220, 600)
    QApplication.processEvents()
    under = {
        one.y()
        for one in table.findChildren(Label)
        if one.isVisible() and one.text() in ("Spot", "Explanation")
    }
    assert len(under) == 2


def test_a_struck_action_stays_on_the_page_and_out_of_the_form(
    desk: TestDesk, qtbot: QtBot, opened: Opener
) -> None:
    record = {**JAM, "actions": [{"what": "Opened the lid."}, {"what": "Called the hotline."}]}
    number = desk.on_vault(lambda session: recording.record(session, "equipment", record)).number
    kept = {"actions": [{"what": "Opened the lid."}]}
    desk.on_vault(lambda session: recording.amend(session, number, kept, "The other line."))
    shown = desk.on_vault(lambda session: reading.show(session, number))
    written = desk.on_vault(lambda session: reading.timeline(session, number))
    (struck,) = [one for one in incident_words.story(shown, written) if one.struck]
    assert struck.text == "Called the hotline."
    assert "The other line." in struck.meta
    assert "struck through" in struck.sentence()

    form = opened(Form(number=number))
    assert [row["what"] for row in form.page.model.typed["actions"]] == ["Opened the lid."]
    assert not form.page.model.change.corrected()
    answer(form, "actions", None)
    qtbot.waitUntil(lambda: form.page.change is not None and "Action 1" in _texts(form.page.change))
    assert form.page.change is not None
    assert "struck through" in _texts(form.page.change)
