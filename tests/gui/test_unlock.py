"""Unlocking: who, the passphrase, the recovery key, and what the screen says after each way of locking."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from clerkapp.domain.people.roles import Role
from clerkapp.gui.tasks import Tasks
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.unlock.recover import RecoverDialog
from clerkapp.gui.unlock.screen import LockReason, UnlockView
from clerkapp.gui.unsaved import Left
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.radio_card import RadioCard
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.ports import Ports
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults import accounts, opening
from clerkapp.wording import times
from tests.fakes.clock import FrozenClock
from tests.fakes.office import FIRST_PASSPHRASE, join
from tests.fakes.vaults import NAME, PASSPHRASE, make
from tests.gui.keyboard import Keyboard
from tests.gui.look import settle

RecordView = Callable[..., UnlockView]


class Door:
    """A window with the unlock screen; `opened` holds the sessions that came out of it."""

    def __init__(self, folder: Path, ports: Ports) -> None:
        self.window = QMainWindow()
        self.window.resize(1280, 800)
        self.tasks = Tasks(self.window)
        self.troubles: list[object] = []
        self.tasks.trouble.connect(self.troubles.append)
        self.opened: list[Session] = []
        self._folder, self._ports = folder, ports

    def show(
        self, reason: LockReason = LockReason.START, *, waiting: bool = False, **more: object
    ) -> UnlockView:
        view = UnlockView(self._ports, self.tasks, self._folder, reason, **more)  # type: ignore[arg-type]
        view.opened.connect(self.opened.append)
        if waiting:
            view.wait()
        self.window.setCentralWidget(view)
        self.window.show()
        self.window.activateWindow()
        view.enter()
        return view

    def close(self) -> None:
        opened = ExitStack()
        for session in self.opened:
            opened.callback(opening.lock, session)
        self.tasks.finish(opened.close)
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def recovery_key(tmp_path: Path) -> str:
    """The key of the vault that `door` opens."""
    return make(tmp_path / "Oak.vault").recovery_key


@pytest.fixture
def door(tmp_path: Path, recovery_key: str, ports: Ports, look: Theme) -> Iterator[Door]:
    """A window before a vault of Dana Whitfield's."""
    assert recovery_key
    door = Door(tmp_path / "Oak.vault", ports)
    yield door
    look.set_scale(100)
    door.close()
    assert door.troubles == []


def _ready(door: Door, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: door.tasks.idle and door.window.isActiveWindow(), timeout=10_000)
    settle(door.window)


def _texts(view: UnlockView) -> list[str]:
    return [one.text() for one in view.findChildren(Label) if one.isVisible()]


def test_the_lock_is_told_in_the_time_of_the_office(door: Door, qtbot: QtBot) -> None:
    times.reckon(None, "America/Denver")
    try:
        view = door.show(LockReason.ASKED, waiting=True)
        _ready(door, qtbot)
        assert "Locked at 6:40 a.m." in _texts(view)
    finally:
        times.reckon(None, None)


@pytest.mark.parametrize(
    ("reason", "before", "words"),
    [
        (LockReason.ASKED, "Locked at 7:40 a.m.", "Locked at 7:40 a.m., and nothing was lost."),
        (
            LockReason.IDLE,
            "Locked at 7:40 a.m. after 9 minutes without typing.",
            "Locked at 7:40 a.m. after 9 minutes without typing. Nothing was lost.",
        ),
        (
            LockReason.BUG,
            "The program had to stop at 7:40 a.m.",
            "The program had to stop. What you typed up to 7:40 a.m. is kept as a draft.",
        ),
    ],
)
def test_it_says_why_it_is_shown_and_what_became_of_the_typing_once_that_is_known(
    door: Door, reason: LockReason, before: str, words: str, qtbot: QtBot
) -> None:
    view = door.show(reason, waiting=True, minutes=9)
    _ready(door, qtbot)
    assert before in _texts(view)
    view.ready(Left())
    assert words in _texts(view)


