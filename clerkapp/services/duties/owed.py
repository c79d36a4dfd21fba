"""What is owed: the duties of one record, and of all of them.

The duties of a record are worked out from the record itself, whenever it is shown. For Home the program
notes which records owe somebody a call, and looks again only at what arrived since; a vault that comes
with many records is gone through a little at a time, the newest first. The note decides nothing: what it
names is worked out anew before it is shown, and `everything` goes by the records alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clerkapp.domain.duties.pack import DueForm, Pack, Yearly
from clerkapp.domain.duties.reckoning import (
    Duty,
    duties,
    owed_timed_severities,
    yearly_due,
)
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.time.times import parse_day
from clerkapp.services.duties import elections, packs
from clerkapp.services.records import reading, visibility
from clerkapp.services.session import Session
from clerkapp.store.settings import DUTIES_OPEN

DONE_SETTING = "yearly_done"
"""What is owed once a year and was done: {code: the year for which}."""
AT_ONCE = 150
"""Revisions looked at in one go."""
_SHOWN_YEARLY_DAYS = 60


@dataclass(frozen=True, slots=True)
class OwedDuty:
    """A duty of a record, as a list shows it."""

    row: RecordRow
    duty: Duty


@dataclass(frozen=True, slots=True)
class OwedYearly:
    """Something owed once a year, and the next day by which it is."""

    yearly: Yearly
    due: datetime


@dataclass(frozen=True, slots=True)
class OwedDuties:
    """What Home shows: the most urgent first. `total`: of all, counted to a hundred; `behind`: older records
    wait to be looked at."""

    calls: tuple[OwedDuty, ...]
    total: int
    yearly: tuple[OwedYearly, ...]
    behind: bool


def of_record(session: Session, number: str, at: datetime | None = None) -> tuple[Duty, ...]:
    """The duties of a record that the person may see, the most urgent first."""
    return _duties(session, packs.in_force(session), visibility.find(session, number), at)


def everything(session: Session, at: datetime | None = None) -> tuple[OwedDuty, ...]:
    """Every duty that had its own time, fulfilled or not, and what waits for the next bundle, of all records
    that the person may see: by time. `at`: who was told later than that counts as not told."""
    pack = packs.in_force(session)
    found: dict[str, RecordRow] = {}
    for query in (
        *(Query(severity=one, struck=False) for one in sorted(owed_timed_severities(pack))),
        Query(not_sent=True, struck=False),
    ):
        found |= {row.id: row for row in _rows(session, query)}
    listed = [
        OwedDuty(row, duty)
        for row in found.values()
        for duty in _duties(session, pack, row, at)
        if duty.is_owed or duty.due is not None or duty.told is None
    ]
    return tuple(sorted(listed, key=lambda one: (one.duty.sort_key, one.row.number)))


def yearly(session: Session, now: datetime) -> tuple[OwedYearly, ...]:
    """What the pack asks for once a year, by the day."""
    done = session.vault.settings.get(DONE_SETTING, {})
    begun = parse_day(session.info.created[:10])
    listed = [
        OwedYearly(
            one,
            yearly_due(one, now, session.zone, done=_year(done, one.code), begun=begun),
        )
        for one in packs.in_force(session).yearly
    ]
    return tuple(sorted(listed, key=lambda one: one.due))


def mark_done(session: Session, code: str) -> OwedYearly:
    """What is owed once a year was done for this time. Raises Refused: not-permitted, rules-unknown."""
    session.require(Permission.ADD)
    found = {one.yearly.code: one for one in yearly(session, session.ports.clock.now())}
    if code not in found:
        raise Refused("rules-unknown", fields=["done"], id=code[:40])
    done = session.vault.settings.get(DONE_SETTING, {})
    session.change_setting(DONE_SETTING, {**done, code: found[code].due.year})
    return found[code]


def for_home(session: Session, limit: int) -> OwedDuties:
    """The first `limit` calls that are owed, and what is owed this season."""
    behind = catch_up(session)
    pack, now = packs.in_force(session), session.ports.clock.now()
    note = session.vault.settings.get(DUTIES_OPEN, {})
    waiting: Mapping[str, str] = (
        note.get("open", {}) if note.get("rules") == _rules(session) else {}
    )
    calls: list[OwedDuty] = []
    total = 0
    for record, _ in sorted(waiting.items(), key=lambda item: item[1]):
        row = session.vault.queries.row(record)
        if not visibility.may_see(session, row):
            continue
        total += 1
        if len(calls) < limit:
            calls += [
                OwedDuty(row, duty) for duty in _duties(session, pack, row, None) if duty.is_owed
            ]
        elif total >= 100:
            break
    calls.sort(key=lambda one: (one.duty.sort_key, one.row.number))
    soon = [one for one in yearly(session, now) if (one.due - now).days <= _SHOWN_YEARLY_DAYS]
    return OwedDuties(tuple(calls[:limit]), max(total, len(calls)), tuple(soon), behind)


def catch_up(session: Session) -> bool:
    """Look at what arrived since the last time, and at some of what is older; whether more is left."""
    if session.read_only:
        return False
    records, note = session.vault.revisions, session.vault.settings.get(DUTIES_OPEN, {})
    rules, count = _rules(session), records.count()
    if note.get("rules") != rules:
        note = {"rules": rules, "up_to": count, "down_to": count, "open": {}}
    up_to, down_to = min(int(note["up_to"]), count), int(note["down_to"])
    newer = records.arrived(up_to, up_to + AT_ONCE)
    lower = max(0, down_to - max(0, AT_ONCE - len(newer)))
    older = records.arrived(lower, down_to)
    if not newer and not older and note == session.vault.settings.get(DUTIES_OPEN):
        return False
    pack, open_ = packs.in_force(session), dict(note["open"])
    for record in (*newer, *older):
        open_.pop(record, None)
        first = _first_owed(session, pack, session.vault.queries.row(record))
        if first is not None:
            open_[record] = first
    up_to = min(count, up_to + AT_ONCE)
    noted = {"rules": rules, "up_to": up_to, "down_to": lower, "open": open_}
    with session.transaction():
        session.vault.settings.set(DUTIES_OPEN, noted)
    return up_to < count or lower > 0


def _first_owed(session: Session, pack: Pack, row: RecordRow) -> str | None:
    if row.struck or row.severity not in owed_timed_severities(pack):
        return None
    owed = [duty.sort_key for duty in _duties(session, pack, row, None) if duty.is_owed]
    return f"{min(owed)} {row.number}" if owed else None


def _duties(session: Session, pack: Pack, row: RecordRow, at: datetime | None) -> tuple[Duty, ...]:
    head = session.vault.revisions.heads(row.id)[0]
    values = head.values()
    if row.struck or not values.keys() - {"status", "restricted"}:
        return ()
    day = None
    if _needs_days(pack):
        day = elections.day_of(elections.days(session), values.get("election"))
    return duties(
        row.kind,
        values,
        row.recorded,
        pack,
        session.zone,
        election=day.day if day else None,
        sent=row.sent,
        at=at,
    )


def _rules(session: Session) -> str:
    """What the note depends on beside the records."""
    pack = packs.in_force(session)
    said = f"{pack.id}/{pack.version} {getattr(session.zone, 'key', session.zone)}"
    if _needs_days(pack):
        days = sorted(f"{name} {one.day}" for name, one in elections.days(session).items())
        said += " " + "; ".join(days)
    return said


def _needs_days(pack: Pack) -> bool:
    """Whether a rule counts from the election."""
    return any(rule.deadline.term is DueForm.AFTER_ELECTION for rule in pack.rules)


def _rows(session: Session, query: Query) -> Iterator[RecordRow]:
    after: str | None = None
    while True:
        page = reading.list_records(session, query, after=after, limit=reading.PAGE_LIMIT)
        yield from page.rows
        after = page.next
        if after is None:
            return


def _year(done: Any, code: str) -> int:
    year = done.get(code) if isinstance(done, dict) else None
    return year if isinstance(year, int) else 0
