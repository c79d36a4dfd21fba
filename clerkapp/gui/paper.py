"""Paper and files: a PDF onto the printer at its own resolution, or saved where the person chose.

One route for all prints (docs/adr, prints): the same PDF is previewed, printed and saved. The bytes
stay in memory; a file is written only where somebody asked for it.
"""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.services.ports import Drive
from clerkapp.wording.language import _

_POINTS_AN_INCH = 72


def open_document(pdf: bytes, parent: QWidget) -> QPdfDocument:
    """A document to preview or print, from bytes in memory."""
    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def print_pdf(parent: QWidget, pdf: bytes, title: str, *, copies: int = 1) -> bool:
    """Ask for the printer and print; whether it was sent. Raises EnvironmentFailure("print-failed")."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setCopyCount(copies)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print {title}").format(title=title))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    render(open_document(pdf, parent), printer)
    return True


def render(document: QPdfDocument, printer: QPrinter) -> None:
    """Draw every page at the printer's resolution, at its true size. Raises EnvironmentFailure."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFailure("print-failed")
    try:
        for page in range(document.pageCount()):
            if page and not printer.newPage():
                raise EnvironmentFailure("print-failed")
            points = document.pagePointSize(page)
            size = _at_resolution(points, printer.resolution())
            image = document.render(page, size)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    finally:
        painter.end()


def save_pdf(parent: QWidget, drive: Drive, pdf: bytes, name: str) -> Path | None:
    """Ask where, and write the file; the path, or None when nothing was chosen."""
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Save as PDF"), name, _("PDF files (*.pdf)")
    )
    if not chosen:
        return None
    path = Path(chosen)
    path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
    if drive.exists(path):
        drive.remove(path)
    drive.write_new(path, [pdf])
    return path


def _at_resolution(points: QSizeF, dots_an_inch: int) -> QSize:
    scale = dots_an_inch / _POINTS_AN_INCH
    return QSize(round(points.width() * scale), round(points.height() * scale))
