"""The window: unlock, lock that loses nothing, places, shortcuts, closing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from clerkapp.domain.preferences import Preferences
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.incident.screen import IncidentScreen
from clerkapp.gui.navigation.places import Form, Home, Incident, Place, Records, Send, Settings
from clerkapp.gui.setup.screen import SetupView
from clerkapp.gui.unlock.screen import LockReason, UnlockView
from clerkapp.gui.widgets.basic.dialog import Message
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.window import Window
from clerkapp.host import crash, paths, preferences
from clerkapp.services.ports import Ports
from clerkapp.services.records import drafting, recording
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui.conftest import Windows
from tests.gui.keyboard import Keyboard

JAM = {
    "one_line": "Scanner at Oak Hall jammed three times.",
    "occurred": "2026-11-03T07:10:00-06:00",
    "place": "Oak Hall",
    "noticed_by": "election_judge",
    "danger": "no",
}


@pytest.fixture
def window(vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot) -> Iterator[Window]:
    """The program's window at its unlock screen."""
    window = windows(ports, vault_folder)
    bugs: list[object] = []
    window.tasks.bug.connect(bugs.append)
    window.start()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.tasks.idle)
    yield window
    window.close()
    assert bugs == []


def _unlock(window: Window, qtbot: QtBot) -> None:
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.people_shown)
    Keyboard(window).type(PASSPHRASE)
    Keyboard(window).press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.signed_in and window.tasks.idle)


def _shortcut(window: Window, keys: str) -> None:
    found = next(one for one in window.findChildren(QShortcut) if one.key() == QKeySequence(keys))
    found.activated.emit()


def test_unlocking_by_keyboard_shows_home_with_the_first_new_button_ready(
    window: Window, qtbot: QtBot
) -> None:
    _unlock(window, qtbot)
    assert isinstance(window.screen_shown, HomeScreen)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Suspicious message, Ctrl+1"


def test_a_wrong_passphrase_says_one_sentence_and_clears_only_its_field(
    window: Window, qtbot: QtBot
) -> None:
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.people_shown)
    keys = Keyboard(window)
    keys.type("not the right words")
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert not window.signed_in
    assert "passphrase" in view.message().lower()
    assert "not the right words" not in view.message()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == ""
    _unlock(window, qtbot)


def test_locking_in_the_middle_of_a_word_keeps_it_and_comes_back_to_it(
    window: Window, qtbot: QtBot
) -> None:
    _unlock(window, qtbot)
    window.go(Form(kind="equipment"))
    qtbot.waitUntil(lambda: window.tasks.idle)
    Keyboard(window).type("Scanner at Oak Ha")
    _shortcut(window, "Ctrl+L")
    assert not window.signed_in
    assert isinstance(window.centralWidget(), UnlockView)
    qtbot.waitUntil(lambda: window.tasks.idle)
    _unlock(window, qtbot)
    assert isinstance(window.screen_shown, FormScreen)
    qtbot.waitUntil(lambda: _focused_text() == "Scanner at Oak Ha")
    Keyboard(window).type("ll jammed")
    assert _focused_text() == "Scanner at Oak Hall jammed"


def test_locking_in_the_middle_of_a_time_keeps_it_and_comes_back_to_it(
    window: Window, qtbot: QtBot
) -> None:
    _unlock(window, qtbot)
    window.go(Form(kind="equipment"))
    qtbot.waitUntil(lambda: window.tasks.idle)
    keys = Keyboard(window)
    keys.press(Qt.Key.Key_Tab)
    keys.type("half past 7")
    with qtbot.assertNotEmitted(window.tasks_running.bug), qtbot.capture_exceptions() as bugs:
        _shortcut(window, "Ctrl+L")
        qtbot.waitUntil(lambda: window.tasks.idle)
    assert not bugs
    _unlock(window, qtbot)
    assert isinstance(window.screen_shown, FormScreen)
    qtbot.waitUntil(lambda: (_focused_text() or "").endswith("7:30 a.m."))


def _focused_text() -> str | None:
    focused = QApplication.focusWidget()
    return focused.text() if isinstance(focused, QLineEdit) else None


def test_typing_the_passphrase_while_the_vault_still_closes_unlocks_when_it_has(
    window: Window, qtbot: QtBot
) -> None:
    _unlock(window, qtbot)
    window.lock(LockReason.ASKED)
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.people_shown)
    _unlock(window, qtbot)
    assert isinstance(window.screen_shown, HomeScreen)


