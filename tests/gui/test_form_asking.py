"""The form asks about answers that do not go together, and says what to do now; neither blocks."""

from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.domain.prints import CHECKLIST
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.form.questions import Questions
from clerkapp.gui.navigation.places import Form, Preview, Receipt
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.inputs.marks import CheckBox
from clerkapp.gui.widgets.page.card import Card
from clerkapp.services.records import reading, recording
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, focused_code, opened
from tests.unit.domain.records import JAM

__all__ = ["opened"]
BOTH = ["not_opened", "entered_password"]


def asked(screen: FormScreen) -> list[str]:
    """What is asked on the form now."""
    return [
        button.accessibleDescription()
        for box in screen.page.body.findChildren(Questions)
        if box.isVisible()
        for button in box.findChildren(Button)
        if button.accessibleName() == "Both are so"
    ]


def press(screen: FormScreen, words: str) -> None:
    """Press a way to answer."""
    found = [
        button
        for box in screen.page.body.findChildren(Questions)
        for button in box.findChildren(Button)
        if button.isVisible() and button.accessibleName() == words
    ]
    assert len(found) == 1
    found[0].click()


def five(screen: FormScreen) -> None:
    for code in ("one_line", "occurred", "place", "noticed_by", "danger"):
        answer(screen, code, JAM[code])


def recorded(desk: TestDesk, qtbot: QtBot) -> dict[str, Any]:
    qtbot.waitUntil(lambda: bool(desk.went))
    place = desk.went[-1]
    assert isinstance(place, Receipt)
    return dict(desk.on_vault(lambda session: reading.show(session, place.number)).values)


def test_an_answer_that_stands_for_itself_is_asked_about_at_once(
    opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="message"))
    answer(screen, "interacted", BOTH)
    qtbot.waitUntil(lambda: len(asked(screen)) == 1)
    assert "“Not opened”" in asked(screen)[0]
    assert "“Entered a password”" in asked(screen)[0]
    assert screen.model.typed["interacted"] == BOTH  # nothing is taken away unasked
    press(screen, "Without “Not opened”")
    assert screen.model.typed["interacted"] == ["entered_password"]
    qtbot.waitUntil(lambda: asked(screen) == [])
    assert screen.page.body.field("interacted").control.value() == ["entered_password"]  # type: ignore[union-attr]


def test_the_other_answer_may_be_the_right_one(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="message"))
    answer(screen, "interacted", BOTH)
    qtbot.waitUntil(lambda: len(asked(screen)) == 1)
    press(screen, "Only “Not opened”")
    assert screen.model.typed["interacted"] == ["not_opened"]


def test_both_may_be_so_and_the_draft_remembers_it(opened: Opener, qtbot: QtBot) -> None:
    screen = opened(Form(kind="message"))
    answer(screen, "interacted", BOTH)
    qtbot.waitUntil(lambda: len(asked(screen)) == 1)
    press(screen, "Both are so")
    qtbot.waitUntil(lambda: asked(screen) == [])
    place = screen.keep()
    assert isinstance(place, Form)
    again = opened(place)
    again.page.refresh()
    assert asked(again) == []
    assert again.model.typed["interacted"] == BOTH


def test_it_is_asked_where_typing_is_and_leads_to_the_other_answer(
    opened: Opener, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    answer(screen, "voting", "as_normal")
    screen.page.refresh()
    screen.page.go_to("voters_waited")
    answer(screen, "voters_waited", {"n": 25, "precision": "estimate"})
    qtbot.waitUntil(lambda: len(asked(screen)) == 1)
    [box] = [one for one in screen.page.body.findChildren(Questions) if one.isVisible()]
    assert box.parentWidget() is screen.page.body.field("voters_waited")
    press(screen, "Look at “Did voting go on?”")
    assert focused_code(screen) == "voting"


def test_record_tells_of_a_question_once_and_then_records(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="message"))
    five(screen)
    answer(screen, "interacted", BOTH)
    qtbot.waitUntil(lambda: not screen._waits())
    screen.record()
    assert desk.went == []
    assert [link.accessibleName() for link in screen.page.summary.links()] == asked(screen)
    screen.record()
    assert recorded(desk, qtbot)["interacted"] == BOTH


