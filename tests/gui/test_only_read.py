"""In a vault that can only be read, what writes is there and cannot be used, and says why."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from clerkapp.crypto.certificates import new_recipient
from clerkapp.domain.people.roles import Role
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.home.screen import HomeScreen
from clerkapp.gui.navigation.places import (
    Form,
    Home,
    Incident,
    Place,
    Records,
    Resolve,
    Send,
    Settings,
    ToDos,
)
from clerkapp.gui.resolve.screen import ResolveScreen
from clerkapp.gui.shell.screens import make
from clerkapp.gui.unlock.screen import UnlockView
from clerkapp.gui.widgets.basic.buttons import Button
from clerkapp.gui.widgets.inputs.drop_area import DropArea
from clerkapp.gui.widgets.lists.new_button import NewButton
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.export import exporting
from clerkapp.services.ports import Ports
from clerkapp.services.records import attaching, drafting, recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from clerkapp.services.vaults.own import vault_of
from tests.fakes.office import JAM, join
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui.conftest import TestDesk, Windows
from tests.gui.keyboard import Keyboard
from tests.gui.look import settle

FIRST = "LARK-2026-W1-0001"
DRAFT = "11111111-1111-4111-8111-111111111111"
READS = re.compile(
    r"All records|All to-dos|Home|Records|Print.*|Save.*|Back up now|Check the vault now|Copy the lines|Show|"
    r"Clear all|.*, filter, off"
)
"""What only looks, prints, or carries away."""
FILLS_IN = re.compile(
    r".*, choose a day|Add (a|an) \w+|Add who was told|Close, keep (draft|this)|Back to 0001|"
    r"Waiting instead|It is the same as another record|" + READS.pattern
)
"""What fills in a form, which nothing records."""
PLACES: dict[str, Place] = {
    "home": Home(),
    "records": Records(selected=FIRST),
    "incident": Incident(FIRST),
    "new form": Form(kind="equipment"),
    "draft": Form(kind="procedure", draft=DRAFT),
    "amend": Form(kind="equipment", number=FIRST),
    "resolve": Resolve(FIRST),
    "to-dos": ToDos(),
    "send": Send(),
    **{
        f"settings {part}": Settings(part)
        for part in ("people", "passphrase", "safekeeping", "recovery", "state", "office", "look")
    },
}


def _fill(session: Session) -> None:
    file = attaching.attach_bytes(session, "tape.pdf", b"%PDF tape")
    recording.record(session, "equipment", JAM, attachments=[file])
    drafting.save(session, "procedure", {"values": {"one_line": "Seal torn."}}, draft=DRAFT)
    join(session, "Rae Larsen", Role.STAFF)
    certificate, _key = new_recipient("State election office", session.ports.clock.now())
    exporting.accept_recipients(session, [certificate])


@pytest.fixture
def only_read(desk: TestDesk) -> Iterator[TestDesk]:
    """A desk with something of everything, whose disk is full."""
    desk.on_vault(_fill)
    desk.on_vault(lambda session: session.vault.only_read("vault-disk-full"))
    yield desk
    desk.on_vault(lambda session: setattr(vault_of(session).connection, "unwritable", ""))


@pytest.mark.parametrize("name", PLACES)
def test_every_act_that_writes_is_disabled_and_says_why(
    only_read: TestDesk, name: str, qtbot: QtBot
) -> None:
    screen = make(PLACES[name], only_read)
    only_read.show_screen(screen)
    qtbot.waitUntil(lambda: only_read.running.idle, timeout=10_000)
    if isinstance(screen, FormScreen):
        qtbot.waitUntil(lambda: screen.loaded and screen.page.body.complete)
    settle(only_read)
    assert only_read.troubles == []
    buttons = [
        one
        for kind in (Button, NewButton)
        for one in screen.findChildren(kind)
        if one.isVisible() and isinstance(one, QAbstractButton)
    ]
    usable = [one.accessibleName() for one in buttons if one.isEnabled()]
    allowed = FILLS_IN if isinstance(screen, FormScreen | ResolveScreen) else READS
    assert [one for one in usable if not allowed.fullmatch(one)] == []
    barred = [one for one in buttons if not one.isEnabled()]
    for one in barred:
        assert "This disk is full" in one.accessibleDescription()
        assert "This disk is full" in one.toolTip()
    for area in screen.findChildren(DropArea):
        assert not area.acceptDrops()
    # The window's own: another test's window may still be the active one.
    focused = only_read.focusWidget()
    assert focused is not None
    assert focused.isEnabled()


def test_home_shows_new_buttons_that_nobody_can_press(only_read: TestDesk, qtbot: QtBot) -> None:
    screen = HomeScreen(Home(), only_read)
    only_read.show_screen(screen)
    qtbot.waitUntil(lambda: only_read.running.idle)
    for button in screen.findChildren(NewButton):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        pale = button.grab().toImage()
        button.setEnabled(True)
        assert button.grab().toImage() != pale
    assert only_read.went == []


def test_the_reason_is_reached_with_the_tab_key_on_every_page(
    vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot
) -> None:
    window = windows(ports, vault_folder)
    window.start()
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(lambda: view.people_shown() and window.tasks.idle)

    def to_read() -> Session:
        session = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
        session.vault.only_read("vault-disk-full")
        return session

    window.sign_in(window.tasks.on_vault(to_read))
    window.activateWindow()
    keyboard = Keyboard(window)
    for place in (Home(), Records(), Settings()):
        window.go(place)
        qtbot.waitUntil(lambda: window.tasks.idle)
        heard = []
        for _stop in range(40):
            keyboard.press(Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            if isinstance(focused, Banner):
                heard.append(focused.accessibleName())
        assert any("This disk is full" in one for one in heard), place
    window.go(Home())
    inside = window._inside
    assert inside is not None
    inside.new("equipment")
    assert isinstance(window.screen_shown, HomeScreen)
