"""Times in words: "Nov 3, 7:40 a.m. CST", "about 7:10 a.m.", "Nov 3", "unknown".

A time keeps the offset at which it was recorded; it is never converted. The name of the zone is
found from that offset: first in the office's own zone, then in the zones of the United States,
where a name is taken only if all that fit agree; otherwise it is "UTC−6". Unknown is a word, never
empty and never midnight. The year is left out only of a day so near that no other can be meant.

Which zone is the office's and which day is today is said once, with `reckon`, as the language is.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import Precision, When, parse_day, parse_instant
from clerkapp.domain.time.zones import zone_info
from clerkapp.wording.language import _, ngettext

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_FROM = 48 * 60
"""Minutes from which a length is told in days."""
_US_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
)
_NEAR = timedelta(days=180)
"""Within half a year of the same year, a month and a day are one day only."""


_today: list[Callable[[], date] | None] = [None]
_office: list[str | None] = [None]


def reckon(today: Callable[[], date] | None, zone: str | None) -> None:
    """From now on `today` tells the day from which far days get their year, and `zone` is the office's
    ("America/Chicago"). Without a day every date has its year."""
    _today[0], _office[0] = today, zone


def office_time(moment: datetime) -> datetime:
    """The same moment as the office's clocks show it, where its zone is known."""
    try:
        return moment.astimezone(zone_info(_office[0])) if _office[0] else moment
    except Refused:
        return moment


def when_words(value: Any, *, year: bool = False, zone: str | None = None) -> str:
    """A time value {"at", "precision"} in words; `zone` is the office's zone ("America/Chicago").

    A plain RFC 3339 text or date is read too. What is no time at all is shown as it is.
    """
    try:
        when = _when(value)
    except Refused:
        return str(value)
    if when.at is None:
        return _("unknown")
    if when.precision is Precision.DAY:
        return day_words(when.at, year=year)
    words = instant_words(when.at, year=year, zone=zone)
    return _("about {time}").format(time=words) if when.precision is Precision.ABOUT else words


def instant_words(instant: str, *, year: bool = False, zone: str | None = None) -> str:
    """An RFC 3339 instant: "Nov 3, 7:40 a.m. CST"; what is none is given as it is."""
    try:
        moment = parse_instant(instant)
    except Refused:
        return instant
    return _("{day}, {time} {zone}").format(
        day=_day(moment.date(), year=year), time=_clock(moment), zone=zone_words(moment, zone)
    )


def clock_words(instant: str, *, seconds: bool = False) -> str:
    """The time of day of an RFC 3339 instant: "7:40 a.m.", with seconds "7:40:07 a.m.".

    What another clock than the office's showed has its zone: "8:40 a.m. EST".
    """
    moment = parse_instant(instant)
    words = _clock(moment, seconds=seconds)
    foreign = _office[0] is not None and _name(_office[0], moment) is None
    return _("{time} {zone}").format(time=words, zone=zone_words(moment)) if foreign else words


def day_words(day: str, *, year: bool = False) -> str:
    """A date YYYY-MM-DD, or the day of an instant: "Nov 3", "Nov 3, 2026"."""
    try:
        return _day(parse_day(day[:10]), year=year)
    except Refused:
        return day


def full_day_words(day: str) -> str:
    """A date with its year, for a sentence about a date: "Nov 3, 2026"."""
    return day_words(day, year=True)


def weekday_words(day: str) -> str:
    """The name of the weekday of a date or an instant."""
    return _(WEEKDAYS[parse_day(day[:10]).weekday()])


def long_day_words(day: str) -> str:
    """A whole date for a heading: "Tuesday, November 3, 2026"."""
    date = parse_day(day[:10])
    return _("{weekday}, {month} {day}, {year}").format(
        weekday=weekday_words(day),
        month=_(LONG_MONTHS[date.month - 1]),
        day=date.day,
        year=f"{date.year:04d}",
    )