@pytest.mark.parametrize("reason", [LockReason.ASKED, LockReason.IDLE, LockReason.BUG])
@pytest.mark.parametrize(
    ("left", "told"),
    [
        (Left(why="The disk is full.", waiting=("Dana Whitfield",)), "The disk is full."),
        (Left(gone=True), "Some of what was typed could not be saved."),
        (Left(typed=True), "was not kept"),
    ],
)
def test_it_never_says_that_nothing_was_lost_when_something_was(
    door: Door, reason: LockReason, left: Left, told: str, qtbot: QtBot
) -> None:
    view = door.show(reason, waiting=True)
    _ready(door, qtbot)
    view.ready(left)
    said = [*_texts(view), *(one.accessibleName() for one in view.findChildren(Banner))]
    assert not any("othing was lost" in words or "kept as a draft" in words for words in said)
    assert any(told in words for words in said)


def test_a_click_on_a_name_leads_to_the_passphrase_also_on_the_one_chosen(
    door: Door, qtbot: QtBot
) -> None:
    view = door.show()
    _ready(door, qtbot)
    card = view.findChildren(RadioCard)[0]
    card.setFocus()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert view.person() == NAME
    Keyboard(door.window).type(PASSPHRASE)
    Keyboard(door.window).press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(door.opened), timeout=10_000)


def test_a_drive_that_is_not_there_is_told_and_found_again(
    door: Door, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "Oak.vault").rename(tmp_path / "away")
    view = door.show()
    qtbot.waitUntil(lambda: bool(view.findChildren(Banner)))
    assert "If the vault lies on a drive" in view.findChildren(Banner)[0].accessibleName()
    (tmp_path / "away").rename(tmp_path / "Oak.vault")
    Keyboard(door.window).press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.person() == NAME)
    _ready(door, qtbot)
    assert view._passphrase.entry().hasFocus()


def test_nothing_of_the_record_shows_and_the_office_does(door: Door, qtbot: QtBot) -> None:
    view = door.show()
    _ready(door, qtbot)
    qtbot.waitUntil(lambda: "Station W1" in _texts(view))
    texts = _texts(view)
    assert "Larkspur County" in texts
    assert any("Never install" in text for text in texts)


def test_a_person_is_chosen_by_arrows_and_the_passphrase_is_named_after_them(
    door: Door, tmp_path: Path, ports: Ports, qtbot: QtBot
) -> None:
    folder = tmp_path / "Oak.vault"
    session = opening.unlock(folder, NAME, PASSPHRASE, ports)
    for name in ("Rae Larsen", "Ivo Marsh", "Wren Castellan", "Noor Abara", "Sam Oyelaran"):
        join(session, name, Role.STAFF)
    opening.lock(session)
    view = door.show(person="Rae Larsen")
    _ready(door, qtbot)
    assert view.person() == "Rae Larsen"
    keys = Keyboard(door.window)
    keys.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    keys.press(Qt.Key.Key_Down)
    assert view.person() == "Ivo Marsh"
    keys.press(Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Passphrase for Ivo Marsh"
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(door.opened), timeout=10_000)
    assert door.opened[0].account.name == "Ivo Marsh"


def test_enter_pressed_twice_unlocks_once(door: Door, qtbot: QtBot) -> None:
    door.show()
    _ready(door, qtbot)
    keys = Keyboard(door.window)
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return, times=3)
    _ready(door, qtbot)
    assert len(door.opened) == 1


def test_nothing_typed_is_said_and_tries_nothing(door: Door, qtbot: QtBot) -> None:
    view = door.show()
    _ready(door, qtbot)
    Keyboard(door.window).press(Qt.Key.Key_Return)
    assert view.message() == "Type your passphrase."
    Keyboard(door.window).type("a")
    assert view.message() == ""


