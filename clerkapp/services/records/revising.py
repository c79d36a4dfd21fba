"""The next revision of a record: what it replaces, and why. What it carries over and what of it is attested
says `domain.signing.attesting`."""

from collections.abc import Mapping, Sequence

from clerkapp.crypto import revisions
from clerkapp.domain.errors import Refused
from clerkapp.domain.records import guarded
from clerkapp.domain.records.revision import Act, Op, Revision, Value
from clerkapp.domain.text import rules as texts
from clerkapp.services.names import beside
from clerkapp.services.session import Session

REASON_LIMIT = 500


def first_revision(
    session: Session,
    *,
    record: str,
    number: str,
    kind: str,
    values: Mapping[str, Value],
    at: str,
    capacity: str | None = None,
) -> tuple[Revision, Act]:
    """Revision 1 of a new record, signed by the session's person, in `capacity` when one is given."""
    return revisions.make(
        values,
        record=record,
        number=number,
        kind=kind,
        at=at,
        capacity=capacity,
        author=session.account.id,
        key=session.signing,
    )


def next_revision(
    session: Session,
    heads: Sequence[Revision],
    values: Mapping[str, Value],
    *,
    reason: str,
    at: str,
    op: Op = Op.PUT,
) -> tuple[Revision, Act]:
    """The revision that replaces `heads` (several settle a conflict), with its reason."""
    first = heads[0].header
    return revisions.make(
        {**values, "reason": reason},
        record=first.id,
        number=first.number,
        kind=first.kind,
        rev=1 + max(head.header.rev for head in heads),
        parents=[head.identity for head in heads],
        op=op,
        at=at,
        author=session.account.id,
        key=session.signing,
    )


def require_reason(text: str | None) -> str:
    """A reason as it is kept. Raises Refused: reason-missing, reason-long, text-hidden, guard."""
    reason = beside("reason", texts.prose, text or "")
    if not reason:
        raise Refused("reason-missing", fields=["reason"])
    if len(reason) > REASON_LIMIT:
        raise Refused("reason-long", fields=["reason"], limit=REASON_LIMIT)
    guarded.require_harmless(reason, "reason")
    return reason
