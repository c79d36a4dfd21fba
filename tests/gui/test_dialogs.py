"""After every dialog the keyboard is where it was, or at the next sensible place; never nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.revision import ActKind
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.incident.files import FilesDialog
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Form, Incident, Settings
from clerkapp.gui.navigation.screen import Screen
from clerkapp.gui.parts.dialogs import ActionDialog, CapacityDialog, ReasonDialog
from clerkapp.gui.parts.field_help import show_help
from clerkapp.gui.settings.screen import SettingsScreen
from clerkapp.gui.trouble import show_trouble
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.services.records import recording, signing
from tests.fakes.office import join, whole
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.look import settle

FIRST = "LARK-2026-W1-0001"
GUI = Path(__file__).parents[2] / "clerkapp" / "gui"


def _settle(desk: TestDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.running.idle, timeout=10_000)
    settle(desk)


def _page(desk: TestDesk, qtbot: QtBot, screen: Screen) -> Screen:
    desk.show_screen(screen)
    qtbot.waitUntil(desk.isActiveWindow)
    _settle(desk, qtbot)
    if isinstance(screen, FormScreen):
        qtbot.waitUntil(lambda: screen.loaded and screen.page.body.complete)
        _settle(desk, qtbot)
    return screen


def _incident(desk: TestDesk) -> Screen:
    desk.on_vault(lambda session: recording.record(session, "equipment", whole()))
    return IncidentScreen(Incident(FIRST), desk)


def _of_another(desk: TestDesk) -> Screen:
    """A record that somebody else wrote and resolved, seen by a reviewer."""
    _incident(desk)
    desk.on_vault(lambda session: recording.set_status(session, FIRST, "resolved"))
    desk.sign_in(Role.REVIEWER)
    return IncidentScreen(Incident(FIRST), desk)


def _reviewed(desk: TestDesk) -> Screen:
    """A record that somebody else wrote, which a reviewer signed."""
    page = _of_another(desk)
    desk.on_vault(lambda session: signing.sign(session, FIRST, ActKind.REVIEW))
    return page


def _form(desk: TestDesk) -> Screen:
    return FormScreen(Form(kind="equipment"), desk)


def _people(desk: TestDesk) -> Screen:
    desk.on_vault(lambda session: join(session, "Rae Larsen", Role.STAFF))
    return SettingsScreen(Settings("people"), desk)


def _safekeeping(desk: TestDesk) -> Screen:
    return SettingsScreen(Settings("safekeeping"), desk)


def _button(screen: QWidget, words: str) -> Button:
    return next(
        one
        for one in screen.findChildren(Button)
        if one.isVisible() and one.accessibleName() == words
    )


def _press(screen: QWidget, words: str) -> None:
    """A button, or an entry of the menu under "More"."""
    if words.startswith("More: "):
        _press(screen, "More")
        menu = QApplication.activePopupWidget()
        assert menu is not None
        action = next(one for one in menu.actions() if f"More: {one.text()}" == words)
        menu.hide()
        action.trigger()
        return
    button = _button(screen, words)
    button.setFocus()
    Keyboard(screen.window()).press(Qt.Key.Key_Return)


def _dialog() -> Dialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    return dialog


def _focused(desk: TestDesk) -> QWidget:
    """What has the keys: there, shown, usable and in the desk's window."""
    focused = QApplication.focusWidget()
    assert focused is not None, "the focus is nowhere"
    assert focused.isVisible()
    assert focused.isEnabled()
    assert focused.window() is desk
    return focused


def _reason(dialog: Dialog) -> None:
    assert isinstance(dialog, ReasonDialog)
    dialog._field.control.set_value("Judge A")


def _capacity(dialog: Dialog) -> None:
    assert isinstance(dialog, CapacityDialog)
    dialog._field.control.set_value("board_chair")


def _action(dialog: Dialog) -> None:
    assert isinstance(dialog, ActionDialog)
    dialog._what.control.set_value("Brought the spare.")


def _files(dialog: Dialog) -> None:
    assert isinstance(dialog, FilesDialog)


def _nothing(dialog: Dialog) -> None:
    assert isinstance(dialog, Dialog)


@dataclass(frozen=True)
class Case:
    """A dialog: the page, the words that open it, how it is answered, and where the focus goes then.

    `then` empty: where the opener was, or for one that is gone another control of the page.
    """

    page: Callable[[TestDesk], Screen]
    opener: str
    answer: Callable[[Dialog], None]
    then: str = ""
    gone: bool = False