def test_after_too_many_wrong_tries_the_pause_is_said(
    door: Door, clock: FrozenClock, qtbot: QtBot
) -> None:
    view = door.show()
    _ready(door, qtbot)
    for _try in range(5):
        Keyboard(door.window).type("not these words")
        Keyboard(door.window).press(Qt.Key.Key_Return)
        _ready(door, qtbot)
    said = view.message()
    Keyboard(door.window).type(PASSPHRASE)
    Keyboard(door.window).press(Qt.Key.Key_Return)
    _ready(door, qtbot)
    assert door.opened == []
    assert view.message() != said or "wait" in said.lower()
    clock.pass_time(3600)
    Keyboard(door.window).type(PASSPHRASE)
    Keyboard(door.window).press(Qt.Key.Key_Return)
    _ready(door, qtbot)
    assert len(door.opened) == 1


def test_what_went_wrong_with_the_backup_is_said(door: Door, qtbot: QtBot) -> None:
    view = door.show(LockReason.ASKED)
    view.wait()
    _ready(door, qtbot)
    Keyboard(door.window).type(PASSPHRASE)
    Keyboard(door.window).press(Qt.Key.Key_Return)
    assert "as soon as the vault is closed" in view.message()
    assert door.opened == []
    view.ready(Left((Notice("drive-gone", {"folder": "/media/backup"}),)))
    qtbot.waitUntil(lambda: bool(door.opened), timeout=10_000)
    assert [one.isVisible() for one in view.findChildren(Banner)] == [True]


def test_a_vault_that_cannot_be_read_is_said_and_another_can_be_chosen(
    door: Door, tmp_path: Path, qtbot: QtBot
) -> None:
    for header in (tmp_path / "Oak.vault").glob("header*"):
        header.write_bytes(b"{")
    view = door.show()
    asked: list[bool] = []
    view.other_vault.connect(lambda: asked.append(True))
    qtbot.waitUntil(lambda: bool(view.findChildren(Banner)))
    assert not view._passphrase.isVisible()
    keys = Keyboard(door.window)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Try again"
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Return)
    assert asked == [True]


def test_on_a_narrow_window_the_office_stands_above_the_task(
    door: Door, look: Theme, qtbot: QtBot
) -> None:
    view = door.show()
    _ready(door, qtbot)
    assert view._side.isVisible()
    assert not view._office.isVisible()
    door.window.resize(640, 480)
    qtbot.waitUntil(lambda: not view._side.isVisible())
    assert view._office.text() == "Larkspur County  ·  Station W1"
    assert view._office.isVisible()
    door.window.resize(1280, 800)
    qtbot.waitUntil(view._side.isVisible)
    look.set_scale(200)
    qtbot.waitUntil(lambda: not view._side.isVisible())
    door.window.resize(1024, 500)
    line = view._passphrase.entry()
    assert line.hasFocus()
    qtbot.waitUntil(lambda: line.visibleRegion().boundingRect() == line.rect())


@pytest.fixture
def dialog(door: Door, qtbot: QtBot) -> RecoverDialog:
    """The recovery dialog, opened by keyboard."""
    door.show()
    _ready(door, qtbot)
    keys = Keyboard(door.window)
    keys.press(Qt.Key.Key_Tab, times=3)
    keys.press(Qt.Key.Key_Return)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecoverDialog)
    return dialog


