"""Three times, each with how well it is known: occurred, noticed, recorded.

A time is stored as RFC 3339 with the local offset at the office (never converted: a clerk's 7:40
stays 7:40), and with a precision in words. When only the day is known `at` is a date; when nothing
is known `at` is null. Unknown is not midnight.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Any

from clerkapp.domain.errors import Refused

_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-5][0-9])"
)

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""What a person can mean. Years outside are slips of the hand; a record that holds one is shown."""


class Precision(StrEnum):
    """How well a time is known."""

    EXACT = "exact"
    ABOUT = "about"
    DAY = "day"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """A time and its precision. `at`: RFC 3339 for exact and about, a date for day, None for unknown."""

    at: str | None
    precision: Precision

    def __post_init__(self) -> None:
        if self.precision is Precision.UNKNOWN:
            if self.at is not None:
                raise Refused("time-unknown-with-value")
        elif self.at is None:
            raise Refused("time-missing")
        elif self.precision is Precision.DAY:
            parse_day(self.at)
        else:
            parse_instant(self.at)

    @classmethod
    def from_value(cls, value: Any) -> "When":
        """From the stored form {"at", "precision"}. Raises Refused("time-form")."""
        if not isinstance(value, dict) or set(value) != {"at", "precision"}:
            raise Refused("time-form")
        at, precision = value["at"], value["precision"]
        if not (at is None or isinstance(at, str)) or precision not in list(Precision):
            raise Refused("time-form")
        return cls(at, Precision(precision))

    def to_value(self) -> dict[str, str | None]:
        """The stored form."""
        return {"at": self.at, "precision": str(self.precision)}

    def sort_key(self) -> str:
        """UTC text that sorts in time; a day sorts at its start; unknown sorts first."""
        if self.at is None:
            return ""
        if self.precision is Precision.DAY:
            return f"{self.at}T00:00:00Z"
        return sort_key(self.at)


def parse_instant(text: str) -> datetime:
    """RFC 3339 with an offset, at a time that UTC has a year for too. Raises Refused("time-form")."""
    if _RFC3339.fullmatch(text) is None:
        raise Refused("time-form")
    try:
        moment = datetime.fromisoformat(text)
        moment.astimezone(UTC)
        return moment
    except (ValueError, OverflowError):
        raise Refused("time-form") from None


def parse_day(text: str) -> date:
    """A date YYYY-MM-DD. Raises Refused("time-form")."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        raise Refused("time-form")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("time-form") from None


def require_year(when: When) -> When:
    """The same time. Raises Refused("time-year") for a year that nobody can mean (1026, 0024, 9999)."""
    if when.at is not None and not FIRST_YEAR <= int(when.at[:4]) <= LAST_YEAR:
        raise Refused("time-year", year=when.at[:4])
    return when


def sort_key(instant: str) -> str:
    """UTC text of an RFC 3339 instant, so that text order is time order."""
    return parse_instant(instant).astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def epoch_seconds(instant: str) -> int:
    """Whole seconds since 1970 in UTC of an RFC 3339 instant, negative before; no system call."""
    return (parse_instant(instant) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def format_instant(moment: datetime) -> str:
    """RFC 3339 with offset, whole seconds, of an aware time."""
    if moment.tzinfo is None:
        raise ValueError("a time without an offset has no meaning in a record")
    return fixed(moment).replace(microsecond=0).isoformat()


def fixed(moment: datetime) -> datetime:
    """The same reading of the clock with its offset alone, in whole minutes as RFC 3339 writes it.

    Times of one zone would be compared and subtracted by their clocks, not by the time between them.
    """
    offset = moment.utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    return moment.replace(tzinfo=timezone(timedelta(minutes=minutes)), fold=0)


def moments(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """When the clocks of `zone` show `local` (naive): once, twice (the earlier first), or never."""
    instants: list[datetime] = []
    for fold in (0, 1):
        there = local.replace(tzinfo=zone, fold=fold)
        moment = fixed(there)
        if moment not in instants and _shows(there):
            instants.append(moment)
    return tuple(instants)


def after_gap(local: datetime, zone: tzinfo) -> datetime:
    """What the clocks of `zone` show first after they have skipped `local`."""
    before = zone.utcoffset(local.replace(tzinfo=zone, fold=0)) or timedelta()
    after = zone.utcoffset(local.replace(tzinfo=zone, fold=1)) or timedelta()
    # Fold 0 counts with the offset before the gap: the last local minute that was shown is at most
    # one gap's length back.
    low, high = local - abs(after - before), local
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
        if _shows(middle.replace(tzinfo=zone)):
            low = middle
        else:
            high = middle
    return fixed((high + abs(after - before)).replace(tzinfo=zone))


def _shows(there: datetime) -> bool:
    """Whether the zone's clocks ever show this reading: none do in the hour that is skipped."""
    offset = there.utcoffset()
    if there.tzinfo is None or offset is None:
        return False
    try:
        shown = (there.replace(tzinfo=UTC, fold=0) - offset).astimezone(there.tzinfo)
    except OverflowError:  # At the edges of the calendar; no zone changes its clocks there.
        return True
    return shown.replace(tzinfo=None, fold=0) == there.replace(tzinfo=None, fold=0)
