"""The idle watch counts by every clock that the computer has, asleep or awake."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from clerkapp.gui.idle import IdleWatch
from tests.fakes.clock import FrozenClock


class Watched:
    """A line to type in, and how often the time was over."""

    def __init__(self, clock: FrozenClock, qtbot: QtBot) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.line = QLineEdit()
        qtbot.addWidget(self.line)
        self.line.show()
        self.watch = IdleWatch(app, clock, self.line)
        self.over = 0
        self.watch.idle.connect(self._count)
        self.watch.start(5)

    def _count(self) -> None:
        self.over += 1


@pytest.fixture
def watched(clock: FrozenClock, qtbot: QtBot) -> Iterator[Watched]:
    watched = Watched(clock, qtbot)
    yield watched
    watched.watch.stop()


@pytest.mark.parametrize("counted", [True, False])
def test_the_first_key_after_a_night_asleep_is_not_taken_and_locks(
    watched: Watched, clock: FrozenClock, qtbot: QtBot, counted: bool
) -> None:
    clock.sleep(12 * 3600, counted=counted)
    QTest.keyClick(watched.line, Qt.Key.Key_X)
    assert watched.over == 1
    assert watched.line.text() == ""
    assert not watched.watch.running


def test_waking_locks_without_any_key(watched: Watched, clock: FrozenClock, qtbot: QtBot) -> None:
    clock.sleep(301)
    qtbot.waitUntil(lambda: watched.over == 1)


def test_a_short_sleep_and_typing_begin_the_count_anew(
    watched: Watched, clock: FrozenClock, qtbot: QtBot
) -> None:
    for _key in range(4):
        clock.sleep(200)
        QTest.keyClick(watched.line, Qt.Key.Key_X)
    assert watched.line.text() == "xxxx"
    assert watched.over == 0


def test_a_clock_set_back_gives_no_time(watched: Watched, clock: FrozenClock, qtbot: QtBot) -> None:
    clock.set_to("2026-11-02T07:40:00-06:00")
    clock.pass_time(299)
    assert not watched.watch.look()
    clock.pass_time(1)
    QTest.keyClick(watched.line, Qt.Key.Key_X)
    assert watched.over == 1
    assert watched.line.text() == ""


def test_a_clock_set_back_while_asleep_is_still_noticed_by_the_other_clock(
    watched: Watched, clock: FrozenClock
) -> None:
    clock.sleep(12 * 3600)
    clock.set_to("2026-11-03T07:40:00-06:00")
    assert watched.watch.look()


def test_a_clock_that_jumps_forward_locks(watched: Watched, clock: FrozenClock) -> None:
    clock.set_to("2026-11-03T07:46:00-06:00")
    assert watched.watch.look()


def test_a_pointer_that_moves_after_waking_does_not_begin_anew(
    watched: Watched, clock: FrozenClock, qtbot: QtBot
) -> None:
    clock.sleep(3600)
    QTest.mouseMove(watched.line)
    QTest.mouseClick(watched.line, Qt.MouseButton.LeftButton)
    assert watched.over == 1
