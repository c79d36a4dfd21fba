"""Which screen shows which place: the one list of screens.

Each is imported when it is first shown, so that the unlock window does not wait for the others.
"""

from clerkapp.gui.navigation.places import (
    Form,
    Home,
    Incident,
    Place,
    Preview,
    Records,
    Send,
    Settings,
)
from clerkapp.gui.navigation.screen import Desk, Screen

_SECTIONS: dict[str, Place] = {
    "home": Home(),
    "records": Records(),
    "send": Send(),
    "settings": Settings(),
}


def make(place: Place, desk: Desk) -> Screen:
    """A new screen for `place`."""
    match place:
        case Home():
            from clerkapp.gui.home.screen import HomeScreen

            return HomeScreen(place, desk)
        case Form():
            from clerkapp.gui.entry.screen import FormScreen

            return FormScreen(place, desk)
        case Records():
            from clerkapp.gui.records.screen import RecordsScreen

            return RecordsScreen(place, desk)
        case Incident():
            from clerkapp.gui.incident.screen import IncidentScreen

            return IncidentScreen(place, desk)
        case Send():
            from clerkapp.gui.send.screen import SendScreen

            return SendScreen(place, desk)
        case Preview():
            from clerkapp.gui.preview.screen import PreviewScreen

            return PreviewScreen(place, desk)
        case Settings():
            from clerkapp.gui.settings.screen import SettingsScreen

            return SettingsScreen(place, desk)


def of_section(section: str) -> Place:
    """Where an item of the rail leads."""
    return _SECTIONS[section]
