"""Only the screen's thread destroys what nobody holds any more."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from clerkapp.gui.collecting import Collector, collect_due


class Holder:
    """Something of the screen in a circle, as a page and its slots are."""

    def __init__(self, destroyed_on: list[threading.Thread]) -> None:
        self.itself = self
        self.timer = QTimer()
        self.timer.start(3_600_000)
        weakref.finalize(self, lambda: destroyed_on.append(threading.current_thread()))


def _much() -> int:
    """Enough cycles for many collections, if any were to happen here."""
    for _ in range(50_000):
        one: list[object] = []
        one.append(one)
    return gc.get_count()[0]


def test_a_busy_thread_destroys_nothing_of_the_screen(qtbot: QtBot) -> None:
    del qtbot
    gc.enable()
    destroyed_on: list[threading.Thread] = []
    collector = Collector()
    for _ in range(20):
        Holder(destroyed_on)
    with ThreadPoolExecutor(1) as vault:
        waiting = vault.submit(_much).result()
    assert destroyed_on == []
    assert waiting > gc.get_threshold()[0]
    collector._timer.timeout.emit()
    assert destroyed_on == [threading.main_thread()] * 20


def test_nothing_is_looked_at_before_there_is_enough() -> None:
    gc.collect()
    before = gc.get_stats()
    collect_due()
    assert gc.get_stats() == before
