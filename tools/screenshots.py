"""Pictures of every screen, from the real program on a demonstration vault, offscreen.

`python -m tools.screenshots [FOLDER] [--only NAME]`: docs/images by default. Every screen is taken
in light at 1280 x 800; Home, the form and a message's page also in dark, high contrast, at
1024 x 768 and at 200 %.
The clock stands still, so that the same program gives the same pictures.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QCheckBox, QScrollArea, QWidget

from clerkapp.crypto.certificates import new_recipient
from clerkapp.demo import demonstration
from clerkapp.demo.samples.messages import PHISH
from clerkapp.domain.prints import INCIDENT
from clerkapp.gui.app import make
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.form.files import FilesField
from clerkapp.gui.incident.message import MessagePart
from clerkapp.gui.navigation.places import (
    Form,
    Home,
    Incident,
    Place,
    Preview,
    Records,
    Send,
    Settings,
)
from clerkapp.gui.setup.model import Step
from clerkapp.gui.setup.screen import SetupView
from clerkapp.gui.theme.theme import application
from clerkapp.gui.unlock.screen import LockReason
from clerkapp.gui.window import Window
from clerkapp.host.clock import SystemClock
from clerkapp.host.drive import LocalDrive
from clerkapp.host.machine import MachineState
from clerkapp.host.profile import LocalProfile
from clerkapp.services import office
from clerkapp.services.export import exporting
from clerkapp.services.ports import Ports
from clerkapp.services.vaults import opening

WIDE, SMALL = (1280, 800), (1024, 768)
LIMIT_MS = 20_000


class StillClock(SystemClock):
    """Election day, twenty to nine in the morning."""

    def now(self) -> datetime:
        """Always the same time."""
        return datetime.fromisoformat("2026-11-30T08:54:00-06:00")


def main(arguments: list[str]) -> int:
    """Take the pictures; returns the process's exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default="docs/images", type=Path)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["CLERKAPP_STATE_DIR"] = temporary
        ports = Ports(StillClock(), LocalDrive(), MachineState(), LocalProfile())
        made = demonstration.make(Path(temporary) / "demo", ports)
        _prepare(ports, made)
        app = application()
        window = make(ports, app, [str(made.vault)])
        for name, take in _pictures(window, ports, made):
            if chosen.only in name:
                window.theme.set_palette("light")
                window.theme.set_scale(100)
                window.resize(*WIDE)
                take()
                _settle(window)
                window.grab().save(str(chosen.folder / f"{name}.png"))
                print(chosen.folder / f"{name}.png")
        window.close()
    return 0


def _prepare(ports: Ports, made: demonstration.Demonstration) -> None:
    """An office on election day that knows the state's key."""
    session = opening.unlock(made.vault, made.user, made.passphrase_file.read_text().strip(), ports)
    certificate, _key = new_recipient("ZZ State Election Office", ports.clock.now())
    exporting.accept_recipients(session, [certificate])
    office.set_present(session, "General Election", "canvass")
    opening.lock(session)


def _pictures(
    window: Window, ports: Ports, made: demonstration.Demonstration
) -> Iterator[tuple[str, Callable[[], object]]]:
    for name, step in (("first-run", Step.LANGUAGE), ("first-run-office", Step.OFFICE)):
        yield name, partial(_first_run, window, ports, step)
    yield "unlock", lambda: window.start()
    yield "unlock-200-percent", partial(_enlarged, window, window.start)
    yield "home", lambda: _sign_in(window, ports, made)
    jam, phish = "LARK-2026-W1-0007", "LARK-2026-W1-0001"
    places: dict[str, Place] = {
        "form": Form(kind="equipment"),
        "form-message": Form(kind="message"),
        "form-procedure": Form(kind="procedure"),
        "records": Records(text="seal"),
        "incident": Incident(jam),
        "preview": Preview(INCIDENT, jam),
        "send": Send(),
        "settings": Settings(),
        "settings-recovery": Settings(part="recovery"),
    }
    for name, place in places.items():
        yield name, partial(_visit, window, ports, made, place)
    for name, look in _LOOKS.items():
        for screen, place in (("home", Home()), ("form", Form(kind="equipment"))):
            yield f"{screen}-{name}", partial(_visit, window, ports, made, place, *look)
    yield "message", partial(_drop_message, window, ports, made)
    for name, look in _LOOKS.items():
        yield f"message-{name}", partial(_drop_message, window, ports, made, *look)
    yield "incident-message", partial(_visit_message, window, ports, made, Incident(phish))
    yield "records-200-percent", partial(_visit, window, ports, made, Records(), *_LARGE)
    yield "incident-200-percent", partial(_visit, window, ports, made, Incident(jam), *_LARGE)
    yield "incident-dark", partial(_visit, window, ports, made, Incident(jam), "dark")
    yield "first-run-key", partial(_first_run_after, window, ports, made, Step.RECOVERY)
    yield "first-run-state", partial(_first_run_after, window, ports, made, Step.STATE)
    yield (
        "first-run-key-200-percent",
        partial(_enlarged, window, partial(_first_run_after, window, ports, made, Step.RECOVERY)),
    )
    yield "locked", lambda: window.lock(LockReason.IDLE)


