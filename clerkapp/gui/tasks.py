"""Work away from the screen: one thread owns the vault, a second one carries long jobs.

The vault's connection belongs to the thread that opened it (a second connection is locked out), so
every use case runs there, one after another, and its answer comes back to the screen's thread. A
long job, such as writing a bundle or reading a message, runs beside it and asks the vault's thread
for what it needs between other requests (`ask_vault`), so that a draft is still saved within a
second meanwhile.

An answer for a screen that has gone is dropped. A refusal or an environment failure goes to the
caller's `failed`, or to the desk's; anything else is a bug and goes to the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from clerkapp.domain.errors import ClerkappError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
Failed = Callable[[ClerkappError], None]


class _Answer(NamedTuple):
    owner: QObject
    future: Future[Any]
    done: Callable[[Any], None]
    failed: Failed | None


class Tasks(QObject):
    """Runs use cases off the screen's thread and brings their answers back."""

    trouble = Signal(object)
    """A ClerkappError that the caller did not handle itself."""
    bug = Signal(object)
    """Any other exception."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = 0
        self._over = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _vault(self) -> ThreadPoolExecutor:
        return _threads("vault", 1)

    @cached_property
    def _jobs(self) -> ThreadPoolExecutor:
        # Two: a message is read while a bundle is being written.
        return _threads("job", 2)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way and every answer has been delivered."""
        return self._waiting == 0

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run `work` on the vault's thread; `done` or `failed` follow on the screen's thread."""
        self._watch(owner, self.ask_vault(work), done, failed)

    def job(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run a long `work` beside the vault's thread; it reaches the vault through `on_vault`."""
        self._watch(owner, self._jobs.submit(work), done, failed)

    def ask_vault(self, work: Callable[[], T]) -> Future[T]:
        """For a job: have `work` done on the vault's thread, in turn."""
        try:
            return self._vault.submit(work)
        except RuntimeError:
            if self._over:
                raise
        # The thread has ended, though nobody asked for it: what it had open fails on another one and
        # is told, and the next vault opens there.
        del self._vault
        return self._vault.submit(work)

    def on_vault(self, work: Callable[[], T]) -> T:
        """Run `work` on the vault's thread and wait for it."""
        return self.ask_vault(work).result()

    def finish(self, last: Callable[[], None] | None = None) -> None:
        """Let what runs come to its end, run `last` on the vault's thread, and stop."""
        self._over = True
        self._jobs.shutdown(wait=True)
        if last is not None:
            self._vault.submit(last).result()
        self._vault.shutdown(wait=True)

    def _watch(
        self, owner: QObject, future: Future[T], done: Callable[[T], None], failed: Failed | None
    ) -> None:
        self._waiting += 1
        answer = _Answer(owner, future, done, failed)
        future.add_done_callback(lambda _: self._answered.emit(answer))

    def _deliver(self, answer: _Answer) -> None:
        self._waiting -= 1
        error = answer.future.exception()
        alive = shiboken6.isValid(answer.owner)
        if error is None:
            if alive:
                answer.done(answer.future.result())
        elif not isinstance(error, ClerkappError):
            self.bug.emit(error)
        elif answer.failed is not None and alive:
            answer.failed(error)
        else:
            self.trouble.emit(error)


def _threads(name: str, count: int) -> ThreadPoolExecutor:
    # Loads logging, and comes with the first work, after the window is painted.
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(max_workers=count, thread_name_prefix=name)
