"""Sending to the state: what goes, where to, a stick that comes out or is full, cancelling, handing over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.bundle.reader import Verified
from clerkapp.crypto.certificates import new_recipient
from clerkapp.domain.events import Event
from clerkapp.gui.navigation.places import Home, Send, Settings
from clerkapp.gui.send import words as send_words
from clerkapp.gui.send.job import Phase, SendState, job_of, seconds_left
from clerkapp.gui.send.pages import WhatPage, WherePage, WritingPage
from clerkapp.gui.send.results import DonePage, RefusedPage, StoppedPage
from clerkapp.gui.send.screen import SendScreen
from clerkapp.gui.widgets.basic.dialog import Dialog
from clerkapp.host.machine import MachineState
from clerkapp.host.profile import LocalProfile
from clerkapp.services.export import exporting, signers, verifying
from clerkapp.services.export.sending import SendProgress
from clerkapp.services.ports import Ports
from clerkapp.services.records import drafting, recording
from tests.fakes.clock import FrozenClock
from tests.fakes.held_drive import HeldDrive
from tests.fakes.office import JAM, computer
from tests.gui import walk
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard
from tests.gui.look import settle

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def drive(tmp_path: Path) -> HeldDrive:
    """A stick that is in, and listed."""
    drive = HeldDrive()
    stick = tmp_path / "BLUE"
    stick.mkdir()
    drive.mounted.append(stick)
    return drive


@pytest.fixture
def ports(clock: FrozenClock, drive: HeldDrive) -> Ports:
    """This test's computer, with the stick."""
    return Ports(clock, drive, MachineState(), LocalProfile())


@pytest.fixture
def state(desk: TestDesk, tmp_path: Path) -> Path:
    """The state's certificate accepted, its key and this station's line in files; one record."""
    certificate, key = new_recipient("State election office", desk.ports.clock.now())
    (tmp_path / "recipient.crt").write_bytes(certificate)
    (tmp_path / "recipient.key").write_bytes(key)
    lines = desk.on_vault(signers.own_lines).lines
    (tmp_path / "signers").write_text("\n".join(lines))
    desk.on_vault(lambda session: exporting.accept_recipients(session, [certificate]))
    desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    return tmp_path


@pytest.fixture
def screen(desk: TestDesk, state: Path, qtbot: QtBot) -> SendScreen:
    """The screen with what goes."""
    return opened(desk, qtbot)


def opened(desk: TestDesk, qtbot: QtBot) -> SendScreen:
    """Go there; a page that is left keeps first."""
    left = desk.centralWidget()
    if isinstance(left, SendScreen):
        left.keep()
    screen = SendScreen(Send(), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: screen.shown is not None and desk.running.idle)
    return screen


def button(page: QWidget, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.accessibleName() == words)


def where(screen: SendScreen, qtbot: QtBot, desk: TestDesk) -> WherePage:
    """On to the choice of a stick."""
    assert isinstance(screen.shown, WhatPage)
    button(screen, "Choose where to write it").click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert isinstance(screen.shown, WherePage)
    return screen.shown


def write(screen: SendScreen, qtbot: QtBot, desk: TestDesk) -> None:
    """On to the end of writing."""
    where(screen, qtbot, desk).write_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)


def words(widget: QWidget) -> str:
    """What can be read there, once it is laid out."""
    QApplication.processEvents()
    return "\n".join(
        label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)
    )


def events(desk: TestDesk, event: Event) -> int:
    entries = desk.on_vault(lambda session: session.vault.journal.entries(after=0, limit=500))
    return sum(entry.event is event for entry in entries)


def verified(state: Path) -> Verified:
    return verifying.verify(
        sorted((state / "BLUE").glob("*.p7m")),
        recipient=state / "recipient.crt",
        recipient_key=state / "recipient.key",
        signers=state / "signers",
        ports=computer(),
    )


