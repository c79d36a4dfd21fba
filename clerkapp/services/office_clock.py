"""The clock on the office's wall: the computer's time in the office's zone.

The zone is a setting of the vault, because two computers of one office may be set differently, and
because a county's office keeps its own time whatever a laptop was set to. Where none is set the
computer's zone stands in for it, or just the offset that the computer's clock shows.
"""

from datetime import UTC, datetime, tzinfo

from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import fixed
from clerkapp.domain.time.zones import zone_info
from clerkapp.services.ports import Clock


class OfficeClock:
    """The clock of one unlocked vault. `keep` follows when the office's zone is set."""

    def __init__(self, computer: Clock, name: str | None) -> None:
        self._computer = computer
        self.name: str | None = None
        self._set: tzinfo | None = None
        self.keep(name)

    def keep(self, name: str | None) -> None:
        """Take another zone, None for the computer's. A name without rules here counts as none."""
        try:
            self._set = zone_info(name) if name else None
        except Refused:
            name, self._set = None, None
        self.name = name

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are entered. Call it anew: the setting may change."""
        return self._set or zone_of(self._computer)

    def now(self) -> datetime:
        """The office's time, with its offset, in whole seconds."""
        now = self._computer.now()
        return fixed(now.astimezone(self._set)) if self._set else now

    def monotonic(self) -> float:
        """As the computer's."""
        return self._computer.monotonic()

    def elapsed(self) -> float:
        """As the computer's."""
        return self._computer.elapsed()

    def computer_zone(self) -> str | None:
        """As the computer's."""
        return self._computer.computer_zone()


def zone_of(clock: Clock) -> tzinfo:
    """The zone that a clock shows: the office's; the computer's, if its rules give the offset that is
    shown; otherwise the offset alone (a demonstration)."""
    if isinstance(clock, OfficeClock):
        return clock.zone
    now = clock.now()
    try:
        zone = zone_info(clock.computer_zone() or "")
    except Refused:
        return now.tzinfo or UTC
    return zone if now.astimezone(zone).utcoffset() == now.utcoffset() else now.tzinfo or UTC