def test_idle_time_locks_and_the_journal_says_so(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    with qtbot.waitSignal(window.locked):
        window.prefer(Preferences(idle_minutes=0))
    assert not window.signed_in


def test_a_lock_takes_an_open_dialog_away(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    window.ask(window, lambda session: recording.record(session, "equipment", JAM), lambda _: None)
    qtbot.waitUntil(lambda: window.tasks.idle)
    window.go(Incident("LARK-2026-W1-0001"))
    qtbot.waitUntil(lambda: window.tasks.idle)
    screen = window.screen_shown
    assert isinstance(screen, IncidentScreen)
    screen.acts.strike()
    assert QApplication.activeModalWidget() is not None
    window.lock(LockReason.IDLE)
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    "place",
    [
        Home(),
        Records(),
        Send(),
        Incident("LARK-2026-W1-0001"),
        *map(
            Settings,
            (
                "people",
                "passphrase",
                "safekeeping",
                "recovery",
                "state",
                "office",
                "time",
                "look",
                "keyboard",
                "about",
            ),
        ),
    ],
    ids=str,
)
def test_a_lock_while_a_page_is_still_read_is_no_bug(
    window: Window, qtbot: QtBot, place: Place
) -> None:
    bugs: list[Exception] = []
    window.tasks.bug.connect(bugs.append)
    _unlock(window, qtbot)
    window.tasks.on_vault(lambda: recording.record(window.session, "equipment", JAM))
    window.go(place)
    window.lock(LockReason.ASKED)
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert bugs == []


def test_shortcuts_lead_to_new_forms_search_and_text_size(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    for keys, kind in (
        ("Ctrl+1", "message"),
        ("Ctrl+2", "equipment"),
        ("Ctrl+3", "procedure"),
        ("Ctrl+4", "place"),
    ):
        _shortcut(window, keys)
        assert isinstance(window.screen_shown, FormScreen)
        assert window.screen_shown.model.kind.code == kind
        qtbot.waitUntil(lambda: window.tasks.idle)
    _shortcut(window, "Ctrl+F")
    qtbot.waitUntil(lambda: window.tasks.idle)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Search records"
    _shortcut(window, "Ctrl++")
    assert window.theme.scale == 115
    assert preferences.load().scale == 115
    _shortcut(window, "Ctrl+0")
    assert window.theme.scale == 100


def test_f6_goes_from_region_to_region_and_round(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    seen = []
    for _step in range(8):
        _shortcut(window, "F6")
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
    assert len(set(seen)) >= 3
    assert seen[0] in seen[1:]


def test_back_returns_to_the_place_before_with_its_search(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    window.go(Records(text="jam"))
    window.go(Home())
    window.back()
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert _focused_text() == "jam"


def test_closing_saves_the_draft_and_lets_the_vault_go(
    window: Window, vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot
) -> None:
    _unlock(window, qtbot)
    window.go(Form(kind="procedure"))
    qtbot.waitUntil(lambda: window.tasks.idle)
    Keyboard(window).type("Mail about keys")
    window.close()
    again = windows(ports, vault_folder)
    again.start()
    again.activateWindow()
    qtbot.waitUntil(lambda: again.tasks.idle)
    _unlock(again, qtbot)
    drafts: list[object] = []
    again.ask(again, drafting.mine, drafts.extend)
    qtbot.waitUntil(lambda: again.tasks.idle)
    assert [draft.content["values"]["one_line"] for draft in drafts] == ["Mail about keys"]  # type: ignore[attr-defined]


def test_two_people_each_come_back_to_their_own_place(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    window.go(Records())
    window.lock(LockReason.ASKED)
    qtbot.waitUntil(lambda: window.tasks.idle)
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.people_shown)
    assert view.person() == NAME
    _unlock(window, qtbot)
    assert window.screen_shown is not None
    assert window.screen_shown.section == "records"


def test_without_a_vault_the_first_run_is_shown(ports: Ports, windows: Windows) -> None:
    window = windows(ports, None)
    window.start()
    assert isinstance(window.centralWidget(), SetupView)


def test_qt_keys_reach_the_new_buttons(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    second = QApplication.focusWidget()
    assert second is not None
    assert second.accessibleName() == "Equipment issue, Ctrl+2"
    QTest.keyClick(second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert isinstance(window.screen_shown, FormScreen)


def test_f1_tells_what_the_field_asks_for(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    window.go(Form(kind="equipment"))
    qtbot.waitUntil(lambda: window.tasks.idle)
    _shortcut(window, "F1")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Message)
    assert dialog.accessibleName() == "In one line, what happened?"
    dialog.close()


def test_ctrl_down_and_up_go_to_the_neighbours(window: Window, qtbot: QtBot) -> None:
    _unlock(window, qtbot)
    for _time in range(2):
        window.ask(
            window, lambda session: recording.record(session, "equipment", JAM), lambda _: None
        )
    window.go(Incident("LARK-2026-W1-0001"))
    for keys, number in (
        ("Ctrl+Down", "LARK-2026-W1-0002"),
        ("Ctrl+Down", "LARK-2026-W1-0002"),
        ("Ctrl+Up", "LARK-2026-W1-0001"),
    ):
        qtbot.waitUntil(lambda: window.tasks.idle)
        assert window.screen_shown is not None
        found = window.screen_shown.findChildren(QShortcut)
        next(one for one in found if one.key() == QKeySequence(keys)).activated.emit()
        qtbot.waitUntil(lambda: window.tasks.idle)
        assert isinstance(window.screen_shown, IncidentScreen)
        assert window.screen_shown.number_shown == number


@pytest.mark.expected_crash
def test_a_crash_is_told_once_at_the_next_start(
    vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot
) -> None:
    trouble = crash.describe(ZeroDivisionError("7 voters"), at="2026-11-03T07:40:00-06:00")
    file = crash.write(trouble, paths.state_folder())
    said = []
    for _start in range(2):
        window = windows(ports, vault_folder)
        window.start()
        view = window.centralWidget()
        assert isinstance(view, UnlockView)
        qtbot.waitUntil(view.people_shown)
        said.append([one.accessibleName() for one in window.findChildren(Banner)])
        window.close()
    assert said[1] == []
    assert file.name in said[0][0]
    assert "7 voters" not in said[0][0]
