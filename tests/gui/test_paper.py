"""Paper and files: pages at their true size, a range of pages, a file that is replaced only when whole."""

import os
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.gui.parts import paper
from clerkapp.gui.theme.theme import Theme
from clerkapp.report.recovery import RecoverySheet
from clerkapp.report.sheet import sheet_pdf
from tests.fakes.drive import FakeDrive

AT = "2026-11-03T07:40:00-06:00"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A recovery sheet with an invented key."""
    return sheet_pdf(
        RecoverySheet(
            authority="Larkspur County",
            station="W1",
            vault_id="00" * 16,
            key="7K4M-PD2X-9QRT-H3WC-V6NA-J8BE-2FYL-TG5S",
            made="Nov 3, 2026, 7:40 a.m. CST",
            made_by="Dana Whitfield",
            program="clerkapp",
        ),
        at=AT,
    )


@pytest.fixture
def parent(qtbot: QtBot, look: Theme) -> QWidget:
    """Something for dialogs to belong to."""
    del look
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def to_file(path: Path) -> QPrinter:
    """A printer that writes a PDF, so that paper can be looked at."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def pages(path: Path, parent: QWidget) -> QPdfDocument:
    return paper.open_document(path.read_bytes(), parent)


def test_every_page_goes_to_paper_in_its_true_size(
    pdf: bytes, parent: QWidget, tmp_path: Path
) -> None:
    document = paper.open_document(pdf, parent)
    printed = tmp_path / "printed.pdf"
    paper.render(document, to_file(printed), range(document.pageCount()))
    found = pages(printed, parent)
    assert found.pageCount() == document.pageCount()
    ink = found.render(0, document.pagePointSize(0).toSize())
    wanted = document.render(0, document.pagePointSize(0).toSize())
    dark = [
        (x, y)
        for x in range(0, wanted.width(), 3)
        for y in range(0, wanted.height(), 3)
        if wanted.pixelColor(x, y).alpha() > 200 and wanted.pixelColor(x, y).lightness() < 60
    ]
    near = [
        point
        for point in dark
        if any(
            ink.pixelColor(point[0] + dx, point[1] + dy).lightness() < 160
            for dx in (-2, -1, 0, 1, 2)
            for dy in (-2, -1, 0, 1, 2)
        )
    ]
    assert len(dark) > 50
    assert len(near) > 0.9 * len(dark)


def test_a_range_of_pages_is_honoured(tmp_path: Path, qapp: object) -> None:
    del qapp
    printer = to_file(tmp_path / "range.pdf")
    assert list(paper.chosen_pages(printer, 3)) == [0, 1, 2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert list(paper.chosen_pages(printer, 3)) == [1, 2]
    assert list(paper.chosen_pages(printer, 2)) == [1]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_begin_is_said(pdf: bytes, parent: QWidget, tmp_path: Path) -> None:
    document = paper.open_document(pdf, parent)
    with pytest.raises(EnvironmentFailure, match="print-failed"):
        paper.render(document, to_file(tmp_path / "no such folder" / "x.pdf"), range(1))


def test_a_saved_pdf_replaces_the_one_that_was_there(
    pdf: bytes, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    assert paper.save_pdf(parent, FakeDrive(), pdf, "sheet.pdf") == target
    assert target.read_bytes() == pdf
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


@pytest.mark.posix("modes")
def test_a_secret_page_is_for_this_account_alone(pdf: bytes, tmp_path: Path) -> None:
    for name, private, others in (("sheet.pdf", False, 0o44), ("key.pdf", True, 0)):
        target = tmp_path / name
        target.write_bytes(b"old")
        target.chmod(0o644)
        before = os.umask(0o022)
        try:
            paper.write_pdf(FakeDrive(), target, pdf, private=private)
        finally:
            os.umask(before)
        assert target.stat().st_mode & 0o077 == others


def test_a_full_drive_leaves_the_old_file_as_it_was(pdf: bytes, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"old")
    with pytest.raises(EnvironmentFailure, match="drive-short"):
        paper.write_pdf(FakeDrive(capacity=100), target, pdf)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


def test_the_ending_is_added_and_never_hits_another_file(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "sheet"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(chosen), ""))
    assert paper.ask_where(parent, "sheet.pdf") == tmp_path / "sheet.pdf"
    (tmp_path / "sheet.pdf").write_bytes(b"somebody's")
    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        paper.ask_where(parent, "sheet.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    assert paper.ask_where(parent, "sheet.pdf") is None
