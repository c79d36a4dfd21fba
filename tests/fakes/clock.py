"""A clock that stands still until a test turns it."""

from datetime import datetime, timedelta

from clerkapp.host import zone

ELECTION_DAY = "2026-11-03T07:40:00-06:00"


class FrozenClock:
    """Shows `at` (RFC 3339) until `pass_time` or `set_to`; the monotonic time never goes back."""

    def __init__(self, at: str = ELECTION_DAY) -> None:
        self._now = datetime.fromisoformat(at)
        self._monotonic = 0.0
        self._elapsed = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def elapsed(self) -> float:
        return self._elapsed

    def computer_zone(self) -> str | None:
        return zone.computer_zone()

    def pass_time(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds
        self._elapsed += seconds

    def sleep(self, seconds: float, *, counted: bool = True) -> None:
        """The computer slept: the monotonic time stood still; `counted`: there is a clock that did not."""
        self._now += timedelta(seconds=seconds)
        self._elapsed += seconds if counted else 0

    def set_to(self, at: str) -> None:
        """Somebody set the clock, forwards or back."""
        self._now = datetime.fromisoformat(at)
