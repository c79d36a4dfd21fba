"""Every screen in every look: names, targets, focus, words that fit, one filled button, no stray window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.crypto.digests import sha256_hex
from clerkapp.demo.samples import STORIES
from clerkapp.domain.preferences import Preferences
from clerkapp.domain.prints import INCIDENT, MESSAGE, KeptMessage
from clerkapp.gui.entry.screen import FormScreen
from clerkapp.gui.navigation.places import (
    Form,
    Home,
    Incident,
    ListEntry,
    ListPage,
    Place,
    Preview,
    Receipt,
    Records,
    Resolve,
    Send,
    Settings,
    ToDos,
)
from clerkapp.gui.setup.model import STEPS, Step
from clerkapp.gui.setup.screen import SetupView
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.unlock.screen import LockReason, UnlockView
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.window import Window
from clerkapp.host.profile import LocalProfile
from clerkapp.services.messages import keeping
from clerkapp.services.office_lists import writing
from clerkapp.services.ports import Ports
from clerkapp.services.records import attaching, drafting, recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from tests.fakes.clock import FrozenClock
from tests.fakes.drive import FakeDrive
from tests.fakes.office import MemoryMachine, whole
from tests.fakes.vaults import NAME, PASSPHRASE, make
from tests.gui import walk
from tests.gui.conftest import Windows
from tests.gui.look import settle
from tests.gui.messages import BASICS, PHISH

LOOKS = (
    ("light", 100, (1280, 800)),
    ("dark", 100, (1024, 768)),
    ("contrast", 100, (1280, 800)),
    ("light", 200, (1024, 768)),
    ("dark", 200, (1280, 800)),
    ("contrast", 200, (1024, 768)),
)
DRAFT = "5b7c0b0e-3a57-4f0e-9d5c-0d0b8e1f6a11"
WHOLE, STRUCK, REAL = "LARK-2026-W1-0001", "LARK-2026-W1-0002", "LARK-2026-W1-0005"
PLACES: dict[str, Place] = {
    "home": Home(),
    "records": Records(text="seal"),
    "records-none": Records(text="nothing like this"),
    "incident": Incident(REAL),
    "incident-resolvable": Incident(WHOLE),
    "incident-struck": Incident(STRUCK),
    "resolve": Resolve(REAL),
    "resolve-nothing-missing": Resolve(WHOLE),
    "resolve-waiting": Resolve(REAL, "waiting"),
    "resolve-duplicate": Resolve(REAL, "duplicate"),
    "to-dos": ToDos(),
    "form": Form(kind="procedure"),
    "lists": ListPage("unit"),
    "lists-elections": ListPage("election"),
    "lists-none": ListPage("contact"),
    "list-entry": ListEntry("election"),
    "fill-in": Form(kind="equipment", number=REAL, filling=True),
    "receipt": Receipt(REAL),
    "receipt-done": Receipt(WHOLE),
    "send": Send(),
    "preview": Preview(INCIDENT, WHOLE),
    "message": Form(kind="message", draft=DRAFT, cursor={"on": "message"}),
    "message-preview": Preview(MESSAGE, KeptMessage(sha256_hex(PHISH), "notice.eml", len(PHISH))),
    "incident-message": Incident(f"LARK-2026-W1-{3 + len(STORIES):04}"),
    "settings": Settings(),
}
KEY = "7K4M-PD2X-9QRT-H3WC-V6NA-J8BE-2FYL-TG5S"


@pytest.fixture
def window(
    look: Theme, windows: Windows, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """A window of its own for each look, on an office that has something of everything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLERKAPP_STATE_DIR", str(tmp_path_factory.mktemp("machine")))
        folder = tmp_path_factory.mktemp("office") / "Larkspur.vault"
        make(folder)
        ports = Ports(
            FrozenClock("2026-11-05T09:00:00-06:00"), FakeDrive(), MemoryMachine(), LocalProfile()
        )
        window = windows(ports, folder)
        bugs: list[object] = []
        window.tasks.bug.connect(bugs.append)
        window.tasks.on_vault(lambda: _fill(folder, ports))
        yield window
        window.close()
        look.set_palette("light")
        look.set_scale(100)
        assert bugs == []


