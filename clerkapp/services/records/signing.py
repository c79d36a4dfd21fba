"""Signing a record on screen: review, two-person, authority (docs/formats/bundle.md, section 5).

Rules. The reviewer is not a person who wrote any of the content, and reviews only what has the other
signatures that it needs. Two people sign as two persons, not of the same party. A signature holds while only
the status, what is decided for the public or a sheet signed on paper changes after it; a review holds while
only the status and such sheets do. Persons are compared, not accounts, so that a successor account is not
somebody else. Signatures in ink are in `paper`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clerkapp.crypto.acts import sign_act
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.people.naming import seen_name
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records import guarded, publishing, severity
from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.records.revision import Act, ActKind, Revision, Value
from clerkapp.domain.signing import attesting, capacities
from clerkapp.domain.signing.signatures import Given
from clerkapp.domain.text import rules as texts
from clerkapp.services import parties
from clerkapp.services.names import beside
from clerkapp.services.records import heads, owing, recording, revising, visibility
from clerkapp.services.session import Session
from clerkapp.services.vaults import second
from clerkapp.wording import reasons


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

    A review needs a resolved record, or a duplicate, with the other signatures that it needs, and writes a revision that
    changes only the status; the act names it. Raises Refused: not-permitted, review-needs-resolved,
    missing-to-review (fields), signatures-missing (fields: the acts), review-own, two-person-capacity,
    party-unknown, party-only-for-two, two-person-same-person, two-person-same-capacity, two-person-done,
    already-signed, conflict-open, record-struck.
    """
    row = visibility.find(session, number)
    heads.require_not_struck(row)
    with session.vault.transaction():
        head = heads.only_head(session, row)
        if act is ActKind.REVIEW:
            return _review(session, row, head, capacity)
        if act is ActKind.TWO_PERSON:
            return _two_person(session, row, head, capacity)
        if act is ActKind.AUTHORITY:
            session.require(Permission.SIGN_AUTHORITY)
            _require_first(session, row, head, ActKind.AUTHORITY)
            return _sign(session, row, head, act, for_one(session, capacity))
    raise Refused("act-unknown", act=str(act))


def sign_as(
    session: Session, number: str, act: ActKind, capacity: str | None, *, name: str, passphrase: str
) -> Signed:
    """Let somebody else sign who stands beside the person signed in: with their own passphrase, whose key
    signs this once. Raises what `sign` raises for them, and what `second.admitted` raises."""
    with second.admitted(session, name, passphrase) as theirs:
        return sign(theirs, number, act, capacity)


def _review(session: Session, row: RecordRow, head: Revision, capacity: str | None) -> Signed:
    session.require(Permission.REVIEW)
    values = _reviewable(session, row, head)
    if visibility.wrote(session, session.vault.revisions.history(row.id)):
        raise Refused("review-own", number=row.number)
    chosen = for_one(session, capacity)
    revision, author_act = revising.next_revision(
        session,
        [head],
        {**values, "status": "reviewed"},
        reason=reasons.reviewed(),
        at=session.now(),
    )
    recording.append(session, revision, author_act, Event.AMENDED)
    return _sign(session, row, revision, ActKind.REVIEW, chosen)


def _reviewable(session: Session, row: RecordRow, head: Revision) -> dict[str, Value]:
    """What the reviewed revision carries on."""
    values = require_resolved(row, head)
    owing.require_signed(session, row, head)
    return values


def require_resolved(row: RecordRow, head: Revision) -> dict[str, Value]:
    """What is carried on from a record that may be reviewed, on screen or in ink. Raises what a review needs of the
    record itself."""
    values = attesting.carried(head.values())
    duplicate = values.get("status") == "duplicate"
    if values.get("status") != "resolved" and not duplicate:
        raise Refused("review-needs-resolved", fields=["status"], number=row.number)
    if duplicate:  # What happened is answered in the first one.
        severity.require_reasoned(row.kind, values, {})
    else:
        recording.require_gate(row.kind, values, Gate.REVIEW, "missing-to-review")
    publishing.require_safe_wording(row.kind, values)
    return values


def _two_person(session: Session, row: RecordRow, head: Revision, capacity: str | None) -> Signed:
    session.require(Permission.RECORD)
    given = Given(session.account.person, seen_name(session.account.name), None)
    before = owing.two_people(session, row.id, head)
    if any(given.person == one.person or given.name == one.name for one in before):
        raise Refused("two-person-same-person", number=row.number)
    mine = for_two(session, capacity, session.account.function)
    require_sides(row, before, replace(given, capacity=mine))
    return _sign(session, row, head, ActKind.TWO_PERSON, mine)


def require_sides(row: RecordRow, before: Sequence[Given], given: Given) -> None:
    """Raises Refused: two-person-same-capacity when `given` is of the party of somebody `before`;
    two-person-done when two have signed."""
    for one in before:
        if capacities.side(one.capacity) == capacities.side(given.capacity):
            party = (given.capacity or "").rpartition(", ")[2]
            raise Refused("two-person-same-capacity", fields=["capacity"], capacity=party)
    if len(before) > 1:
        raise Refused("two-person-done", number=row.number)


def holding_acts(session: Session, record: str, head: Revision) -> tuple[Act, ...]:
    """The acts that hold for `head`: on it, or on what it only changed the status of."""
    history = session.vault.revisions.history(record)
    return tuple(filter(attesting.holding(head, history), session.vault.revisions.acts(record)))


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


def for_two(session: Session, text: str | None, function: str) -> str:
    """The capacity of one of two people, as it is kept. Raises as `capacities.for_two` does."""
    chosen = capacities.for_two(_typed(text), parties.choosable(session), function)
    return _short(chosen.text())


def for_one(session: Session, text: str | None) -> str | None:
    """The capacity of a reviewer or the authority, as it is kept. Raises as `capacities.for_one` does."""
    chosen = capacities.for_one(_typed(text), parties.choosable(session))
    return None if chosen is None else _short(chosen)


def _typed(text: str | None) -> str:
    capacity = beside("capacity", texts.line, text or "")
    guarded.require_harmless(capacity, "capacity")
    return _short(capacity)


def _short(capacity: str) -> str:
    if len(capacity) > capacities.LIMIT:
        raise Refused("capacity-form", fields=["capacity"], limit=capacities.LIMIT)
    return capacity


def reviewers(session: Session, record: str) -> tuple[str, ...]:
    """Who may review the record (its id), by name, ascending: nobody who wrote part of it."""
    wrote = {
        visibility.person_of(session, author)
        for author in attesting.content_authors(session.vault.revisions.history(record))
    }
    names = (
        account.name
        for account in session.vault.accounts.list()
        if account.may(Permission.REVIEW)
        and not account.disabled
        and account.person not in {*wrote, session.account.person}
    )
    return tuple(sorted(dict.fromkeys(names)))
