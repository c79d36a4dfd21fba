"""Dates of headers as RFC 3339 with the offset they were written with (RFC 5322 section 3.3).

A date without an offset is kept as UTC only where the header says so (`-0000`, `GMT`); a date that
no calendar has is None. Nothing is guessed from the computer's own clock.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_LONGEST = 100
_DAY_MONTH = re.compile(r"\d{1,2}[ -][A-Za-z]{3}|[A-Za-z]{3,9} \d{1,2}")


def instant(text: str) -> str | None:
    """A header's date as RFC 3339 in whole seconds, or None."""
    moment = parsed(text)
    return None if moment is None else moment.isoformat()


def parsed(text: str) -> datetime | None:
    """A header's date as an aware time, or None."""
    short = re.sub(r"\([^)]{0,60}\)", " ", text[:_LONGEST]).strip()
    if _DAY_MONTH.search(short) is None:
        return None
    try:
        fields = parsedate_tz(short)
        if fields is None:
            return None
        offset = timedelta(seconds=fields[9] or 0)
        zone = timezone(offset) if offset else UTC
        return datetime(*fields[:6], tzinfo=zone)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def from_rfc3339(text: str | None) -> datetime | None:
    """The aware time of a result's date, or None."""
    return None if text is None else datetime.fromisoformat(text)
