"""Paper and files: a PDF onto the printer at its own resolution, or saved where the person chose.

One route for all prints (docs/adr, prints): the same PDF is previewed, printed and saved. The bytes
stay in memory; a file is written only where somebody asked for it.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure
from clerkapp.gui.parts import saving
from clerkapp.services.ports import Drive
from clerkapp.services.reception import require_outside
from clerkapp.wording.language import _

_POINTS_AN_INCH = 72
_FINEST = 600
"""Dots an inch beyond which a page's picture only costs memory (134 MB a page at 600)."""


def open_document(pdf: bytes, parent: QWidget) -> QPdfDocument:
    """A document to preview or print, from bytes in memory."""
    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def require_printer() -> None:
    """Raises EnvironmentFailure("printer-missing"): with none the system's dialog may not appear at all."""
    if not QPrinterInfo.availablePrinterNames():
        raise EnvironmentFailure("printer-missing")


def print_pdf(parent: QWidget, pdf: bytes, title: str, *, copies: int = 1) -> bool:
    """Ask for the printer and print; whether it was sent. Raises EnvironmentFailure("printer-missing" |
    "print-failed")."""
    send = choose_printer(parent, pdf, title, copies=copies)
    if send is not None:
        send()
    return send is not None


def choose_printer(
    parent: QWidget, pdf: bytes, title: str, *, copies: int = 1
) -> Callable[[], None] | None:
    """Ask for the printer; what prints then, once. None when nothing was chosen.

    Raises EnvironmentFailure("printer-missing"); what it gives raises EnvironmentFailure("print-failed").
    """
    require_printer()
    document = open_document(pdf, parent)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setCopyCount(copies)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print {title}").format(title=title))
    dialog.setMinMax(1, document.pageCount())
    if dialog.exec() != QDialog.DialogCode.Accepted:
        document.deleteLater()
        return None

    def send() -> None:
        try:
            render(document, printer, chosen_pages(printer, document.pageCount()))
        finally:
            document.deleteLater()

    return send


def chosen_pages(printer: QPrinter, count: int) -> range:
    """The pages asked for in the dialog, counted from 0: all, or a range of the `count` there are."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange or printer.fromPage() < 1:
        return range(count)
    return range(printer.fromPage() - 1, min(printer.toPage(), count))


def render(document: QPdfDocument, printer: QPrinter, pages: Sequence[int]) -> None:
    """Draw pages at the printer's resolution and their true size. Raises EnvironmentFailure."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFailure("print-failed")
    try:
        for place, page in enumerate(pages):
            if place and not printer.newPage():
                raise EnvironmentFailure("print-failed")
            points = document.pagePointSize(page)
            on_paper = _at_resolution(points, printer.resolution())
            drawn = _at_resolution(points, min(printer.resolution(), _FINEST))
            image = document.render(page, drawn)
            painter.drawImage(QRectF(0, 0, on_paper.width(), on_paper.height()), image)
    finally:
        painter.end()


def save_pdf(
    parent: QWidget, drive: Drive, pdf: bytes, name: str, *, private: bool = False
) -> Path | None:
    """Ask where, and write the file; the path, or None when nothing was chosen. `private`: a secret, for
    this account of the computer alone."""
    path = ask_where(parent, name)
    if path is not None:
        write_pdf(drive, path, pdf, private=private)
    return path


def ask_where(parent: QWidget, name: str) -> Path | None:
    """Ask where a PDF goes; the dialog asks before a file is replaced. None when nothing was chosen.

    Raises EnvironmentFailure("drive-taken") when the ending that was left out names another file, and
    Refused("place-inside-vault").
    """
    path = saving.ask_where(parent, _("Save as PDF"), name, _("PDF files (*.pdf)"))
    if path is None:
        return None
    require_outside(path)
    if path.suffix.lower() == ".pdf":
        return path
    ended = path.with_name(f"{path.name}.pdf")
    if ended.exists():
        raise EnvironmentFailure("drive-taken", path=ended.name)
    return ended


def write_pdf(drive: Drive, path: Path, pdf: bytes, *, private: bool = False) -> None:
    """Write the file; one of that name is replaced once the new one is whole. Raises EnvironmentFailure."""
    staged = drive.stage(path.parent, path.name, [pdf], size=len(pdf), private=private)
    try:
        drive.settle(staged.path, path, replacing=True)
    except ClerkappError:
        with suppress(ClerkappError):
            drive.remove(staged.path)
        raise


def _at_resolution(points: QSizeF, dots_an_inch: int) -> QSize:
    scale = dots_an_inch / _POINTS_AN_INCH
    return QSize(round(points.width() * scale), round(points.height() * scale))
