"""Recording and changing: record, amend, strike, set the status.

Nothing is changed in place and nothing is deleted: each use case appends one revision with its
author's signature and one entry to the journal, in one transaction. Signatures are in signing.py.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clerkapp.domain.answers import first_answers
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records import gates, guarded, plausible_times, publishing, severity
from clerkapp.domain.records import values as record_values
from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.records.revision import Act, ActKind, Op, Revision, Value
from clerkapp.domain.rows import struck
from clerkapp.domain.signing import attesting
from clerkapp.domain.signing.signatures import signatures_needed
from clerkapp.domain.text.rules import says_something
from clerkapp.domain.work import links, statuses
from clerkapp.services import machine_memory, office
from clerkapp.services.records import (
    attaching,
    drafting,
    linking,
    owing,
    restricting,
    revising,
    visibility,
)
from clerkapp.services.records import heads as heads_of
from clerkapp.services.records.attaching import Attached
from clerkapp.services.session import Session
from clerkapp.wording import reasons


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a use case appended: the record's number and id, the revision's rev and identity. `two_sign`: a new record
    is one that two people have to sign, who stand there now."""

    number: str
    id: str
    rev: int
    revision: str
    two_sign: bool = False


def record(
    session: Session,
    kind: str,
    typed: Mapping[str, Any],
    *,
    attachments: Sequence[Attached] = (),
    draft: str | None = None,
    capacity: str | None = None,
) -> Recorded:
    """Record an incident; removes the draft it came from. `capacity`: as what it is signed, where that is
    not the person's own function (`domain.records.revision.TRANSCRIBED`).

    `typed`: {code: value}, shorthands allowed; what a person only checks (time of noticing,
    election, stage, channel, sharing mark) is filled in unless typed. Raises
    Refused("missing-to-record") with the fields concerned, what normalising refuses, time-ahead and
    noticed-before-start for times that cannot be true, guard (`rules`) for texts that must not be
    in a record unless `guard_overrides` says why, decided-by-reviewer, severity-needs-reason, and what
    linking raises.
    """
    now = session.now()
    values = prepared(session, kind, typed, attachments=attachments, now=now)
    with session.vault.transaction():
        number = session.vault.revisions.next_number(session.ports.clock.now().year)
        revision, act = revising.first_revision(
            session,
            record=str(uuid.uuid4()),
            number=str(number),
            kind=kind,
            values=values,
            at=now,
            capacity=capacity,
        )
        recorded = append(session, revision, act, Event.RECORDED)
        _note_overrides(session, revision, {})
        if draft is not None:
            drafting.forget(session, draft)
    return replace(recorded, two_sign=ActKind.TWO_PERSON in signatures_needed(kind, values))


def prepared(
    session: Session,
    kind: str,
    typed: Mapping[str, Any],
    *,
    now: str,
    attachments: Sequence[Attached] = (),
) -> dict[str, Value]:
    """What `record` would write, with all that it refuses; nothing is written."""
    session.require(Permission.RECORD)
    _require_no_ink(typed, {})
    values = record_values.normalise(kind, prefilled(session, kind, typed, now))
    values.setdefault("severity", "not_rated")
    values["status"] = "recorded"
    values = struck.marked(kind, values, {}, at=now, by=session.account.function, why="")
    require_decider(session, kind, values, {})
    values = restricting.settled(session, values, {})
    values = attaching.with_files(session, attachments, values, {})
    require_gate(kind, values, Gate.RECORD, "missing-to-record")
    require_possible_times(session, kind, values, values)
    severity.require_reasoned(kind, values, {})
    values = linking.settled(session, "", values, {})
    return guarded.settled(kind, values, None)


