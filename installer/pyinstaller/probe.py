"""What the frozen folder must be able to do beyond what clerkctl shows; no part of a release.

`tools/release_check.py` puts the program made from this beside a copy of the folder and runs it with
a sheet's PDF as its argument. It has no modules and no libraries but those of the folder. Prints
what holds, one line each; ends with 1 and a sentence at the first thing that does not.
"""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pyimod02_importers
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCollator,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QPluginLoader,
    QSize,
    Qt,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from clerkapp.domain.time import zones
from clerkapp.gui import language
from clerkapp.gui.parts import paper
from clerkapp.gui.theme import fonts, icons
from clerkapp.gui.theme.theme import application
from clerkapp.wording.language import _

FOLDER = Path(sys.executable).resolve().parent / "_internal"
IMPORTED_LATE = (
    "oxmsg",
    "platformdirs",
    "pypdfium2",
    "rich.table",
    "selectolax",
    "typst",
    "zxingcpp",
)
"""What the program imports only when it is needed."""
said: list[str] = []


def main() -> int:
    """Check everything in turn."""
    app = application()
    qInstallMessageHandler(lambda _type, _context, text: said.append(text))
    sheet = Path(sys.argv[1]).read_bytes()
    checks: dict[str, Callable[[], object]] = {
        "every module of the program": modules,
        "PySide6's own modules, compiled": support,
        "every plugin of Qt": plugins,
        "fonts": fonts.register,
        "the time zones of American offices": time_zones,
        "an icon from SVG": icon,
        "JPEG, PNG, SVG and ICO": pictures,
        "a sheet's page, drawn and read": lambda: page(sheet),
        "printing": lambda: printing(sheet),
        "Spanish, the program's and Qt's": lambda: spanish(app),
        "Spanish order of words": order,
    }
    for name, check in checks.items():
        check()
        require(not said, f"Qt said: {said}")
        print(name)
    return 0


def modules() -> None:
    """Every module is there with all that it imports."""
    names = [name for name in pyimod02_importers.pyz_archive.toc if name.startswith("clerkapp.")]
    require(len(names) > 300, "modules are missing")
    for name in names:
        if not name.endswith("__main__"):
            importlib.import_module(name)
    for name in IMPORTED_LATE:
        importlib.import_module(name)


def support() -> None:
    """Nothing of PySide6 is compiled while starting."""
    place = Path(str(sys.modules["shibokensupport"].__file__))
    require(place.suffix == ".pyc" and "files.dir" in place.parts, f"it came from {place}")


def plugins() -> None:
    """Every plugin finds the libraries that it links to."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    require(folder.is_relative_to(FOLDER), f"Qt looks for plugins in {folder}")
    files = [file for file in folder.rglob("*") if file.suffix in {".so", ".dll", ".dylib"}]
    require(len(files) > 4, "plugins are missing")
    for file in files:
        loader = QPluginLoader(str(file))
        require(loader.load(), loader.errorString())


def time_zones() -> None:
    """Every zone that set-up offers first has its rules here."""
    for name in zones.FIRST:
        require(zones.zone_info(name).key == name, f"no time zone {name}")


def icon() -> None:
    """QtSvg draws."""
    drawn = icons.draw("printer", "#ff0000", icons.STROKE, 32, 32).toImage()
    dots = [drawn.pixelColor(x, y) for x in range(32) for y in range(32)]
    require(any(dot.alpha() == 255 and dot.red() == 255 for dot in dots), "nothing was drawn")


def pictures() -> None:
    """Formats that people paste and drop."""
    known = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    require(known >= {"png", "jpg", "jpeg", "svg", "ico"}, f"Qt reads {sorted(known)}")
    picture = QImage(24, 24, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    for name in ("PNG", "JPEG"):
        kept = QByteArray()
        buffer = QBuffer(kept)
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        require(picture.save(buffer, name), f"{name} was not written")
        require(QImage.fromData(kept).pixelColor(9, 9).red() > 250, f"{name} was not read")


def page(sheet: bytes) -> None:
    """QtPdf shows the preview."""
    document = paper.open_document(sheet, None)
    require(document.pageCount() > 0, "it has no page")
    drawn = document.render(0, QSize(200, 260))
    shades = {drawn.pixelColor(x, y).lightness() for x in range(200) for y in range(260)}
    require(len(shades) > 10, "the page is empty")
    require(len(document.getAllText(0).text()) > 100, "the page has no text")


def printing(sheet: bytes) -> None:
    """Printers can be asked for, and a page reaches paper: here, a PDF."""
    QPrinterInfo.availablePrinterNames()
    printed = Path("printed.pdf").resolve()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(printed))
    paper.render(paper.open_document(sheet, None), printer, range(1))
    require(printed.read_bytes().startswith(b"%PDF-"), "nothing was printed")


def spanish(app: QApplication) -> None:
    """The program's words and Qt's own dialogs have a Spanish translation; English needs none."""
    require(_("Unlock") == "Unlock", "English is not what it begins with")
    language.speak(app, "es")
    require(_("Unlock") == "Desbloquear", f"a button says {_('Unlock')}")
    said_now = QCoreApplication.translate("QPlatformTheme", "Cancel")
    require(said_now == "Cancelar", f"a dialog says {said_now}")


def order() -> None:
    """Names of files are sorted as people expect."""
    collator = QCollator(QLocale("es_US"))
    require(collator.compare("nz", "ñandú") < 0 < collator.compare("ñandú", "ábaco"), "wrong order")


def require(holds: bool, sentence: str) -> None:  # noqa: FBT001 - reads as a sentence
    """End the program when something does not hold."""
    if not holds:
        sys.exit(f"In the frozen folder: {sentence}")


if __name__ == "__main__":
    sys.exit(main())
