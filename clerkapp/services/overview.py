"""The day at a glance, for Home: what needs somebody, what the state has not got, what is kept safe.

Everything is read by index and bounded, so that Home opens as quickly in the tenth year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from clerkapp.domain.bundles import UPSTREAM
from clerkapp.domain.office_calendar import Countdown
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.drafts import Draft
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.text.rules import one_line
from clerkapp.domain.time.times import epoch_seconds, format_instant, parse_instant
from clerkapp.domain.work.statuses import GRAVE, OPEN
from clerkapp.services import office
from clerkapp.services.duties import owed
from clerkapp.services.duties.owed import OwedDuties
from clerkapp.services.export import exporting
from clerkapp.services.records import drafting, owing, reading, todos
from clerkapp.services.records.owing import OwedSignature
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults import recovery, safekeeping
from clerkapp.services.vaults.recovery import RecoveryState
from clerkapp.services.vaults.safekeeping import LastBackup

RECENT = 5
DUE = 4
COME_BACK = 5
OWED = 4
_COUNTED = 100
_UNTOUCHED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Due:
    """A record that needs somebody. `what`: conflict, urgent, review."""

    what: str
    row: RecordRow


@dataclass(frozen=True, slots=True)
class ComeBack:
    """A record to come back to. `day`: when, RFC 3339 or a date; None for one that nobody has touched for
    days, since `touched` (RFC 3339). `waiting_on`, `since`: as the record says, "" and None where it does
    not wait. `has_come`: the day is today or over."""

    row: RecordRow
    day: str | None
    has_come: bool
    waiting_on: str
    since: str | None
    touched: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What Home shows. `due_total` counts all that is due, of which `due` are the first; of what is
    urgent it counts a hundred at most. `polls_close`: "19:00" while they are open and the list says when.
    `owed`: what the newest records wait for; `owed_total`: how many records wait
    for a signature.

    `last_sent`: sequence number of the newest bundle that was written, None before the first. `steps`: how
    many to-dos and preventive steps are open, `steps_overdue`: of those; a hundred at most.
    """

    election: str | None
    election_name: str
    phase: str
    polls_close: str
    countdown: Countdown | None
    open_records: int
    recent: tuple[RecordRow, ...]
    records: int
    due: tuple[Due, ...]
    due_total: int
    come_back: tuple[ComeBack, ...]
    steps: int
    steps_overdue: int
    owed: OwedDuties
    unsent: int
    last_sent: int | None
    state_accepted: bool
    may_send: bool
    may_accept_state: bool
    drafts: tuple[Draft, ...]
    backup_folder: Path | None
    last_backup: LastBackup | None
    recovery: RecoveryState
    may_renew_recovery: bool
    signatures: tuple[OwedSignature, ...]
    signatures_total: int
    notices: tuple[Notice, ...]


def at_a_glance(session: Session, shown: int = DUE) -> Overview:
    """Read it all. `shown`: how many of each sort of what is due. A person without sight of records gets their own drafts and the safekeeping."""
    reads = any(
        session.account.may(permission)
        for permission in (Permission.SEE_OPEN, Permission.SEE_ALL, Permission.SEE_OWN)
    )
    totals: Mapping[str, int] = reading.totals(session) if reads else {}
    recent = reading.list_records(session, Query(struck=False), limit=RECENT).rows if reads else ()
    due, due_total = _due(session, shown) if reads else ((), 0)
    on = office.present(session)
    last = session.vault.outgoing.latest(UPSTREAM)
    return Overview(
        election=on.election,
        election_name=on.name,
        phase=on.phase,
        polls_close=office.polls_close(session),
        countdown=office.countdown(session),
        open_records=sum(totals.get(f"status:{status}", 0) for status in OPEN),
        recent=recent,
        records=totals.get("records", 0),
        due=due,
        due_total=due_total,
        come_back=_come_back(session) if reads else (),
        steps=todos.count(session, at_most=_COUNTED) if reads else 0,
        steps_overdue=todos.count(session, overdue=True, at_most=_COUNTED) if reads else 0,
        owed=owed.for_home(session, shown) if reads else OwedDuties((), 0, (), behind=False),
        unsent=totals.get("unsent", 0),
        last_sent=last.seq if last is not None else None,
        state_accepted=bool(exporting.recipients_in_use(session)),
        may_send=session.account.may(Permission.EXPORT),
        may_accept_state=session.account.may(Permission.SET_UPSTREAM),
        drafts=tuple(drafting.mine(session)),
        backup_folder=safekeeping.backup_folder(session),
        last_backup=safekeeping.last_backup(session),
        recovery=recovery.state(session),
        may_renew_recovery=recovery.may_renew(session),
        signatures=tuple(owing.owed(session, limit=OWED)) if reads and totals.get("owed") else (),
        signatures_total=totals.get("owed", 0),
        notices=session.notices,
    )


def _due(session: Session, shown: int) -> tuple[tuple[Due, ...], int]:
    """What is grave and open, the newest first; then what waits for a second person: what is resolved, and
    what is grave and was closed as a duplicate."""
    urgent: list[RecordRow] = []
    review: list[RecordRow] = []
    total = 0
    for severity in GRAVE:
        found: list[RecordRow] = []
        for status in OPEN:
            total += _gather(session, Query(urgent=severity, status=status), found, shown)
        urgent += sorted(found, key=lambda row: parse_instant(row.recorded), reverse=True)
        total += _gather(session, Query(urgent=severity, status="duplicate"), review, shown)
    total += _gather(session, Query(status="resolved"), review, shown)
    due = [
        Due("conflict" if row.conflict else what, row)
        for what, rows in (("urgent", urgent), ("review", review))
        for row in rows
    ]
    return tuple(due[:shown]), total


def _gather(session: Session, query: Query, found: list[RecordRow], shown: int) -> int:
    """Add the first `shown` rows of `query` to `found`; how many it has, a hundred at most where they are many."""
    rows = reading.list_records(session, query, limit=shown).rows
    found += rows
    if len(rows) < shown:
        return len(rows)
    return reading.count_records(session, query, at_most=_COUNTED)


def _come_back(session: Session) -> tuple[ComeBack, ...]:
    """What has a day to come back to it, the earliest first; then what nobody has touched for days."""
    narrowed = reading.visible_query(session, Query())
    now = session.ports.clock.now()
    before = epoch_seconds(format_instant(now - timedelta(days=_UNTOUCHED_DAYS)))
    standing = session.vault.work
    dated = standing.to_come_back(whose=narrowed.sight, limit=COME_BACK)
    left = standing.untouched(
        before,
        whose=narrowed.sight,
        limit=COME_BACK - len(dated),
    )
    return tuple(_to_come_back(session, row) for row in (*dated, *left))


def _to_come_back(session: Session, row: RecordRow) -> ComeBack:
    head = session.vault.revisions.get(row.identity)
    values = head.values()
    day, since = _at(values.get("back_on")), _at(values.get("waiting_since"))
    waits = values.get("waiting_on")
    today = format_instant(session.ports.clock.now())[:10]
    return ComeBack(
        row=row,
        day=day,
        has_come=day is not None and day[:10] <= today,
        waiting_on=one_line(waits) if isinstance(waits, str) else "",
        since=since,
        touched=head.header.recorded,
    )


def _at(value: Any) -> str | None:
    at = value.get("at") if isinstance(value, dict) else None
    return at if isinstance(at, str) else None
