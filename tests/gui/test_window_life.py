"""A window that stays open for months holds no more after the twentieth lock than after the second."""

import gc
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.gui.navigation.places import Form, Home, Incident, Records
from clerkapp.gui.trouble import show_trouble
from clerkapp.gui.unlock.screen import LockReason, UnlockView
from clerkapp.gui.window import Window
from clerkapp.services.ports import Ports
from clerkapp.services.records import recording
from clerkapp.services.vaults import opening
from tests.fakes.office import JAM
from tests.fakes.vaults import NAME, PASSPHRASE
from tests.gui.conftest import Windows

FIRST = "LARK-2026-W1-0001"
GUI = Path(__file__).parent


def _alive() -> Counter[str]:
    """All widgets there are, by class, once what was let go is gone."""
    for _round in range(4):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    return Counter(type(one).__name__ for one in QApplication.allWidgets())


def _round(window: Window, folder: Path, ports: Ports, qtbot: QtBot) -> None:
    """Sign in, look at a few pages and a dialog, lock."""
    window.sign_in(window.tasks.on_vault(lambda: opening.unlock(folder, NAME, PASSPHRASE, ports)))
    for place in (Home(), Records(), Incident(FIRST), Form(kind="message")):
        window.go(place)
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=10_000)
    show_trouble(window, EnvironmentFailure("vault-disk-full"))
    window.lock(LockReason.ASKED)
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=10_000)


def test_locking_again_and_again_leaves_nothing_behind(
    vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot
) -> None:
    session = opening.unlock(vault_folder, NAME, PASSPHRASE, ports)
    recording.record(session, "equipment", JAM)
    opening.lock(session)
    window = windows(ports, vault_folder)
    window.start()
    view = window.centralWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(lambda: view.people_shown() and window.tasks.idle)
    for _time in range(2):
        _round(window, vault_folder, ports, qtbot)
    before = _alive()
    for _time in range(4):
        _round(window, vault_folder, ports, qtbot)
    assert _alive() - before == Counter()


def test_a_window_that_is_let_go_takes_all_its_parts_along(
    vault_folder: Path, ports: Ports, windows: Windows, qtbot: QtBot
) -> None:
    before = set(QApplication.allWidgets())
    window = windows(ports, vault_folder)
    window.start()
    running = window.tasks
    qtbot.waitUntil(lambda: running.idle)
    window.close()
    window.deleteLater()
    _alive()
    assert [one for one in QApplication.allWidgets() if one not in before] == []


def test_tests_make_windows_in_one_place_only() -> None:
    for file in sorted(GUI.rglob("*.py")):
        if file.name in ("conftest.py", Path(__file__).name):
            continue
        code = file.read_text(encoding="utf-8").replace("QMainWindow(", "")
        assert " Window(" not in code, file
