"""The desktop in a window of Windows, used as a person uses it: unlocked, one record made, closed.

Nothing is waited for by the clock. Whoever types looks first: the ring says which control has the keyboard,
every key shows, and the mark in the rail says which page came. The text cursor does not blink there
(tools/windows/set_up.sh), so that a picture changes only when something happened.
"""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image, ImageChops

from clerkapp.gui.theme.tokens import PALETTES
from tests.windows.wine import ROOT, clerkctl, command, windows_path
from tools.virtual_display import VirtualDisplay, virtual_display

ONE_LINE = "Precinct scanner at Oak Hall jammed twice before noon"
SIZE = (1280, 800)
PATIENCE = 120.0
"""Seconds for one thing to be seen. It takes one or two; a computer with other work takes longer."""
LIGHT = PALETTES["light"]
Box = tuple[int, int, int, int]
T = TypeVar("T")


@pytest.mark.timeout(900)
def test_a_record_is_made_in_the_window(tmp_path: Path) -> None:
    folder = tmp_path / "Łódź office"
    folder.mkdir()
    environment = os.environ | {"CLERKAPP_STATE_DIR": windows_path(folder / "machine")}
    (made,) = clerkctl("demo", folder / "demo", environment=environment)
    vault, secret = Path(_here(made["vault"])), Path(_here(made["passphrase_file"]))
    with (
        virtual_display(tmp_path, "x".join(map(str, SIZE))) as display,
        _desktop(vault, environment, display) as desktop,
    ):
        desktop.until(desktop.ring, "the field for the passphrase")
        desktop.type(secret.read_text("utf-8").strip())
        desktop.key("Return")
        desktop.until(desktop.page, "the home page")
        desktop.key("ctrl+2")
        desktop.until(lambda: _width(desktop.ring()) > 600, "the form")
        desktop.type(ONE_LINE)
        desktop.tab()
        desktop.type("0:01")
        desktop.tab(3)
        desktop.type("Oak Hall")
        desktop.tab()
        desktop.key("s")
        desktop.tab(3)
        desktop.key("space")
        desktop.picture().save(ROOT / "build" / "windows" / "form.png")
        before = desktop.ring()
        desktop.key("ctrl+Return")
        desktop.until(
            lambda: desktop.ring() != before and 300 < _width(desktop.ring()) < 600,
            "the receipt, with its first question",
        )
        picture = desktop.still()
        picture.save(ROOT / "build" / "windows" / "desktop.png")
        desktop.key("alt+F4", shows=False)
        assert desktop.process.wait(PATIENCE) == 0
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
    share: dict[str, float] = {}
    for count, colour in counted:
        assert isinstance(colour, tuple)
        share["#{:02X}{:02X}{:02X}".format(*colour)] = count / (SIZE[0] * SIZE[1])
    assert share.get(LIGHT["window"], 0) + share.get(LIGHT["surface"], 0) > 0.5
    assert share.get(LIGHT["text"], 0) > 0.001
    assert share.get("#000000", 0) < 0.12, "the window does not cover the display"
    assert len(share) > 50


@contextmanager
def _desktop(
    vault: Path, environment: dict[str, str], display: VirtualDisplay
) -> Iterator["_Desktop"]:
    """The desktop with this vault, as long as the block runs."""
    process = subprocess.Popen(
        command("pythonw", "-m", "clerkapp", vault, display=True),
        cwd=ROOT,
        env=environment | {"DISPLAY": display.name},
        stdin=subprocess.DEVNULL,
    )
    try:
        yield _Desktop(display, process)
    finally:
        process.kill()
        process.wait()


class _Desktop:
    """What is seen of it, and a keyboard; the pointer stands over the window, so that keys go there."""

    def __init__(self, display: VirtualDisplay, process: "subprocess.Popen[bytes]") -> None:
        self._display = display
        self.process = process
        self.picture = display.picture

    def ring(self) -> Box | None:
        """Around which control the ring is drawn: it has the keyboard."""
        return _where(self.picture(), LIGHT["focus"])

    def page(self) -> Box | None:
        """Where the rail marks the page that is shown; None before somebody is in."""
        return _where(self.picture(), LIGHT["rail-mark"])

    def key(self, *names: str, shows: bool = True) -> None:
        """Press keys one by one; what each does `shows` in the picture before the next one."""
        for name in names:
            before = self.picture().tobytes()
            environment = os.environ | {"DISPLAY": self._display.name}
            subprocess.run(["xdotool", "key", name], env=environment, check=True)
            if shows:
                self.until(lambda: self.picture().tobytes() != before, f"what {name} does")  # noqa: B023

    def type(self, text: str) -> None:
        """Write into the control that has the keyboard."""
        self.key(*(_KEYSYMS.get(one, one) for one in text))

    def tab(self, times: int = 1) -> None:
        """Go on to the next control, and see the ring there."""
        for _ in range(times):
            before = self.ring()
            self.key("Tab")
            self.until(lambda: self.ring() not in (None, before), "the ring further on")  # noqa: B023

    def still(self) -> Image.Image:
        """The picture once it has stayed the same for two seconds."""
        last, since = self.picture(), time.monotonic()
        while time.monotonic() - since < 2:
            time.sleep(0.1)
            now = self.picture()
            if now.tobytes() != last.tobytes():
                last, since = now, time.monotonic()
        return last

    def until(self, holds: Callable[[], T], what: str) -> T:
        """Wait until something is seen, and give it."""
        began = time.monotonic()
        while not (seen := holds()):
            assert self.process.poll() is None, f"the desktop ended before {what}"
            if time.monotonic() - began > PATIENCE:
                self.picture().save(ROOT / "build" / "windows" / "desktop.png")
                pytest.fail(f"{what} was not seen: look at build/windows/desktop.png")
            time.sleep(0.05)
        return seen


_KEYSYMS = {" ": "space", ":": "colon", "-": "minus", ".": "period"}
"""How xdotool calls keys that are no letter or digit."""


def _where(picture: Image.Image, colour: str) -> Box | None:
    """What of the picture has exactly this colour."""
    wanted = bytes.fromhex(colour.removeprefix("#"))
    red, green, blue = (
        band.point([255 * (value == one) for value in range(256)])
        for band, one in zip(picture.split(), wanted, strict=True)
    )
    return ImageChops.darker(ImageChops.darker(red, green), blue).getbbox()


def _width(box: Box | None) -> int:
    return box[2] - box[0] if box else 0


def _here(path: str) -> str:
    """A Windows path as this computer calls it."""
    return path.removeprefix("Z:").replace("\\", "/")
