"""C32, worked out: whom a record asks to be told, by when, and whether that was done.

Nothing of it is stored: it follows from the record's answers, the times, the pack and the zone. Who was
told stands in the record itself (`told`, C31); a row for the organisation that a rule names fulfils it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from clerkapp.domain.duties import deadlines
from clerkapp.domain.duties.pack import DueForm, DutyRule, Pack, Yearly
from clerkapp.domain.duties.triggers import asked
from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.conditions import rows
from clerkapp.domain.records import severity
from clerkapp.domain.time.times import Precision, When, parse_day, parse_instant
from clerkapp.domain.vocabulary.common import SEVERITIES

TOLD = "told"
NOT_RATED = "not_rated"
_NO_DUTY = frozenset({"error", "duplicate"})
"""Statuses of records that ask for nothing: the record that they double asks for it."""


@dataclass(frozen=True, slots=True)
class Told:
    """`row`: the row of C31 that says so, from 0; None when the bundle said it. `at`: RFC 3339, a date, or
    None when the row has no time."""

    row: int | None
    at: str | None


@dataclass(frozen=True, slots=True)
class Duty:
    """One rule that holds for a record. `due`: the last moment, None where there is none to tell; `told`: how
    it was fulfilled, None while it is owed. `starts`: when the clock began."""

    rule: DutyRule
    starts: datetime
    due: datetime | None
    told: Told | None

    @property
    def is_owed(self) -> bool:
        """Whether somebody still has to pick up the telephone: what goes with the next bundle is not meant."""
        return self.told is None and self.rule.deadline.term is not DueForm.NEXT_UPLOAD

    def is_late(self, now: datetime) -> bool:
        """Whether its moment has passed without it."""
        return self.told is None and self.due is not None and self.due < now

    @property
    def sort_key(self) -> str:
        """UTC text that sorts by the moment; what has none comes last."""
        if self.due is None:
            return "9999"
        return self.due.astimezone(UTC).replace(tzinfo=None).isoformat()


def duties(
    kind: str,
    values: Mapping[str, Any],
    recorded: str,
    pack: Pack,
    zone: tzinfo,
    *,
    election: date | None = None,
    sent: bool = False,
    at: datetime | None = None,
) -> tuple[Duty, ...]:
    """What the pack asks for this record, the most urgent first.

    `values`: stored values; `recorded`: RFC 3339 of revision 1; `election`: the day of the record's
    election, None while unknown; `sent`: whether all of it stands in a bundle; `at`: rows of C31 with a
    later time do not count yet.
    """
    if values.get("status") in _NO_DUTY:
        return ()
    start = deadlines.noticed_at(values.get("noticed"), recorded, zone)
    values_asked = asked(kind, {**values, "severity": severity_of(kind, values)})
    found = [
        Duty(
            rule,
            start,
            deadlines.due_at(rule.deadline, start, zone, election),
            _told(rule, values, zone, sent=sent, at=at),
        )
        for rule in pack.rules
        if rule.when(values_asked)
    ]
    return tuple(sorted(found, key=lambda duty: (duty.told is not None, duty.sort_key)))


def severity_of(kind: str, values: Mapping[str, Any]) -> str:
    """The severity that rules go by: what a person decided, until then what the answers suggest. A call
    that is owed now does not wait for a rating."""
    decided = values.get("severity")
    if isinstance(decided, str) and decided in SEVERITIES and decided != NOT_RATED:
        return decided
    return severity.suggest(kind, values).severity


def _told(
    rule: DutyRule, values: Mapping[str, Any], zone: tzinfo, *, sent: bool, at: datetime | None
) -> Told | None:
    for place, row in enumerate(rows(values, TOLD)):
        when = _when(row.get("at"))
        if row.get("organisation") == rule.tell and not _is_later(when, zone, at):
            return Told(place, when.at)
    if rule.deadline.term is DueForm.NEXT_UPLOAD and sent:
        return Told(None, None)
    return None


def _when(value: Any) -> When:
    try:
        return When.from_value(value)
    except Refused:
        return When(None, Precision.UNKNOWN)


def _is_later(when: When, zone: tzinfo, at: datetime | None) -> bool:
    if at is None or when.at is None:
        return False
    if when.precision is Precision.DAY:
        return parse_day(when.at) > at.astimezone(zone).date()
    return parse_instant(when.at) > at


def owed_timed_severities(pack: Pack) -> frozenset[str]:
    """What a list shows as the severity of records that can owe somebody a call by this pack."""
    timed = (rule for rule in pack.rules if rule.deadline.term is not DueForm.NEXT_UPLOAD)
    found = frozenset[str]().union(*(rule.severities for rule in timed))
    return found | {NOT_RATED} if found else found


def yearly_due(owed: Yearly, now: datetime, zone: tzinfo, *, done: int, begun: date) -> datetime:
    """The day by which this is owed. `done`: the last year in which it was done, 0 for never; `begun`: when
    the office began to keep its record here.

    One that was missed stays owed until it is done or the next year's is.
    """
    year = now.astimezone(zone).year
    if done >= year:
        year = done + 1
    elif (year, owed.month, owed.day) < (begun.year, begun.month, begun.day):
        year += 1
    return deadlines.on_wall(date(year, owed.month, owed.day), deadlines.END_OF_DAY, zone)
