"""The signed-in desk: the rail, and one screen beside it.

Made when somebody signs in, gone with the lock. It knows where the person is and was before; the
window, the rail and the screens tell it where to go.
"""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.domain.prints import INCIDENT
from clerkapp.gui.navigation.barring import only_read
from clerkapp.gui.navigation.places import (
    Form,
    Home,
    ListPage,
    Place,
    Preview,
    Records,
    Send,
    Settings,
)
from clerkapp.gui.navigation.screen import Desk, Screen
from clerkapp.gui.parts.standing import Standing
from clerkapp.gui.widgets.page.rail import Rail, RailFace, RailFrame, RailPlace
from clerkapp.services.session import Session
from clerkapp.wording.labels import role_label
from clerkapp.wording.language import _

_STEPS_BACK = 20
_SECTIONS: dict[str, Place] = {
    "home": Home(),
    "records": Records(),
    "lists": ListPage(),
    "send": Send(),
    "settings": Settings(),
}
"""Where each item of the rail leads."""


class SignedIn(RailFrame):
    """`enter` shows the first screen; `leave` hands over what was typed.

    `make`: the screen of a place; `before`: the places to go back to, the last of them first.
    """

    def __init__(
        self, desk: Desk, make: Callable[[Place, Desk], Screen], before: Sequence[Place] = ()
    ) -> None:
        rail = Rail(_places(), _face(desk.session))
        super().__init__(rail)
        self._desk = desk
        self._make = make
        self._screen: Screen | None = None
        self._place: Place = Home()
        self.before: list[Place] = list(before)
        self._standing = Standing(desk, self._draft_shown)
        self.above.addWidget(self._standing)
        rail.chosen.connect(lambda section: self.go(_SECTIONS[section]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands above the page has a part of the height."""
        super().resizeEvent(event)
        self._standing.restyle()

    @property
    def screen_shown(self) -> Screen | None:
        """The screen beside the rail."""
        return self._screen

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._place

    def enter(self, place: Place | None) -> None:
        """Show `place`, or Home."""
        self._show(place or Home())

    def leave(self) -> Place:
        """Hand unsaved typing over; the place to come back to."""
        return_to = self._screen.keep() if self._screen is not None else None
        return return_to or self._place

    def go(self, place: Place) -> None:
        """Show another place; `back` returns to the one before."""
        if self._screen is not None:
            self.before.append(self.leave())
            del self.before[:-_STEPS_BACK]
        self._show(place)

    def back(self) -> None:
        """Return to the place before, or Home."""
        self.leave()
        self._show(self.before.pop() if self.before else Home())

    def new(self, kind: str) -> None:
        """Begin a new record, where one can be recorded."""
        code = self._desk.session.unwritable
        if code:
            self._desk.announce(only_read(code)[0])
            return
        self.go(Form(kind=kind))

    def search(self) -> None:
        """The list, with the cursor in the search line."""
        self.go(Records())

    def print_shown(self) -> None:
        """Print what the screen shows, or preview its record."""
        if self._screen is None or self._screen.print_shown():
            return
        number = getattr(self._screen, "number_shown", None)
        if isinstance(number, str) and number:
            self.go(Preview(INCIDENT, number))

    def next_region(self, step: int) -> None:
        """To the next region (F6), or with -1 to the one before; the rail comes first."""
        if self._screen is None:
            return
        regions = [self.rail, *self._screen.regions()]
        focused = QApplication.focusWidget()
        now = next(
            (
                place
                for place, region in enumerate(regions)
                if focused and region.isAncestorOf(focused)
            ),
            0,
        )
        for offset in range(1, len(regions) + 1):
            region = regions[(now + step * offset) % len(regions)]
            if region.isVisible() and _focus_first(region):
                return

    def _draft_shown(self) -> str | None:
        return self._screen.draft_shown if self._screen is not None else None

    def _show(self, place: Place) -> None:
        left = self._screen
        self._place = place
        screen = self._make(place, self._desk)
        self._screen = screen
        self._standing.show_anew()
        self.pages.addWidget(screen)
        self.pages.setCurrentWidget(screen)
        self.rail.set_current(screen.section)
        if left is not None:
            self.pages.removeWidget(left)
            left.deleteLater()
        screen.enter()


def _places() -> list[RailPlace]:
    return [
        RailPlace("home", _("Home"), _("Home"), "home"),
        RailPlace("records", _("Records"), _("Records"), "list-details"),
        RailPlace("lists", _("Lists of the office"), _("Lists"), "barcode"),
        RailPlace("send", _("Send to state"), _("Send"), "device-usb"),
        RailPlace("settings", _("Settings"), _("Settings"), "settings"),
    ]


def _face(session: Session) -> RailFace:
    office, person = session.info, session.account
    first, _space, last = person.name.partition(" ")
    return RailFace(
        office=office.authority_name,
        office_short=office.authority,
        station=_("Station {station}").format(station=office.station),
        station_short=office.station,
        person=person.name,
        person_short=f"{first} {last[:1]}." if last else first,
        function=role_label(person.function),
    )


def _focus_first(region: QWidget) -> bool:
    """Put the focus on the first control inside `region`; whether there was one."""
    for widget in (region, *region.findChildren(QWidget)):
        if widget.focusPolicy().value & 0x1 and widget.isVisible() and widget.isEnabled():
            widget.setFocus()
            return True
    return False
