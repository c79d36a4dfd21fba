"""From the click to the unlock window, against the smallest window that PySide6 can show."""

import mmap
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.clerkctl import Office
from tests.benchmarks.conftest import Ratio
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
LIMIT = 1.5
SLOWEST_SECONDS = 30


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


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_start_to_the_unlock_window(tmp_path: Path, ratio: Ratio) -> None:
    office = Office(tmp_path / "office")
    office.make_vault()
    environment = os.environ | office.environment
    # As an installation runs: with its modules compiled once, by the first, uncounted pair.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ours = [sys.executable, "-m", "clerkapp", str(office.vault)]
    bare = [sys.executable, "-c", BARE]
    # By turns, so that a busy moment hits both; the first pair only warms the disk's cache.
    taken = [
        (
            seconds_to_window(ours, tmp_path / f"ours-{turn}", environment),
            seconds_to_window(bare, tmp_path / f"bare-{turn}", environment),
        )
        for turn in range(6)
    ][1:]
    ratio(
        "start to the unlock window",
        ours=min(pair[0] for pair in taken),
        bare=min(pair[1] for pair in taken),
        limit=LIMIT,
    )
