"""The window: set-up, unlock, or the signed-in desk (`shell/desk.py`).

What the unlock screen does not show is imported when it is needed (`shell/screens`, ADR 38).

Lock rules (docs/architecture.md): a lock saves what was typed, takes the screen away at once, lets
a running job finish, drops the person's keys and closes the vault. It never waits for a dialog. What
cannot be saved waits sealed (`unsaved`), and the lock screen says what became of it. Closing asks
once when something would be lost. Signing in again as the same person goes back to the same place,
with the cursor where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.preferences import Preferences
from clerkapp.gui import parting, window_place
from clerkapp.gui.idle import IdleWatch
from clerkapp.gui.language import use_language
from clerkapp.gui.shell import screens
from clerkapp.gui.tasks import Failed, Tasks
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.unlock.screen import LockReason, UnlockView
from clerkapp.gui.unsaved import Left, Unsaved, lock_vault
from clerkapp.gui.widgets.basic.control import announce
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.services.ports import Ports

if TYPE_CHECKING:
    from clerkapp.domain.people.roles import Account
    from clerkapp.gui.navigation.places import Place
    from clerkapp.gui.navigation.screen import Screen
    from clerkapp.gui.shell.desk import SignedIn
    from clerkapp.services.session import Session

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
        self._inside: SignedIn | None = None
        self._kept: dict[str, Place] = {}
        self._painted: FirstPaint | None = None
        self.tasks_running = Tasks(self)
        self.tasks_running.trouble.connect(self._trouble)
        self._unsaved = Unsaved()
        self._closing_agreed = False
        self.setMinimumSize(*LEAST_SIZE)
        self.setWindowTitle("clerkapp")
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._idle = IdleWatch(app, ports.clock, self)
        self._idle.idle.connect(lambda: self.lock(LockReason.IDLE))
        self._ring: FocusRing | None = None
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
    def unsaved(self) -> Unsaved:
        """What was typed and is not in the vault yet."""
        return self._unsaved

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
        return self._inside.screen_shown if self._inside is not None else None

    def prefer(self, chosen: Preferences) -> None:
        """Keep another choice of look, language or idle time; another language shows at once."""
        another_language = chosen.language != self._chosen.language
        self._chosen = chosen
        self._ports.profile.keep_preferences(chosen)
        if self._session is not None:
            self._idle.start(chosen.idle_minutes)
            if another_language:
                self._rebuild()

    def start(self) -> None:
        """Show the first screen: set-up when no vault is known yet, otherwise unlock, which also
        tells what keeps a vault from being opened."""
        if self._folder is None:
            self._equip()
            self._show_setup()
            self.show()
        else:
            view = self._make_unlock(LockReason.START)
            self.show()
            self._painted = FirstPaint(self, lambda: self._begin(view))

    def _begin(self, view: UnlockView) -> None:
        self._equip()
        view.enter()
        report = _untold_crash(self._chosen.crash_told, self._ports)
        if report is not None:
            view.tell_crash(report)
            self.prefer(replace(self._chosen, crash_told=report.name))

    def _equip(self) -> None:
        """What nobody needs before there is something to see: the focus ring and the keys."""
        self._ring = FocusRing(self)
        screens.install_keys(self, lambda: self.lock(LockReason.ASKED), lambda: self._inside)

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
        if self._inside is not None:
            self._inside.go(place)

    def back(self) -> None:
        """Return to the place before, or Home."""
        if self._inside is not None:
            self._inside.back()

    def announce(self, text: str) -> None:
        """Have a screen reader say it."""
        announce(self, text)

    def sign_in(self, session: Session) -> None:
        """The vault is open: show the desk, at the place the person left."""
        self._session = session
        self._folder = session.folder
        self.prefer(replace(self._chosen, vault=str(session.folder)))
        self._idle.start(self._chosen.idle_minutes)
        place = self._kept.pop(session.account.id, None)
        if not self._unsaved.waiting():
            self._signed_in(session, place)
            return
        # Words that waited come first: the form that is shown again takes them.
        self.tasks_running.run(
            self,
            lambda: self._unsaved.take_back(session),
            lambda _nothing: self._signed_in(session, place),
        )

    def _signed_in(self, session: Session, place: Place | None) -> None:
        if self._session is session:
            self._go_inside(place)
            self.opened.emit()

    def lock(self, reason: LockReason, report: Path | None = None) -> None:
        """Save what was typed, take the screen away, close the vault. `report`: a bug's crash file."""
        session = self._session
        if session is None:
            return
        typed = parting.typed_elsewhere(self, self.screen_shown)
        parting.close_dialogs(self)
        whole = True
        if self._inside is not None:
            place, whole = parting.leave(self._inside)
            self._kept[session.account.id] = place
        self._session = None
        self._inside = None
        self._idle.stop()
        unlock = self._show_unlock(reason, waiting=True, person=session.account.name)
        unlock.report = report
        self.tasks_running.job(
            unlock,
            lambda: parting.lock(self.tasks_running, self._unsaved, session),
            lambda left: self._after_lock(
                unlock, replace(left, gone=left.gone or not whole, typed=typed)
            ),
        )

    def _after_lock(self, unlock: UnlockView, left: Left) -> None:
        unlock.ready(left)
        self.locked.emit()
        if left.bug is not None:
            self.tasks_running.bug.emit(left.bug)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing saves and locks first; a vault that is just being opened is closed too. What cannot
        be saved is asked about once."""
        if self._inside is not None:
            parting.leave(self._inside)
        if not self._closing_agreed and not self._may_close():
            event.ignore()
            return
        self._keep_place()
        session, self._session = self._session, None
        shown = self.centralWidget()
        self._idle.stop()
        self.tasks_running.finish(lambda: _close(session or getattr(shown, "session", None)))
        super().closeEvent(event)

    def _may_close(self) -> bool:
        session = self._session
        if session is not None:
            parting.try_again(self.tasks_running, self._unsaved, session)
        if not self._unsaved.why:
            return True
        dialog = parting.ask_to_close(self, self._unsaved)
        if dialog is not None:
            dialog.accepted.connect(self._close_agreed)
            dialog.open()
        return False

    def _close_agreed(self) -> None:
        self._closing_agreed = True
        self.close()

    def _keep_place(self) -> None:
        self.prefer(replace(self._chosen, window=window_place.describe(self)))

    def _show_setup(self) -> None:
        view = screens.make_setup(self._ports, self.tasks_running, self._theme, self._chosen)
        view.finished.connect(self.sign_in)
        view.open_existing.connect(self._open_existing)
        view.brought_back.connect(self._open_brought_back)
        view.preferred.connect(self.prefer)
        self._replace(view)
        view.enter()

    def _open_existing(self, folder: str) -> None:
        self._folder = Path(folder)
        self._show_unlock(LockReason.START)

    def _open_brought_back(self, folder: str) -> None:
        self._folder = Path(folder)
        self._show_unlock(LockReason.START).tell_brought_back()

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
            drafts=frozenset(
                account for account, place in self._kept.items() if getattr(place, "draft", None)
            ),
        )
        view.left = Left(waiting=self._unsaved.waiting(), why=self._unsaved.why)
        view.opened.connect(self.sign_in)
        view.other_vault.connect(self._show_setup)
        view.chosen_vault.connect(self._open_existing)
        view.brought_back.connect(self._open_brought_back)
        self._replace(view)
        return view

    def _go_inside(self, place: Place | None, before: Sequence[Place] = ()) -> None:
        """The rail and the screen of `place`, or Home."""
        self._inside = screens.make_desk(self, before)
        self._inside.rail.lock_asked.connect(lambda: self.lock(LockReason.ASKED))
        self._replace(self._inside)
        self._inside.enter(place)

    def _rebuild(self) -> None:
        """Rail and screen in the language just chosen."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            use_language(app, self._chosen.language)
        if self._inside is not None:
            self._go_inside(self._inside.leave(), self._inside.before)

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
        screens.show_trouble(self, error)

    def tell_bug(self) -> None:
        """Something went wrong in the program before anybody was signed in."""
        screens.show_bug(self)

    def stop_for_bug(self, report: Path | None) -> None:
        """A bug: lock and tell. `report`: its crash file, None where none could be written."""
        if self.signed_in:
            self.lock(LockReason.BUG, report)
        else:
            self.tell_bug()

    def _keep_look(self) -> None:
        look = replace(self._chosen, palette=self._theme.choice, scale=self._theme.scale)
        if look != self._chosen:
            self.prefer(look)


def _close(session: Session | None) -> None:
    if session is not None:
        lock_vault(session)


def _untold_crash(told: str, ports: Ports) -> Path | None:
    """The newest crash file, unless it was told about already (`told`: its name)."""
    file = ports.profile.latest_crash()
    return None if file is None or file.name == told else file
