"""The day at a glance, for Home: what needs somebody, what the state has not got, what is kept safe.

Everything is read by index and bounded, so that Home opens as quickly in the tenth year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clerkapp.domain.bundles import UPSTREAM
from clerkapp.domain.office_calendar import Countdown
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.drafts import Draft
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.time.times import parse_instant
from clerkapp.services import office
from clerkapp.services.export import exporting
from clerkapp.services.records import drafting, reading
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults import recovery, safekeeping
from clerkapp.services.vaults.recovery import RecoveryState
from clerkapp.services.vaults.safekeeping import LastBackup

RECENT = 5
DUE = 4
_COUNTED = 100
_OPEN = ("recorded", "working", "waiting")


@dataclass(frozen=True, slots=True)
class Due:
    """A record that needs somebody. `what`: conflict, urgent, review."""

    what: str
    row: RecordRow


@dataclass(frozen=True, slots=True)
class Overview:
    """What Home shows. `due_total` counts all that is due, of which `due` are the first; of what is
    urgent it counts a hundred at most. `polls_close`: "19:00" while they are open and the list says when.

    `last_sent`: sequence number of the newest bundle that was written, None before the first.
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
    notices: tuple[Notice, ...]


def at_a_glance(session: Session) -> Overview:
    """Read it all. A person without sight of records gets their own drafts and the safekeeping."""
    reads = any(
        session.account.may(permission)
        for permission in (Permission.SEE_OPEN, Permission.SEE_ALL, Permission.SEE_OWN)
    )
    totals: Mapping[str, int] = reading.totals(session) if reads else {}
    recent = reading.list_records(session, Query(), limit=RECENT).rows if reads else ()
    due, due_total = _due(session, totals) if reads else ((), 0)
    on = office.present(session)
    last = session.vault.outgoing.latest(UPSTREAM)
    return Overview(
        election=on.election,
        election_name=on.name,
        phase=on.phase,
        polls_close=office.polls_close(session),
        countdown=office.countdown(session),
        open_records=sum(totals.get(f"status:{status}", 0) for status in _OPEN),
        recent=recent,
        records=totals.get("records", 0),
        due=due,
        due_total=due_total,
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
        notices=session.notices,
    )


def _due(session: Session, totals: Mapping[str, int]) -> tuple[tuple[Due, ...], int]:
    """What is grave and open, decided or only suggested, the newest first; then what waits for a
    second person."""
    urgent: list[RecordRow] = []
    total = totals.get("status:resolved", 0)
    for severity in ("critical", "high"):
        asked = [
            query
            for column, query in (
                ("severity", Query(severity=severity)),
                ("suggested", Query(suggested=severity)),
            )
            if totals.get(f"{column}:{severity}")
        ]
        found: list[RecordRow] = []
        for query in (replace(one, status=status) for one in asked for status in _OPEN):
            rows = reading.list_records(session, query, limit=DUE).rows
            found += rows
            total += (
                len(rows)
                if len(rows) < DUE
                else reading.count_records(session, query, at_most=_COUNTED)
            )
        urgent += sorted(found, key=lambda row: parse_instant(row.recorded), reverse=True)
    review = reading.list_records(session, Query(status="resolved"), limit=DUE).rows
    due = [
        Due("conflict" if row.conflict else what, row)
        for what, rows in (("urgent", urgent), ("review", review))
        for row in rows
    ]
    return tuple(due[:DUE]), total