def test_the_recovery_key_gives_a_new_passphrase(
    door: Door, dialog: RecoverDialog, recovery_key: str, qtbot: QtBot
) -> None:
    keys = Keyboard(dialog)
    assert dialog._key.control.entry().hasFocus()
    keys.type(recovery_key.lower().replace("-", " "))
    keys.press(Qt.Key.Key_Tab)
    keys.type("brand new words here")
    keys.press(Qt.Key.Key_Tab, times=2)
    keys.type("brand new words here")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(door.opened), timeout=20_000)
    assert door.opened[0].account.name == f"{NAME} (2)"
    assert "root-account-new" in [notice.code for notice in door.opened[0].notices]
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    ("key", "new", "again", "at", "words"),
    [
        ("", "brand new words", "brand new words", "_key", "Type the recovery key"),
        ("7K4M", "brand new words", "brand new words", "_key", "group"),
        ("7K4M", "", "", "_new", "Type a new passphrase"),
        ("7K4M", "brand new words", "brand new wards", "_again", "differ"),
        ("7K4M-PD2X-9QRT-H3WC-V6NA-J8BE-2FYL-TG5S", "short", "short", "_new", "8"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_dialog_stays(
    door: Door,
    dialog: RecoverDialog,
    key: str,
    new: str,
    again: str,
    at: str,
    words: str,
    qtbot: QtBot,
) -> None:
    for name, text in (("_key", key), ("_new", new), ("_again", again)):
        getattr(dialog, name).control.set_value(text)
    dialog.do_button.click()
    _finished(door, qtbot)
    field = getattr(dialog, at)
    assert words in field.message()
    assert field.control.entry().hasFocus()
    assert dialog.isVisible()
    assert door.opened == []
    Keyboard(dialog).press(Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_the_recovery_key_is_for_administrators_and_the_person_is_where_that_is_said(
    door: Door,
    dialog: RecoverDialog,
    recovery_key: str,
    tmp_path: Path,
    ports: Ports,
    qtbot: QtBot,
) -> None:
    session = opening.unlock(tmp_path / "Oak.vault", NAME, PASSPHRASE, ports)
    join(session, "Rae Larsen", Role.STAFF)
    opening.lock(session)
    for name, text in (("_person", "Rae Larsen"), ("_key", recovery_key)):
        getattr(dialog, name).control.set_value(text)
    for name in ("_new", "_again"):
        getattr(dialog, name).control.set_value("brand new words here")
    dialog.do_button.click()
    _finished(door, qtbot)
    assert "not an administrator" in dialog._person.message()
    assert dialog._person.control.entry().hasFocus()
    assert door.opened == []
    dialog.reject()


def _finished(door: Door, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: door.tasks.idle, timeout=20_000)


def _at_a_first_passphrase(door: Door, qtbot: QtBot) -> UnlockView:
    """Rae Larsen's account, whose passphrase was typed by an administrator, chosen at the door."""
    session = opening.unlock(door._folder, NAME, PASSPHRASE, door._ports)
    accounts.add(session, name="Rae Larsen", roles=[Role.STAFF], passphrase=FIRST_PASSPHRASE)
    opening.lock(session)
    view = door.show(person="Rae Larsen")
    _ready(door, qtbot)
    return view


def test_behind_a_first_passphrase_stands_the_choice_of_ones_own(door: Door, qtbot: QtBot) -> None:
    view = _at_a_first_passphrase(door, qtbot)
    keyboard = Keyboard(door.window)
    keyboard.type(FIRST_PASSPHRASE)
    keyboard.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.own is not None)
    own = view.own
    assert own is not None
    assert "Choose your own passphrase" in _texts(view)
    assert not view._passphrase.isVisible()
    assert own.new.control.entry().hasFocus()
    keyboard.type("Larkspur 2026")
    assert "soon be guessed" in own.new.message()
    keyboard.press(Qt.Key.Key_Return)
    keyboard.type("Larkspur 2027")
    keyboard.press(Qt.Key.Key_Return)
    assert "differ" in own.again.message()
    assert door.opened == []
    for field in (own.new, own.again):
        field.control.set_value(None)
        field.go_to()
        keyboard.type("seven kettles under the porch")
    assert "hard to guess" in own.new.message()
    keyboard.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(door.opened) == 1)
    assert door.opened[0].account.name == "Rae Larsen"


def test_from_the_choice_of_ones_own_one_goes_back_to_the_names(door: Door, qtbot: QtBot) -> None:
    view = _at_a_first_passphrase(door, qtbot)
    view._passphrase._line.setText(FIRST_PASSPHRASE)
    view._unlock.click()
    qtbot.waitUntil(lambda: view.own is not None)
    own = view.own
    assert own is not None
    own.back.emit()
    assert view.own is None
    assert view._passphrase.isVisible()
    assert view._passphrase.value() is None
    assert view._passphrase.entry().hasFocus()