def test_a_change_does_not_ask_about_what_it_does_not_touch(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    values = {**JAM, "voting": "as_normal", "voters_waited": {"n": 25, "precision": "exact"}}
    made = desk.on_vault(lambda session: recording.record(session, "equipment", values))
    screen = opened(Form(kind="equipment", number=made.number))
    screen.page.refresh()
    assert asked(screen) == []
    answer(screen, "voters_waited", {"n": 30, "precision": "exact"})
    qtbot.waitUntil(lambda: len(asked(screen)) == 1)


def cards(screen: FormScreen) -> list[str]:
    found = screen.page.checklists.findChildren(Card)
    return [card.title.text() for card in found if card.isVisible()]


def boxes(screen: FormScreen) -> list[CheckBox]:
    return [box for box in screen.page.checklists.findChildren(CheckBox) if box.isVisible()]


def test_a_password_opens_the_checklist_beside_the_form(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    """Criterion 15."""
    screen = opened(Form(kind="message"))
    assert cards(screen) == []
    answer(screen, "interacted", ["entered_password"])
    qtbot.waitUntil(lambda: cards(screen) == ["Do now: somebody clicked or typed"])
    assert len(boxes(screen)) == 5
    assert screen.model.suggestion().severity == "high"
    answer(screen, "interacted", ["read"])
    qtbot.waitUntil(lambda: cards(screen) == [])


def test_ticks_stay_with_the_draft_and_become_actions_when_asked(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="message"))
    five(screen)
    answer(screen, "interacted", ["entered_password"])
    qtbot.waitUntil(lambda: len(boxes(screen)) == 5)
    for box in boxes(screen)[:3]:
        box.click()
    place = screen.keep()
    assert isinstance(place, Form)
    again = opened(place)
    qtbot.waitUntil(lambda: len(boxes(again)) == 5)
    assert [box.isChecked() for box in boxes(again)] == [True, True, True, False, False]
    qtbot.waitUntil(lambda: not again._waits())
    again.record()
    [dialog] = again.findChildren(Dialog)
    assert "3 ticked steps" in dialog.accessibleName()
    dialog.do_button.click()
    rows = recorded(desk, qtbot)["actions"]
    assert [row["what"] for row in rows] == [
        "Stop; delete nothing",
        "Unplug the network; leave it on",
        "Phone IT from another phone",
    ]
    assert {row["at"]["at"] for row in rows} == {"2026-11-03T07:40:00-06:00"}


def test_ticks_may_be_left_out_and_going_back_records_nothing(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="message"))
    five(screen)
    answer(screen, "interacted", ["clicked"])
    qtbot.waitUntil(lambda: len(boxes(screen)) == 5)
    boxes(screen)[0].click()
    qtbot.waitUntil(lambda: not screen._waits())
    screen.record()
    [dialog] = screen.findChildren(Dialog)
    dialog.safe_button.click()
    assert desk.went == []
    screen.record()
    dialog = screen.findChildren(Dialog)[-1]
    [without] = [
        button
        for button in dialog.findChildren(Button)
        if button.accessibleName() == "Record without them"
    ]
    without.click()
    assert "actions" not in recorded(desk, qtbot)


def test_the_list_is_printed_large(opened: Opener, desk: TestDesk, qtbot: QtBot) -> None:
    screen = opened(Form(kind="procedure"))
    answer(screen, "category", "seal_mismatch")
    qtbot.waitUntil(lambda: cards(screen) == ["Do now: the seal is not right"])
    [button] = [
        one
        for one in screen.page.checklists.findChildren(Button)
        if one.accessibleName() == "Print this list"
    ]
    button.click()
    assert desk.went[-1] == Preview(CHECKLIST, "seal")


def test_the_message_form_begins_with_the_file(opened: Opener) -> None:
    screen = opened(Form(kind="message"))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused_code(screen) == "message_file"
    line = screen.page.body.field("one_line")
    file = screen.page.body.field("message_file")
    assert line is not None
    assert file is not None
    body = screen.page.body
    assert file.mapTo(body, file.rect().topLeft()).y() < line.mapTo(body, line.rect().topLeft()).y()


def test_every_kind_gives_an_example_of_its_own(opened: Opener) -> None:
    helps = []
    for kind in ("message", "equipment", "procedure"):
        field = opened(Form(kind=kind)).page.body.field("one_line")
        assert field is not None
        helps.append(field.help_words())
    assert len(set(helps)) == 3
    assert ["Oak Hall" in words for words in helps] == [False, True, False]