def amend(
    session: Session,
    number: str,
    changes: Mapping[str, Any],
    reason: str | None = None,
    *,
    attachments: Sequence[Attached] = (),
    draft: str | None = None,
) -> Recorded:
    """Change fields of a record: `changes` is {code: new value}, None takes a field away.

    A change that gives first answers only needs no reason (`domain/answers/first_answers`), unless the
    record is reviewed or has several heads.
    A record with several heads (a conflict) is settled by naming a value for every field on which
    they differ. An entry of a log that is gone from its table is struck, with the reason (domain.rows.struck).
    A resolved or reviewed record must be reviewed again. Raises Refused:
    nothing-changed, conflict-open (fields), record-struck, reason-missing, field refusals, guard,
    decided-by-reviewer, severity-needs-reason, severity-unrated, status-needs-it, and what linking
    raises. Words for outside are void when the record itself changes.
    """
    row = visibility.find(session, number)
    visibility.require_may_change(session, row)
    heads_of.require_not_struck(row)
    given = revising.require_reason(reason) if says_something(reason or "") else None
    with session.vault.transaction():
        heads = session.vault.revisions.heads(row.id)
        heads_of.require_settled(heads, changes)
        before = attesting.carried(heads[0].values())
        values = record_values.amend(row.kind, before, changes)
        why = given or _first_answers(row, heads, before, values, files=len(attachments))
        now = session.now()
        for head in heads:
            values = struck.marked(
                row.kind, values, head.values(), at=now, by=session.account.function, why=why
            )
        values = attaching.with_files(session, attachments, values, before)
        require_gate(row.kind, values, Gate.RECORD, "missing-to-record")
        values = _judged(session, row, values, before)
        if values == before and len(heads) == 1:
            raise Refused("nothing-changed")
        values = _still_decided(values, before, changes, settling=len(heads) > 1)
        if values["status"] in ("resolved", "reviewed"):
            still = not gates.missing(row.kind, values, Gate.RESOLVE)
            values["status"] = "resolved" if still else "working"
            if not still:
                values.setdefault("owner", session.account.name)
        revision, act = revising.next_revision(session, heads, values, reason=why, at=now)
        recorded = append(session, revision, act, Event.AMENDED)
        _note_overrides(session, revision, before)
        if draft is not None:
            drafting.forget(session, draft)
    return recorded


def _first_answers(
    row: RecordRow,
    heads: Sequence[Revision],
    before: Mapping[str, Value],
    values: Mapping[str, Value],
    *,
    files: int,
) -> str:
    """The program's own reason for a change that only adds. Raises Refused("reason-missing")."""
    # Rows that were struck are kept whatever is said of them.
    old, new = (
        {code: struck.live(value) for code, value in told.items()} for told in (before, values)
    )
    corrected = first_answers.corrections(row.kind, old, new)
    if row.status == "reviewed" or len(heads) > 1 or corrected or struck.newly(values, before):
        raise Refused("reason-missing", fields=["reason"])
    added = len(first_answers.added(row.kind, old, new))
    return reasons.files_added(files) if files and not added else reasons.answers_added(added)


def add_action(
    session: Session, number: str, action: Mapping[str, Any], *, although: str = ""
) -> Recorded:
    """Append a line to what was done: `action` is a row of the field `actions`. `although`: why it
    stays as it is although the guard stops at it."""
    row = visibility.find(session, number)
    with session.vault.transaction():
        before = heads_of.only_head(session, row).values().get("actions")
        changes: dict[str, Any] = {
            "actions": [*(before if isinstance(before, list) else []), dict(action)]
        }
        if although:
            changes[guarded.OVERRIDES] = [{"field": "actions", "reason": although}]
        return amend(session, number, changes, reasons.action_added())


def strike(session: Session, number: str, reason: str) -> Recorded:
    """Mark a record as entered in error. It keeps its number and stays readable.

    Raises Refused: not-permitted, record-struck, reason-missing, first-of-duplicates.
    """
    row = visibility.find(session, number)
    visibility.require_may_change(session, row)
    heads_of.require_not_struck(row)
    why = revising.require_reason(reason)
    linking.require_repeated_by_none(session, row.number)
    with session.vault.transaction():
        heads = session.vault.revisions.heads(row.id)
        values = {**attesting.carried(heads[0].values()), "status": "error"}
        revision, act = revising.next_revision(
            session, heads, values, reason=why, at=session.now(), op=Op.STRIKE
        )
        return append(session, revision, act, Event.STRUCK)


