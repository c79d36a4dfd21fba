"""The reading of one typed time: which day, which hour, and then which moment can be meant.

The rules are in `time_entry`; this is how they are followed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

from clerkapp.domain.records.plausible_times import AHEAD_TOLERANCE
from clerkapp.domain.time.times import (
    FIRST_YEAR,
    LAST_YEAR,
    Precision,
    When,
    after_gap,
    fixed,
    format_instant,
    moments,
    parse_day,
    parse_instant,
)
from clerkapp.domain.time.zones import zone_info
from clerkapp.gui.widgets.times import spelling
from clerkapp.wording.times import zone_words

LONGEST = 120
"""Characters; no time takes more."""


class TimeNotRead(Exception):
    """The text is not a time that can be read; `text` is what was typed, `code` why, for a sentence."""

    def __init__(
        self, text: str, code: str = "time-unread", params: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(code)
        self.text = text
        self.code = code
        self.params = dict(params or {})


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a time without a day belongs to: the time of the event, or with `end` a period's start."""

    start: When
    end: bool = False


_HALF_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class _Clock:
    """Times of day that were meant: two when neither a.m. nor p.m. is said."""

    times: tuple[time, ...]


class TimeReading:
    """One text being read."""

    def __init__(
        self, text: str, now: datetime, zone: tzinfo, *, anchor: Anchor | None, planned: bool
    ) -> None:
        self._text = text.strip()
        self._now = fixed(now.astimezone(zone))
        self._zone = zone
        self._anchor = anchor
        self._planned = planned
        self._named: str | timedelta | None = None
        self._which: int | None = None

    def result(self) -> When:
        """What is meant. Raises TimeNotRead, and Refused for a year or an offset that there is not."""
        if len(self._text) > LONGEST:
            raise TimeNotRead(self._text[:LONGEST])
        pasted = self._text.upper().replace(" ", "T") if len(self._text) < 40 else ""
        if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})$", pasted):
            return When(format_instant(parse_instant(pasted)), Precision.EXACT)
        words = spelling.simplify(self._text)
        if words in spelling.UNKNOWN:
            return When(None, Precision.UNKNOWN)
        words, precision = self._without_about(words, Precision.EXACT)
        if words in spelling.NOW:
            return When(format_instant(self._now), precision)
        self._which, words = spelling.split_twice(words)
        self._named, words = spelling.split_zone(words)
        back, rest = spelling.ago(words)
        if back is not None and not back.days and not rest:
            return When(format_instant(self._here(self._now - back.length)), Precision.ABOUT)
        part, words = spelling.split_part(words)
        if part is not None and not words:
            raise TimeNotRead(self._text, "time-part-of-day", {"text": self._text[:40]})
        day, rest = self._day(words)
        rest = self._bare(rest)
        rest, precision = self._without_about(rest, precision)
        if not rest and part is None and day is not None:
            return When(day.isoformat(), Precision.DAY)
        clock = self._clock(rest, part)
        return When(format_instant(self._moment(day, clock, part)), precision)

    def _without_about(self, words: str, precision: Precision) -> tuple[str, Precision]:
        bare = spelling.ABOUT.sub("", words)
        return (self._bare(bare), Precision.ABOUT) if bare != words else (words, precision)

    def _bare(self, words: str) -> str:
        """Without the small words between a day and its hour."""
        return spelling.JOINTS.sub("", f"{words.strip(' ,')}").strip()

    def _here(self, moment: datetime) -> datetime:
        return fixed(moment.astimezone(self._zone))

    # Days

    def _day(self, words: str) -> tuple[date | None, str]:
        """The day that the text names, at its start or after the hour, and the rest."""
        day, rest = self._leading_day(self._bare(words))
        if day is not None:
            return day, rest
        match = spelling.CLOCK_FIRST.fullmatch(words)
        if match is not None and any(match[part] for part in ("minute", "packed", "half")) | (
            not match["hour"]
        ):
            day, rest = self._leading_day(self._bare(match["day"]))
            if day is not None and not rest:
                return day, match["clock"].strip()
        return None, words

    def _leading_day(self, words: str) -> tuple[date | None, str]:
        today = self._now.date()
        back, rest = spelling.ago(words)
        if back is not None and back.days:
            return today - back.length, rest
        iso = spelling.ISO_DATE.match(words)
        if iso is not None:
            rest = words[iso.end() :]
            return self._date(iso["y"], int(iso["m"]), int(iso["d"]), iso[0]), rest.removeprefix(
                "t"
            )
        american = spelling.US_DATE.match(words)
        if american is not None:
            month, number = int(american["m"]), int(american["d"])
            return self._date(american["y"], month, number, american[0]), words[american.end() :]
        first = spelling.DAY_FIRST.match(words)
        month_there = spelling.place(first["month"], spelling.MONTHS) if first else None
        if first is not None and month_there is not None:
            day = self._date(first["y"], month_there + 1, int(first["d"]), first[0])
            return day, words[first.end() :]
        return self._worded_day(words, today)

    def _worded_day(self, words: str, today: date) -> tuple[date | None, str]:
        word = spelling.WORD.match(words)
        if word is None:
            return None, words
        named = word[0]
        if named in spelling.DAYS_BACK:
            return today - timedelta(days=spelling.DAYS_BACK[named]), words[word.end() :]
        dated = spelling.WORD_DATE.match(words)
        month = None if named == "martes" else spelling.place(named, spelling.MONTHS)
        if dated is not None and month is not None:
            day = self._date(dated["y"], month + 1, int(dated["d"]), dated[0])
            return day, words[dated.end() :]
        match = spelling.WEEKDAY.match(words)
        weekday = spelling.place(match["day"], spelling.WEEKDAYS) if match else None
        if match is None or weekday is None:
            return None, words
        rest = words[match.end() :]
        if not (match["last"] or match["after"]):
            # "Tuesday, Nov 3": the date says it, and the weekday is checked against it.
            dated_day, after = self._leading_day(self._bare(rest))
            if dated_day is not None:
                if dated_day.weekday() != weekday:
                    raise TimeNotRead(self._text, "time-no-such-day", {"text": self._text[:40]})
                return dated_day, after
        return self._weekday(weekday, today, last=bool(match["last"] or match["after"])), rest

    def _weekday(self, weekday: int, today: date, *, last: bool) -> date:
        if self._planned and not last:
            return today + timedelta(days=(weekday - today.weekday()) % 7)
        back = (today.weekday() - weekday) % 7
        return today - timedelta(days=7 if last and back == 0 else back)

    def _date(self, year: str | None, month: int, day: int, typed: str) -> date:
        """A date; without a year the last such day that is not in the future, or the next one."""
        today = self._now.date()
        if year is not None and len(year) not in (2, 4):
            raise TimeNotRead(self._text, "time-year", {"year": year[:12]})
        try:
            if year is not None:
                number = int(year)
                if len(year) == 2:
                    number += 2000 if 2000 + number <= today.year + 20 else 1900
                if not FIRST_YEAR <= number <= LAST_YEAR:
                    raise TimeNotRead(self._text, "time-year", {"year": year})
                return date(number, month, day)
            return self._without_year(month, day, today)
        except ValueError:
            raise TimeNotRead(self._text, "time-no-such-day", {"text": typed[:40]}) from None

    def _without_year(self, month: int, day: int, today: date) -> date:
        if self._anchor is not None and self._anchor.start.at is not None:
            today = max(parse_day(self._anchor.start.at[:10]), today)
        years = (
            range(today.year, today.year + 9)
            if self._planned
            else range(today.year, today.year - 9, -1)
        )
        for year in years:
            try:
                near = date(year, month, day)
            except ValueError:
                if (month, day) != (2, 29):
                    raise
                continue
            if near == today or (near > today) == self._planned:
                return near
        raise ValueError(month, day)

    # Hours

    def _clock(self, words: str, part: spelling.Part | None) -> _Clock:
        if words in spelling.NOON_WORDS:
            return _Clock((time(12),))
        if words in spelling.MIDNIGHT_WORDS:
            return _Clock((time(0),))
        match = spelling.CLOCK.fullmatch(words)
        if match is None:
            raise TimeNotRead(self._text)
        written, half = match["hour"], match["half"] or (part.half if part else None)
        minutes = match["minute"] or match["packed"]
        if not (half or minutes):
            raise TimeNotRead(self._text)
        hour, minute, second = int(written), int(minutes or 0), int(match["second"] or 0)
        if hour > 23 or minute > 59 or second > 59:
            raise TimeNotRead(self._text)
        if half is not None and not (part and match["half"] is None and hour > 12):
            if not 1 <= hour <= 12:
                raise TimeNotRead(self._text)
            late = half.startswith("p")
            return _Clock((time(hour % 12 + (12 if late else 0), minute, second),))
        if hour == 0 or hour > 12 or written.startswith("0") or second:
            return _Clock((time(hour, minute, second),))
        return _Clock((time(hour % 12, minute), time(hour % 12 + 12, minute)))

    # The moment that is meant

    def _moment(self, day: date | None, clock: _Clock, part: spelling.Part | None) -> datetime:
        today = self._now.date()
        if part is not None and day is None:
            # Last night's small hours are this morning's.
            early = part.half == "pm" and clock.times[0].hour < 5
            if part.half == "pm" and clock.times[0].hour % 12 < 5 and part.back and not early:
                clock, day = _Clock((time(clock.times[0].hour - 12, clock.times[0].minute),)), today
            else:
                day = today - timedelta(days=part.back)
        if day is not None:
            return self._on(day, clock)
        if self._planned:
            days = (today, today + timedelta(days=1), today + timedelta(days=2))
            return self._first(self._all(days, clock), self._now)
        anchored = self._beside_anchor(clock)
        if anchored is not None:
            return anchored
        # The day before that, for a night in which an hour is skipped.
        return self._last(self._all((today - timedelta(days=1), today), clock), self._now)

    def _on(self, day: date, clock: _Clock) -> datetime:
        """On a day that was named."""
        candidates = self._all((day,), clock)
        if day == self._now.date() and not self._planned:
            return self._last(candidates, self._now)
        start = self._start()
        if start is not None and start.date() == day and len(clock.times) > 1:
            return self._first(candidates, start)
        return self._morning(candidates)

    def _beside_anchor(self, clock: _Clock) -> datetime | None:
        """On the day of the start or of the event; None when today's rule is to be taken."""
        anchor = self._anchor
        if anchor is None or anchor.start.at is None:
            return None
        day, start = parse_day(anchor.start.at[:10]), self._start()
        today = self._now.date()
        if day == today and not (anchor.end and start is not None):
            return None
        on_day = self._all((day,), clock)
        if start is None:
            return self._morning(on_day)
        later = [
            moment
            for moment in self._all((day, day + timedelta(days=1)), clock)
            if start <= moment[0] <= start + _HALF_DAY
            and (anchor.end or moment[0] <= self._now + AHEAD_TOLERANCE)
        ]
        return self._settled(self._round(later, later[0])) if later else self._morning(on_day)

    def _start(self) -> datetime | None:
        start = self._anchor.start if self._anchor else None
        if start is None or start.at is None or start.precision is Precision.DAY:
            return None
        return parse_instant(start.at)

    def _all(self, days: Iterable[date], clock: _Clock) -> list[tuple[datetime, bool]]:
        """Every moment that may be meant, in order, and whether a clock ever showed it."""
        candidates: list[tuple[datetime, bool]] = []
        for day in days:
            for clock_time in clock.times:
                local = datetime.combine(day, clock_time)
                shown = self._shown(local)
                candidates += [(moment, True) for moment in shown]
                if not shown and not moments(local, self._zone):
                    candidates.append((after_gap(local, self._zone), False))
        if not candidates:
            raise TimeNotRead(self._text, "time-zone-not-then", {"zone": str(self._named).upper()})
        return sorted(candidates, key=lambda clock_time: clock_time[0])

    def _shown(self, local: datetime) -> tuple[datetime, ...]:
        if isinstance(self._named, timedelta):
            return (local.replace(tzinfo=timezone(self._named) if self._named else UTC),)
        shown = moments(local, self._zone)
        if self._named is not None:
            return self._in_named_zone(local, shown)
        if self._which is not None and len(shown) > 1:
            return (shown[self._which],)
        return shown

    def _in_named_zone(self, local: datetime, shown: tuple[datetime, ...]) -> tuple[datetime, ...]:
        named = str(self._named)
        own = [
            moment for moment in shown if zone_words(moment, name_of(self._zone)).lower() == named
        ]
        if own:
            return tuple(own)
        there = spelling.ZONES[named]
        return tuple(
            moment
            for moment in moments(local, zone_info(there))
            if zone_words(moment, there).lower() == named
        )

    def _last(self, candidates: list[tuple[datetime, bool]], now: datetime) -> datetime:
        """The last that has passed; if none has, the first."""
        passed = [moment for moment in candidates if moment[0] <= now + AHEAD_TOLERANCE]
        return self._settled(passed[-1] if passed else candidates[0])

    def _first(self, candidates: list[tuple[datetime, bool]], start: datetime) -> datetime:
        """The first from `start` on; if there is none, the first of all."""
        return self._settled(
            next((moment for moment in candidates if moment[0] >= start), candidates[0])
        )

    def _morning(self, candidates: list[tuple[datetime, bool]]) -> datetime:
        """As typed: the morning, but 12:30 is after noon."""
        chosen = (
            candidates[-1] if candidates[0][0].hour == 0 and len(candidates) > 1 else candidates[0]
        )
        return self._settled(self._round(candidates, chosen))

    def _round(
        self, candidates: list[tuple[datetime, bool]], chosen: tuple[datetime, bool]
    ) -> tuple[datetime, bool]:
        """Of an hour that comes twice the one nearest before now within that night, otherwise the
        first."""
        again = [
            moment
            for moment in candidates
            if moment[0].replace(tzinfo=None) == chosen[0].replace(tzinfo=None)
        ]
        recent = [moment for moment in again if timedelta() <= self._now - moment[0] < _HALF_DAY]
        return recent[-1] if recent else again[0]

    def _settled(self, settled: tuple[datetime, bool]) -> datetime:
        moment, shown = settled
        if not shown:
            raise TimeNotRead(
                self._text,
                "time-skipped",
                {"text": self._text[:40], "next": format_instant(moment)},
            )
        return moment


def name_of(zone: tzinfo) -> str | None:
    """The zone's name in the database, None for a bare offset."""
    return getattr(zone, "key", None)