def test_without_the_states_certificate_the_way_leads_to_settings(
    desk: TestDesk, qtbot: QtBot
) -> None:
    screen = opened(desk, qtbot)
    assert isinstance(screen.shown, RefusedPage)
    button(screen, "Add the state’s key").click()
    assert desk.went == [Settings("state")]


def test_a_bundle_goes_from_what_to_handing_over_and_the_state_can_open_it(
    screen: SendScreen, desk: TestDesk, state: Path, qtbot: QtBot
) -> None:
    assert screen.shown is not None
    assert "1 record" in words(screen.shown)
    assert "State election office" in words(screen.shown)
    assert JAM["one_line"] in words(screen)
    write(screen, qtbot, desk)
    assert isinstance(screen.shown, DonePage)
    done = verified(state)
    shown = words(screen.shown)
    names = [path.name for path in (state / "BLUE").glob("*.p7m")]
    assert names
    assert [name for name in names if name not in shown] == []
    assert done.digest in shown.replace(" ", "").replace("\n", "")
    assert "Bundle 0001 is written and reads back without a difference" in shown
    assert "not as received, until a receipt is back" in shown
    assert events(desk, Event.BUNDLE_WRITTEN) == 1
    button(screen, "Done, go Home").click()
    assert desk.went == [Home()]


def test_the_whole_way_by_keyboard(
    screen: SendScreen, desk: TestDesk, state: Path, qtbot: QtBot
) -> None:
    keys = Keyboard(desk)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(screen.shown, WherePage) and desk.running.idle)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(screen.shown, DonePage) and desk.running.idle)
    keys.press(Qt.Key.Key_Return)
    assert desk.went == [Home()]
    assert verified(state).seq == 1


def test_any_folder_can_be_chosen_instead_of_a_stick(
    screen: SendScreen, desk: TestDesk, state: Path, drive: HeldDrive, qtbot: QtBot
) -> None:
    drive.mounted.clear()
    page = where(screen, qtbot, desk)
    assert "No stick is found" in words(page)
    page.write_button.click()
    assert "Choose a stick or a folder first." in words(page)
    (state / "outbox").mkdir()
    page.show_folder(state / "outbox")
    page.write_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert isinstance(screen.shown, DonePage)
    assert list((state / "outbox").glob("*.p7m"))
    assert "Copy the files onto a stick" in words(screen.shown)


def test_progress_is_shown_and_a_draft_is_saved_meanwhile(
    screen: SendScreen, desk: TestDesk, drive: HeldDrive, qtbot: QtBot
) -> None:
    drive.hold()
    where(screen, qtbot, desk).write_button.click()
    qtbot.waitUntil(lambda: isinstance(screen.shown, WritingPage))
    qtbot.waitUntil(drive.reached.is_set)
    assert isinstance(screen.shown, WritingPage)
    assert "Writing bundle 0001" in words(screen.shown)
    assert "Signed by station W1" in words(screen.shown)
    assert screen.shown.progress.cancel_button.hasFocus()
    saved: list[str] = []
    desk.ask(
        screen, lambda session: drafting.save(session, "message", {"values": {}}), saved.append
    )
    qtbot.waitUntil(lambda: bool(saved))
    assert isinstance(screen.shown, WritingPage)
    drive.let_go()
    qtbot.waitUntil(lambda: isinstance(screen.shown, DonePage))


def test_cancel_asks_and_leaves_nothing_on_the_stick(
    screen: SendScreen, desk: TestDesk, state: Path, drive: HeldDrive, qtbot: QtBot
) -> None:
    drive.hold()
    where(screen, qtbot, desk).write_button.click()
    qtbot.waitUntil(lambda: isinstance(screen.shown, WritingPage))
    qtbot.waitUntil(drive.reached.is_set)
    Keyboard(desk).press(Qt.Key.Key_Escape)
    dialog = screen.findChild(Dialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.safe_button.hasFocus)
    dialog.do_button.click()
    drive.let_go()
    qtbot.waitUntil(lambda: isinstance(screen.shown, StoppedPage))
    assert list((state / "BLUE").iterdir()) == []
    assert screen.shown is not None
    assert "Nothing was left half done" in words(screen.shown)
    button(screen, "Start again").click()
    qtbot.waitUntil(lambda: isinstance(screen.shown, DonePage))
    assert verified(state).seq == 1


