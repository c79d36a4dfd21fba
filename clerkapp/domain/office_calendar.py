"""What the list of elections says of a moment: which election is on, in which stage, and what comes next.

Days and times of day are the office's, as its clock shows them. The polls are open on the election's
own day, between the times that are given for it, else all day. A later stage whose first day is that
day begins when they close, or the day after where no time is given. An election ends after its last
day; without one, when the next election begins, and where no later stage is given, with its own day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists.election import BEGINS, STAGES
from clerkapp.domain.vocabulary.common import PHASES

BETWEEN = "between"
OPEN = "open"
_LATER = tuple(stage for stage in STAGES if PHASES.index(stage) > PHASES.index(OPEN))
_ONE_DAY = timedelta(days=1)
_ALWAYS = datetime.combine(date.min, time.min)


@dataclass(frozen=True, slots=True)
class OnNow:
    """`election`: the entry that is on, None between elections; `since`: when this began."""

    election: Entry | None
    phase: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Countdown:
    """What is counted down to. `days` is negative for what has begun."""

    what: Literal["election_day", "canvass", "next_election"]
    name: str
    day: str
    days: int


def on_now(elections: Iterable[Entry], now: datetime) -> OnNow | None:
    """What the open entries of the list say of `now` (naive); None when nothing is listed."""
    listed = [one for one in elections if not one.closed]
    if not listed:
        return None
    begun: list[tuple[datetime, str, str, Entry]] = []
    ended = _ALWAYS
    for one in listed:
        past = [stage for stage in stages(one) if stage[0] <= now]
        end = _end(one)
        if end is not None and end <= now:
            ended = max(ended, end)
        elif past:
            begun.append((past[-1][0], one.text("day"), past[-1][1], one))
    if not begun:
        return OnNow(None, BETWEEN, ended)
    since, _day, phase, election = max(begun, key=lambda one: one[:2])
    return OnNow(election, phase, since)


def stages(election: Entry) -> list[tuple[datetime, str]]:
    """When each stage begins, in order."""
    day = date.fromisoformat(election.text("day"))
    opens, closes = _clock(election, "opens"), _clock(election, "closes")
    found = [(datetime.combine(day, opens or time.min), OPEN)]
    after = datetime.combine(day, closes) if closes else datetime.combine(day + _ONE_DAY, time.min)
    for stage in STAGES:
        first = election.values.get(BEGINS + stage)
        if first is not None:
            begins = datetime.combine(date.fromisoformat(str(first)), time.min)
            found.append((max(begins, after) if stage in _LATER else begins, stage))
    if opens and not election.values.get(f"{BEGINS}setup"):
        found.append((datetime.combine(day, time.min), "setup"))
    if not any(begins <= after for begins, stage in found if stage in _LATER):
        found.append((after, "closing"))
    return sorted(found, key=lambda one: (one[0], PHASES.index(one[1])))


def countdown(elections: Iterable[Entry], now: datetime) -> Countdown | None:
    """What comes next: the day of the election that is on, then its canvass; between elections the next."""
    listed = [one for one in elections if not one.closed]
    on = on_now(listed, now)
    today = now.date().isoformat()
    if on is not None and on.election is not None:
        day, canvass = on.election.text("day"), on.election.values.get(f"{BEGINS}canvass")
        if day > today:
            return _counted("election_day", on.election, day, now)
        if canvass is not None:
            return _counted("canvass", on.election, str(canvass), now)
    coming = sorted(
        (one for one in listed if one.text("day") > today), key=lambda one: one.text("day")
    )
    return _counted("next_election", coming[0], coming[0].text("day"), now) if coming else None


def closing_time(elections: Iterable[Entry], now: datetime) -> str:
    """When the polls close today ("19:00"), while they are open; else empty."""
    on = on_now(elections, now)
    if on is None or on.election is None or on.phase != OPEN:
        return ""
    return on.election.text("closes")


def _counted(
    what: Literal["election_day", "canvass", "next_election"], one: Entry, day: str, now: datetime
) -> Countdown:
    return Countdown(what, one.text("name"), day, (date.fromisoformat(day) - now.date()).days)


def _end(election: Entry) -> datetime | None:
    """When it is over; None while only the next election ends it."""
    until = election.values.get("until")
    day = date.fromisoformat(election.text("day"))
    if until is None and any(election.values.get(BEGINS + stage) for stage in _LATER):
        return None
    last = date.fromisoformat(str(until)) if until is not None else day
    return datetime.combine(last + _ONE_DAY, time.min)


def _clock(election: Entry, column: str) -> time | None:
    text = election.text(column)
    return time.fromisoformat(text) if text else None
