"""A desk for screens: a real vault, a real session on the thread that owns it, the look applied."""

import gc
import shutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot

from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Account, Role
from clerkapp.domain.preferences import Preferences
from clerkapp.gui.immortal import keep_singletons
from clerkapp.gui.navigation.places import Home, Place
from clerkapp.gui.navigation.screen import Screen
from clerkapp.gui.tasks import Failed, Tasks
from clerkapp.gui.theme.theme import STYLE, Theme
from clerkapp.gui.unsaved import Unsaved
from clerkapp.gui.widgets.basic.focus_ring import FocusRing
from clerkapp.gui.window import Window
from clerkapp.host import preferences
from clerkapp.host.machine import MachineState
from clerkapp.host.profile import LocalProfile
from clerkapp.services.ports import Ports
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening
from clerkapp.store.journal import Params
from clerkapp.vault.api import confirm_recovery_key
from tests.fakes.clock import FrozenClock
from tests.fakes.drive import FakeDrive
from tests.fakes.office import join
from tests.fakes.vaults import AT, NAME, PASSPHRASE, kept_until_the_end, make, opened
from tests.gui.look import look

__all__ = ["look"]

T = TypeVar("T")
keep_singletons()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """As `theme.application` starts it."""
    return ["pytest", *STYLE]


@pytest.fixture(scope="session", autouse=True)
def _windows_gone_at_the_end(qapp: QApplication) -> Iterator[None]:
    """What a test left on the screen is destroyed here, while all that it refers to is there."""
    yield
    for left in qapp.topLevelWidgets():
        left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture(scope="session")
def _imported_for_good() -> None:
    """What was imported so far is never garbage; not to look at it makes the collections below quick."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _collected_on_this_thread(_imported_for_good: None) -> Iterator[None]:
    """As `clerkapp.gui.collecting` has it: no other thread destroys a widget or a timer."""
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _no_dialog_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file dialog that a test did not expect would wait for ever."""

    def unexpected(*asked: object, **more: object) -> None:
        raise AssertionError(f"a file dialog was opened: {asked} {more}")

    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, unexpected)


@pytest.fixture
def ports(clock: FrozenClock) -> Ports:
    """A clock that stands still, a drive that can be pulled, this test's own machine state."""
    return Ports(clock, FakeDrive(), MachineState(), LocalProfile())


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    """A vault for LARK with Dana Whitfield, whose derivation is quick and whose recovery key is on paper."""
    return Path(shutil.copytree(_original(), tmp_path / "Larkspur.vault"))


@cache
def _original() -> Path:
    folder = Path(kept_until_the_end()) / "Larkspur.vault"
    created = make(folder)
    vault = opened(folder).vault
    with vault.transaction():
        slot = confirm_recovery_key(vault, folder, created.recovery_key, at=AT)
        said: Params = {"slot": slot}
        vault.journal.append(Event.RECOVERY_KEY_CONFIRMED, AT, created.account_id, said)
    vault.close()
    return folder


class TestDesk(QMainWindow):
    """The window as screens see it, without the rail; `went` lists where they asked to go."""

    __test__ = False

    def __init__(self, folder: Path, ports: Ports, theme: Theme) -> None:
        super().__init__()
        self._ports = ports
        self._theme = theme
        self.open = True
        self.went: list[Place] = []
        self.said: list[str] = []
        self.preferred: list[Preferences] = [Preferences()]
        self.troubles: list[object] = []
        self.bugs: list[object] = []
        self.running = Tasks(self)
        self.running.trouble.connect(self.troubles.append)
        self.running.bug.connect(self.bugs.append)
        self.signed_in: Session = self.running.on_vault(
            lambda: opening.unlock(folder, NAME, PASSPHRASE, ports)
        )
        self._unsaved = Unsaved()
        self.ring = FocusRing(self)
        self.resize(1280, 800)

    @property
    def session(self) -> Session:
        """The signed-in session."""
        return self.signed_in

    @property
    def account(self) -> Account:
        """Who is signed in."""
        return self.signed_in.account

    @property
    def ports(self) -> Ports:
        """The computer."""
        return self._ports

    @property
    def tasks(self) -> Tasks:
        """The thread that owns the vault."""
        return self.running

    @property
    def unsaved(self) -> Unsaved:
        """What was typed and is not in the vault yet."""
        return self._unsaved

    @property
    def theme(self) -> Theme:
        """The look."""
        return self._theme

    @property
    def preferences(self) -> Preferences:
        """How this computer shows the program."""
        return self.preferred[-1]

    def prefer(self, chosen: Preferences) -> None:
        """Note what was chosen."""
        self.preferred.append(chosen)

    def ask(
        self,
        owner: QObject,
        work: Callable[[Session], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run a use case on the vault's thread."""
        if self.open:
            self.running.run(owner, lambda: work(self.signed_in), done, failed)

    def on_vault(self, work: Callable[[Session], T]) -> T:
        """A use case, waited for: what a test looks up or prepares."""
        return self.running.on_vault(lambda: work(self.signed_in))

    def sign_in(self, *roles: Role) -> None:
        """Somebody else sits down, whom Dana Whitfield gave these roles."""
        name = "The " + ", ".join(roles)
        for person in (NAME, name):
            folder = self.signed_in.folder
            self.on_vault(opening.lock)
            self.signed_in = self.running.on_vault(
                partial(opening.unlock, folder, person, PASSPHRASE, self._ports)
            )
            if person == NAME:
                self.on_vault(lambda session: join(session, name, *roles))

    def go(self, place: Place) -> None:
        """Note where a screen wants to go."""
        self.went.append(place)

    def back(self) -> None:
        """Note that it wants to go back."""
        self.went.append(Home())

    def announce(self, text: str) -> None:
        """Note what was said."""
        self.said.append(text)

    def show_screen(self, screen: Screen) -> None:
        """Put a screen into the window, as the program does."""
        self.setCentralWidget(screen)
        self.ring.raise_()
        self.show()
        self.activateWindow()
        screen.enter()


Windows = Callable[[Ports, Path | None], Window]


@pytest.fixture
def windows(look: Theme) -> Iterator[Windows]:
    """Makes the program's windows, as large as a screen. Whatever a test left in one, the one is
    closed and gone when the test is over; nowhere else is a window made."""
    made: list[Window] = []

    def make_window(ports: Ports, folder: Path | None) -> Window:
        window = Window(ports, look, preferences.load(), folder)
        window.resize(1280, 800)
        made.append(window)
        return window

    yield make_window
    for window in filter(shiboken6.isValid, made):
        window._closing_agreed = True
        window.close()
        window.deleteLater()


@pytest.fixture
def desk(vault_folder: Path, ports: Ports, look: Theme, qtbot: QtBot) -> Iterator[TestDesk]:
    """A signed-in desk; the vault is locked when the test is over."""
    desk = TestDesk(vault_folder, ports, look)
    qtbot.addWidget(desk)
    qtbot.waitUntil(lambda: desk.running.idle)
    yield desk
    screen = desk.centralWidget()
    if isinstance(screen, Screen):
        screen.keep()
    desk.open = False
    desk.running.finish(lambda: _close(desk.signed_in))
    assert desk.bugs == []


def _close(session: Session) -> None:
    opening.lock(session)
