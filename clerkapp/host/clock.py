"""The computer's clock: the only place that reads it.

A record keeps the local time with its offset, as the clock on the office wall shows it. The clock
is never trusted: a clock that was set back is journaled, and no decision about a bundle depends on
a time.
"""

import time
from datetime import UTC, datetime

from clerkapp.host import zone


class SystemClock:
    """The real clock."""

    def now(self) -> datetime:
        """The local time, aware of its offset from UTC, in whole seconds."""
        return datetime.now(UTC).astimezone().replace(microsecond=0)

    def monotonic(self) -> float:
        """Seconds that only grow, for waits and idle times; no meaning of their own."""
        return time.monotonic()

    def elapsed(self) -> float:
        """Seconds that only grow, also while the computer sleeps where its system counts that.

        Linux has a clock for it. The monotonic one of Windows (GetTickCount64,
        QueryPerformanceCounter) and of macOS goes on while asleep or not, as the system decides; the
        wall clock is there for the rest.
        """
        clock = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic() if clock is None else time.clock_gettime(clock)

    def computer_zone(self) -> str | None:
        """The zone that the computer is set to."""
        return zone.computer_zone()