@dataclass(frozen=True, slots=True)
class StatusDetails:
    """What goes with a status. `of`: the number of the record that a duplicate repeats. `waiting_on`: whom
    it waits for, `waiting_since`: since when (None: now). `owner`: who has it; whoever sets it to working,
    unless somebody has it. `back_on`: when to come back to it. Times in any form that a record takes."""

    of: str = ""
    waiting_on: str = ""
    waiting_since: Any = None
    owner: str = ""
    back_on: Any = None


def set_status(
    session: Session,
    number: str,
    status: str,
    reason: str | None = None,
    standing: StatusDetails = StatusDetails(),
    changes: Mapping[str, Any] | None = None,
    *,
    draft: str | None = None,
) -> Recorded:
    """Set the status, with what it needs to say, and answer further fields in the same revision.

    Without a reason the new status itself is kept as one. Resolving asks for what the form needs to
    resolve. The same status again says something new about it. `draft`: one that this removes. Raises
    Refused: status-unknown, signatures-missing (reviewed; fields: the acts), status-needs-act (reviewed,
    error), status-order, status-already,
    missing-to-resolve (fields), waiting-needs-whom, duplicate-needs-first, what `amend` raises of
    `changes`, and what linking raises of `of`.
    """
    if status == "reviewed":
        seen = visibility.find(session, number)
        owing.require_signed(session, seen, heads_of.only_head(session, seen))
    statuses.require_settable(status)
    row = visibility.find(session, number)
    visibility.require_may_change(session, row)
    heads_of.require_not_struck(row)
    statuses.require_may_follow(row.status, status)
    why = _status_reason(row, status, reason)
    if status == "resolved":
        session.require(Permission.RESOLVE)
    with session.vault.transaction():
        head = heads_of.only_head(session, row)
        before = attesting.carried(head.values())
        given = {**_given(row, before, standing), **(changes or {})}
        values = record_values.amend(row.kind, before, given)
        if standing.of:
            values = links.with_master(values, standing.of)
        now = session.now()
        values = struck.marked(
            row.kind, values, before, at=now, by=session.account.function, why=why
        )
        values = statuses.moved(values, status, person=session.account.name, now=now, given=given)
        values = _judged(session, row, values, before)
        if values == before:
            raise Refused("status-already", fields=["status"], number=row.number, status=status)
        if status == "resolved":
            require_gate(row.kind, values, Gate.RESOLVE, "missing-to-resolve")
        revision, act = revising.next_revision(session, [head], values, reason=why, at=now)
        recorded = append(session, revision, act, Event.AMENDED)
        _note_overrides(session, revision, before)
        if draft is not None:
            drafting.forget(session, draft)
    return recorded


def _given(row: RecordRow, before: Mapping[str, Value], standing: StatusDetails) -> dict[str, Any]:
    """The fields that a status brings along. Waiting for somebody else begins anew."""
    given: dict[str, Any] = {
        code: value
        for code, value in (
            ("owner", standing.owner),
            ("waiting_on", standing.waiting_on),
            ("waiting_since", standing.waiting_since),
            ("back_on", standing.back_on),
        )
        if value
    }
    other = standing.waiting_on and standing.waiting_on != before.get("waiting_on")
    if row.status == "waiting" and other and not standing.waiting_since:
        given["waiting_since"] = None
    return given


def _judged(
    session: Session, row: RecordRow, values: Mapping[str, Value], before: Mapping[str, Value]
) -> dict[str, Value]:
    """What every change of a record must pass; `values` as they are kept."""
    statuses.require_kept(values, before)
    require_decider(session, row.kind, values, before)
    _require_no_ink(values, before)
    told = linking.settled(session, row.number, values, before)
    told = restricting.settled(
        session, told, before, began=row.author, authors=_authors(session, row)
    )
    changed = [code for code in told if told[code] != before.get(code)]
    require_possible_times(session, row.kind, told, changed)
    severity.require_reasoned(row.kind, told, before)
    return guarded.settled(row.kind, told, before)