def _fill(folder: Path, ports: Ports) -> None:
    session = opening.unlock(folder, NAME, PASSPHRASE, ports)
    notes = attaching.attach_bytes(session, "A very long name of a file with notes.txt", b"Notes.")
    recording.record(session, "equipment", whole(), attachments=[notes])
    wrong = recording.record(session, "equipment", whole(one_line="Typed on the wrong day."))
    recording.strike(session, wrong.number, "Typed twice.")
    longest = "Northlight Precinct Systems of the Middle West, Incorporated"
    writing.add(
        session,
        "unit",
        {"serial": "NT3-004417", "manufacturer": longest, "model": "NT-300", "state": "sealed"},
    )
    day = {"day": "2026-11-03", "begins_canvass": "2026-11-10"}
    writing.add(session, "election", {"code": "ZZ-2026-11-03", "name": "General Election", **day})
    for story in STORIES:
        # Whom it names has no account here, and what it belongs to has another number.
        elsewhere = ("restricted_to", "related")
        values = {code: value for code, value in story.values.items() if code not in elsewhere}
        recording.record(session, story.kind, values)
    kept = keeping.keep_bytes(session, "notice.eml", PHISH)
    values = {**BASICS, **keeping.read(kept.data).values}
    recording.record(session, "message", values, attachments=[kept.attached])
    attached = {**kept.attached.to_value(), "field": "message_file", "harmless": None}
    drafting.save(
        session,
        "message",
        {"values": {"one_line": "Mail about the keys."}, "attachments": [attached]},
        draft=DRAFT,
    )
    opening.lock(session)


def _dress(window: Window, look: tuple[str, int, tuple[int, int]]) -> None:
    palette, scale, size = look
    window.theme.set_palette(palette)
    window.theme.set_scale(scale)
    window.resize(*size)


def _settle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)
    screen = window.screen_shown
    if isinstance(screen, FormScreen):
        qtbot.waitUntil(lambda: screen.loaded and screen.page.body.complete, timeout=20_000)
    settle(window)
    settle(window)


def _steps(window: Window, qtbot: QtBot) -> Iterator[tuple[str, list[QWidget]]]:
    """The first run's steps; from the recovery key on with the session that is open."""
    session = window.session
    view = SetupView(window.ports, window.tasks, window.theme, Preferences())
    view.context.model.authority_name = "Larkspur County"
    window._replace(view)
    for step in STEPS:
        view.context.session = session if STEPS.index(step) > STEPS.index(Step.PERSON) else None
        view.context.recovery_key = KEY
        view.context.model.step = step
        view.enter()
        _settle(window, qtbot)
        yield f"setup-{step}", [view._steps, view._scroll, view._bar]


def _screens(window: Window, qtbot: QtBot) -> Iterator[tuple[str, list[QWidget]]]:
    """Every screen, one after another: its name and its regions in reading order."""
    window.start()
    window.activateWindow()
    _settle(window, qtbot)
    unlock = window.centralWidget()
    assert isinstance(unlock, UnlockView)
    qtbot.waitUntil(unlock.people_shown)
    settle(window)
    yield "unlock", [unlock]
    folder, ports = window._folder, window.ports
    assert folder is not None
    session: Session = window.tasks.on_vault(
        lambda: opening.unlock(folder, NAME, PASSPHRASE, ports)
    )
    window.sign_in(session)
    for name, place in PLACES.items():
        window.go(place)
        _settle(window, qtbot)
        screen = window.screen_shown
        assert screen is not None
        assert window._inside is not None
        yield name, [window._inside.rail, *screen.regions()]
    yield from _steps(window, qtbot)
    window.lock(LockReason.ASKED)
    _settle(window, qtbot)


@pytest.mark.parametrize("dress", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}-{look[2][0]}")
def test_every_screen_can_be_read_and_worked_by_keyboard(
    window: Window, dress: tuple[str, int, tuple[int, int]], qapp: QApplication, qtbot: QtBot
) -> None:
    strays = walk.StrayWindows(qapp)
    _dress(window, dress)
    wrong: list[str] = []
    checks: tuple[Callable[[QWidget], list[str]], ...] = (
        walk.unnamed,
        walk.too_small,
        walk.cut,
        walk.sideways,
        walk.filled_buttons,
        walk.misplaced,
    )
    for name, regions in _screens(window, qtbot):
        assert len(walk.stops(window)) > 1, name
        found = [fault for check in checks for fault in check(window)]
        found += walk.out_of_order(window, regions)
        found += walk.without_ring(window, window.findChildren(FocusRing)[0])
        found += strays.taken()
        wrong += [f"{name}: {fault}" for fault in found]
    qapp.removeEventFilter(strays)
    assert not wrong, "\n".join(wrong)