def month_words(month: str) -> str:
    """A month YYYY-MM in a sentence: "March", of another year "March 2025"."""
    first = parse_day(f"{month[:7]}-01")
    name = _(LONG_MONTHS[first.month - 1])
    if _today[0] is not None and _today[0]().year == first.year:
        return name
    return _("{month} {year}").format(month=name, year=f"{first.year:04d}")


def clock_of_day_words(clock: str) -> str:
    """A time of day "19:00": "7:00 p.m."."""
    return _clock(datetime.fromisoformat(f"2000-01-01T{clock}"))


def range_words(start: Any, end: Any, *, year: bool = False, zone: str | None = None) -> str:
    """Two time values as a range: "Nov 3, 7:40–8:15 a.m. CST"; only the start if there is no end."""
    try:
        begins, ends = _when(start), _when(end)
    except Refused:
        return when_words(start, year=year, zone=zone)
    plain = all(when.precision is Precision.EXACT for when in (begins, ends))
    if plain and begins.at is not None and ends.at is not None:
        first, last = parse_instant(begins.at), parse_instant(ends.at)
        if first.date() == last.date() and first.utcoffset() == last.utcoffset():
            same_half = (first.hour < 12) == (last.hour < 12)
            return _("{day}, {start}–{end} {zone}").format(
                day=_day(first.date(), year=year),
                start=_hour(first) if same_half else _clock(first),
                end=_clock(last),
                zone=zone_words(first, zone),
            )
    return _("{start} – {end}").format(
        start=when_words(start, year=year, zone=zone), end=when_words(end, year=year, zone=zone)
    )


def minutes_words(minutes: int) -> str:
    """A length of time: "35 minutes", "2 hours 5 minutes"."""
    if minutes >= _DAYS_FROM:
        days, rest = divmod(minutes, 24 * 60)
        long = ngettext("{count} day", "{count} days", days).format(count=f"{days:,}")
        return long if rest < 60 else _and_rest(long, minutes_words(rest - rest % 60))
    hours, rest = divmod(minutes, 60)
    short = ngettext("{count} minute", "{count} minutes", rest).format(count=rest)
    if not hours:
        return short
    long = ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    return long if not rest else _and_rest(long, short)


def _and_rest(long: str, short: str) -> str:
    return _("{hours} {minutes}").format(hours=long, minutes=short)


def zone_words(moment: datetime, zone: str | None = None) -> str:
    """The short name of the zone whose clock shows this aware time."""
    office = zone or _office[0]
    own = _name(office, moment) if office else None
    if own is not None:
        return own if own.isalpha() else offset_words(moment)
    names = {name for us in _US_ZONES if (name := _name(us, moment)) is not None}
    return names.pop() if len(names) == 1 else offset_words(moment)


def _when(value: Any) -> When:
    if isinstance(value, str):
        return When(value, Precision.DAY if len(value) == 10 else Precision.EXACT)
    return When.from_value(dict(value) if isinstance(value, Mapping) else value)


def _day(day: date, *, year: bool) -> str:
    month = _(MONTHS[day.month - 1])
    if year or _far(day):
        return _("{month} {day}, {year}").format(month=month, day=day.day, year=f"{day.year:04d}")
    return _("{month} {day}").format(month=month, day=day.day)


def _far(day: date) -> bool:
    if _today[0] is None:
        return True
    today = _today[0]()
    return day.year != today.year or abs(day - today) > _NEAR


def _hour(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment.minute:02d}"


def _clock(moment: datetime, *, seconds: bool = False) -> str:
    half = _("{hour} a.m.") if moment.hour < 12 else _("{hour} p.m.")
    return half.format(hour=_hour(moment) + (f":{moment.second:02d}" if seconds else ""))


def offset_words(moment: datetime) -> str:
    """The offset of an aware time: "UTC−6", "UTC+5:30", "UTC"."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def _name(zone: str, moment: datetime) -> str | None:
    """What the zone's clocks are called when they show this time at this offset; None if never."""
    name = _zone(zone)
    for fold in (0, 1):
        there = moment.replace(tzinfo=name, fold=fold)
        if name is not None and there.utcoffset() == moment.utcoffset():
            return there.tzname()
    return None


@lru_cache(maxsize=32)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
