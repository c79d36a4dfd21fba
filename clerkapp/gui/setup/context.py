"""What the steps of the first run share: the answers, the vault once it is made, and how to keep one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.preferences import Preferences
from clerkapp.domain.time.zones import american
from clerkapp.gui.setup.model import SetupModel
from clerkapp.gui.tasks import Tasks
from clerkapp.services.ports import Ports
from clerkapp.services.session import Session


class SetupContext(QObject):
    """Given to every step. The screen listens: `refused` carries what a use case refused, `keeping`
    whether an answer is being kept, `language_chosen` another language."""

    preferred = Signal(object)
    language_chosen = Signal(str)
    refused = Signal(object)
    keeping = Signal(bool)
    existing_asked = Signal()
    backup_asked = Signal()

    def __init__(self, ports: Ports, tasks: Tasks, chosen: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self.ports = ports
        self.tasks = tasks
        self.chosen = chosen
        self.model = SetupModel(
            language=chosen.language, zone=american(ports.clock.computer_zone())
        )
        self.session: Session | None = None
        self.recovery_key = ""

    def keep(self, work: Callable[[Session], object], done: Callable[[], None]) -> None:
        """Run a step's use case, then `done`."""
        session = self.session
        if session is None:
            raise RuntimeError("the vault is made before anything is kept in it")

        def kept(_answer: object) -> None:
            self.keeping.emit(False)
            done()

        # Until the answer comes nothing can be pressed: a second press would skip a step.
        self.keeping.emit(True)
        self.run(lambda: work(session), kept)

    def run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Run something on the vault's thread; a refusal is said above the task."""
        self.tasks.run(self, work, then, self._refuse)

    def _refuse(self, error: ClerkappError) -> None:
        self.refused.emit(error)
