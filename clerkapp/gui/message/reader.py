"""The way from bytes to a reading without holding up the screen.

The child that reads starts when a message is on its way, and ends when the screen is left: a message
that keeps it busy never keeps a person waiting.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from clerkapp.gui.tasks import Tasks
from clerkapp.services.messages import keeping
from clerkapp.services.messages.keeping import Reading


class MessageReader(QObject):
    """Reads on a job's thread. Only the answer to what was asked last is told."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pool = keeping.readers()
        self._asked = 0
        self._open = True

    def prepare(self) -> None:
        """A message is on its way: have the child there when it comes."""
        if self._open:
            self._tasks.job(self, self._start, lambda _done: None)

    def read(self, data: bytes, pick: int, done: Callable[[Reading], None]) -> None:
        """What a message says; `done` follows on the screen's thread."""
        self._open = True
        self._asked += 1
        asked = self._asked

        def told(reading: Reading) -> None:
            if self._open and asked == self._asked:
                done(reading)

        self._tasks.job(self, lambda: self._read(data, pick), told)

    def forget(self) -> None:
        """The answer that is on its way is not wanted any more."""
        self._asked += 1

    def close(self) -> None:
        """End the child, at once; reading again starts another."""
        self._open = False
        self._pool.close()

    def _start(self) -> None:
        self._pool.start()
        self._close_if_left()

    def _read(self, data: bytes, pick: int) -> Reading:
        reading = keeping.read(data, pool=self._pool, pick=pick)
        self._close_if_left()
        return reading

    def _close_if_left(self) -> None:
        if not self._open:
            self._pool.close()
