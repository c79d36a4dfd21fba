"""What the start must not do: load what the unlock window does not show."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.vaults import make

_UNTIL_PAINTED = """
import json, sys
from clerkapp.bootstrap import ports
from clerkapp.gui import app as desktop
from clerkapp.gui.theme.theme import application
from clerkapp.gui.window import Window
from PySide6.QtCore import QTimer

def begun(window, view):
    print(json.dumps({
        "modules": sorted(name for name in sys.modules if name.startswith("clerkapp")),
    }))
    QTimer.singleShot(0, app.quit)

Window._begin = begun
app = application()
style = app.style().name()
window = desktop.make(ports(), app, [sys.argv[1]])
window.start()
print(json.dumps({"style": style}))
app.exec()
window.close()
"""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a start has loaded when the unlock window is painted."""
    folder = tmp_path_factory.mktemp("office") / "Larkspur.vault"
    make(folder)
    ran = subprocess.run(
        [sys.executable, "-c", _UNTIL_PAINTED, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    found: dict[str, Any] = {}
    for line in ran.stdout.splitlines():
        found |= json.loads(line)
    return found


@pytest.mark.parametrize(
    "later",
    [
        "clerkapp.vault",
        "clerkapp.crypto",
        "clerkapp.host.drive",
        "clerkapp.services.vaults",
        "clerkapp.services.session",
        "clerkapp.domain.kinds",
        "clerkapp.wording.sentences",
        "clerkapp.gui.home",
        "clerkapp.gui.setup",
        "clerkapp.gui.shell.desk",
        "clerkapp.gui.shell.shortcuts",
        "clerkapp.gui.unlock.existing",
    ],
)
def test_the_unlock_window_does_not_wait_for(start: dict[str, Any], later: str) -> None:
    assert [
        name for name in start["modules"] if name == later or name.startswith(f"{later}.")
    ] == []


def test_python_s_own_import_is_in_force() -> None:
    check = (
        "import builtins, clerkapp.gui, PySide6.QtWidgets; "
        "assert builtins.__import__ is builtins.__orig_import__"
    )
    subprocess.run([sys.executable, "-c", check], check=True, capture_output=True)


def test_the_style_is_the_one_that_screens_are_drawn_for(start: dict[str, Any]) -> None:
    assert start["style"] == "fusion"
