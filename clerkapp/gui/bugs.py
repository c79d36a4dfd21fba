"""What catches a bug in the desktop, wherever it comes from, and whatever else fails then.

A bug leaves a crash file with our own frames and types only, locks the vault, and is told at once in
plain words. Where no file can be written it is told and locked all the same. Standard error gets the
types alone, never the text of an exception: such texts repeat what somebody typed.
"""

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from clerkapp.domain.time.times import format_instant
from clerkapp.services.ports import Ports


class BugCatcher:
    """`tell` locks and tells, on the screen's thread; it gets the crash file, None without one."""

    def __init__(self, ports: Ports, tell: Callable[[Path | None], None]) -> None:
        self._ports = ports
        self._tell = tell
        self._telling = False

    def install(self) -> None:
        """For the screen's thread, for other threads, and for what is raised while things end."""
        sys.excepthook = self._raised
        threading.excepthook = lambda what: _to_standard_error(what.exc_value)
        sys.unraisablehook = lambda what: _to_standard_error(what.exc_value)

    def caught(self, error: Exception) -> None:
        """Write it down if that is possible, and have it told. Never raises."""
        _to_standard_error(error)
        file = self._write(error)
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(file)
        except Exception as another:
            _to_standard_error(another)
            self._write(another)
        finally:
            self._telling = False

    def _raised(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        del kind, trace
        if isinstance(error, Exception):
            self.caught(error)
        else:
            _to_standard_error(error)

    def _write(self, error: Exception) -> Path | None:
        try:
            at = format_instant(self._ports.clock.now())
            return self._ports.profile.write_crash(error, at)
        except Exception as another:
            _to_standard_error(another)
            return None


def _to_standard_error(error: Any) -> None:
    # A program without a console has no standard error.
    with suppress(Exception):
        print(f"clerkapp: {type(error).__name__}", file=sys.stderr)  # noqa: T201
