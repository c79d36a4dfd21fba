"""The gallery's pages, each in a window with the rail. The words are invented."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.widgets.page.page import Page
from clerkapp.gui.widgets.page.rail import Rail, RailFace, RailFrame, RailPlace
from tools.gallery.form import form
from tools.gallery.pages import home, incident, records, send, unlock


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
