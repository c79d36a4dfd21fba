"""Ctrl+C. Until a verb is about to keep something, it stops the verb and nothing is done; from then on
it is only noted, and the answer is given. So the exit code says what is kept.

It is raised at most once: what cleans up afterwards is not stopped again. While the answer waits for a
reader who does not read, the second Ctrl+C ends the waiting.
"""

import atexit
import signal
from types import FrameType


def is_stop(error: BaseException) -> bool:
    """Whether an error is Ctrl+C. Before Python 3.12 it leaves as RuntimeError where it came while a class
    was being made: while a module was loading."""
    stopped = isinstance(error, RuntimeError) and isinstance(error.__cause__, KeyboardInterrupt)
    return stopped or isinstance(error, KeyboardInterrupt)


class Stop:
    """How one run meets Ctrl+C. Without `listen` nothing changes."""

    def __init__(self) -> None:
        self._wanted = False
        self._held = False
        self._answering = False

    def is_wanted(self) -> bool:
        """Whether it was pressed. For long work that stops at a place of its own."""
        return self._wanted

    def listen(self) -> None:
        """Hear it from now to the end of the process. Call it in the main thread."""
        signal.signal(signal.SIGINT, self._heard)
        # The interpreter gives the default back while it ends: by then everything was said.
        atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)

    def hold(self) -> None:
        """From now on it stops nothing: what is being done is kept, or fails by itself."""
        self._held = True

    def answering(self) -> None:
        """The answer is being written; nobody may be there to read it."""
        self._answering = True

    def _heard(self, _signal: int, _frame: FrameType | None) -> None:
        again, self._wanted = self._wanted, True
        if (self._answering and again) if self._held else not again:
            raise KeyboardInterrupt
