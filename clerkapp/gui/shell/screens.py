"""Which screen shows which place, and what else the window shows once somebody is there.

Each part is imported when it is first shown, so that the unlock window does not wait for the others
(ADR 38).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from clerkapp.domain.errors import ClerkappError
    from clerkapp.domain.preferences import Preferences
    from clerkapp.gui.navigation.places import Place
    from clerkapp.gui.navigation.screen import Desk, Screen
    from clerkapp.gui.setup.screen import SetupView
    from clerkapp.gui.shell.desk import SignedIn
    from clerkapp.gui.tasks import Tasks
    from clerkapp.gui.theme.theme import Theme
    from clerkapp.services.ports import Ports


def make(place: Place, desk: Desk) -> Screen:  # noqa: C901  (one case a screen, and nothing else)
    """A new screen for `place`."""
    from clerkapp.gui.navigation import places

    match place:
        case places.Home():
            from clerkapp.gui.home.screen import HomeScreen

            return HomeScreen(place, desk)
        case places.Form():
            from clerkapp.gui.entry.screen import FormScreen

            return FormScreen(place, desk)
        case places.Receipt():
            from clerkapp.gui.receipt.screen import ReceiptScreen

            return ReceiptScreen(place, desk)
        case places.Records():
            from clerkapp.gui.records.screen import RecordsScreen

            return RecordsScreen(place, desk)
        case places.Incident():
            from clerkapp.gui.incident.screen import IncidentScreen

            return IncidentScreen(place, desk)
        case places.Resolve():
            from clerkapp.gui.resolve.screen import ResolveScreen

            return ResolveScreen(place, desk)
        case places.ToDos():
            from clerkapp.gui.todos.screen import ToDosScreen

            return ToDosScreen(place, desk)
        case places.ListPage():
            from clerkapp.gui.office_lists.screen import ListsScreen

            return ListsScreen(place, desk)
        case places.ListEntry():
            from clerkapp.gui.office_lists.entry import EntryScreen

            return EntryScreen(place, desk)
        case places.ListFile():
            from clerkapp.gui.office_lists.file import FileScreen

            return FileScreen(place, desk)
        case places.OldLog():
            from clerkapp.gui.old_log.screen import OldLogScreen

            return OldLogScreen(place, desk)
        case places.PaperLog():
            from clerkapp.gui.old_log.paper import PaperLogScreen

            return PaperLogScreen(place, desk)
        case places.Calls():
            from clerkapp.gui.duties.screen import CallSheetScreen

            return CallSheetScreen(place, desk)
        case places.NothingToReport():
            from clerkapp.gui.nil.screen import NilScreen

            return NilScreen(place, desk)
        case places.Signatures():
            from clerkapp.gui.signatures.screen import SignaturesScreen

            return SignaturesScreen(place, desk)
        case places.Send():
            from clerkapp.gui.send.screen import SendScreen

            return SendScreen(place, desk)
        case places.Preview():
            from clerkapp.gui.preview.screen import PreviewScreen

            return PreviewScreen(place, desk)
        case places.Settings():
            from clerkapp.gui.settings.screen import SettingsScreen

            return SettingsScreen(place, desk)


def make_desk(desk: Desk, before: Sequence[Place]) -> SignedIn:
    """The rail and its screens, for whoever signed in."""
    from clerkapp.gui.shell.desk import SignedIn

    return SignedIn(desk, make, before)


def make_setup(ports: Ports, tasks: Tasks, theme: Theme, chosen: Preferences) -> SetupView:
    """Set-up, where no vault is known yet."""
    from clerkapp.gui.setup.screen import SetupView

    return SetupView(ports, tasks, theme, chosen)


def install_keys(
    window: QWidget, lock: Callable[[], object], signed_in: Callable[[], SignedIn | None]
) -> None:
    """Give `window` the keys that work everywhere."""
    from clerkapp.gui.shell import shortcuts

    shortcuts.install(window, lock, signed_in)


def show_trouble(parent: QWidget, error: ClerkappError) -> None:
    """Tell of an error that no screen expected."""
    from clerkapp.gui import trouble

    trouble.show_trouble(parent, error)


def show_bug(parent: QWidget) -> None:
    """Tell of a bug before anybody was signed in."""
    from clerkapp.gui import trouble

    trouble.show_bug(parent)
