"""After Record, by keyboard: what is said, the questions one by one, the ways on."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clerkapp.domain.people.roles import Role
from clerkapp.domain.prints import INCIDENT
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.form.load import load
from clerkapp.gui.navigation.places import Form, Home, Receipt
from clerkapp.gui.receipt.screen import ReceiptScreen
from clerkapp.gui.widgets.basic.buttons import LinkButton
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.services.records import drafting, reading, recording
from tests.fakes.office import JAM, whole
from tests.gui import walk
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard, focused
from tests.gui.look import settle

FIRST = "LARK-2026-W1-0001"
CONTROL = Qt.KeyboardModifier.ControlModifier
OUT = {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"}

Receipts = Callable[..., ReceiptScreen]


@pytest.fixture
def receipts(desk: TestDesk, qtbot: QtBot) -> Receipts:
    """Records something and opens its receipt."""

    def opened(kind: str = "equipment", at: Receipt | None = None, **typed: Any) -> ReceiptScreen:
        if at is None:
            values = {**JAM, "category": "jam", **typed} if kind == "equipment" else typed
            made = desk.on_vault(lambda session: recording.record(session, kind, values))
            at = Receipt(made.number)
        screen = ReceiptScreen(at, desk)
        desk.show_screen(screen)
        qtbot.waitUntil(lambda: screen.loaded and desk.running.idle)
        qtbot.waitUntil(desk.isActiveWindow)
        return screen

    return opened


def words(screen: ReceiptScreen) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def asked(screen: ReceiptScreen) -> list[str]:
    return list(screen.question.fields)


def stored(desk: TestDesk) -> dict[str, Any]:
    return dict(desk.on_vault(lambda session: reading.show(session, FIRST)).values)


def test_it_says_recorded_first_and_shows_the_number_large(
    receipts: Receipts, desk: TestDesk
) -> None:
    screen = receipts()
    assert desk.said[0].startswith("Recorded as 0001 at ")
    assert desk.said[0].endswith(" Nothing can get lost now.")
    said = words(screen)
    assert "Nothing can get lost now." in said
    assert ".." not in said
    assert {"0001", FIRST} <= set(said.splitlines())
    assert "Two questions that help most" in said
    assert asked(screen) == ["voting"]
    assert "Then: Out of service from" in said


def test_answers_are_kept_one_by_one_by_keyboard(
    receipts: Receipts, desk: TestDesk, qtbot: QtBot
) -> None:
    """Each is a first answer: the record has it at once, and nobody was asked why."""
    screen = receipts()
    keys = Keyboard(desk)
    assert isinstance(focused(), Choice)
    choice = screen.question.fields["voting"].control
    choice.set_value("another_way")
    choice.changed.emit()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked(screen) == ["out_from", "out_to"])
    assert stored(desk)["voting"] == "another_way"
    keys.type("7:40")
    keys.press(Qt.Key.Key_Return)
    assert screen.question.fields["out_to"].isAncestorOf(focused())
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Thank you." in words(screen))
    qtbot.waitUntil(lambda: desk.running.idle)
    assert stored(desk)["out_from"]["at"].endswith("T07:40:00-06:00")
    history = desk.on_vault(lambda session: reading.history(session, FIRST))
    assert [entry.reason for entry in history] == [None, "1 answer was added", "1 answer was added"]
    qtbot.waitUntil(lambda: "2 answers added." in words(screen))
    assert focused() is screen.home_button
    assert desk.on_vault(drafting.mine) == []


def test_enter_with_nothing_chosen_skips_and_writes_nothing(
    receipts: Receipts, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = receipts()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert asked(screen) == ["out_from", "out_to"]
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.running.idle)
    assert asked(screen) == []
    assert desk.on_vault(lambda session: reading.show(session, FIRST)).rev == 1
    assert desk.on_vault(drafting.mine) == []
    qtbot.waitUntil(lambda: "Nothing has to be answered now." in words(screen))
    assert "voting" in screen.model.waiting()
    assert receipts(at=Receipt(FIRST)).model.questions[0].code == "voting"


def test_what_cannot_be_read_is_said_and_stays(receipts: Receipts, desk: TestDesk) -> None:
    screen = receipts(voting="another_way")
    QTest.keyClicks(focused(), "half past")
    screen.question.keep_button.click()
    assert screen.question.fields["out_from"].has_error()
    assert asked(screen) == ["out_from", "out_to"]
    assert desk.on_vault(lambda session: reading.show(session, FIRST)).rev == 1


def test_an_answer_that_was_chosen_outlives_a_lock(
    receipts: Receipts, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = receipts()
    choice = screen.question.fields["voting"].control
    choice.set_value("stopped_part")
    choice.changed.emit()
    place = screen.keep()
    assert place == Receipt(FIRST, new=False)
    qtbot.waitUntil(lambda: desk.running.idle)
    [draft] = desk.on_vault(drafting.mine)
    assert draft.record == FIRST
    desk.said.clear()
    again = receipts(at=place)
    assert again.question.fields["voting"].control.value() == "stopped_part"
    assert desk.said == []
    again.question.keep_button.click()
    qtbot.waitUntil(lambda: asked(again) == ["out_from", "out_to"])
    assert stored(desk)["voting"] == "stopped_part"
    assert desk.on_vault(drafting.mine) == []


def test_an_answer_that_is_kept_leaves_a_draft_with_more_alone(
    receipts: Receipts, desk: TestDesk, qtbot: QtBot
) -> None:
    receipts()
    content = {"values": {"asset_tag": "7", "voting": "as_normal"}, "unread": {}}
    desk.on_vault(
        lambda session: drafting.save(session, "equipment", content, draft="more", record=FIRST)
    )
    screen = receipts(at=Receipt(FIRST))
    assert screen.question.fields["voting"].control.value() == "as_normal"
    screen.question.keep_button.click()
    qtbot.waitUntil(lambda: asked(screen) == ["out_from", "out_to"])
    assert stored(desk)["voting"] == "as_normal"
    assert "asset_tag" not in stored(desk)
    [draft] = desk.on_vault(drafting.mine)
    assert draft.content["values"]["asset_tag"] == "7"


def test_an_answer_taken_back_leaves_no_draft(
    receipts: Receipts, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = receipts()
    control = screen.question.fields["voting"].control
    for value in ("as_normal", None):
        control.set_value(value)
        control.changed.emit()
        qtbot.waitUntil(lambda: not screen.model.form.dirty)
    screen.keep()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert desk.on_vault(drafting.mine) == []


def test_the_ways_on_are_keys(receipts: Receipts, desk: TestDesk) -> None:
    screen = receipts()
    screen.print_button.click()
    screen.fill_button.click()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    preview, form, home = desk.went
    assert (getattr(preview, "print", ""), screen.number_shown) == (INCIDENT, FIRST)
    assert form == Form(kind="equipment", number=FIRST, filling=True)
    assert home == Home()


def test_what_can_wait_unfolds_as_links_into_the_form(receipts: Receipts, desk: TestDesk) -> None:
    screen = receipts()
    waiting = screen.model.waiting()
    assert screen.fold.accessibleName().startswith(f"{len(waiting)} more answers can wait")
    assert screen.fold.accessibleName().endswith("folded")
    screen.fold.setFocus()
    QTest.keyClick(screen.fold, Qt.Key.Key_Return)
    assert screen.fold.accessibleName().endswith("open")
    links = [link for link in screen.rest.findChildren(LinkButton) if link.isVisible()]
    assert len(links) == len(waiting)
    links[1].click()
    assert desk.went == [
        Form(kind="equipment", number=FIRST, cursor={"field": waiting[1]}, filling=True)
    ]


def test_with_nothing_missing_it_says_so(receipts: Receipts, qtbot: QtBot) -> None:
    screen = receipts(**whole(out_from=OUT, out_to=OUT, retest="no", severity="moderate"))
    qtbot.waitUntil(lambda: "Nothing is missing. It can be resolved." in words(screen))
    assert screen.rest.isHidden()
    assert screen.fill_button.isHidden()


def test_it_says_whom_to_tell(receipts: Receipts, qtbot: QtBot) -> None:
    screen = receipts(voting="stopped_all", severity="critical")
    qtbot.waitUntil(lambda: "Whom to tell" in words(screen))


def test_a_long_line_is_cut_and_told_whole(receipts: Receipts) -> None:
    line = "The scanner at the school gym stopped and " + "stopped again and " * 8 + "was sealed."
    screen = receipts(one_line=line)
    assert screen._page.title.accessibleName() == line
    assert screen._page.title.toolTip() == line


def test_a_recorder_answers_too(receipts: Receipts, desk: TestDesk) -> None:
    desk.sign_in(Role.RECORDER)
    assert asked(receipts()) == ["voting"]


def test_filling_in_asks_what_is_missing_without_a_reason(
    receipts: Receipts, desk: TestDesk, qtbot: QtBot
) -> None:
    receipts()
    screen = FormScreen(Form(kind="equipment", number=FIRST, filling=True), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: screen.loaded and screen.page.body.complete and desk.running.idle)
    shown = [code for code, field in screen.page.body.fields().items() if field.isVisible()]
    assert not {"one_line", "occurred", "place", "category", "reason"} & set(shown)
    order = [field.code for field in screen.model.kind.fields if field.code in shown]
    assert [code for code in shown if code in order and code != "severity"] == [
        code for code in order if code != "severity"
    ]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    settle(desk)
    assert walk.out_of_order(desk, screen.regions()) == []
    assert screen.page.body.typing_at()["field"] == shown[0]
    screen.model.set("voting", "another_way")
    screen.model.set("voters_left", {"n": 2, "precision": "exact"})
    qtbot.waitUntil(lambda: "2 answers added" in _labels(screen))
    qtbot.waitUntil(lambda: screen.page.body.fields()["fallback"].isVisible())
    QTest.keyClick(focused(), Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(desk.went))
    assert stored(desk)["voters_left"]["n"] == 2
    assert desk.on_vault(lambda session: reading.history(session, FIRST))[1].reason == (
        "2 answers were added"
    )


def test_an_unfinished_change_is_resumed(receipts: Receipts, desk: TestDesk) -> None:
    receipts()
    content = {"values": {"voting": "as_normal"}, "unread": {}, "reason": ""}
    desk.on_vault(
        lambda session: drafting.save(session, "equipment", content, draft="change", record=FIRST)
    )
    loaded = desk.on_vault(lambda session: load(session, None, FIRST))
    assert loaded.draft is not None
    assert loaded.draft.id == "change"


def _labels(screen: FormScreen) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())