_LOOKS = {
    "dark": ("dark", 100, WIDE),
    "high-contrast": ("contrast", 100, WIDE),
    "1024": ("light", 100, SMALL),
    "200-percent": ("light", 200, SMALL),
}
_LARGE = _LOOKS["200-percent"]
_KEY = "7K4M-PD2X-9QRT-H3WC-V6NA-J8BE-2FYL-TG5S"


def _visit(
    window: Window,
    ports: Ports,
    made: demonstration.Demonstration,
    place: Place,
    palette: str = "light",
    scale: int = 100,
    size: tuple[int, int] = WIDE,
) -> None:
    window.show()
    _sign_in(window, ports, made)
    _settle(window)
    window.activateWindow()
    window.theme.set_palette(palette)
    window.theme.set_scale(scale)
    window.resize(*size)
    window.go(place)


def _drop_message(
    window: Window,
    ports: Ports,
    made: demonstration.Demonstration,
    palette: str = "light",
    scale: int = 100,
    size: tuple[int, int] = WIDE,
) -> None:
    """A message form onto which a message was dropped."""
    _visit(window, ports, made, Form(kind="message"), palette, scale, size)
    _settle(window)
    screen = window.screen_shown
    assert isinstance(screen, FormScreen)
    field = screen.page.body.field("message_file")
    assert field is not None
    assert isinstance(field.control, FilesField)
    message = made.vault.parent / "password expires.eml"
    message.write_bytes(PHISH)
    field.control.take_files([message])
    _settle(window)
    page = screen.message_shown
    assert page is not None
    read = page.findChildren(QCheckBox)[1]
    read.click()


def _visit_message(
    window: Window, ports: Ports, made: demonstration.Demonstration, place: Incident
) -> None:
    """A record's page where its message begins."""
    _visit(window, ports, made, place)
    _settle(window)
    screen = window.screen_shown
    assert screen is not None
    part, area = screen.findChildren(MessagePart)[0], screen.findChildren(QScrollArea)[0]
    content = area.widget()
    assert content is not None
    area.verticalScrollBar().setValue(part.mapTo(content, part.rect().topLeft()).y() - 14)


def _first_run(window: Window, ports: Ports, step: Step, key: str = "") -> SetupView:
    view = SetupView(ports, window.tasks, window.theme, replace(window.preferences, language="en"))
    view.context.model.authority_name, view.context.model.authority = "Larkspur County", "LARK"
    view.context.model.step = step
    view.context.recovery_key = key
    view.context.session = window.session if key else None
    window.setCentralWidget(view)
    window.show()
    view.enter()
    return view


def _first_run_after(
    window: Window, ports: Ports, made: demonstration.Demonstration, step: Step
) -> None:
    """A step that comes when the vault is there already."""
    _sign_in(window, ports, made)
    _settle(window)
    _first_run(window, ports, step, _KEY)


def _enlarged(window: Window, take: Callable[[], object]) -> None:
    _palette, scale, size = _LARGE
    window.theme.set_scale(scale)
    window.resize(*size)
    take()


def _sign_in(window: Window, ports: Ports, made: demonstration.Demonstration) -> None:
    passphrase = made.passphrase_file.read_text().strip()
    if not window.signed_in:
        window.tasks.run(
            window,
            lambda: opening.unlock(made.vault, made.user, passphrase, ports),
            window.sign_in,
        )


def _settle(window: QWidget) -> None:
    """Run until no use case is under way and everything is drawn."""
    assert isinstance(window, Window)
    loop = QEventLoop()
    timer = QTimer()
    quiet = [0]

    def look() -> None:
        quiet[0] = quiet[0] + 1 if window.tasks.idle else 0
        if quiet[0] > 12:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(20)
    QTimer.singleShot(LIMIT_MS, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
