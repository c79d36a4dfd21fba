"""What leaves the office is a reviewer's to decide: in a dialog of its own, on the record's page."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.revision import ActKind
from clerkapp.gui.incident.decision import DecisionDialog
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Form, Incident
from clerkapp.gui.parts.dialogs import ReasonDialog
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.services.records import attaching, reading, recording, signing
from clerkapp.services.session import Session
from tests.fakes.office import whole
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, opened
from tests.gui.keyboard import Keyboard
from tests.gui.look import settle
from tests.unit.domain.test_pictures import exif, jpeg

__all__ = ["opened"]
FIRST = "LARK-2026-W1-0001"
DECIDE = "Decide about the public copy …"


def _record(session: Session) -> None:
    data = jpeg(exif(gps=False, time=False))
    file = attaching.judged(attaching.attach_bytes(session, "tray.jpg", data), None)
    recording.record(session, "equipment", whole(), attachments=[file])
    recording.set_status(session, FIRST, "resolved")


def _page(desk: TestDesk, qtbot: QtBot, *roles: Role) -> IncidentScreen:
    desk.on_vault(_record)
    if roles:
        desk.sign_in(*roles)
    screen = IncidentScreen(Incident(FIRST), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(desk.isActiveWindow)
    _settle(desk, qtbot)
    return screen


def _settle(desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle, timeout=10_000)
    settle(desk)


def _buttons(screen: IncidentScreen) -> list[str]:
    return [one.accessibleName() for one in screen.findChildren(Button) if one.isVisible()]


def _press(screen: IncidentScreen, words: str) -> None:
    one = next(
        one
        for one in screen.findChildren(Button)
        if one.isVisible() and one.accessibleName() == words
    )
    one.setFocus()
    Keyboard(screen.window()).press(Qt.Key.Key_Return)


def _menu(screen: IncidentScreen) -> dict[str, Any]:
    _press(screen, "More")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.hide()
    return {one.text(): one for one in menu.actions()}


def _decide(screen: IncidentScreen, desk: TestDesk, qtbot: QtBot) -> DecisionDialog:
    _menu(screen)[DECIDE].trigger()
    _settle(desk, qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DecisionDialog)
    return dialog


def _stored(desk: TestDesk) -> dict[str, Any]:
    return dict(desk.on_vault(lambda session: reading.show(session, FIRST)).stored)


def test_a_reviewer_decides_by_keyboard_and_the_next_step_is_to_sign(
    desk: TestDesk, qtbot: QtBot
) -> None:
    screen = _page(desk, qtbot, Role.REVIEWER)
    keyboard = Keyboard(_decide(screen, desk, qtbot))
    keyboard.press(Qt.Key.Key_Space)
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.type("A scanner stopped at one place.")
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.type("It was cleaned. Everybody voted.")
    keyboard.press(Qt.Key.Key_Tab, times=2)
    keyboard.press(Qt.Key.Key_Return)
    _settle(desk, qtbot)
    stored = _stored(desk)
    assert stored["public_handling"] == "open"
    assert stored["public_title"] == "A scanner stopped at one place."
    assert stored["public_wording"] == "It was cleaned. Everybody voted."
    assert "sign the record" in desk.said[-1]
    assert "Review and sign" in _buttons(screen)


def test_words_go_with_opening_and_reasons_with_closing(desk: TestDesk, qtbot: QtBot) -> None:
    dialog = _decide(_page(desk, qtbot, Role.REVIEWER), desk, qtbot)
    handling = dialog.fields["public_handling"].control

    def shown(answer: str) -> list[str]:
        handling.set_value(answer)
        handling.changed.emit()
        return [
            code.removeprefix("public_") for code, one in dialog.fields.items() if one.isVisible()
        ]

    assert shown("open") == ["handling", "title", "wording"]
    assert shown("partly_closed") == ["handling", "title", "wording", "basis", "statement"]
    assert shown("closed") == ["handling", "basis", "statement"]


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("public_title", "The number is 123-45-6789.", "a Social Security number"),
        ("public_wording", "One. Two. Three. Four.", "at most 3 sentences"),
        ("public_wording", "Her ballot: she voted for the blue one.", "how somebody voted"),
    ],
)
def test_what_must_not_go_outside_is_said_beside_it_and_nothing_typed_is_lost(
    desk: TestDesk, qtbot: QtBot, code: str, text: str, said: str
) -> None:
    dialog = _decide(_page(desk, qtbot, Role.REVIEWER), desk, qtbot)
    dialog.fields["public_handling"].control.set_value("open")
    dialog.fields["public_handling"].control.changed.emit()
    field = dialog.fields[code]
    field.control.set_value(text)
    dialog.do_button.click()
    assert said in field.message()
    assert field.control.value() == text
    assert field.control.entry().hasFocus()
    assert dialog.isVisible()
    assert "public_handling" not in _stored(desk)
    field.control.set_value("A scanner stopped.")
    dialog.do_button.click()
    _settle(desk, qtbot)
    assert _stored(desk)[code] == "A scanner stopped."


@pytest.mark.parametrize("scale", [100, 200])
def test_the_question_fits_the_screen_and_scrolls(desk: TestDesk, qtbot: QtBot, scale: int) -> None:
    desk.theme.set_scale(scale)
    dialog = _decide(_page(desk, qtbot, Role.REVIEWER), desk, qtbot)
    dialog.fields["public_handling"].control.set_value("partly_closed")
    dialog.fields["public_handling"].control.changed.emit()
    last = dialog.fields["public_statement"].control.entry()
    settle(dialog)
    keyboard = Keyboard(dialog)
    while dialog.focusWidget() is not last:
        keyboard.press(Qt.Key.Key_Tab)
        assert keyboard.presses < 10
    settle(dialog)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    shown = dialog.findChildren(QScrollArea)[0].viewport()
    place = QRect(last.mapTo(shown, QPoint(0, 0)), last.size())
    assert shown.rect().intersects(place)
    assert not dialog.do_button.visibleRegion().isEmpty()


def test_nothing_chosen_and_nothing_new_is_said(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _page(desk, qtbot, Role.REVIEWER)
    dialog = _decide(screen, desk, qtbot)
    dialog.do_button.click()
    assert dialog.fields["public_handling"].has_error()
    dialog.fields["public_handling"].control.set_value("closed")
    dialog.do_button.click()
    _settle(desk, qtbot)
    dialog = _decide(screen, desk, qtbot)
    dialog.do_button.click()
    assert "stands already" in dialog.fields["public_handling"].message()


def test_a_reviewer_lets_a_held_picture_leave_with_a_reason(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _page(desk, qtbot, Role.REVIEWER)
    _press(screen, "Let tray.jpg leave the office …")
    _settle(desk, qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReasonDialog)
    dialog.do_button.click()
    assert dialog._field.has_error()
    Keyboard(dialog).type("The paper in it is blank.")
    dialog.do_button.click()
    _settle(desk, qtbot)
    shown = desk.on_vault(lambda session: reading.show(session, FIRST))
    assert [one.what for one in shown.attachments] == ["photo"]
    assert shown.stored["reason"] == "The paper in it is blank."
    assert QApplication.focusWidget() is not None
    assert "Let tray.jpg leave the office …" not in _buttons(screen)


@pytest.mark.parametrize("roles", [(Role.STAFF,), (Role.AUDITOR,)])
def test_others_are_offered_neither(desk: TestDesk, qtbot: QtBot, roles: tuple[Role, ...]) -> None:
    screen = _page(desk, qtbot, *roles)
    assert "Let tray.jpg leave the office …" not in _buttons(screen)
    if "More" in _buttons(screen):
        assert DECIDE not in _menu(screen)


def _answers(control: object) -> list[str]:
    assert isinstance(control, Segment)
    return list(control._parts)


def test_the_form_offers_a_clerk_only_what_a_clerk_may_choose_and_says_who_decides(
    opened: Opener, desk: TestDesk
) -> None:
    desk.sign_in(Role.STAFF)
    screen = opened(Form(kind="equipment"))
    field = screen.page.body.field("public_handling")
    assert field is not None
    assert _answers(field.control) == ["closed"]
    assert "A reviewer decides" in field.help_words()
    assert isinstance(field.control, QWidget)
    assert "A reviewer decides" in field.control.accessibleDescription()


def test_the_form_offers_a_reviewer_everything(opened: Opener, desk: TestDesk) -> None:
    desk.sign_in(Role.REVIEWER)
    field = opened(Form(kind="equipment")).page.body.field("public_handling")
    assert field is not None
    assert _answers(field.control) == ["open", "partly_closed", "closed"]


def test_what_a_reviewer_decided_is_not_taken_back_by_a_clerk(
    opened: Opener, desk: TestDesk
) -> None:
    desk.on_vault(_record)
    desk.sign_in(Role.REVIEWER)
    change = {"public_handling": "open"}
    desk.on_vault(lambda session: recording.amend(session, FIRST, change, "Opened."))
    desk.on_vault(
        lambda session: signing.sign(session, FIRST, ActKind.TWO_PERSON, "Judge A, first party")
    )
    desk.sign_in(Role.STAFF)
    field = opened(Form(kind="equipment", number=FIRST)).page.body.field("public_handling")
    assert field is not None
    assert _answers(field.control) == ["open"]
