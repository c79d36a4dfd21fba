"""The next revision of a record: what it carries over, what it replaces, and whose words it has.

`reason` belongs to one revision only and is never carried into the next; the rest is the record's
content, where the work on it stands (its status, whom it is with), and what a reviewer decided for the
public. A review changes the status alone, so what was signed before it still holds
(docs/formats/record.md).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from clerkapp.crypto import revisions
from clerkapp.domain.errors import Refused
from clerkapp.domain.privacy.pictures import CLEARED, HELD
from clerkapp.domain.records import guarded, publishing
from clerkapp.domain.records.revision import Act, ActKind, Op, Revision, Value
from clerkapp.domain.text import rules as texts
from clerkapp.domain.work.statuses import STANDING
from clerkapp.services.names import beside
from clerkapp.services.session import Session

REASON_LIMIT = 500
_PASSING = frozenset({"status", "reason"})
_NOT_CONTENT = _PASSING | frozenset(publishing.DECIDED) | frozenset(STANDING)


def first_revision(
    session: Session, *, record: str, number: str, kind: str, values: Mapping[str, Value], at: str
) -> tuple[Revision, Act]:
    """Revision 1 of a new record, signed by the session's person."""
    return revisions.make(
        values,
        record=record,
        number=number,
        kind=kind,
        at=at,
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


def carried(values: Mapping[str, Value]) -> dict[str, Value]:
    """What the next revision starts from: everything but the last revision's reason."""
    return {code: value for code, value in values.items() if code != "reason"}


def content(values: Mapping[str, Value]) -> dict[str, Value]:
    """What a person attests: everything but where the work stands, the reason and what is decided for
    outside."""
    return {code: _attested(value) for code, value in values.items() if code not in _NOT_CONTENT}


def _attested(value: Value) -> Value:
    """Whether a picture is held back is decided for outside; the picture stays the same."""
    if isinstance(value, dict) and value.get("class") == HELD:
        return {**value, "class": CLEARED}
    return value


def holding(revision: Revision, history: Iterable[Revision]) -> Callable[[Act], bool]:
    """Whether an act holds for `revision`: it is over that, or over what differs from it in nothing
    that was attested. A review attests what was decided for the public too."""
    known = {past.identity: past for past in history}
    reviewed = _unchanged(revision, known, _attested_values)
    attested = _unchanged(revision, known, content)
    return lambda act: act.revision in (reviewed if act.act is ActKind.REVIEW else attested)


def _attested_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """What a review attests: what is decided for outside too."""
    return {code: value for code, value in values.items() if code not in _PASSING}


def _unchanged(
    revision: Revision,
    known: Mapping[str, Revision],
    compared: Callable[[Mapping[str, Value]], dict[str, Value]],
) -> frozenset[str]:
    """`revision` and what is reached from it through parents while `compared` of it stays the same."""
    wanted = compared(revision.values())
    reached = [revision]
    for ancestor in reached:
        for parent in ancestor.header.parents:
            before = known.get(parent)
            if before is not None and before not in reached and compared(before.values()) == wanted:
                reached.append(before)
    return frozenset(ancestor.identity for ancestor in reached)


def content_authors(history: Iterable[Revision]) -> set[str]:
    """Account ids of everyone who wrote content: all authors but those of status-only revisions."""
    known = {revision.identity: revision for revision in history}
    authors = set()
    for revision in known.values():
        parents = [known[parent] for parent in revision.header.parents if parent in known]
        mine = content(revision.values())
        if not any(content(parent.values()) == mine for parent in parents):
            authors.add(revision.header.author)
    return authors


def require_reason(text: str | None) -> str:
    """A reason as it is kept. Raises Refused: reason-missing, reason-long, text-hidden, guard."""
    reason = beside("reason", texts.prose, text or "")
    if not reason:
        raise Refused("reason-missing", fields=["reason"])
    if len(reason) > REASON_LIMIT:
        raise Refused("reason-long", fields=["reason"], limit=REASON_LIMIT)
    guarded.require_harmless(reason, "reason")
    return reason
