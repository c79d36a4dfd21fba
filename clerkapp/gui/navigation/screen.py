"""What every screen offers to the window, and what it gets from it.

A screen gets the desk: the signed-in session, the thread that runs use cases, the theme and the way
to other places. It never holds the vault itself: `desk.ask` runs a use case on the vault's thread
and brings the answer back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clerkapp.domain.people.roles import Account
from clerkapp.domain.preferences import Preferences
from clerkapp.gui.navigation.places import Place
from clerkapp.gui.tasks import Failed, Tasks
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.unsaved import Unsaved
from clerkapp.gui.widgets.basic.filled import FilledKeys
from clerkapp.services.ports import Ports

if TYPE_CHECKING:
    from clerkapp.services.session import Session

T = TypeVar("T")


class Desk(Protocol):
    """The window, as a screen sees it."""

    @property
    def session(self) -> Session:
        """The signed-in session. Its vault is touched only inside `ask` and jobs."""

    @property
    def account(self) -> Account:
        """Who is signed in."""

    @property
    def ports(self) -> Ports:
        """Clock, drive and machine state."""

    @property
    def tasks(self) -> Tasks:
        """The thread that owns the vault."""

    @property
    def unsaved(self) -> Unsaved:
        """What was typed and is not in the vault yet."""

    @property
    def theme(self) -> Theme:
        """Palette, text scale and icons."""

    @property
    def preferences(self) -> Preferences:
        """How this computer shows the program."""

    def prefer(self, chosen: Preferences) -> None:
        """Keep another choice of look, language or idle time; another language shows at once."""

    def ask(
        self,
        owner: QObject,
        work: Callable[[Session], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run a use case for the signed-in person; `done` follows on the screen's thread."""

    def go(self, place: Place) -> None:
        """Show another place; the one before can be returned to with `back`."""

    def back(self) -> None:
        """Return to the place before, or Home."""

    def announce(self, text: str) -> None:
        """Say something to screen readers and in the status line, without taking the focus."""


class Screen(QWidget):
    """One page beside the rail. Subclasses fill it in their constructor and load in `enter`."""

    section = "home"
    """The rail's item that is lit."""
    keeps_typing = False
    """Whether `keep` hands over all that was typed on it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        FilledKeys(self)

    @property
    def draft_shown(self) -> str | None:
        """The draft that the screen shows, and says the state of, itself."""
        return None

    def enter(self) -> None:
        """Shown: load what it shows, and put the focus where work begins."""

    def keep(self) -> Place | None:
        """About to be left, locked or closed: hand unsaved typing to the vault's thread at once.

        Returns the place to come back to (with the cursor), or None for the place it was opened as.
        """
        return None

    def print_shown(self) -> bool:
        """Ctrl+P: whether the page printed what it shows; otherwise its record is previewed."""
        return False

    def regions(self) -> list[QWidget]:
        """The regions that F6 visits, in order."""
        return [self]
