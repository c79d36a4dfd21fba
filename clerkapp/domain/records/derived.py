"""What the program works out itself: minutes, never typed.

Minutes are counted between instants, so that midnight and the change of clocks are right.
"""

from collections.abc import Mapping
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.records.revision import Value
from clerkapp.domain.time.times import Precision, When, parse_instant


def minutes_between(start: Any, end: Any) -> int | None:
    """Whole minutes between two time values; None when either is only a day, unknown or no time."""
    try:
        begins, ends = When.from_value(start), When.from_value(end)
    except Refused:
        return None
    if begins.at is None or ends.at is None or Precision.DAY in (begins.precision, ends.precision):
        return None
    return int((parse_instant(ends.at) - parse_instant(begins.at)).total_seconds() // 60)


def minutes_out(values: Mapping[str, Value]) -> int | None:
    """How long a unit was out of service."""
    return minutes_between(values.get("out_from"), values.get("out_to"))


def custody_minutes(values: Mapping[str, Value]) -> int | None:
    """How long custody was not sure."""
    return minutes_between(values.get("custody_last"), values.get("custody_next"))
