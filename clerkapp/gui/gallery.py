"""All components and their states on a few pages, to look at and for the tests of the look.

    python -m clerkapp.gui.gallery [--palette P] [--scale S] [--screenshot DIR]

Without --screenshot the pages open in a window. The words are invented.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkapp.gui.gallery_form import form
from clerkapp.gui.gallery_pages import home, incident, records, send, unlock
from clerkapp.gui.theme.theme import CHOICES, Theme, application
from clerkapp.gui.theme.tokens import SCALES
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.rail import Rail, RailFace, RailFrame, RailPlace


def _make_rail() -> Rail:
    places = [
        RailPlace("home", "Home", "Home", "home"),
        RailPlace("records", "Records", "Records", "list-details"),
        RailPlace("units", "Units and seals", "Units", "barcode"),
        RailPlace("send", "Send and receive", "Send", "device-usb"),
        RailPlace("prints", "Prints", "Prints", "printer"),
        RailPlace("settings", "Settings", "Settings", "settings"),
    ]
    face = RailFace(
        "Larkspur County",
        "LARK",
        "Station W1, front office",
        "W1",
        "Dana Whitfield",
        "Dana W.",
        "Deputy clerk",
    )
    return Rail(places, face)


PAGES: dict[str, Callable[[], QWidget]] = {
    "home": home,
    "form": form,
    "records": records,
    "incident": incident,
    "send": send,
    "unlock": unlock,
}


def open_page(name: str, size: QSize) -> QWidget:
    """A window with one page in its shell, and the focus ring."""
    window = QWidget()
    window.setWindowTitle(name)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    page = PAGES[name]()
    if isinstance(page, Page):
        shell = RailFrame(_make_rail())
        shell.pages.addWidget(page)
        layout.addWidget(shell)
    else:
        layout.addWidget(page)
    FocusRing(window)
    window.resize(size)
    window.show()
    return window


def main(arguments: list[str]) -> int:
    """Show the pages, or draw them into a folder."""
    parser = argparse.ArgumentParser(description="All components and states.")
    parser.add_argument("--palette", choices=CHOICES, default="light")
    parser.add_argument("--scale", type=int, choices=SCALES, default=100)
    parser.add_argument("--size", default="1280x800", help="width x height of the window")
    parser.add_argument("--page", choices=list(PAGES), action="append")
    parser.add_argument("--screenshot", type=Path, help="folder for one picture a page")
    options = parser.parse_args(arguments)
    app = application()
    Theme(options.palette, options.scale).apply(app)
    width, height = (int(part) for part in options.size.split("x"))
    windows = {name: open_page(name, QSize(width, height)) for name in options.page or list(PAGES)}
    if options.screenshot is None:
        return app.exec()
    options.screenshot.mkdir(parents=True, exist_ok=True)
    for name, window in windows.items():
        window.activateWindow()
        for _round in range(5):
            app.processEvents()
        picture = f"{name}-{options.palette}-{options.scale}-{options.size}.png"
        window.grab().save(str(options.screenshot / picture))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
