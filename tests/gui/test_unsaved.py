"""FormWords that cannot be saved are told, kept sealed, given back to their author alone, and then saved."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from clerkapp.domain.people.roles import Role
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.navigation.places import Form, Home, Settings
from clerkapp.gui.unlock.screen import LockReason, UnlockView
from clerkapp.gui.unsaved import Unsaved
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.window import Window
from clerkapp.services.ports import Ports
from clerkapp.services.records import drafting
from clerkapp.services.records.drafting import FormWords
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from clerkapp.services.vaults.own import vault_of
from tests.fakes.clock import FrozenClock
from tests.fakes.office import join
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui.conftest import Windows
from tests.gui.keyboard import Keyboard

BEFORE, WHILE = "Seal 4471 whole", " and seal 4472 torn"
COLLEAGUE = "Lee Ortega"


@pytest.fixture
def window(vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot) -> Window:
    """The program at its unlock screen, with two people."""
    session = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
    join(session, COLLEAGUE, Role.STAFF, passphrase=PASSPHRASE)
    opening.lock(session)
    window = windows(ports, vault_folder)
    window.start()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.tasks.idle)
    return window


def _unlock(window: Window, qtbot: QtBot, name: str = NAME) -> None:
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(lambda: view.people_shown() and window.tasks.idle)
    view._people.set_value(name)
    view._passphrase.entry().setFocus()
    Keyboard(window).type(PASSPHRASE)
    Keyboard(window).press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.signed_in and window.tasks.idle, timeout=10_000)


def _on_vault(window: Window, work: Callable[[Session], Any]) -> Any:
    session = window.session
    return window.tasks.on_vault(lambda: work(session))


def _full(window: Window) -> None:
    """The disk is full: the database cannot grow by a page any more."""
    _on_vault(window, _fill)


def _fill(session: Session) -> None:
    vault_of(session).connection.run("PRAGMA query_only = ON")


def _type(window: Window, qtbot: QtBot, text: str) -> None:
    Keyboard(window).type(text)
    qtbot.waitUntil(lambda: window.tasks.idle)


def _in_the_form(window: Window, qtbot: QtBot) -> None:
    """A form whose first words are saved, and whose last are typed with a full disk."""
    _unlock(window, qtbot)
    window.go(Form(kind="equipment"))
    qtbot.waitUntil(lambda: window.tasks.idle)
    _type(window, qtbot, BEFORE)
    Keyboard(window).press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(_on_vault(window, drafting.mine)))
    _full(window)
    _type(window, qtbot, WHILE)


def _shown_words(window: Window) -> list[str]:
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    labels = [one.text() for one in view.findChildren(Label) if one.isVisible()]
    return [*labels, *(one.accessibleName() for one in view.findChildren(Banner))]


def _lock(window: Window, qtbot: QtBot, how: str) -> None:
    with qtbot.waitSignal(window.locked, timeout=10_000):
        if how == "idle":
            clock = window.ports.clock
            assert isinstance(clock, FrozenClock)
            clock.pass_time(6 * 60)
        elif how == "bug":
            window.stop_for_bug(None)
        else:
            window.lock(LockReason.ASKED)
    qtbot.waitUntil(lambda: window.tasks.idle)


def _drafts(window: Window) -> list[str]:
    return [one.content["values"]["one_line"] for one in _on_vault(window, drafting.mine)]


def _focused_text() -> str | None:
    focused = QApplication.focusWidget()
    return focused.text() if isinstance(focused, QLineEdit) else None


@pytest.mark.parametrize("how", ["asked", "idle", "bug"])
def test_locking_tells_that_the_words_could_not_be_saved_and_unlocking_brings_them_back(
    window: Window, qtbot: QtBot, how: str
) -> None:
    _in_the_form(window, qtbot)
    _lock(window, qtbot, how)
    said = _shown_words(window)
    assert any("could not be saved" in words for words in said)
    assert not any("othing was lost" in words or "kept as a draft" in words for words in said)
    _unlock(window, qtbot)
    assert isinstance(window.screen_shown, FormScreen)
    qtbot.waitUntil(lambda: _focused_text() == BEFORE + WHILE)
    assert _drafts(window) == [BEFORE + WHILE]
    assert window.unsaved.refused == ()


def test_a_colleague_who_unlocks_between_sees_nothing_of_them(window: Window, qtbot: QtBot) -> None:
    _in_the_form(window, qtbot)
    _lock(window, qtbot, "asked")
    _unlock(window, qtbot, COLLEAGUE)
    assert window.unsaved.waiting() == (NAME,)
    assert window.unsaved.refused == ()
    assert _drafts(window) == []
    _lock(window, qtbot, "asked")
    assert any("could not be saved" in words for words in _shown_words(window))
    _unlock(window, qtbot)
    assert _drafts(window) == [BEFORE + WHILE]
    assert window.unsaved.waiting() == ()


def test_what_waits_is_not_readable(window: Window, qtbot: QtBot) -> None:
    _in_the_form(window, qtbot)
    _lock(window, qtbot, "asked")
    kept = repr(vars(window.unsaved))
    assert "4471" not in kept
    assert "4472" not in kept
    assert b"4472" not in b"".join(one.sealed for one in window.unsaved._sealed)


def test_closing_asks_once_and_keeps_the_window_when_told_so(window: Window, qtbot: QtBot) -> None:
    _in_the_form(window, qtbot)
    assert not window.close()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    assert dialog.windowTitle() == "Close, and lose what could not be saved?"
    Keyboard(dialog).press(Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.signed_in
    _on_vault(window, lambda session: vault_of(session).connection.run("PRAGMA query_only = OFF"))
    assert window.close()


def test_closing_the_lock_screen_asks_too_while_words_wait(window: Window, qtbot: QtBot) -> None:
    _in_the_form(window, qtbot)
    _lock(window, qtbot, "asked")
    assert not window.close()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    dialog.do_button.click()
    assert not window.isVisible()


def test_leaving_the_form_keeps_the_words_and_coming_back_shows_them(
    window: Window, qtbot: QtBot
) -> None:
    _in_the_form(window, qtbot)
    window.go(Home())
    qtbot.waitUntil(lambda: window.tasks.idle)
    window.back()
    qtbot.waitUntil(lambda: window.tasks.idle)
    qtbot.waitUntil(lambda: _focused_text() == BEFORE + WHILE)


def test_a_first_word_that_was_never_saved_comes_back_too(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    window.go(Form(kind="procedure"))
    qtbot.waitUntil(lambda: window.tasks.idle)
    _full(window)
    _type(window, qtbot, "Poll book late")
    _lock(window, qtbot, "asked")
    _unlock(window, qtbot)
    qtbot.waitUntil(lambda: _focused_text() == "Poll book late")
    assert _drafts(window) == ["Poll book late"]


def test_a_dead_vault_thread_keeps_the_words_and_says_so(window: Window, qtbot: QtBot) -> None:
    _in_the_form(window, qtbot)
    window.tasks._vault.shutdown(wait=True)
    _lock(window, qtbot, "asked")
    assert not window.signed_in
    assert any("could not be saved" in words for words in _shown_words(window))
    assert window.unsaved.waiting() == (NAME,)
    _unlock(window, qtbot)
    qtbot.waitUntil(lambda: _focused_text() == BEFORE + WHILE)
    assert _drafts(window) == [BEFORE + WHILE]


def test_a_screen_that_cannot_hand_over_does_not_keep_the_vault_open(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _unlock(window, qtbot)
    window.go(Form(kind="equipment"))
    qtbot.waitUntil(lambda: window.tasks.idle)

    def broken(_screen: FormScreen) -> None:
        raise ZeroDivisionError("7 voters")

    monkeypatch.setattr(FormScreen, "keep", broken)
    _lock(window, qtbot, "bug")
    assert not window.signed_in
    said = _shown_words(window)
    assert any("Some of what was typed could not be saved." in words for words in said)
    assert not any("kept as a draft" in words for words in said)


def test_what_was_typed_on_a_page_without_a_draft_is_not_called_kept(
    window: Window, qtbot: QtBot
) -> None:
    _unlock(window, qtbot)
    window.go(Settings())
    qtbot.waitUntil(lambda: window.tasks.idle)
    screen = window.screen_shown
    assert screen is not None
    line = QLineEdit(screen)
    line.show()
    line.setFocus()
    Keyboard(window).type("ZZ-2026-11-03")
    _lock(window, qtbot, "asked")
    assert any("was not kept" in words for words in _shown_words(window))


def test_words_of_a_record_that_was_made_meanwhile_are_no_draft(
    vault_folder: Path, ports: Ports
) -> None:
    session = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
    unsaved = Unsaved()
    words = FormWords("11111111-1111-4111-8111-111111111111", "equipment", None, {"values": {}})
    unsaved.note(words)
    unsaved.recorded(words.draft)
    unsaved.note(words)
    left = unsaved.lock(session)
    assert left.waiting == ()
    session = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
    assert drafting.mine(session) == []
    opening.lock(session)
