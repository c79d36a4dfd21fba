"""A day as it may be typed in a line of its own: "nov 30", "2026-11-30", or nothing."""

from datetime import UTC, datetime

from clerkapp.domain.time.times import Precision
from clerkapp.gui.widgets.inputs import time_entry
from clerkapp.gui.widgets.inputs.time_entry import TimeNotRead
from clerkapp.wording.language import _


def read_day(text: str, now: datetime, *, planned: bool = True) -> str | None:
    """YYYY-MM-DD, or None when nothing was typed; without a year the next such day, or the last one unless
    `planned`. Raises TimeNotRead."""
    if not text.strip():
        return None
    when = time_entry.read(text, now, now.tzinfo or UTC, planned=planned)
    if when is None or when.at is None or when.precision is Precision.UNKNOWN:
        raise TimeNotRead(text)
    return when.at[:10]


def day_problem(text: str, now: datetime, *, planned: bool = True) -> str:
    """What is wrong with a typed day, in words, or ""."""
    try:
        read_day(text, now, planned=planned)
    except TimeNotRead:
        return _("This day cannot be read. Write it as Nov 30, or as 2026-11-30.")
    return ""
