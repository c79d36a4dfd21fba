"""The window fits the screen, comes back to its place, and never to one that no screen shows."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from clerkapp.gui import window_place
from clerkapp.gui.window_place import DESIGNED, WindowPlace, choose, read

TITLE = 32
LAPTOP = QRect(0, 0, 1366, 728)
SCALED = QRect(0, 0, 1280, 680)
SMALL = QRect(0, 0, 1024, 600)
LARGE = QRect(0, 0, 2560, 1400)


def _framed(place: WindowPlace) -> QRect:
    return place.inner.adjusted(-8, -TITLE, 8, 8)


@pytest.mark.parametrize("screen", [LAPTOP, SCALED, SMALL, LARGE, QRect(0, 40, 1280, 760)])
def test_the_first_time_it_fits_with_its_frame(screen: QRect) -> None:
    place = choose(None, [screen], TITLE)
    assert screen.contains(_framed(place))
    assert place.maximised == (place.inner.size() != DESIGNED)


def test_where_there_is_room_it_is_as_designed_and_in_the_middle() -> None:
    place = choose(None, [LARGE], TITLE)
    assert place.inner.size() == DESIGNED
    assert abs(place.inner.center().x() - LARGE.center().x()) <= 1


@pytest.mark.parametrize(
    "kept",
    [
        "3000 200 1280 800",
        "-2000 -900 1280 800",
        "100 1390 1280 800",
        "0 0 5000 3000",
        "2500 1300 700 500 max",
    ],
)
def test_a_place_that_no_screen_shows_comes_back(kept: str) -> None:
    place = choose(read(kept), [LAPTOP], TITLE)
    assert LAPTOP.contains(_framed(place))
    assert place.maximised == kept.endswith("max")


def test_a_second_screen_keeps_its_window() -> None:
    second = QRect(1366, 0, 1920, 1040)
    kept = QRect(1500, 100, 1280, 800)
    assert choose(WindowPlace(kept), [LAPTOP, LAPTOP, second], TITLE).inner == kept
    assert LAPTOP.contains(_framed(choose(WindowPlace(kept), [LAPTOP], TITLE)))


@pytest.mark.parametrize(
    "text", ["", "1 2 3", "a b c d", "1 2 3 4 5", "0 0 0 0", "9999999 0 10 10", "1 2 -3 4", "max"]
)
def test_what_was_not_written_by_us_counts_as_nothing(text: str) -> None:
    assert read(text) is None


def test_what_is_described_is_read_again(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setGeometry(50, 60, 700, 500)
    assert read(window_place.describe(window)) == WindowPlace(QRect(50, 60, 700, 500))
