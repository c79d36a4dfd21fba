"""The time of noticing goes along with what happens now.

It is filled in as a form opens. Who types a little later that it happens now must not be told that it was
noticed before: until somebody answers it, it is the time now.
"""

from datetime import datetime
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import Precision, When, format_instant, parse_instant


def moved_on(occurred: Any, noticed: Any, now: datetime) -> dict[str, str | None] | None:
    """The stored time that takes the place of `noticed`, both as a form holds them; None where it stays."""
    try:
        happened, filled = When.from_value(occurred), When.from_value(noticed)
    except Refused:
        return None
    if happened.at is None or filled.at is None or happened.precision is Precision.DAY:
        return None
    if not parse_instant(filled.at) < parse_instant(happened.at) <= now:
        return None
    return When(format_instant(now), filled.precision).to_value()
