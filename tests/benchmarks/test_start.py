"""From the click to the unlock window, against the smallest window that PySide6 can show.

The bare window runs on PySide6 as its wheels install it. What set-up does for ours (ADR 38) is part
of our way; a second row, without a limit, gives the bare window that as well.
"""

import mmap
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import shiboken6

from tests.benchmarks.clerkctl import Office
from tests.benchmarks.conftest import Figure, Ratio
from tools.virtual_display import virtual_display

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication(sys.argv)
label = QLabel("Larkspur County")
label.resize(1280, 800)
label.show()
sys.exit(application.exec())
"""
LIMIT = 1.6
SLOWEST_SECONDS = 30
TURNS = 9


def seconds_to_window(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """Seconds until the middle of an empty display shows something."""
    folder.mkdir()
    with virtual_display(folder) as display:
        with display.frame.open("rb") as file:
            frame = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        middle = slice(len(frame) // 2, len(frame) // 2 + 4096)
        empty = frame[middle]
        started = time.perf_counter()
        program = subprocess.Popen(
            command,
            env=environment | {"DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"},
            stderr=subprocess.DEVNULL,
        )
        try:
            while frame[middle] == empty:
                assert program.poll() is None, "the program ended without a window"
                assert time.perf_counter() - started < SLOWEST_SECONDS
                time.sleep(0.001)
            return time.perf_counter() - started
        finally:
            program.terminate()
            program.wait()
            frame.close()


def as_installed(folder: Path) -> Path:
    """A folder for PYTHONPATH with PySide6's base package as its wheel has it."""
    source = Path(shiboken6.__file__).parent
    shutil.copytree(source, folder / "shiboken6", ignore=shutil.ignore_patterns("files.dir"))
    return folder


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_start_to_the_unlock_window(tmp_path: Path, ratio: Ratio, figure: Figure) -> None:
    office = Office(tmp_path / "office")
    office.make_vault()
    environment = os.environ | office.environment
    # As an installation runs: with its modules compiled once, by the first, uncounted turn.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    wheel = environment | {"PYTHONPATH": str(as_installed(tmp_path / "wheel"))}
    ours = [str(Path(sys.executable).with_name("clerkapp")), str(office.vault)]
    bare = [sys.executable, "-c", BARE]
    ways = {"ours": (ours, environment), "bare": (bare, wheel), "prepared": (bare, environment)}
    # By turns, so that a busy moment hits all; the first turn only warms the disk's cache.
    taken = [
        {
            way: seconds_to_window(command, tmp_path / f"{way}-{turn}", there)
            for way, (command, there) in ways.items()
        }
        for turn in range(TURNS + 1)
    ][1:]
    best = {way: min(turn[way] for turn in taken) for way in ways}
    figure("the same, a bare window prepared as ours", best["ours"] / best["prepared"], "times")
    ratio("start to the unlock window", ours=best["ours"], bare=best["bare"], limit=LIMIT)
