"""When somebody has to be told: from the time something was noticed, and the office's zone.

The clock runs from when it was noticed. A day without an hour counts from its beginning, which is the
strict reading; where nobody knows, the clock runs from recording, because it was noticed by then. Hours
are counted as they pass, whatever the wall clock does in between; days are those of the office's wall.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from clerkapp.domain.duties.pack import Deadline, DueForm
from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import (
    Precision,
    When,
    after_gap,
    fixed,
    moments,
    parse_day,
    parse_instant,
)

END_OF_DAY = time(23, 59)
_SATURDAY = 5


def noticed_at(noticed: Any, recorded: str, zone: tzinfo) -> datetime:
    """When the clock began to run. `noticed`: the stored value, or None; `recorded`: RFC 3339."""
    try:
        when = When.from_value(noticed)
    except Refused:
        when = When(None, Precision.UNKNOWN)
    if when.at is None:
        return fixed(parse_instant(recorded).astimezone(zone))
    if when.precision is Precision.DAY:
        return on_wall(parse_day(when.at), time(0, 0), zone)
    return fixed(parse_instant(when.at).astimezone(zone))


def due_at(
    deadline: Deadline, start: datetime, zone: tzinfo, election: date | None
) -> datetime | None:
    """The last moment. None where there is none to tell: with the next upload, or after an election whose
    day nobody has entered."""
    day = start.astimezone(zone).date()
    match deadline.term:
        case DueForm.AT_ONCE:
            return start
        case DueForm.HOURS:
            later = start.astimezone(UTC) + timedelta(hours=deadline.count)
            return fixed(later.astimezone(zone))
        case DueForm.SAME_DAY:
            until = on_wall(day, deadline.until, zone)
            return until if start <= until else on_wall(day, END_OF_DAY, zone)
        case DueForm.BUSINESS_DAYS:
            return on_wall(_business_day(day, deadline.count), END_OF_DAY, zone)
        case DueForm.AFTER_ELECTION if election is not None:
            return on_wall(election + timedelta(days=deadline.count), END_OF_DAY, zone)
    return None


def on_wall(day: date, at: time, zone: tzinfo) -> datetime:
    """When the office's clock shows this: the first time of two, the moment after a gap."""
    local = datetime.combine(day, at)
    found = moments(local, zone)
    return found[0] if found else after_gap(local, zone)


def _business_day(day: date, count: int) -> date:
    """The n-th day after `day` that is no Saturday and no Sunday."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