def _require_no_ink(typed: Mapping[str, Any], before: Mapping[str, Value]) -> None:
    """Raises Refused("field-kept-by-program") for what is kept of signatures on paper: filing a sheet writes it."""
    for code in (attesting.PAPER, attesting.PAPER_NAMES):
        if typed.get(code) != before.get(code):
            raise Refused("field-kept-by-program", fields=[code], field=code)


def _authors(session: Session, row: RecordRow) -> set[str]:
    """Whoever wrote a part of the record."""
    return attesting.content_authors(session.vault.revisions.history(row.id))


def _status_reason(row: RecordRow, status: str, reason: str | None) -> str:
    """Opening a reviewed record again needs a person's own words."""
    if reason or row.status == "reviewed":
        return revising.require_reason(reason)
    return reasons.status_set(status)


def prefilled(session: Session, kind: str, typed: Mapping[str, Any], now: str) -> dict[str, Any]:
    """What a new form starts with: the office's present election and stage, and the time."""
    on = office.present(session)
    return record_values.prefill(kind, typed, now=now, election=on.election, phase=on.phase)


def append(session: Session, revision: Revision, act: Act, event: Event) -> Recorded:
    """Append a revision and journal it, in the caller's transaction."""
    header = revision.header
    session.vault.revisions.append(revision, act)
    session.journal(
        event,
        header.recorded,
        {"number": header.number, "rev": header.rev, "revision": revision.identity},
    )
    return Recorded(header.number, header.id, header.rev, revision.identity)


def require_gate(kind: str, values: Mapping[str, Value], gate: Gate, code: str) -> None:
    """Raises Refused(code) with the fields that are missing for `gate`."""
    missing = gates.missing(kind, values, gate)
    if missing:
        raise Refused(code, fields=[field.code for field in missing], count=len(missing))


def require_decider(
    session: Session, kind: str, values: Mapping[str, Value], before: Mapping[str, Value]
) -> None:
    """Raises Refused("decided-by-reviewer") with the fields that only a reviewer may set, and what is
    wrong with words for outside (`domain/records/publishing`)."""
    changed = {
        code: values.get(code)
        for code in publishing.DECIDED
        if values.get(code) != before.get(code)
    }
    theirs = publishing.reviewers_own(changed, before)
    if theirs and not session.account.may(Permission.REVIEW):
        raise Refused("decided-by-reviewer", fields=theirs)
    if any(code in changed for code in publishing.WORDING):
        publishing.require_safe_wording(kind, values)


def _still_decided(
    values: dict[str, Value],
    before: Mapping[str, Value],
    changes: Mapping[str, Any],
    *,
    settling: bool,
) -> dict[str, Value]:
    """What was decided for the public and still holds: words are about the record as it was, and
    several heads were decided apart."""
    gone: set[str] = set()
    if settling:
        gone = set(publishing.DECIDED)
    elif attesting.content(values) != attesting.content(before):
        gone = set(publishing.WORDING)
    return {code: value for code, value in values.items() if code not in gone or code in changes}


def _note_overrides(session: Session, revision: Revision, before: Mapping[str, Value]) -> None:
    """Journal which rules a person set aside, and where: codes only."""
    after = guarded.overridden(revision.values())
    new = [name for name in after if name not in guarded.overridden(before)]
    if new:
        session.journal(
            Event.GUARD_OVERRIDDEN,
            revision.header.recorded,
            {
                "number": revision.header.number,
                "rev": revision.header.rev,
                "fields": [code for code, _rule in new],
                "rules": [rule for _code, rule in new],
            },
        )


def require_possible_times(
    session: Session, kind: str, values: Mapping[str, Value], codes: Collection[str]
) -> None:
    """Raises Refused for the first time in `codes` that cannot be true (`domain/records/plausible_times`).

    A clock that is known to stand wrong does not judge: recording must not wait for a battery.
    """
    if machine_memory.clock_is_back(session):
        return
    for refused in plausible_times.impossible(kind, values, session.ports.clock.now(), codes):
        raise refused
