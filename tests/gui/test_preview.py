"""The sheet before it is printed: its pages, its text, saving, printing, and what the log says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.events import Event
from clerkapp.domain.prints import FINGERPRINT, INCIDENT
from clerkapp.gui.navigation.places import Home, Preview
from clerkapp.gui.parts import paper
from clerkapp.gui.preview.screen import PreviewScreen
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.services.records import recording
from tests.fakes.office import JAM
from tests.gui import walk
from tests.gui.conftest import TestDesk
from tests.gui.keyboard import Keyboard

NUMBER = "LARK-2026-W1-0001"


@pytest.fixture
def screen(desk: TestDesk, qtbot: QtBot) -> PreviewScreen:
    """The sheet of a jam."""
    recorded = desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    screen = PreviewScreen(Preview(INCIDENT, recorded.number), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: desk.running.idle)
    return screen


def printed(desk: TestDesk) -> list[object]:
    entries = desk.on_vault(lambda session: session.vault.journal.entries(after=0, limit=500))
    return [entry.params for entry in entries if entry.event is Event.PRINTED]


def banner(screen: PreviewScreen) -> str:
    return " ".join(
        one.accessibleName() for one in screen.findChildren(Banner) if one.isVisibleTo(screen)
    )


def test_the_pages_are_drawn_and_nothing_is_journaled_yet(
    screen: PreviewScreen, desk: TestDesk
) -> None:
    assert screen.print_button.hasFocus()
    drawn = screen.sheet.grab().toImage()
    assert _dark(drawn) > 200
    assert printed(desk) == []


def test_the_text_says_what_the_pages_show(screen: PreviewScreen, desk: TestDesk) -> None:
    screen.show_as("text")
    assert screen.text.isVisible()
    assert not screen.sheet.isVisible()
    text = " ".join(screen.text.toPlainText().split())
    assert JAM["one_line"] in text
    assert NUMBER in text
    assert screen.regions()[-1] is screen.text
    assert walk.unnamed(desk) == []


def test_the_sheet_is_scrolled_with_the_keyboard(
    screen: PreviewScreen, desk: TestDesk, qtbot: QtBot
) -> None:
    screen.sheet.setFocus()
    qtbot.waitUntil(lambda: screen.sheet.verticalScrollBar().maximum() > 0)
    Keyboard(desk).press(Qt.Key.Key_PageDown)
    assert screen.sheet.verticalScrollBar().value() > 0


def test_saving_is_journaled_and_the_file_is_what_was_shown(
    screen: PreviewScreen,
    desk: TestDesk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    asked: list[str] = []
    target = tmp_path / "sheet.pdf"

    def where(
        _parent: object, _title: str, name: str, *_more: object, **_options: object
    ) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    screen.save_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert asked == [f"{NUMBER}.pdf"]
    assert target.read_bytes().startswith(b"%PDF")
    assert printed(desk) == [{"print": "incident", "number": NUMBER, "rev": 1, "copy": "full"}]
    qtbot.waitUntil(lambda: "Saved as sheet.pdf." in banner(screen))


def test_what_goes_to_paper_is_journaled_once_and_before(
    screen: PreviewScreen, desk: TestDesk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[bytes] = []
    sent: list[int] = []

    def choose(_parent: object, pdf: bytes, _title: str) -> Callable[[], None]:
        asked.append(pdf)
        return lambda: sent.append(len(printed(desk)))

    monkeypatch.setattr(paper, "choose_printer", choose)
    assert screen.print_shown()
    qtbot.waitUntil(lambda: "Sent to the printer." in banner(screen))
    assert asked[0].startswith(b"%PDF")
    assert sent == [1]
    assert len(printed(desk)) == 1


def test_a_print_that_nobody_chose_is_not_journaled(
    screen: PreviewScreen, desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "choose_printer", lambda *_a: None)
    screen.print_button.click()
    assert printed(desk) == []


def test_a_print_that_fails_is_journaled_as_failed(
    screen: PreviewScreen, desk: TestDesk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def broken() -> None:
        raise EnvironmentFailure("print-failed")

    monkeypatch.setattr(paper, "choose_printer", lambda *_a: broken)
    screen.print_button.click()
    qtbot.waitUntil(lambda: "could not" in banner(screen))
    qtbot.waitUntil(lambda: desk.running.idle)
    last = desk.on_vault(lambda session: session.vault.journal.latest(2))
    assert [one.event for one in last] == [Event.FAILED, Event.PRINTED]
    assert last[0].params == {"entry": last[1].seq, "code": "print-failed"}


def test_a_record_that_is_not_there_is_said(desk: TestDesk, qtbot: QtBot) -> None:
    screen = PreviewScreen(Preview(INCIDENT, "LARK-2026-W1-0099"), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: "LARK-2026-W1-0099" in banner(screen))
    screen.print_button.click()
    assert desk.troubles == []


def test_the_stations_fingerprints_are_previewed_and_not_journaled(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = PreviewScreen(Preview(FINGERPRINT, None), desk)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: "Station enrolment" in screen.text.toPlainText())
    target = tmp_path / "fingerprints.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_o: (str(target), ""))
    before = desk.on_vault(lambda session: session.vault.journal.head())
    screen.save_button.click()
    qtbot.waitUntil(lambda: "Saved as fingerprints.pdf." in banner(screen))
    monkeypatch.setattr(paper, "choose_printer", lambda *_a: lambda: None)
    assert screen.print_shown()
    qtbot.waitUntil(lambda: "Sent to the printer." in banner(screen))
    assert target.read_bytes().startswith(b"%PDF")
    assert desk.on_vault(lambda session: session.vault.journal.head()) == before


def test_what_is_journaled_is_what_was_made(
    screen: PreviewScreen, desk: TestDesk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Not the version that the record has by then."""
    desk.on_vault(lambda session: recording.amend(session, NUMBER, {"place": "Gym"}, "Typed wrong"))
    monkeypatch.setattr(paper, "choose_printer", lambda *_a: lambda: None)
    screen.print_button.click()
    qtbot.waitUntil(lambda: "Sent to the printer." in banner(screen))
    assert [dict(one)["rev"] for one in printed(desk)] == [1]  # type: ignore[call-overload]


def test_back_goes_back(screen: PreviewScreen, desk: TestDesk) -> None:
    back = next(
        one
        for one in walk.stops(desk)
        if not isinstance(one, QLabel) and one.accessibleName() == "Back"
    )
    back.setFocus()
    Keyboard(desk).press(Qt.Key.Key_Return)
    assert desk.went == [Home()]


def _dark(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).lightness() < 100
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    )
