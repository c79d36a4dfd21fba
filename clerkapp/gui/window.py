"""The window: set-up, unlock, or the signed-in desk with its rail and one screen.

Lock rules (docs/architecture.md): a lock saves what was typed, takes the screen away at once, lets
a running job finish, drops the person's keys and closes the vault. It never waits for a dialog.
Signing in again as the same person goes back to the same place, with the cursor where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui import doors, screens
from clerkapp.gui.idle import IdleWatch
from clerkapp.gui.places import Form, Home, Place, Preview, Records
from clerkapp.gui.screen import Screen
from clerkapp.gui.speech import speak
from clerkapp.gui.tasks import Failed, Tasks
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.trouble import show_trouble
from clerkapp.gui.views.unlock import LockReason, UnlockView
from clerkapp.gui.widgets.control import announce
from clerkapp.gui.widgets.dialog import Message
from clerkapp.gui.widgets.field import Field
from clerkapp.gui.widgets.focus_ring import FocusRing
from clerkapp.gui.widgets.rail import Rail, RailFace, RailPlace, Shell
from clerkapp.host import preferences
from clerkapp.host.preferences import Preferences
from clerkapp.wording.language import _

if TYPE_CHECKING:
    from clerkapp.domain.people import Account
    from clerkapp.services.ports import Ports
    from clerkapp.services.session import Notice, Session

T = TypeVar("T")
LEAST_SIZE = (640, 480)


class FirstPaint(QObject):
    """Runs `then` once, as soon as the window has been painted for the first time."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        self._handle = window.windowHandle()
        if self._handle.isExposed():
            QTimer.singleShot(0, self, then)
        else:
            self._handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is exposed: this very event paints it, and `then` comes after."""
        if event.type() == QEvent.Type.Expose:
            self._handle.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return super().eventFilter(watched, event)


class Window(QMainWindow):
    """The program's one window; screens see it as their desk."""

    locked = Signal()
    """The vault is closed and the unlock screen is shown."""
    opened = Signal()
    """Somebody is signed in and the first screen is shown."""

    def __init__(
        self, ports: Ports, theme: Theme, chosen: Preferences, folder: Path | None
    ) -> None:
        super().__init__()
        self._ports = ports
        self._theme = theme
        self._chosen = chosen
        self._folder = folder
        self._session: Session | None = None
        self._shell: Shell | None = None
        self._screen: Screen | None = None
        self._place: Place = Home()
        self._before: list[Place] = []
        self._kept: dict[str, Place] = {}
        self._painted: FirstPaint | None = None
        self.tasks_running = Tasks(self)
        self.tasks_running.trouble.connect(self._trouble)
        self.setMinimumSize(*LEAST_SIZE)
        self.setWindowTitle("clerkapp")
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._idle = IdleWatch(app)
        self._idle.idle.connect(lambda: self.lock(LockReason.IDLE))
        self._ring: FocusRing | None = None
        self._shortcuts()
        theme.changed.connect(self._keep_look)

    @property
    def session(self) -> Session:
        """The signed-in session."""
        if self._session is None:
            raise RuntimeError("nobody is signed in")
        return self._session

    @property
    def signed_in(self) -> bool:
        """Whether somebody is."""
        return self._session is not None

    @property
    def account(self) -> Account:
        """Who is signed in."""
        return self.session.account

    @property
    def ports(self) -> Ports:
        """Clock, drive and machine state."""
        return self._ports

    @property
    def tasks(self) -> Tasks:
        """The thread that owns the vault."""
        return self.tasks_running

    @property
    def theme(self) -> Theme:
        """Palette, text scale and icons."""
        return self._theme

    @property
    def preferences(self) -> Preferences:
        """How this computer shows the program."""
        return self._chosen

    @property
    def screen_shown(self) -> Screen | None:
        """The screen beside the rail."""
        return self._screen

    def prefer(self, chosen: Preferences) -> None:
        """Keep another choice of look, language or idle time; another language is spoken at once."""
        another_language = chosen.language != self._chosen.language
        self._chosen = chosen
        preferences.keep(chosen)
        if self._session is not None:
            self._idle.start(chosen.idle_minutes)
            if another_language:
                self._say_anew(self._session)

    def start(self) -> None:
        """Show the first screen: set-up when there is no vault yet, otherwise unlock."""
        if self._folder is None or not (self._folder / "header.json").exists():
            self._ring = FocusRing(self)
            self._show_setup()
            self.show()
        else:
            view = self._make_unlock(LockReason.START)
            self.show()
            self._painted = FirstPaint(self, lambda: self._begin(view))

    def _begin(self, view: UnlockView) -> None:
        self._ring = FocusRing(self)
        view.enter()
        crash = doors.untold_crash(self._chosen.crash_told)
        if crash is not None:
            view.tell_crash(crash)
            self.prefer(replace(self._chosen, crash_told=crash.name))

    def ask(
        self,
        owner: QObject,
        work: Callable[[Session], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run a use case for the signed-in person; `done` follows on this thread.

        A screen that asks after a lock is on its way out, and gets no answer.
        """
        session = self._session
        if session is not None:
            self.tasks_running.run(owner, lambda: work(session), done, failed)

    def go(self, place: Place) -> None:
        """Show another place; `back` returns to the one before."""
        if self._screen is not None:
            kept = self._screen.keep()
            self._before.append(kept or self._place)
            del self._before[:-20]
        self._show_place(place)

    def back(self) -> None:
        """Return to the place before, or Home."""
        if self._screen is not None:
            self._screen.keep()
        self._show_place(self._before.pop() if self._before else Home())

    def announce(self, text: str) -> None:
        """Have a screen reader say it."""
        announce(self, text)

    def sign_in(self, session: Session) -> None:
        """The vault is open: show the desk, at the place the person left."""
        self._session = session
        self._folder = session.folder
        self.prefer(replace(self._chosen, vault=str(session.folder)))
        self._before.clear()
        self._make_shell(session)
        self._idle.start(self._chosen.idle_minutes)
        self._show_place(self._kept.pop(session.account.id, Home()))
        self.opened.emit()

    def lock(self, reason: LockReason) -> None:
        """Save what was typed, take the screen away, close the vault."""
        session = self._session
        if session is None:
            return
        for dialog in QApplication.topLevelWidgets():
            if dialog is not self and dialog.isModal():
                dialog.close()
        if self._screen is not None:
            self._kept[session.account.id] = self._screen.keep() or self._place
        self._session = None
        self._screen = None
        self._shell = None
        self._idle.stop()
        unlock = self._show_unlock(reason, waiting=True, person=session.account.name)
        self.tasks_running.job(
            unlock,
            lambda: self.tasks_running.on_vault(lambda: doors.lock(session)),
            lambda notices: self._after_lock(unlock, notices),
        )

    def _after_lock(self, unlock: UnlockView, notices: Sequence[Notice]) -> None:
        unlock.ready(notices)
        self.locked.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing saves and locks first; a vault that is just being opened is closed too."""
        if self._screen is not None:
            self._screen.keep()
        session, self._session = self._session, None
        shown = self.centralWidget()
        self._idle.stop()
        self.tasks_running.finish(lambda: _close(session or getattr(shown, "session", None)))
        super().closeEvent(event)

    def _show_setup(self) -> None:
        from clerkapp.gui.views.setup import SetupView

        view = SetupView(self._ports, self.tasks_running, self._theme, self._chosen)
        view.finished.connect(self.sign_in)
        view.open_existing.connect(self._open_existing)
        view.preferred.connect(self.prefer)
        self._replace(view)
        view.enter()

    def _open_existing(self, folder: str) -> None:
        self._folder = Path(folder)
        self._show_unlock(LockReason.START)

    def _show_unlock(
        self, reason: LockReason, *, waiting: bool = False, person: str = ""
    ) -> UnlockView:
        view = self._make_unlock(reason, person=person)
        if waiting:
            view.wait()
        view.enter()
        return view

    def _make_unlock(self, reason: LockReason, *, person: str = "") -> UnlockView:
        folder = self._folder
        if folder is None:
            raise RuntimeError("there is no vault to unlock")
        view = UnlockView(
            self._ports,
            self.tasks_running,
            folder,
            reason,
            person=person,
            minutes=self._chosen.idle_minutes,
        )
        view.opened.connect(self.sign_in)
        view.other_vault.connect(self._show_setup)
        self._replace(view)
        return view

    def _show_place(self, place: Place) -> None:
        self._place = place
        shell, left = self._shell, self._screen
        if shell is None:
            return
        screen = screens.make(place, self)
        self._screen = screen
        shell.pages.addWidget(screen)
        shell.pages.setCurrentWidget(screen)
        shell.rail.set_current(screen.section)
        if left is not None:
            shell.pages.removeWidget(left)
            left.deleteLater()
        self._raise_ring()
        screen.enter()

    def _make_shell(self, session: Session) -> None:
        """The rail, and no screen yet beside it."""
        rail = Rail(_places(), _face(session))
        rail.chosen.connect(lambda section: self.go(screens.of_section(section)))
        rail.lock_asked.connect(lambda: self.lock(LockReason.ASKED))
        self._screen = None
        self._shell = Shell(rail)
        self._replace(self._shell)

    def _say_anew(self, session: Session) -> None:
        """Rail and screen in the language just chosen."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            speak(app, self._chosen.language)
        kept = self._screen.keep() if self._screen is not None else None
        self._make_shell(session)
        self._show_place(kept or self._place)

    def _replace(self, widget: QWidget) -> None:
        # The old one leaves before the new one comes: what it held of the focus would go with it.
        old = self.takeCentralWidget() if self.centralWidget() is not None else None
        self.setCentralWidget(widget)
        widget.show()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._raise_ring()

    def _raise_ring(self) -> None:
        if self._ring is not None:
            self._ring.raise_()

    def _trouble(self, error: ClerkappError) -> None:
        show_trouble(self, error)

    def tell_bug(self) -> None:
        """Something went wrong in the program before anybody was signed in."""
        words = _("The program could not do that. Nothing was lost. Close it and start it again.")
        Message(_("Something went wrong"), words, self).open()

    def _keep_look(self) -> None:
        look = replace(self._chosen, palette=self._theme.choice, scale=self._theme.scale)
        if look != self._chosen:
            self.prefer(look)

    def _shortcuts(self) -> None:
        kinds = ("message", "equipment", "procedure")
        for digit, kind in enumerate(kinds, start=1):
            self._shortcut(f"Ctrl+{digit}", partial(self._when_in, Form(kind=kind)))
        self._shortcut("Ctrl+F", lambda: self._when_in(Records()))
        self._shortcut("Ctrl+L", lambda: self.lock(LockReason.ASKED))
        self._shortcut("Ctrl+P", self._print)
        self._shortcut("Ctrl++", self._theme.larger)
        self._shortcut("Ctrl+=", self._theme.larger)
        self._shortcut("Ctrl+-", self._theme.smaller)
        self._shortcut("Ctrl+0", lambda: self._theme.set_scale(100))
        self._shortcut("F1", self._help)
        self._shortcut("F6", lambda: self._next_region(1))
        self._shortcut("Shift+F6", lambda: self._next_region(-1))

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _when_in(self, place: Place) -> None:
        if self._session is not None:
            self.go(place)

    def _print(self) -> None:
        if self._screen is not None and self._screen.print_shown():
            return
        number = getattr(self._screen, "number_shown", None)
        if self._session is not None and isinstance(number, str) and number:
            self.go(Preview(number))

    def _help(self) -> None:
        """F1: what the field with the focus asks for."""
        at = QApplication.focusWidget()
        while at is not None and not isinstance(at, Field):
            at = at.parentWidget()
        if isinstance(at, Field):
            words = at.help_words() or _("There is no more help for this field.")
            Message(at.label, words, self).open()

    def _next_region(self, step: int) -> None:
        """F6: to the next region; the rail comes first."""
        if self._screen is None:
            return
        regions = [*([self._shell.rail] if self._shell else []), *self._screen.regions()]
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


def _places() -> list[RailPlace]:
    return [
        RailPlace("home", _("Home"), _("Home"), "home"),
        RailPlace("records", _("Records"), _("Records"), "list-details"),
        RailPlace("send", _("Send to state"), _("Send"), "device-usb"),
        RailPlace("settings", _("Settings"), _("Settings"), "settings"),
    ]


def _face(session: Session) -> RailFace:
    office, person = session.vault.info, session.account
    first, _space, last = person.name.partition(" ")
    return RailFace(
        office=office.authority_name,
        office_short=office.authority,
        station=_("Station {station}").format(station=office.station),
        station_short=office.station,
        person=person.name,
        person_short=f"{first} {last[:1]}." if last else first,
        function=doors.function_words(person.function),
    )


def _focus_first(region: QWidget) -> bool:
    """Put the focus on the first control inside `region`; whether there was one."""
    for widget in (region, *region.findChildren(QWidget)):
        if widget.focusPolicy().value & 0x1 and widget.isVisible() and widget.isEnabled():
            widget.setFocus()
            return True
    return False


def _close(session: Session | None) -> None:
    if session is not None:
        doors.lock(session)
