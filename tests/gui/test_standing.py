"""What holds on every page: a vault that can only be read, and words that are not saved."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerkapp.gui.navigation.places import Form, Home, Records, Settings
from clerkapp.gui.unlock.screen import UnlockView
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.window import Window
from clerkapp.services.ports import Ports
from clerkapp.services.records.drafting import FormWords
from clerkapp.services.vaults import opening
from clerkapp.services.vaults.own import vault_of
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui import walk
from tests.gui.conftest import Windows
from tests.gui.look import settle


def _window(folder: Path, ports: Ports, windows: Windows, qtbot: QtBot) -> Window:
    window = windows(ports, folder)
    window.start()
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(lambda: view.people_shown() and window.tasks.idle)
    return window


def _banner_words(window: Window) -> str:
    return " ".join(one.accessibleName() for one in window.findChildren(Banner) if one.isVisible())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("vault-disk-full", "This disk is full: you can read, print and back up"),
        ("vault-read-only", "may not be written: you can read, print and back up"),
    ],
)
def test_every_page_says_that_the_vault_can_only_be_read(
    vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot, code: str, words: str
) -> None:
    window = _window(vault_folder, ports, windows, qtbot)

    def to_read() -> object:
        session = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
        session.vault.only_read(code)
        return session

    window.sign_in(window.tasks.on_vault(to_read))  # type: ignore[arg-type]
    for place in (Home(), Records(), Settings(), Form(kind="equipment")):
        window.go(place)
        qtbot.waitUntil(lambda: window.tasks.idle)
        assert _banner_words(window).count(words) == 1


def test_words_that_are_not_saved_are_told_on_other_pages_until_they_are(
    vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot
) -> None:
    window = _window(vault_folder, ports, windows, qtbot)
    session = window.tasks.on_vault(lambda: opening.unlock(vault_folder, NAME, PASSPHRASE, ports))
    window.sign_in(session)
    words = FormWords("11111111-1111-4111-8111-111111111111", "equipment", None, {"values": {}})
    window.unsaved.note(words)
    switch = vault_of(session).connection.run
    window.tasks.on_vault(lambda: switch("PRAGMA query_only = ON"))
    window.tasks.on_vault(lambda: window.unsaved.retry(session))
    window.go(Records())
    assert "is not saved yet" in _banner_words(window)
    window.tasks.on_vault(lambda: switch("PRAGMA query_only = OFF"))
    inside = window._inside
    assert inside is not None
    inside._standing._try_again()
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert "is not saved yet" not in _banner_words(window)


@pytest.mark.parametrize("width", [700, 1024, 1400])
def test_what_stands_above_a_page_begins_where_the_page_does(
    vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot, width: int
) -> None:
    window = _window(vault_folder, ports, windows, qtbot)

    def to_read() -> object:
        session = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
        session.vault.only_read("vault-read-only")
        return session

    window.sign_in(window.tasks.on_vault(to_read))  # type: ignore[arg-type]
    window.go(Settings())
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.tasks.idle and window.width() == width)
    settle(window)
    banner = next(one for one in window.findChildren(Banner) if one.isVisible())
    page = next(one for one in window.findChildren(Page) if one.isVisible())
    at = page.title.mapTo(window, page.title.rect().topLeft())
    assert banner.mapTo(window, banner.rect().topLeft()).x() == at.x()


def test_a_window_that_is_closed_with_words_left_tries_no_more(
    vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot
) -> None:
    window = _window(vault_folder, ports, windows, qtbot)
    session = window.tasks.on_vault(lambda: opening.unlock(vault_folder, NAME, PASSPHRASE, ports))
    window.sign_in(session)
    words = FormWords("11111111-1111-4111-8111-111111111111", "equipment", None, {"values": {}})
    window.unsaved.note(words)
    window.tasks.on_vault(lambda: vault_of(session).connection.run("PRAGMA query_only = ON"))
    window.tasks.on_vault(lambda: window.unsaved.retry(session))
    inside = window._inside
    assert inside is not None
    window._close_agreed()
    assert window.unsaved.refused
    inside._standing._try_again()


@pytest.mark.parametrize(
    ("scale", "size"), [(200, (1024, 768)), (200, (1366, 700)), (100, (640, 480))]
)
def test_two_banners_are_whole_or_scroll_and_leave_the_page_its_half(
    vault_folder: Path,
    ports: Ports,
    windows: Windows,
    qtbot: QtBot,
    scale: int,
    size: tuple[int, int],
) -> None:
    window = _window(vault_folder, ports, windows, qtbot)

    def to_read() -> object:
        session = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
        session.vault.only_read("vault-disk-full")
        return session

    window.theme.set_scale(scale)
    window.resize(*size)
    window.sign_in(window.tasks.on_vault(to_read))  # type: ignore[arg-type]
    words = FormWords("11111111-1111-4111-8111-111111111111", "equipment", None, {"values": {}})
    window.unsaved.note(words)
    window.tasks.on_vault(lambda: window.unsaved.retry(window.session))
    window.go(Form(kind="procedure"))
    qtbot.waitUntil(lambda: window.tasks.idle)
    settle(window)
    inside = window._inside
    assert inside is not None
    standing = inside._standing
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    banners = standing.findChildren(Banner)
    assert len(banners) == 2
    assert walk.cut(standing) == []
    assert standing.height() <= window.height() / 2
    port = standing._area.viewport()
    for stop in [one for one in walk.stops(window) if standing.isAncestorOf(one)]:
        stop.setFocus()
        settle(window)
        top = stop.mapTo(port, stop.rect().topLeft()).y()
        assert top < port.height()
        assert top + stop.height() > 0
    assert banners[0].height() >= banners[0].heightForWidth(banners[0].width())
    assert banners[1].height() >= banners[1].heightForWidth(banners[1].width())
