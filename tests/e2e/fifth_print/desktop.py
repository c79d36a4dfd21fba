"""The fifth print on the desktop: previewed in two languages, saved, and noted in the log by its name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clerkapp.domain.events import Event
from clerkapp.gui.navigation.places import Preview
from clerkapp.gui.preview.screen import PreviewScreen
from clerkapp.gui.shell.screens import make
from clerkapp.resources import resources
from clerkapp.services.records import recording
from clerkapp.wording.language import use
from tests.fakes.office import JAM
from tests.gui import walk
from tests.gui.conftest import TestDesk

NUMBER = "LARK-2026-W1-0001"


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    use(request.param, resources() / "i18n")
    yield request.param
    use("en")


def test_it_is_previewed_and_saved(
    desk: TestDesk,
    qtbot: QtBot,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.on_vault(lambda session: recording.record(session, "equipment", JAM))
    screen = make(Preview("bag-label", NUMBER), desk)
    assert isinstance(screen, PreviewScreen)
    desk.show_screen(screen)
    qtbot.waitUntil(lambda: bool(screen.text.toPlainText()), timeout=20_000)
    text = screen.text.toPlainText()
    words = {
        "en": ("Evidence label", "Bag closed by two people"),
        "es": ("Etiqueta de pruebas", "Bolsa cerrada por dos personas"),
    }
    assert NUMBER in text
    assert all(said in text for said in words[language])
    assert walk.unnamed(desk) == []

    target = tmp_path / "label.pdf"
    asked: list[str] = []

    def where(
        _parent: object, _title: str, name: str, *_more: object, **_options: object
    ) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    screen.save_button.click()
    qtbot.waitUntil(lambda: desk.running.idle)
    assert asked == [f"label-{NUMBER}.pdf"]
    assert target.read_bytes().startswith(b"%PDF")
    entries = desk.on_vault(lambda session: session.vault.journal.entries(after=0, limit=500))
    assert [one.params for one in entries if one.event is Event.PRINTED] == [
        {"print": "bag-label", "number": NUMBER, "rev": 1, "copy": "full"}
    ]