def test_going_on_after_the_question_writes_to_the_end(
    screen: SendScreen, desk: TestDesk, drive: HeldDrive, qtbot: QtBot
) -> None:
    drive.hold()
    where(screen, qtbot, desk).write_button.click()
    qtbot.waitUntil(lambda: isinstance(screen.shown, WritingPage))
    Keyboard(desk).press(Qt.Key.Key_Escape)
    dialog = screen.findChild(Dialog)
    assert dialog is not None
    dialog.reject()
    drive.let_go()
    qtbot.waitUntil(lambda: isinstance(screen.shown, DonePage))


def test_a_stick_that_comes_out_is_said_and_the_same_bundle_starts_again(
    screen: SendScreen, desk: TestDesk, state: Path, drive: HeldDrive, qtbot: QtBot
) -> None:
    drive.pulled_after = 1000
    write(screen, qtbot, desk)
    assert isinstance(screen.shown, StoppedPage)
    assert "the stick came out" in words(screen.shown)
    assert "Your records are safe here" in words(screen.shown)
    assert button(screen, "Start again").hasFocus()
    drive.put_back()
    button(screen, "Start again").click()
    qtbot.waitUntil(lambda: isinstance(screen.shown, DonePage))
    assert verified(state).seq == 1
    assert events(desk, Event.BUNDLE_COMMITTED) == 1


def test_a_full_stick_leads_to_another_place(
    screen: SendScreen, desk: TestDesk, state: Path, drive: HeldDrive, qtbot: QtBot
) -> None:
    drive.capacity = 3000
    write(screen, qtbot, desk)
    assert isinstance(screen.shown, StoppedPage)
    assert "3 KB free" in words(screen.shown)
    assert "Nothing was written" in words(screen.shown)
    assert list((state / "BLUE").iterdir()) == []
    other = button(screen, "Choose another place")
    assert other.hasFocus()
    drive.capacity = 1 << 40
    other.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert isinstance(screen.shown, WherePage)
    screen.shown.write_button.click()
    qtbot.waitUntil(lambda: isinstance(screen.shown, DonePage))
    assert verified(state).seq == 1


def test_when_nothing_is_new_the_signed_sentence_is_offered(
    screen: SendScreen, desk: TestDesk, state: Path, qtbot: QtBot
) -> None:
    write(screen, qtbot, desk)
    again = opened(desk, qtbot)
    assert isinstance(again.shown, WhatPage)
    assert again.shown.choice is not None
    assert again.shown.choice.value() == "nil"
    write(again, qtbot, desk)
    assert isinstance(again.shown, DonePage)
    latest = desk.on_vault(lambda session: session.vault.outgoing.latest("upstream"))
    assert latest is not None
    assert (latest.seq, latest.kind) == (2, "nil")
    assert "Nothing to report" in words(again.shown)


def test_before_the_first_record_there_is_only_the_sentence(desk: TestDesk, qtbot: QtBot) -> None:
    certificate, _key = new_recipient("State election office", desk.ports.clock.now())
    desk.on_vault(lambda session: exporting.accept_recipients(session, [certificate]))
    screen = opened(desk, qtbot)
    assert isinstance(screen.shown, WhatPage)
    assert "Larkspur County reports that nothing happened" in words(screen.shown)
    write(screen, qtbot, desk)
    assert isinstance(screen.shown, DonePage)


def test_the_last_bundle_can_be_written_once_more(
    screen: SendScreen, desk: TestDesk, state: Path, qtbot: QtBot
) -> None:
    write(screen, qtbot, desk)
    first = verified(state).digest
    again = opened(desk, qtbot)
    assert isinstance(again.shown, WhatPage)
    assert again.shown.choice is not None
    again.shown.choice.set_value("again")
    page = where(again, qtbot, desk)
    (state / "second").mkdir()
    page.show_folder(state / "second")
    page.write_button.click()
    qtbot.waitUntil(lambda: isinstance(again.shown, DonePage))
    assert first in words(again).replace(" ", "").replace("\n", "")


