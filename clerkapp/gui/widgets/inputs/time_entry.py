"""Times as a clerk types them: "740a", "7:40", "yesterday 6p", "half past seven", "nov 3, 7:40 CST".

Pure functions: `now` (aware) and the office's `zone` come in. The stored form is the one of
`clerkapp.domain.time.times`: {"at", "precision"}; what another zone was named for keeps its own offset.

Nobody records what has not happened. A time of day without a day is the last such time that has
passed, yesterday's if need be; one without a.m. or p.m. may be of either half. Beside a period's
start or the time of the event (`Anchor`) it belongs to that day instead. An hour that comes twice in
the night of the change is the one nearest before now, an hour that is skipped is not read. "07:40"
and hours from 13 are read on the 24-hour clock.
"""

from datetime import date, datetime, timedelta, tzinfo

from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import (
    Precision,
    When,
    after_gap,
    format_instant,
    moments,
    parse_day,
    parse_instant,
    require_year,
)
from clerkapp.gui.widgets.times.reading import Anchor, TimeNotRead, TimeReading, name_of
from clerkapp.gui.widgets.times.spelling import ZONES
from clerkapp.wording.times import offset_words, zone_words

__all__ = [
    "Anchor",
    "TimeNotRead",
    "a_year_before",
    "other_time_round",
    "read",
    "show",
    "with_day",
    "with_precision",
]


def read(
    text: str, now: datetime, zone: tzinfo, *, anchor: Anchor | None = None, planned: bool = False
) -> When | None:
    """What `text` says, as of `now`. None when it is empty.

    A day without a year is the last such day, or of a `planned` time the next one. Raises
    TimeNotRead.
    """
    if not text.strip():
        return None
    try:
        return require_year(TimeReading(text, now, zone, anchor=anchor, planned=planned).result())
    except Refused as refused:
        if refused.code != "time-year":
            raise TimeNotRead(text) from None
        raise TimeNotRead(text, refused.code, dict(refused.params)) from None
    except (OverflowError, ValueError):  # Beyond the calendar.
        raise TimeNotRead(text) from None


def show(when: When | None, zone: tzinfo) -> str:
    """The text of a time field: "11/03/2026, 7:40 a.m.", "11/03/2026" for a day, else empty.

    The zone is named where the office's clocks show another time then, or this one twice.
    """
    if when is None or when.at is None:
        return ""
    if when.precision is Precision.DAY:
        return _date_text(parse_day(when.at))
    moment = parse_instant(when.at)
    half = "a.m." if moment.hour < 12 else "p.m."
    text = f"{_date_text(moment.date())}, {(moment.hour - 1) % 12 + 1}:{moment.minute:02d} {half}"
    alone = moments(moment.replace(tzinfo=None), zone) == (moment,)
    if alone:
        return text
    name = zone_words(moment, name_of(zone))
    # War time and zones abroad have short names that nobody types.
    return f"{text} {name if name.lower() in ZONES else offset_words(moment)}"


def with_precision(when: When | None, precision: Precision, now: datetime) -> When | None:
    """The same time said with another precision.

    A day that becomes a time needs an hour that nobody has given: None is returned, and the field
    asks for it.
    """
    if precision is Precision.UNKNOWN:
        return When(None, precision)
    if when is None or when.at is None:
        return When(now.date().isoformat(), precision) if precision is Precision.DAY else None
    if precision is Precision.DAY:
        return When(when.at[:10], precision)
    if when.precision is Precision.DAY:
        return None
    return When(when.at, precision)


def with_day(when: When | None, day: date, zone: tzinfo) -> When:
    """The same time of day on another day; without a time of day, the day alone."""
    if when is None or when.at is None or when.precision is Precision.DAY:
        return When(day.isoformat(), Precision.DAY)
    clock = parse_instant(when.at).time()
    local = datetime.combine(day, clock)
    instants = moments(local, zone)
    return When(format_instant(instants[0] if instants else after_gap(local, zone)), when.precision)


def other_time_round(when: When | None, zone: tzinfo) -> When | None:
    """The other of the two times when the clocks show the same, or None for a time that comes once."""
    if when is None or when.at is None or when.precision is Precision.DAY:
        return None
    moment = parse_instant(when.at)
    both = moments(moment.replace(tzinfo=None), zone)
    if len(both) < 2 or moment not in both:
        return None
    return When(format_instant(both[1 - both.index(moment)]), when.precision)


def a_year_before(when: When | None, now: datetime, zone: tzinfo) -> When | None:
    """The same day a year before, for one that lies more than a day ahead: in January the year is soon
    written wrong. None where that lies ahead too, or is no day."""
    if when is None or when.at is None:
        return None
    day = parse_day(when.at[:10])
    if day - now.date() <= timedelta(days=1):
        return None
    try:
        before = day.replace(year=day.year - 1)
    except ValueError:  # Feb 29.
        return None
    return with_day(when, before, zone) if before <= now.date() else None


def _date_text(day: date) -> str:
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"
