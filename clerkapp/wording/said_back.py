"""What a time field says back: "Tuesday, Nov 3, 25 days ago · 35 minutes · 7:40 a.m. CST here".

So that a slip is seen where it is made: weekday and day, how far away it is, how long it lasted, and the
zone where the office's clocks showed another time, or the same time twice.
"""

from datetime import date, datetime, timedelta, tzinfo

from clerkapp.domain.time.times import Precision, When, fixed, moments, parse_day, parse_instant
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import (
    day_words,
    instant_words,
    minutes_words,
    weekday_words,
    zone_words,
)


def said_back(
    when: When | None,
    now: datetime,
    zone: tzinfo,
    *,
    start: When | None = None,
    lasts: bool = False,
) -> str:
    """What was understood, as of `now` in the office's `zone`; "" for no time and for unknown.

    `start`: the start of a period (`lasts`), or the time of the event.
    """
    if when is None or when.at is None:
        return ""
    now = now.astimezone(zone)
    if when.precision is Precision.DAY:
        day = parse_day(when.at)
        parts = [_joined(when.at, _days_away(day, now.date()))]
    else:
        moment, name = parse_instant(when.at), getattr(zone, "key", None)
        parts = [_joined(when.at, _away(moment, now)), _length(moment, start, lasts=lasts)]
        parts.append(_zone(moment, zone, name))
    return " · ".join(part for part in parts if part)


def _joined(at: str, away: str) -> str:
    return _("{weekday}, {day}, {away}").format(
        weekday=weekday_words(at), day=day_words(at), away=away
    )


def _away(moment: datetime, now: datetime) -> str:
    """How far away; minutes and hours within a day."""
    minutes = round((moment - fixed(now)) / timedelta(minutes=1))
    if abs(minutes) >= 24 * 60:
        return _days_away(moment.date(), now.astimezone(moment.tzinfo).date())
    if minutes == 0:
        return _("now")
    day = _near_day(moment.date(), now.astimezone(moment.tzinfo).date())
    rounded = abs(minutes) if abs(minutes) < 120 else abs(minutes) - abs(minutes) % 60
    length = minutes_words(rounded)
    away = (
        _("{length} ago").format(length=length)
        if minutes < 0
        else _("in {length}").format(length=length)
    )
    if day == _("today"):
        return away
    return _("{day}, {away}").format(day=day, away=away)


def _days_away(day: date, today: date) -> str:
    near = _near_day(day, today)
    if near:
        return near
    days = (day - today).days
    count = f"{abs(days):,}"
    words = (
        ngettext("{count} day ago", "{count} days ago", -days)
        if days < 0
        else ngettext("in {count} day", "in {count} days", days)
    )
    return words.format(count=count)


def _near_day(day: date, today: date) -> str:
    return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((day - today).days, "")


def _length(moment: datetime, start: When | None, *, lasts: bool) -> str:
    if start is None or start.at is None or start.precision is Precision.DAY:
        return ""
    minutes = int((moment - parse_instant(start.at)).total_seconds() // 60)
    if lasts:
        return minutes_words(minutes) if minutes >= 0 else _("before the start")
    if minutes == 0:
        return ""
    words = _("{length} after it happened") if minutes > 0 else _("{length} before it happened")
    return words.format(length=minutes_words(abs(minutes)))


def _zone(moment: datetime, zone: tzinfo, name: str | None) -> str:
    """The zone, where the clock alone does not tell which time is meant."""
    shown = moments(moment.replace(tzinfo=None), zone)
    if moment not in shown:
        here = fixed(moment.astimezone(zone)).isoformat()
        return _("{time} here").format(time=instant_words(here, zone=name))
    if len(shown) < 2:
        return ""
    words = (
        _("the first time round ({zone})")
        if moment == shown[0]
        else _("the second time round ({zone})")
    )
    return words.format(zone=zone_words(moment, name))
