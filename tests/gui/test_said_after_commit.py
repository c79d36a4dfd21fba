"""What the desktop says to be recorded, signed or sent is on the disk: when COMMIT fails, it says why,
says no such word, and keeps what was typed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.crypto.certificates import new_recipient
from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.records.revision import ActKind
from clerkapp.gui.incident.acts import Acts
from clerkapp.gui.navigation.places import Form, Incident, Receipt, Resolve
from clerkapp.gui.receipt.screen import ReceiptScreen
from clerkapp.gui.resolve.screen import ResolveScreen
from clerkapp.gui.send.job import Destination, SendJob, Shipment
from clerkapp.services.export.exporting import Request
from clerkapp.services.records import recording, signing
from clerkapp.services.session import Session
from clerkapp.services.vaults.own import vault_of
from tests.fakes.office import JAM, whole
from tests.gui.conftest import TestDesk
from tests.gui.forms import Opener, answer, drafts, opened

pytestmark = pytest.mark.posix("limits")

__all__ = ["opened"]
FIRST = "LARK-2026-W1-0001"


@contextmanager
def no_room_at_commit(desk: TestDesk) -> Iterator[None]:
    """From now on no page reaches the disk: statements still work, and COMMIT fails."""
    import resource

    desk.on_vault(lambda session: session.vault.settings.set("touched", "yes"))
    (log,) = desk.on_vault(lambda session: list(session.folder.glob("*-wal")))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _counted(desk: TestDesk) -> int:
    return desk.on_vault(lambda session: session.vault.revisions.count())


def _words(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_a_record_that_is_not_kept_is_not_called_recorded(
    opened: Opener, desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(Form(kind="equipment"))
    for code, value in JAM.items():
        if code not in ("noticed_by", "election", "phase"):
            answer(screen, code, value)
    answer(screen, "noticed_by", {"role": "election_judge", "name": None, "contact": None})
    qtbot.waitUntil(lambda: bool(drafts(desk)))
    qtbot.waitUntil(lambda: "Draft saved" in screen.page.note.words())
    with no_room_at_commit(desk):
        screen.record()
        qtbot.waitUntil(lambda: "could not record it" in _words(screen))
    assert "is recorded" not in " ".join([*desk.said, _words(screen)])
    assert not [place for place in desk.went if isinstance(place, Receipt)]
    assert desk.bugs == []
    assert _counted(desk) == 0
    [draft] = drafts(desk)
    assert draft.content["values"]["one_line"] == JAM["one_line"]
    screen.record()
    qtbot.waitUntil(lambda: desk.went == [Receipt(FIRST)])
    desk.show_screen(ReceiptScreen(Receipt(FIRST), desk))
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said[0].startswith("Recorded as 0001 at ")
    assert (_counted(desk), drafts(desk)) == (1, [])


Act = Callable[[Acts], None]


@pytest.mark.parametrize(
    "act",
    [
        lambda acts: acts.work_on(),
        lambda acts: acts._take_action({"who": "election_judge", "what": "Cleared the path."}, ""),
        lambda acts: acts._do(
            lambda session, number: signing.sign(session, number, ActKind.AUTHORITY, None),
            "Signed.",
        ),
    ],
    ids=["work on it", "add an action", "sign"],
)
def test_an_act_that_is_not_kept_is_not_called_done(desk: TestDesk, qtbot: QtBot, act: Act) -> None:
    desk.on_vault(lambda session: recording.record(session, "equipment", whole()))
    done: list[str] = []
    refused: list[ClerkappError] = []
    screen = QWidget(desk)
    acts = Acts(
        screen, desk, FIRST, kind=lambda: "equipment", done=done.append, refused=refused.append
    )
    with no_room_at_commit(desk):
        act(acts)
        qtbot.waitUntil(lambda: bool(refused))
    assert (done, desk.bugs, _counted(desk)) == ([], [], 1)
    act(acts)
    qtbot.waitUntil(lambda: bool(done))
    assert len(refused) == 1


def test_a_matter_that_is_not_kept_is_not_called_resolved(desk: TestDesk, qtbot: QtBot) -> None:
    desk.on_vault(lambda session: recording.record(session, "equipment", whole()))
    screen = ResolveScreen(Resolve(FIRST), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: screen.loaded, timeout=10_000)
    with no_room_at_commit(desk):
        screen.finish()
        qtbot.waitUntil(lambda: "could not record it" in _words(screen))
    assert (desk.went, desk.said, desk.bugs, _counted(desk)) == ([], [], [], 1)
    screen.finish()
    qtbot.waitUntil(lambda: bool(desk.went))
    assert isinstance(desk.went[0], Incident)
    assert _counted(desk) == 2


def test_a_bundle_that_is_not_kept_is_not_called_sent(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.on_vault(lambda session: recording.record(session, "equipment", whole()))
    certificate, _key = new_recipient("ZZ test", desk.ports.clock.now())
    stick = tmp_path / "BLUE"
    stick.mkdir()

    def sent() -> SendJob:
        shipment = Shipment(Destination(stick, "BLUE", stick=True), "Everything", ("ZZ test",))
        job = SendJob(desk.tasks, desk.account.id, shipment)
        job.watched = True
        job.start(desk.session, Request(recipients=(certificate,)))
        qtbot.waitUntil(lambda: not job.running)
        return job

    with no_room_at_commit(desk):
        failed = sent()
    assert failed.result is None
    assert failed.failure is not None
    assert not any(stick.iterdir())
    assert desk.on_vault(_bundles) == 0
    assert sent().result is not None
    assert desk.on_vault(_bundles) == 1


def _bundles(session: Session) -> int:
    return int(vault_of(session).connection.value("SELECT count(*) FROM bundle"))
