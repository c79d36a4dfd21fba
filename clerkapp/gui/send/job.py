"""The job that writes a bundle, without a screen: how far it is, how it ended, a way to stop it.

It belongs to the desk's tasks, not to the page that started it: leaving the page lets it go on, and
coming back finds it again. It keeps no session once it has begun, so that a lock drops the keys.
Progress arrives from the job's thread by a queued signal, at most once a percent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Qt, Signal

from clerkapp.domain.errors import ClerkappError
from clerkapp.gui.tasks import Tasks
from clerkapp.services.export import exporting
from clerkapp.services.export.exporting import Exported, Request
from clerkapp.services.export.sending import SendProgress
from clerkapp.services.session import Session

SHORTEST_MEASURE = 2.0
"""Seconds of writing after which an estimate of the rest is worth saying."""


class Phase(IntEnum):
    """What happens now, in order."""

    GATHERING = 0
    WRITING = 1
    READING_BACK = 2


@dataclass(frozen=True, slots=True)
class SendState:
    """How far: bundle `number` of `of`, bytes of it, seconds left (None while not known)."""

    phase: Phase = Phase.GATHERING
    number: int = 1
    of: int = 1
    done: int = 0
    total: int = 0
    left: float | None = None

    @property
    def percent(self) -> int:
        """Of all bundles together; 100 only once the last was read back and compared."""
        if self.total == 0:
            return 0
        whole = (self.number - 1 + self.done / self.total) / self.of
        return min(99, int(whole * 100))


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a bundle goes. `name`: what the stick or folder is called; `stick`: it can be carried."""

    folder: Path
    name: str
    stick: bool


@dataclass(frozen=True, slots=True)
class Shipment:
    """A bundle on its way, in words for the last page. `holds`: what goes; `names`: sealed to whom."""

    to: Destination
    holds: str
    names: tuple[str, ...]


class SendJob(QObject):
    """Writes the bundle once `start` was called; `ended` follows with `result` or `failure` set."""

    moved = Signal()
    ended = Signal()
    _noted = Signal(object)

    def __init__(self, tasks: Tasks, account: str, shipment: Shipment) -> None:
        """`account`: the id of who started it."""
        super().__init__(tasks)
        self._tasks = tasks
        self.account = account
        self.shipment = shipment
        self.standing = SendState()
        self.result: Exported | None = None
        self.failure: ClerkappError | None = None
        self.watched = False
        """Whether a page tells how it ends; otherwise a failure goes to the desk."""
        self._stop = Event()
        self._clock: Callable[[], float] = float
        self._began: float | None = None
        self._percent = -1
        self._noted.connect(self._show, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.result is None and self.failure is None

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def start(self, session: Session, request: Request) -> None:
        """Write what is waiting and what is new, beside the vault's thread."""
        self._clock = session.ports.clock.monotonic
        self._tasks.job(
            self,
            partial(
                exporting.run,
                self._tasks.ask_vault,
                session,
                request,
                self.shipment.to.folder,
                progress=self._note,
                stopped=self._stop.is_set,
            ),
            self._done,
            self._failed,
        )

    def stop(self) -> None:
        """Ask it to stop; nothing half-written stays."""
        self._stop.set()

    def _note(self, progress: SendProgress) -> None:
        """On the job's thread."""
        now = self._clock()
        if self._began is None:
            self._began = now
        written = progress.done >= progress.total
        standing = SendState(
            Phase.READING_BACK if written else Phase.WRITING,
            progress.number,
            progress.of,
            progress.done,
            progress.total,
            seconds_left(now - self._began, progress),
        )
        if written or standing.percent != self._percent:
            self._percent = standing.percent
            self._noted.emit(standing)

    def _show(self, standing: SendState) -> None:
        self.standing = standing
        if self.running:
            self.moved.emit()

    def _done(self, exported: Exported) -> None:
        self.result = exported
        self.ended.emit()

    def _failed(self, error: ClerkappError) -> None:
        # A traceback holds the frames of the job, and with them the session.
        self.failure = error.with_traceback(None)
        if not self.watched:
            self._tasks.trouble.emit(error)
        self.ended.emit()


def job_of(tasks: Tasks, account: str) -> SendJob | None:
    """The job that this person started and whose end was not looked at yet."""
    return next((job for job in tasks.findChildren(SendJob) if job.account == account), None)


def forget(job: SendJob) -> None:
    """Its end was seen."""
    job.setParent(None)
    job.deleteLater()


def seconds_left(elapsed: float, progress: SendProgress) -> float | None:
    """How long the rest takes at the pace so far; None while that is a guess."""
    done = (progress.number - 1) * progress.total + progress.done
    whole = progress.of * progress.total
    if elapsed < SHORTEST_MEASURE or done <= 0 or done >= whole:
        return None
    return elapsed * (whole - done) / done
