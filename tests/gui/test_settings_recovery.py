"""Settings, recovery key: how it stands, a new one made, printed and read back; Home until then."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.people.roles import Role
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.navigation.places import Home, Settings
from clerkapp.gui.parts import paper
from clerkapp.gui.parts.recovery_paper import RecoveryPaper
from clerkapp.gui.settings.recovery import RecoveryPart
from clerkapp.gui.settings.screen import SettingsScreen
from clerkapp.gui.widgets.lists.line_button import LineButton
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.vaults import recovery
from clerkapp.services.vaults.own import vault_of
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.test_settings import add_other, opened, part_of, settle, sign_in_as_other, words


def made(desk: TestDesk, qtbot: QtBot) -> RecoveryPart:
    """The part with a new key on it."""
    part = part_of(opened(desk, qtbot, "recovery"), RecoveryPart)
    assert part.renew_button.hasFocus()
    Keyboard(desk).press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.paper is not None)
    settle(desk, qtbot)
    return part


def _paper(part: RecoveryPart) -> RecoveryPaper | None:
    return part.paper


def read_back(desk: TestDesk, part: RecoveryPart) -> None:
    """The groups that are asked for, typed from the paper, and the envelope."""
    assert part.paper is not None
    for place in part.paper.check.asked:
        field = part.paper.fields[f"group_{place}"]
        field.go_to()
        Keyboard(desk).type(part.paper.check.groups[place].lower())
        assert field.message() == f"Group {place + 1} is right."
    part.paper.fields["sealed"].control.set_value(True)


def test_a_new_key_is_made_printed_and_read_back(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.on_vault(lambda session: vault_of(session).recovery_keys.working())
    part = made(desk, qtbot)
    assert part.paper is not None
    assert part.paper.print_button.hasFocus()
    printed: list[int] = []

    def sent(*_: object, copies: int) -> bool:
        printed.append(copies)
        return True

    monkeypatch.setattr(paper, "print_pdf", sent)
    Keyboard(desk).press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(printed), timeout=20_000)
    assert printed == [2]
    assert before[0] in desk.on_vault(lambda session: vault_of(session).recovery_keys.working())
    read_back(desk, part)
    assert part.confirm_button is not None
    part.confirm_button.click()
    qtbot.waitUntil(lambda: "The new recovery key holds." in part.said())
    settle(desk, qtbot)
    assert _paper(part) is None
    assert part.renew_button.hasFocus()
    assert before[0] not in desk.on_vault(lambda session: vault_of(session).recovery_keys.working())


def test_what_was_read_back_wrongly_replaces_nothing(desk: TestDesk, qtbot: QtBot) -> None:
    part = made(desk, qtbot)
    assert part.paper is not None
    assert part.confirm_button is not None
    part.confirm_button.click()
    settle(desk, qtbot)
    assert all(field.has_error() for field in part.paper.fields.values())
    assert len(desk.on_vault(lambda session: vault_of(session).recovery_keys.working())) == 2


def test_home_and_settings_say_so_until_it_was_read_back(desk: TestDesk, qtbot: QtBot) -> None:
    desk.on_vault(recovery.renew)
    home = HomeScreen(Home(), desk)
    desk.show_screen(home)
    settle(desk, qtbot)
    (line,) = home._due.findChildren(LineButton)
    assert home._due.note.text() == "1 open"
    assert "The former key still works." in words(home._safe)
    line.click()
    assert desk.went == [Settings("recovery")]
    part = part_of(opened(desk, qtbot, "recovery"), RecoveryPart)
    assert "Not yet" in words(part)
    assert "The one before still works." in words(part)
    desk.on_vault(lambda session: recovery.confirm(session, recovery.renew(session)))
    part = part_of(opened(desk, qtbot, "recovery"), RecoveryPart)
    assert "Not yet" not in words(part)


def test_others_look_and_make_none(desk: TestDesk, qtbot: QtBot) -> None:
    add_other(desk, Role.STAFF)
    desk.on_vault(recovery.renew)
    sign_in_as_other(desk)
    screen: SettingsScreen = opened(desk, qtbot, "recovery")
    part = part_of(screen, RecoveryPart)
    assert "Read back from paper" in words(part)
    assert not part.renew_button.isVisible()
    home = HomeScreen(Home(), desk)
    desk.show_screen(home)
    settle(desk, qtbot)
    QApplication.processEvents()
    assert home._due.findChildren(LineButton) == []
    assert "The recovery key was not read back" in words(home._safe)


def test_pressing_again_says_it_once_and_a_saved_key_stays_told(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    part = made(desk, qtbot)
    shown = part.paper
    assert shown is not None
    secret: list[bool] = []

    def saved(*_a: object, private: bool) -> Path:
        secret.append(private)
        return tmp_path / "key.pdf"

    monkeypatch.setattr(paper, "save_pdf", saved)
    monkeypatch.setattr(paper, "print_pdf", _no_printer)
    for button in (shown.save_button, shown.print_button, shown.print_button):
        button.click()
        settle(desk, qtbot)
    said = [one.accessibleName() for one in shown.findChildren(Banner) if one.isVisible()]
    assert [words.split(".")[0] for words in said] == [
        "Saved as key",
        "This computer knows no printer",
    ]
    assert secret == [True]


def _no_printer(*_a: object, copies: int) -> bool:
    assert copies
    raise EnvironmentFailure("printer-missing")
