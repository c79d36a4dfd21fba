"""Signing a record: review, two-person, authority (docs/formats/bundle.md, section 5).

Rules. The reviewer is not a person who wrote any of the content. Two people sign as two persons in
two capacities. A signature holds while only the status, or what is decided for the public, changes
after it; a review holds while only the status does. Persons are compared, not accounts, so that a
successor account is not somebody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkapp.crypto.acts import sign_act
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records import guarded, publishing, severity
from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.records.revision import Act, ActKind, Revision
from clerkapp.domain.text import rules as texts
from clerkapp.domain.text.rules import comparable
from clerkapp.services.names import beside
from clerkapp.services.records import recording, revising, visibility
from clerkapp.services.session import Session
from clerkapp.wording import reasons

CAPACITY_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed: number, the revision's identity and rev, the act, the capacity, when."""

    number: str
    revision: str
    rev: int
    act: str
    capacity: str | None
    at: str


def sign(session: Session, number: str, act: ActKind, capacity: str | None = None) -> Signed:
    """Sign the current revision of a record.

    A review needs a resolved record, or a duplicate, and writes a revision that changes only the status;
    the act names it. Raises Refused: not-permitted, review-needs-resolved, missing-to-review (fields),
    review-own, two-person-capacity, two-person-same-person, two-person-same-capacity,
    already-signed, conflict-open, record-struck.
    """
    row = visibility.find(session, number)
    recording.require_not_struck(row)
    with session.vault.transaction():
        head = recording.only_head(session, row)
        if act is ActKind.REVIEW:
            return _review(session, row, head, capacity)
        if act is ActKind.TWO_PERSON:
            return _two_person(session, row, head, capacity)
        if act is ActKind.AUTHORITY:
            session.require(Permission.SIGN_AUTHORITY)
            _require_first(session, row, head, ActKind.AUTHORITY)
            return _sign(session, row, head, act, _capacity(capacity))
    raise Refused("act-unknown", act=str(act))


def _review(session: Session, row: RecordRow, head: Revision, capacity: str | None) -> Signed:
    session.require(Permission.REVIEW)
    values = revising.carried(head.values())
    duplicate = values.get("status") == "duplicate"
    if values.get("status") != "resolved" and not duplicate:
        raise Refused("review-needs-resolved", fields=["status"], number=row.number)
    if visibility.wrote(session, session.vault.revisions.history(row.id)):
        raise Refused("review-own", number=row.number)
    if duplicate:  # What happened is answered in the first one.
        severity.require_reasoned(row.kind, values, {})
    else:
        recording.require_gate(row.kind, values, Gate.REVIEW, "missing-to-review")
    publishing.require_safe_wording(row.kind, values)
    revision, author_act = revising.next_revision(
        session,
        [head],
        {**values, "status": "reviewed"},
        reason=reasons.reviewed(),
        at=session.now(),
    )
    recording.append(session, revision, author_act, Event.AMENDED)
    return _sign(session, row, revision, ActKind.REVIEW, _capacity(capacity))


def _two_person(session: Session, row: RecordRow, head: Revision, capacity: str | None) -> Signed:
    session.require(Permission.RECORD)
    mine = _capacity(capacity)
    if mine is None:
        raise Refused("two-person-capacity", fields=["capacity"])
    for act in holding_acts(session, row.id, head):
        if act.act is not ActKind.TWO_PERSON:
            continue
        if visibility.is_mine(session, act.account):
            raise Refused("two-person-same-person", number=row.number)
        if comparable(act.capacity or "") == comparable(mine):
            raise Refused("two-person-same-capacity", fields=["capacity"], capacity=mine)
    return _sign(session, row, head, ActKind.TWO_PERSON, mine)


def holding_acts(session: Session, record: str, head: Revision) -> tuple[Act, ...]:
    """The acts that hold for `head`: on it, or on what it only changed the status of."""
    history = session.vault.revisions.history(record)
    return tuple(filter(revising.holding(head, history), session.vault.revisions.acts(record)))


def _require_first(session: Session, row: RecordRow, head: Revision, kind: ActKind) -> None:
    acts: Sequence[Act] = holding_acts(session, row.id, head)
    if any(act.act is kind and visibility.is_mine(session, act.account) for act in acts):
        raise Refused("already-signed", number=row.number)


def _sign(
    session: Session, row: RecordRow, revision: Revision, kind: ActKind, capacity: str | None
) -> Signed:
    at = session.now()
    act = sign_act(
        session.signing,
        act=kind,
        revision=revision.identity,
        account=session.account.id,
        capacity=capacity,
        at=at,
    )
    session.vault.revisions.add_act(act)
    session.journal(
        Event.SIGNED, at, {"number": row.number, "act": str(kind), "revision": revision.identity}
    )
    return Signed(row.number, revision.identity, revision.header.rev, str(kind), capacity, at)


def _capacity(text: str | None) -> str | None:
    capacity = beside("capacity", texts.line, text or "")
    if len(capacity) > CAPACITY_LIMIT:
        raise Refused("capacity-form", fields=["capacity"], limit=CAPACITY_LIMIT)
    guarded.require_harmless(capacity, "capacity")
    return capacity or None