CASES = [
    Case(_incident, "Add an action", _action),
    Case(_incident, "Choose a file", _files),
    Case(_reviewed, "More: Open it again …", _reason, "More"),
    Case(_incident, "More: Entered in error …", _reason, gone=True),
    Case(_of_another, "Review and sign", _capacity, gone=True),
    Case(_people, "Close the account of Rae Larsen", _nothing, gone=True),
    Case(_safekeeping, "Give the vault another key", _nothing),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.opener)
def test_after_a_dialog_the_focus_is_where_it_was_or_at_the_next_place(
    desk: TestDesk,
    case: Case,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "tape.pdf"
    file.write_bytes(b"%PDF tape")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(file)], ""))
    screen = _page(desk, qtbot, case.page(desk))
    name = case.opener.partition(": ")[0] if case.opener.startswith("More") else case.opener
    _press(screen, case.opener)
    _settle(desk, qtbot)
    Keyboard(_dialog()).press(Qt.Key.Key_Escape)
    _settle(desk, qtbot)
    assert _focused(desk).accessibleName() == name
    _press(screen, case.opener)
    _settle(desk, qtbot)
    dialog = _dialog()
    case.answer(dialog)
    dialog.do_button.click()
    _settle(desk, qtbot)
    assert QApplication.activeModalWidget() is None
    focused = _focused(desk)
    assert screen.isAncestorOf(focused)
    if not case.gone:
        assert focused.accessibleName() == (case.then or name)


def test_help_about_a_field_gives_the_field_back(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _page(desk, qtbot, _form(desk))
    field = screen.page.body.field("place")  # type: ignore[attr-defined]
    field.go_to()
    before = _focused(desk)
    show_help(desk)
    _settle(desk, qtbot)
    Keyboard(_dialog()).press(Qt.Key.Key_Escape)
    _settle(desk, qtbot)
    assert _focused(desk) is before


def test_the_questions_of_a_form_give_the_focus_back(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _page(desk, qtbot, _form(desk))
    assert isinstance(screen, FormScreen)
    keyboard = Keyboard(desk)
    keyboard.type("The number is 123-45-6789.")
    keyboard.press(Qt.Key.Key_Tab)
    for opener in ("It must stay: say why: In one line, what happened?", "Discard draft"):
        _press(screen, opener)
        _settle(desk, qtbot)
        Keyboard(_dialog()).press(Qt.Key.Key_Escape)
        _settle(desk, qtbot)
        assert _focused(desk).accessibleName() == opener
    _press(screen, "It must stay: say why: In one line, what happened?")
    dialog = _dialog()
    _reason(dialog)
    _settle(desk, qtbot)
    dialog.do_button.click()
    _settle(desk, qtbot)
    assert screen.page.body.typing_at()["field"] == "one_line"
    _focused(desk)


def test_trouble_in_the_middle_of_an_answer_gives_the_focus_back(
    desk: TestDesk, qtbot: QtBot
) -> None:
    screen = _page(desk, qtbot, _incident(desk))
    _button(screen, "Add an action").setFocus()
    show_trouble(desk, EnvironmentFailure("vault-disk-full"))
    screen._read()  # type: ignore[attr-defined]
    _settle(desk, qtbot)
    Keyboard(_dialog()).press(Qt.Key.Key_Escape)
    _settle(desk, qtbot)
    assert _focused(desk).accessibleName() == "Add an action"


def test_what_is_said_later_finds_room(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _page(desk, qtbot, _incident(desk))
    _press(screen, "More: Entered in error …")
    _settle(desk, qtbot)
    dialog = _dialog()
    before = dialog.height()
    dialog.do_button.click()
    _settle(desk, qtbot)
    assert dialog.height() > before
    assert dialog.height() >= dialog.heightForWidth(dialog.width())


def test_a_dialog_that_was_answered_is_gone(desk: TestDesk, qtbot: QtBot) -> None:
    screen = _page(desk, qtbot, _incident(desk))

    def alive() -> list[Any]:
        return desk.findChildren(Dialog)

    for _time in range(5):
        _press(screen, "Add an action")
        Keyboard(_dialog()).press(Qt.Key.Key_Escape)
        show_trouble(desk, EnvironmentFailure("vault-disk-full"))
        Keyboard(_dialog()).press(Qt.Key.Key_Escape)
        _settle(desk, qtbot)
    assert alive() == []


def test_no_dialog_is_made_past_the_one_that_gives_the_focus_back() -> None:
    own = {GUI / "widgets" / "basic" / "dialog.py", GUI / "theme" / "style_sheet.py"}
    # The system's print dialog, which Qt brings.
    own.add(GUI / "parts" / "paper.py")
    for file in sorted(GUI.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        found = [word for word in ("QDialog", "QMessageBox", "QInputDialog") if word in text]
        assert file in own or found == [], file