def test_leaving_the_page_lets_the_job_go_on_and_coming_back_finds_it(
    screen: SendScreen, desk: TestDesk, drive: HeldDrive, qtbot: QtBot
) -> None:
    drive.hold()
    where(screen, qtbot, desk).write_button.click()
    qtbot.waitUntil(drive.reached.is_set)
    screen.keep()
    back = SendScreen(Send(), desk)
    desk.show_screen(back)
    qtbot.waitUntil(lambda: isinstance(back.shown, WritingPage))
    drive.let_go()
    qtbot.waitUntil(lambda: isinstance(back.shown, DonePage))
    back.keep()
    assert job_of(desk.running, desk.account.id) is None


def test_a_failure_that_no_page_watches_is_told_at_the_desk(
    screen: SendScreen, desk: TestDesk, drive: HeldDrive, qtbot: QtBot
) -> None:
    drive.hold()
    where(screen, qtbot, desk).write_button.click()
    qtbot.waitUntil(drive.reached.is_set)
    screen.keep()
    drive.is_in = False
    drive.let_go()
    qtbot.waitUntil(lambda: bool(desk.troubles))
    assert str(desk.troubles[0]) == "drive-gone"


@pytest.mark.parametrize(("scale", "size"), [(100, (1280, 800)), (200, (1024, 768))])
def test_every_page_has_names_targets_and_words_that_fit(
    desk: TestDesk,
    state: Path,
    drive: HeldDrive,
    qtbot: QtBot,
    scale: int,
    size: tuple[int, int],
) -> None:
    desk.theme.set_scale(scale)
    desk.resize(*size)
    try:
        screen = opened(desk, qtbot)
        wrong = _faults(desk)
        page = where(screen, qtbot, desk)
        wrong += _faults(desk)
        drive.capacity = 100
        page.write_button.click()
        qtbot.waitUntil(lambda: isinstance(screen.shown, StoppedPage))
        wrong += _faults(desk)
        drive.capacity = 1 << 40
        assert screen.shown is not None
        button(screen, "Start again").click()
        qtbot.waitUntil(lambda: isinstance(screen.shown, DonePage))
        wrong += _faults(desk)
        assert wrong == []
    finally:
        settle(desk)
        desk.theme.set_scale(100)


def _faults(desk: TestDesk) -> list[str]:
    settle(desk)
    return walk.unnamed(desk) + walk.too_small(desk) + walk.without_ring(desk, desk.ring)


def test_percent_counts_all_bundles_and_is_never_100_before_the_end() -> None:
    assert SendState().percent == 0
    assert SendState(Phase.WRITING, 1, 2, 50, 100).percent == 25
    assert SendState(Phase.WRITING, 2, 2, 50, 100).percent == 75
    assert SendState(Phase.READING_BACK, 2, 2, 100, 100).percent == 99


def test_the_rest_is_estimated_only_when_it_is_more_than_a_guess() -> None:
    assert seconds_left(1.0, SendProgress(1, 1, 50, 100)) is None
    assert seconds_left(10.0, SendProgress(1, 1, 25, 100)) == pytest.approx(30.0)
    assert seconds_left(10.0, SendProgress(1, 1, 100, 100)) is None
    assert send_words.left(SendState(left=22.0)) == "About 20 seconds left"
    assert send_words.left(SendState(left=200.0)) == "About 3 minutes left"
    assert send_words.left(SendState()) == ""


def test_the_vaults_own_folder_is_refused_at_the_choice(
    screen: SendScreen, desk: TestDesk, qtbot: QtBot
) -> None:
    page = where(screen, qtbot, desk)
    page.show_folder(desk.session.folder)
    page.write_button.click()
    assert screen.shown is page
    assert "inside the folder of a vault" in words(page)
    assert desk.on_vault(lambda session: session.vault.outgoing.latest("upstream")) is None
