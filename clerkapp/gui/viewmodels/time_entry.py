"""Times as a clerk types them: "740a", "7:40", "yesterday 6p", "about 7:10", "nov 3".

Pure functions: `now` comes in, and `localise` gives a local time its offset (the office's offset on
that day, not today's: the two differ around the change of clocks). The stored form is the one of
`clerkapp.domain.times`: {"at", "precision"}.

An hour from 1 to 12 without a.m. or p.m. means the last such time that has passed today; nobody
records what has not happened. If none has passed yet it is taken as morning. "07:40" and hours from
13 are read on the 24-hour clock.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from clerkapp.domain.times import Precision, When, format_instant, parse_day, parse_instant

Localise = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class TimeNotRead(Exception):
    """The text is not a time that can be read; `text` is what was typed."""

    text: str


_ABOUT = re.compile(
    r"^(?:about|around|approximately|approx\.?|circa|ca\.|~|cerca de|a eso de|como a las)\s*"
)
_UNKNOWN = frozenset({"unknown", "not known", "?", "no se sabe", "desconocido"})
_NOW = frozenset({"t", "now", "ahora"})
_DAYS_BACK = {"today": 0, "hoy": 0, "yesterday": 1, "ayer": 1}
_NAMED_TIMES = {
    "noon": time(12),
    "midday": time(12),
    "mediodía": time(12),
    "mediodia": time(12),
    "midnight": time(0),
    "medianoche": time(0),
}
_WEEKDAYS = (
    ("mon", "lun"),
    ("tue", "martes"),
    ("wed", "mié", "mie"),
    ("thu", "jue"),
    ("fri", "vie"),
    ("sat", "sáb", "sab"),
    ("sun", "dom"),
)
_MONTHS = (
    ("jan", "ene"),
    ("feb",),
    ("mar",),
    ("apr", "abr"),
    ("may",),
    ("jun",),
    ("jul",),
    ("aug", "ago"),
    ("sep",),
    ("oct",),
    ("nov",),
    ("dec", "dic"),
)
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2}?)(?:[:.h](?P<minute>[0-9]{2})|(?P<packed>[0-9]{2}))?"
    r"\s*(?P<half>a\.?\s?m\.?|p\.?\s?m\.?|a|p)?"
)
_AGO = re.compile(r"(?P<n>[0-9]{1,3})\s*(?P<unit>min|minutes?|h|hours?|hrs?)\s+ago")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_US_DATE = re.compile(r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})(?:/(?P<y>[0-9]{4}|[0-9]{2}))?")
_WORD_DATE = re.compile(
    r"(?P<month>[a-zé]{3,10})\.?\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<y>[0-9]{4}))?"
)
_DAY_FIRST = re.compile(
    # "3 ago" alone is English, and unfinished.
    r"(?P<d>[0-9]{1,2})\s+(?:de\s+|(?!ago\b))(?P<month>[a-zé]{3,10})\.?(?:(?:,|\s+de)?\s+(?P<y>[0-9]{4}))?"
)
_WORD = re.compile(r"[a-záéíóúñ]+")


def read(
    text: str, now: datetime, localise: Localise = datetime.astimezone, *, ahead: bool = False
) -> When | None:
    """What `text` says, as of `now` (aware, local). None when it is empty.

    A day without a year is the last such day, or with `ahead` the next one. Raises TimeNotRead.
    """
    words = " ".join(text.strip().lower().split())
    if not words:
        return None
    if words in _UNKNOWN:
        return When(None, Precision.UNKNOWN)
    bare = _ABOUT.sub("", words)
    about = bare != words
    exactly = Precision.ABOUT if about else Precision.EXACT
    if bare in _NOW:
        return When(format_instant(now), exactly)
    ago = _AGO.fullmatch(bare)
    if ago is not None:
        unit = "minutes" if ago["unit"].startswith("m") else "hours"
        return When(format_instant(now - timedelta(**{unit: int(ago["n"])})), Precision.ABOUT)
    day, rest = _read_day(bare, now.date(), ahead=ahead)
    rest = rest.strip(" ,")
    for joint in ("at ", "a las "):
        rest = rest.removeprefix(joint)
    late = _ABOUT.sub("", rest)
    if late != rest:
        rest, exactly = late, Precision.ABOUT
    if not rest:
        if day is None:
            raise TimeNotRead(text)
        return When(day.isoformat(), Precision.DAY)
    clock = _read_clock(rest, now, today=day is None or day == now.date())
    if clock is None:
        raise TimeNotRead(text)
    moment = localise(datetime.combine(day or now.date(), clock))
    return When(format_instant(moment), exactly)


def show(when: When | None) -> str:
    """The text of a time field: "11/03/2026, 7:40 a.m.", "11/03/2026" for a day, else empty."""
    if when is None or when.at is None:
        return ""
    if when.precision is Precision.DAY:
        return f"{parse_day(when.at):%m/%d/%Y}"
    moment = parse_instant(when.at)
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{moment:%m/%d/%Y}, {(moment.hour - 1) % 12 + 1}:{moment:%M} {half}"


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


def with_day(when: When | None, day: date, localise: Localise = datetime.astimezone) -> When:
    """The same time of day on another day; without a time of day, the day alone."""
    if when is None or when.at is None or when.precision is Precision.DAY:
        return When(day.isoformat(), Precision.DAY)
    clock = parse_instant(when.at).time()
    return When(format_instant(localise(datetime.combine(day, clock))), when.precision)


def _read_day(text: str, today: date, *, ahead: bool) -> tuple[date | None, str]:
    """The day that `text` begins with, if any, and the rest."""
    word = _WORD.match(text)
    if word is not None:
        named = word[0]
        if named in _DAYS_BACK:
            return today - timedelta(days=_DAYS_BACK[named]), text[word.end() :]
        month_day = _WORD_DATE.match(text)
        month = None if named == "martes" else _place(named, _MONTHS)
        if month_day is not None and month is not None:
            day = _date(month_day["y"], month + 1, int(month_day["d"]), today, ahead=ahead)
            return day, text[month_day.end() :]
        weekday = _place(named, _WEEKDAYS)
        if weekday is not None:
            back = (today.weekday() - weekday) % 7
            return today - timedelta(days=back), text[word.end() :].lstrip(".")
        return None, text
    iso = _ISO_DATE.match(text)
    if iso is not None:
        try:
            return date.fromisoformat(iso[0]), text[iso.end() :].removeprefix("t")
        except ValueError:
            raise TimeNotRead(text) from None
    american = _US_DATE.match(text)
    if american is not None:
        day = _date(american["y"], int(american["m"]), int(american["d"]), today, ahead=ahead)
        return day, text[american.end() :]
    spanish = _DAY_FIRST.match(text)
    number = _place(spanish["month"], _MONTHS) if spanish is not None else None
    if spanish is not None and number is not None:
        day = _date(spanish["y"], number + 1, int(spanish["d"]), today, ahead=ahead)
        return day, text[spanish.end() :]
    return None, text


def _date(year: str | None, month: int, day: int, today: date, *, ahead: bool) -> date:
    """A date; without a year the last such day that is not in the future, or the next one."""
    try:
        if year is not None:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        near = date(today.year, month, day)
        if ahead:
            return near if near >= today else date(today.year + 1, month, day)
        return near if near <= today else date(today.year - 1, month, day)
    except ValueError:
        raise TimeNotRead(f"{month}/{day}") from None


def _read_clock(text: str, now: datetime, *, today: bool) -> time | None:
    if text in _NAMED_TIMES:
        return _NAMED_TIMES[text]
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    written, packed, half = match["hour"], match["packed"], match["half"]
    minutes = match["minute"] or packed
    if not (half or minutes):
        return None
    hour, minute = int(written), int(minutes or 0)
    if hour > 23 or minute > 59:
        return None
    if half is not None:
        return _on_half(hour, minute, half)
    if hour == 0 or hour >= 12 or written.startswith("0"):
        return time(hour, minute)
    afternoon = time(hour + 12, minute)
    passed = today and afternoon <= now.time()
    return afternoon if passed else time(hour, minute)


def _on_half(hour: int, minute: int, half: str) -> time | None:
    """A time with a.m. or p.m. on the 12-hour clock."""
    if not 1 <= hour <= 12:
        return None
    return time(hour % 12 + (12 if half.startswith("p") else 0), minute)


def _place(word: str, names: tuple[tuple[str, ...], ...]) -> int | None:
    """The number of the entry that `word` begins with."""
    return next((number for number, starts in enumerate(names) if word.startswith(starts)), None)
