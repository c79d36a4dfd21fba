"""What the next bundle for the state would hold, in one look: for the screen that sends it.

Nothing is committed and nothing written. What stays at the office is said too, so that nobody has
to guess: drafts always, and in a state copy whatever `domain/records/copies` withholds.
"""

from dataclasses import dataclass

from clerkapp.domain.bundles import UPSTREAM
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.copies import Copy
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.services.export import bundling, exporting
from clerkapp.services.export.exporting import Plan, Request
from clerkapp.services.records import drafting, reading
from clerkapp.services.session import Session

SHOWN = 3
_NOTHING = "export-nothing"
_UNSENT = "nil-unsent"
_UNATTESTED = "nil-unattested"


@dataclass(frozen=True, slots=True)
class LastBundle:
    """The newest bundle of the chain. `created`: RFC 3339 in UTC; `written`: it reached a drive."""

    seq: int
    created: str
    written: bool


@dataclass(frozen=True, slots=True)
class Outbox:
    """`plan`: None when nothing was ever recorded. `nil`: None unless "nothing happened" is true.

    `rows`: the first of the records that go, as far as this person sees them. `names`: whom the
    bundle is sealed to. `drafts`: how many stay here, of anybody. `withholds`: a state copy.
    """

    plan: Plan | None
    nil: Plan | None
    nil_words: str
    rows: tuple[RecordRow, ...]
    last: LastBundle | None
    names: tuple[str, ...]
    drafts: int
    withholds: bool


def look(session: Session) -> Outbox:
    """Raises Refused: not-permitted, export-recipient-missing."""
    plan = _unless(session, Request(), _NOTHING)
    nil = _unless(session, Request(nil=True), _UNSENT, _UNATTESTED)
    plan_or_nil = plan or nil
    if plan_or_nil is None:
        raise Refused(_UNATTESTED)
    new = plan is not None and not plan.again
    return Outbox(
        plan=plan,
        nil=None if new else nil,
        nil_words=bundling.nothing_words(session, nil.position) if nil is not None else "",
        rows=_rows(session, plan) if plan is not None and new else (),
        last=_last(session),
        names=tuple(recipient.common_name for recipient in plan_or_nil.target.recipients),
        drafts=drafting.count(session),
        withholds=plan_or_nil.target.copy is not Copy.FULL,
    )


def _unless(session: Session, request: Request, *codes: str) -> Plan | None:
    try:
        return exporting.plan(session, request)
    except Refused as refused:
        if refused.code not in codes:
            raise
        return None


def _rows(session: Session, plan: Plan) -> tuple[RecordRow, ...]:
    everything = plan.new_epoch is not None
    return reading.list_records(session, Query(not_sent=not everything), limit=SHOWN).rows


def _last(session: Session) -> LastBundle | None:
    latest = session.vault.outgoing.latest(UPSTREAM)
    if latest is None:
        return None
    waiting = {bundle.digest for bundle in session.vault.outgoing.pending(UPSTREAM)}
    return LastBundle(latest.seq, latest.created, latest.digest not in waiting)
