"""Pictures of every screen, from the real program on a demonstration vault, offscreen.

`python -m tools.screenshots [FOLDER] [--only NAME]`: docs/images by default. Every screen is taken
in light at 1280 x 800; Home, the forms, a message's page and what follows Record also in dark, high
contrast, at 1024 x 768 and at 200 %.
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
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QCheckBox, QScrollArea, QWidget

from clerkapp.crypto.certificates import new_recipient
from clerkapp.demo import demonstration
from clerkapp.demo.samples.messages import PHISH
from clerkapp.domain.prints import INCIDENT
from clerkapp.gui.app import make
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.entry.unit_finder import UnitFinder
from clerkapp.gui.form.files import FilesField
from clerkapp.gui.incident.message import MessagePart
from clerkapp.gui.navigation.places import (
    Calls,
    Form,
    Home,
    Incident,
    ListEntry,
    ListPage,
    NothingToReport,
    OldLog,
    PaperLog,
    Place,
    Preview,
    Receipt,
    Records,
    Resolve,
    Send,
    Settings,
    Signatures,
    ToDos,
)
from clerkapp.gui.setup.model import Step
from clerkapp.gui.setup.screen import SetupView
from clerkapp.gui.signatures.form import SignerForm
from clerkapp.gui.theme.theme import application
from clerkapp.gui.unlock.screen import LockReason
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.gui.window import Window
from clerkapp.host.clock import SystemClock
from clerkapp.host.drive import LocalDrive
from clerkapp.host.machine import MachineState
from clerkapp.host.profile import LocalProfile
from clerkapp.services.export import exporting
from clerkapp.services.ports import Ports
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from tools import sample_office

WIDE, SMALL = (1280, 800), (1024, 768)
LIMIT_MS = 20_000
Done = TypeVar("Done")


class StillClock(SystemClock):
    """A morning of the canvass."""

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
    """An office that knows the state’s key."""
    session = opening.unlock(made.vault, made.user, made.passphrase_file.read_text().strip(), ports)
    certificate, _key = new_recipient("ZZ State Election Office", ports.clock.now())
    exporting.accept_recipients(session, [certificate])
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
    yield from _new_matters(window, ports, made)
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


def _new_matters(
    window: Window, ports: Ports, made: demonstration.Demonstration
) -> Iterator[tuple[str, Callable[[], object]]]:
    """What comes after Record, around the record, and once in a while."""
    visit = partial(_visit, window, ports, made)
    record = partial(_record, window, ports, made)
    drafts: list[str] = []
    yield "form-folded", partial(_fold_form, window, ports, made, drafts)
    for name, look in _LOOKS.items():
        yield f"form-folded-{name}", partial(_fold_form, window, ports, made, drafts, *look)
    yield "form-place", partial(visit, Form(kind="place"))
    for name, look in _LOOKS.items():
        yield f"form-place-{name}", partial(visit, Form(kind="place"), *look)
    yield "receipt", record("equipment", sample_office.JAM, Receipt)
    seal: Callable[[Callable[[str], Place]], Callable[[], object]] = partial(
        record, "procedure", sample_office.SEAL
    )
    yield "signatures", seal(Signatures)
    new = {"jam": "LARK-2026-W1-0013", "seal": "LARK-2026-W1-0014"}
    for name, look in _LOOKS.items():
        yield f"receipt-{name}", partial(visit, Receipt(new["jam"]), *look)
    yield "signatures-paper", partial(_sign_on_paper, window, ports, made, new["seal"])
    open_one = "LARK-2026-W1-0008"
    old_log = made.vault.parent / "Log 2024.csv"
    old_log.write_text(sample_office.OLD_LOG, "utf-8")
    places: dict[str, Place] = {
        "resolve": Resolve(open_one),
        "waiting": Resolve(open_one, "waiting"),
        "duplicate": Resolve(open_one, "duplicate"),
        "calls": Calls(new["seal"]),
        "todos": ToDos(),
        "lists-units": ListPage("unit", selected="NT3-004417"),
        "lists-elections": ListPage("election", selected="ZZ-2026-11-03"),
        "list-entry": ListEntry("unit"),
        "old-log": OldLog(str(old_log)),
        "paper-log": PaperLog(),
        "nothing-to-report": NothingToReport(),
        "settings-retention": Settings(part="retention"),
        "incident-place": Incident("LARK-2026-W1-0012"),
    }
    for name, place in places.items():
        yield name, partial(visit, place)
    for name in ("resolve", "lists-units", "calls", "todos", "old-log"):
        yield f"{name}-1024", partial(visit, places[name], "light", 100, SMALL)
        yield f"{name}-200-percent", partial(visit, places[name], *_LARGE)
    yield "signatures-200-percent", partial(visit, Signatures(new["seal"]), *_LARGE)
    yield (
        "home-election-day",
        partial(_after, window, ports, made, sample_office.hold_a_runoff, lambda _none: Home()),
    )


_LOOKS = {
    "dark": ("dark", 100, WIDE),
    "high-contrast": ("contrast", 100, WIDE),
    "1024": ("light", 100, SMALL),
    "200-percent": ("light", 200, SMALL),
}
_OF_UNIT = ("serial", "device_type")
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


def _after(
    window: Window,
    ports: Ports,
    made: demonstration.Demonstration,
    work: Callable[[Session], Done],
    place: Callable[[Done], Place],
) -> None:
    """The place that follows from something that was just done."""
    _visit(window, ports, made, Home())
    _settle(window)
    session = window.session
    assert session is not None
    window.tasks.run(window, partial(work, session), lambda done: window.go(place(done)))


def _record(
    window: Window,
    ports: Ports,
    made: demonstration.Demonstration,
    kind: str,
    values: dict[str, Any],
    place: Callable[[str], Place],
) -> Callable[[], None]:
    """Take the place that follows from recording `values`."""

    def work(session: Session) -> str:
        return sample_office.record(session, kind, values)

    return partial(_after, window, ports, made, work, place)


def _fold_form(
    window: Window,
    ports: Ports,
    made: demonstration.Demonstration,
    drafts: list[str],
    palette: str = "light",
    scale: int = 100,
    size: tuple[int, int] = WIDE,
) -> None:
    """The form of a jam whose unit was found by its last digits. `drafts`: the one it goes on with."""
    place = Form(kind="equipment", draft=drafts[0] if drafts else None)
    _visit(window, ports, made, place, palette, scale, size)
    _settle(window)
    screen = window.screen_shown
    assert isinstance(screen, FormScreen)
    for code, value in sample_office.JAM.items():
        if code not in _OF_UNIT:
            screen.page.model.set(code, value)
            screen.page.body.show_value(code)
    finder = screen.findChildren(UnitFinder)[0]
    finder.line.setFocus()
    finder.line.set_value("4417")
    finder.look(entered=True)
    _settle(window)
    screen.page.reveal_top(finder.field)
    while screen.draft_shown is None:
        _settle(window)
    drafts[:] = [screen.draft_shown]


def _sign_on_paper(
    window: Window, ports: Ports, made: demonstration.Demonstration, number: str
) -> None:
    _visit(window, ports, made, Signatures(number))
    _settle(window)
    screen = window.screen_shown
    assert screen is not None
    how = screen.findChildren(SignerForm)[0].how.control
    assert isinstance(how, Segment)
    how.set_value("paper")
    how.changed.emit()


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
