"""The desktop in a window of Windows, used as a person uses it: unlocked, one record made, closed."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from clerkapp.gui.theme.tokens import PALETTES
from tests.windows.wine import ROOT, clerkctl, command, windows_path
from tools.virtual_display import VirtualDisplay, virtual_display

ONE_LINE = "Precinct scanner at Oak Hall jammed twice before noon"
SIZE = (1280, 800)
PATIENCE = 60.0
"""Seconds. What is waited for is seen in the picture, and comes in one or two."""


def test_a_record_is_made_in_the_window(tmp_path: Path) -> None:
    folder = tmp_path / "Łódź office"
    folder.mkdir()
    environment = os.environ | {"CLERKAPP_STATE_DIR": windows_path(folder / "machine")}
    (made,) = clerkctl("demo", folder / "demo", environment=environment)
    vault, secret = Path(_here(made["vault"])), Path(_here(made["passphrase_file"]))
    with virtual_display(tmp_path, "x".join(map(str, SIZE))) as display:
        keys = _Keys(display)
        started = command("pythonw", "-m", "clerkapp", vault, display=True)
        shown = environment | {"DISPLAY": display.name}
        desktop = subprocess.Popen(started, cwd=ROOT, env=shown, stdin=subprocess.DEVNULL)
        try:
            blank = display.picture()
            _until(lambda: display.picture().tobytes() != blank.tobytes(), desktop)
            with keys.next_page():
                keys.type(secret.read_text("utf-8").strip())
                keys.press("Return")
            with keys.next_page():
                keys.press("ctrl+2")
            keys.type(ONE_LINE)
            keys.press("Tab")
            keys.type("0:01")
            keys.press("Tab", "Tab", "Tab")
            keys.type("Oak Hall")
            keys.press("Tab")
            keys.type("su")
            keys.press("Tab", "Tab", "Tab", "space")
            keys.settle()
            display.picture().save(ROOT / "build" / "windows" / "form.png")
            with keys.next_page():
                keys.press("ctrl+Return")
            picture = display.picture()
            picture.save(ROOT / "build" / "windows" / "desktop.png")
            keys.press("alt+F4")
            assert desktop.wait(PATIENCE) == 0
        finally:
            desktop.kill()
            desktop.wait()
    _looks_as_it_should(picture)
    found = clerkctl(
        *("list", vault, "--search", "jammed twice", "--user", made["user"]),
        *("--passphrase-file", secret),
        environment=environment,
    )
    assert [one["one_line"] for one in found] == [ONE_LINE]
    assert list((folder / "machine").glob("crash-*")) == []


def _looks_as_it_should(picture: Image.Image) -> None:
    """The whole display, in the light palette: its grounds cover most, text and the main colour some."""
    assert picture.size == SIZE
    counted = picture.convert("RGB").getcolors(1 << 24)
    assert counted is not None
    share = {f"#{r:02X}{g:02X}{b:02X}": count / (SIZE[0] * SIZE[1]) for count, (r, g, b) in counted}
    light = PALETTES["light"]
    assert share.get(light["window"], 0) + share.get(light["surface"], 0) > 0.5
    assert share.get(light["text"], 0) > 0.001
    assert share.get("#000000", 0) < 0.12, "the window does not cover the display"
    assert len(share) > 50


class _Keys:
    """A keyboard at the display; the pointer stands over the window, so that keys go there."""

    def __init__(self, display: VirtualDisplay) -> None:
        self._display = display

    def type(self, text: str) -> None:
        self.settle()
        self._xdotool("type", "--delay", "20", text)

    def press(self, *names: str) -> None:
        for name in names:
            self.settle()  # a list that opens takes the keys that come meanwhile
            self._xdotool("key", name)

    @contextmanager
    def next_page(self) -> Iterator[None]:
        """What is done in the block brings another page; wait until it stands still."""
        self.settle()
        before = _small(self._display.picture())
        yield
        _until(lambda: _differ(before, _small(self._display.picture())))
        self.settle()

    def settle(self) -> None:
        """Wait until the picture stays as it is for most of a second; a cursor may blink."""
        last, since = _small(self._display.picture()), time.monotonic()
        began = since
        while time.monotonic() - since < 0.7:
            now = _small(self._display.picture())
            if _differ(last, now, 0.002):
                last, since = now, time.monotonic()
            assert time.monotonic() - began < PATIENCE
            time.sleep(0.05)

    def _xdotool(self, *arguments: str) -> None:
        environment = os.environ | {"DISPLAY": self._display.name}
        subprocess.run(["xdotool", *arguments], env=environment, check=True)


def _small(picture: Image.Image) -> bytes:
    return picture.convert("L").resize((160, 100)).tobytes()


def _differ(one: bytes, other: bytes, share: float = 0.1) -> bool:
    """Whether so much of the picture is another one."""
    changed = sum(abs(a - b) > 8 for a, b in zip(one, other, strict=True))
    return changed > share * len(one)


def _until(holds: Callable[[], bool], process: "subprocess.Popen[bytes] | None" = None) -> None:
    began = time.monotonic()
    while not holds():
        assert process is None or process.poll() is None, "the desktop ended"
        if time.monotonic() - began > PATIENCE:
            pytest.fail("nothing changed in a minute")
        time.sleep(0.05)


def _here(path: str) -> str:
    """A Windows path as this computer calls it."""
    return path.removeprefix("Z:").replace("\\", "/")
