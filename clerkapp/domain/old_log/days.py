"""Days and times as old logs write them.

11/5/24, 2024-11-05, 5.11.2024, Nov 5 2024, 5 de noviembre de 2024; 7:05, 0705, 7:05 PM, 7 a.m., noon.
Of a day in figures alone nobody can tell whether month or day stands first: that is asked for once for
the whole file (`Order`), and a line that only one of them fits says which (`orders`).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import Precision, When, format_instant, moments, require_year

UNKNOWN: Final = frozenset({"?", "unknown", "unk", "desconocido", "no se sabe"})
_LONGEST = 80
_MONTHS = (
    ("january", "jan", "enero", "ene"),
    ("february", "feb", "febrero"),
    ("march", "mar", "marzo"),
    ("april", "apr", "abril", "abr"),
    ("may", "mayo"),
    ("june", "jun", "junio"),
    ("july", "jul", "julio"),
    ("august", "aug", "agosto", "ago"),
    ("september", "sept", "sep", "septiembre", "setiembre", "set"),
    ("october", "oct", "octubre"),
    ("november", "nov", "noviembre"),
    ("december", "dec", "diciembre", "dic"),
)
_MONTH_OF = {name: place for place, names in enumerate(_MONTHS, 1) for name in names}
_WORD = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_WEEKDAY = re.compile(
    r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b\.?,? *"
)
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_FIGURES = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_MONTH_FIRST = re.compile(rf"({_WORD})\.? +([0-9]{{1,2}})(?:st|nd|rd|th)?,? +([0-9]{{4}})(?![0-9])")
_DAY_FIRST = re.compile(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[- ](?:de )?({_WORD})\.?,?[- ](?:de )?([0-9]{{4}}|[0-9]{{2}})(?![0-9])"
)
_CLOCK = re.compile(
    r"(?:at |a las |@ ?)?([0-9]{1,2})(?:[:.h]([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,6})?)?)? *(?:([ap])\.?m?\.?)?"
    r"(?: ?(?:hrs|hr|h))?"
)
_MILITARY = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])(?: ?(?:hrs|hr|h))?")
_NAMED = {"noon": time(12), "mediodia": time(12), "midnight": time(0), "medianoche": time(0)}
_ABOUT = re.compile(
    r"^(?:about|around|approx(?:\.|imately)?|ca\.?|~|c\.|hacia|sobre|alrededor de) *"
)


class Order(StrEnum):
    """Which of the two small figures of a day stands first."""

    MONTH_FIRST = "month-first"
    DAY_FIRST = "day-first"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says. `day` and `clock`: None where it says none."""

    day: date | None
    clock: time | None
    about: bool = False


def read(text: str, order: Order | None) -> Moment:
    """A day, a time of day or both, in this order.

    Raises Refused: log-time-form (`text`); log-day-two-ways where `order` is None and both fit.
    """
    plain = _plain(text)
    if len(plain) > _LONGEST:
        raise _not_read(text)
    about = _ABOUT.search(plain) is not None
    plain = _WEEKDAY.sub("", _ABOUT.sub("", plain), count=1) if plain else plain
    day, rest = _day(plain, order, text)
    rest = rest.strip(" ,t") if day else rest
    about = about or _ABOUT.search(rest) is not None
    clock = _clock(_ABOUT.sub("", rest), text) if rest else None
    return Moment(day, clock, about)


def orders(text: str) -> frozenset[Order]:
    """The orders that a day in figures fits; empty where none stands there or both mean one day."""
    found = _FIGURES.search(_plain(text)[:_LONGEST])
    if found is None or _ISO.search(_plain(text)[:_LONGEST]):
        return frozenset()
    first, second = int(found[1]), int(found[3])
    fits = {
        order
        for order, month, day in (
            (Order.MONTH_FIRST, first, second),
            (Order.DAY_FIRST, second, first),
        )
        if 1 <= month <= 12 and 1 <= day <= 31
    }
    return frozenset() if first == second else frozenset(fits)


def when(moment: Moment, zone: tzinfo) -> When:
    """The time as it is recorded, by the office's clock. An hour that the clock showed twice is taken for
    about, the earlier one.

    Raises Refused: log-time-no-day; log-time-skipped for a time that the clock never showed; time-year.
    """
    if moment.day is None:
        raise Refused("log-time-no-day")
    if moment.clock is None:
        return require_year(When(moment.day.isoformat(), Precision.DAY))
    there = moments(datetime.combine(moment.day, moment.clock), zone)
    if not there:
        raise Refused("log-time-skipped")
    about = moment.about or len(there) > 1
    return require_year(
        When(format_instant(there[0]), Precision.ABOUT if about else Precision.EXACT)
    )


def is_unknown(text: str) -> bool:
    """Whether a cell says that nobody knows."""
    return _plain(text) in UNKNOWN


def _plain(text: str) -> str:
    """Without case, accents and runs of spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in bare if not unicodedata.combining(char)).split())


def _day(plain: str, order: Order | None, text: str) -> tuple[date | None, str]:
    if found := _ISO.match(plain):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _FIGURES.match(plain):
        fits = orders(found[0])
        if order is None and len(fits) > 1:
            raise Refused("log-day-two-ways", text=text.strip()[:40])
        chosen = order if order is not None else next(iter(fits), Order.MONTH_FIRST)
        if chosen is Order.MONTH_FIRST:
            month, day = int(found[1]), int(found[3])
        else:
            month, day = int(found[3]), int(found[1])
        year = _year(found[4])
        return _date(year, month, day, text), plain[found.end() :]
    elif found := _MONTH_FIRST.match(plain):
        year, month, day = int(found[3]), _MONTH_OF[found[1]], int(found[2])
    elif found := _DAY_FIRST.match(plain):
        year, month, day = _year(found[3]), _MONTH_OF[found[2]], int(found[1])
    else:
        return None, plain
    return _date(year, month, day, text), plain[found.end() :]


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_read(text) from None


def _clock(rest: str, text: str) -> time:
    named = _NAMED.get(rest.strip())
    if named is not None:
        return named
    found = _MILITARY.fullmatch(rest)
    if found:
        return time(int(found[1]), int(found[2]))
    found = _CLOCK.fullmatch(rest)
    if found is None or (found[2] is None and found[4] is None):
        raise _not_read(text)
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            raise _not_read(text)
        hour = hour % 12 + (12 if found[4] == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise _not_read(text) from None


def _not_read(text: str) -> Refused:
    return Refused("log-time-form", text=text.strip()[:40])
