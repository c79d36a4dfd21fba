"""Where the dialog for a new file begins, and a computer without a printer."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.gui.parts import paper, saving


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Where each dialog began; the person always goes to the folder `stick`."""
    found: list[Path] = []
    (tmp_path / "documents").mkdir()
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(saving, "documents_folder", lambda: tmp_path / "documents")
    monkeypatch.setattr(saving, "_last", [])

    def choose(
        _parent: QWidget, _title: str, name: str, *_more: object, **_options: object
    ) -> tuple[str, str]:
        found.append(Path(name))
        return str(tmp_path / "stick" / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return found


def test_the_first_dialog_begins_in_the_documents_and_the_next_where_the_last_file_went(
    parent: QWidget, offered: list[Path], tmp_path: Path
) -> None:
    assert paper.ask_where(parent, "sheet.pdf") == tmp_path / "stick" / "sheet.pdf"
    assert saving.ask_where(parent, "Save", "photo.png") == tmp_path / "stick" / "photo.png"
    assert offered == [tmp_path / "documents" / "sheet.pdf", tmp_path / "stick" / "photo.png"]


def test_a_folder_that_went_with_its_stick_is_not_offered(
    parent: QWidget, offered: list[Path], tmp_path: Path
) -> None:
    saving.ask_where(parent, "Save", "a.png")
    (tmp_path / "stick").rmdir()
    saving.ask_where(parent, "Save", "b.png")
    assert offered[1] == tmp_path / "documents" / "b.png"


def test_without_documents_a_dialog_begins_in_the_persons_own_folder(
    parent: QWidget, offered: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "documents").rmdir()
    saving.ask_where(parent, "Save", "a.png")
    assert offered == [Path.home() / "a.png"]


def test_a_dialog_that_was_left_changes_nothing(
    parent: QWidget, offered: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    assert saving.ask_where(parent, "Save", "a.png") is None
    assert saving.begin_in() == tmp_path / "documents"


def test_a_computer_without_a_printer_is_told_before_anything_opens(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    with pytest.raises(EnvironmentFailure, match="printer-missing"):
        paper.choose_printer(parent, b"%PDF", "Sheet")


def test_what_is_opened_begins_where_the_last_one_ended(
    parent: QWidget, offered: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stick, documents = tmp_path / "stick", tmp_path / "documents"
    begun: list[str] = []
    chosen = str(stick / "mail.eml")

    def open_one(_parent: QWidget, _title: str, place: str, *_more: object) -> tuple[str, str]:
        begun.append(place)
        return chosen, ""

    def open_some(_parent: QWidget, _title: str, place: str, *_more: object) -> object:
        begun.append(place)
        return [chosen, str(stick / "more.eml")], ""

    def folder(_parent: QWidget, _title: str, place: str, *_more: object) -> str:
        begun.append(place)
        return str(documents)

    monkeypatch.setattr(QFileDialog, "getOpenFileName", open_one)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", open_some)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", folder)
    assert saving.ask_file(parent, "Open") == stick / "mail.eml"
    assert saving.ask_files(parent, "Open") == [stick / "mail.eml", stick / "more.eml"]
    assert saving.ask_folder(parent, "Where?") == documents
    assert saving.ask_where(parent, "Save", "a.png") == stick / "a.png"
    assert saving.ask_file(parent, "Open") == stick / "mail.eml"
    assert begun == [str(documents), str(stick), str(stick), str(stick)]
    assert offered == [documents / "a.png"]


def test_what_is_not_opened_changes_nothing(
    parent: QWidget, offered: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert offered == []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: "")
    assert saving.ask_file(parent, "Open") is None
    assert saving.ask_files(parent, "Open") == []
    assert saving.ask_folder(parent, "Where?") is None
    assert saving.begin_in() == tmp_path / "documents"
