"""A message's sheet before it is printed: made from the bytes that were kept, recorded or not."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.events import Event
from clerkapp.domain.prints import MESSAGE, KeptMessage
from clerkapp.gui.navigation.places import Preview
from clerkapp.gui.preview.screen import PreviewScreen
from clerkapp.gui.shell.screens import make
from clerkapp.services.messages import keeping
from tests.fakes.letters import mailbox
from tests.gui import walk
from tests.gui.conftest import TestDesk
from tests.gui.messages import PHISH, PLAIN

SHA256 = sha256_hex(PHISH)


def preview(desk: TestDesk, qtbot: QtBot, data: bytes, pick: int = 0) -> PreviewScreen:
    kept = desk.on_vault(lambda session: keeping.keep_bytes(session, "notice.eml", data)).attached
    screen = make(Preview(MESSAGE, KeptMessage(kept.sha256, kept.name, kept.size, pick)), desk)
    assert isinstance(screen, PreviewScreen)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: bool(screen.text.toPlainText()), timeout=20_000)
    return screen


def noted(desk: TestDesk) -> list[object]:
    entries = desk.on_vault(lambda session: session.vault.journal.entries(after=0, limit=500))
    return [entry.params for entry in entries if entry.event is Event.MESSAGE_PRINTED]


def test_the_text_says_what_the_page_shows(desk: TestDesk, qtbot: QtBot) -> None:
    screen = preview(desk, qtbot, PHISH)
    text = screen.text.toPlainText()
    assert "Mailbox expires in 4 hours" in text
    assert "help[at]sign-in[.]example" in text
    assert "https://" not in text
    assert walk.unnamed(desk) == []
    assert noted(desk) == []


def test_of_a_mailbox_the_chosen_message_is_printed(desk: TestDesk, qtbot: QtBot) -> None:
    text = preview(desk, qtbot, mailbox(PLAIN, PHISH), pick=1).text.toPlainText()
    assert "Mailbox expires in 4 hours" in text
    assert "Precinct supply list" not in text


def test_saving_is_journaled(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = preview(desk, qtbot, PHISH)
    target = tmp_path / "message.pdf"
    asked: list[str] = []

    def where(
        _parent: object, _title: str, name: str, *_more: object, **_options: object
    ) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    screen.save_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert asked == [f"message-{SHA256[:8]}.pdf"]
    assert target.read_bytes().startswith(b"%PDF")
    assert noted(desk) == [{"sha256": SHA256}]
