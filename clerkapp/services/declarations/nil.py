"""Nothing to report: the authority's signed sentence for an election or a period, and a place.

Silence is not a declaration. A nil is refused while the scope holds a record that everybody may see, or a
draft that could lie in it; what comes to light later is recorded as usual and the nil withdrawn, and both
stay. Restricted records are outside every declaration.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from clerkapp.domain.declarations import Declaration, What
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.drafts import Draft
from clerkapp.domain.records.lists import Query, RecordRow, Sight
from clerkapp.domain.text import rules as texts
from clerkapp.domain.text.rules import comparable
from clerkapp.domain.time.times import parse_day
from clerkapp.services import naming, office_lists
from clerkapp.services.declarations import declaring
from clerkapp.services.names import beside
from clerkapp.services.records import reading, revising, visibility
from clerkapp.services.session import Session

TEXT_LIMIT = 1000
_MOST = 100_000
_OPEN_TO_ALL = Sight(accounts=(), reader="", subject="")
"""What everybody who reads may see: all places, nothing restricted."""
_SEEN_BY_ALL = Query(sight=_OPEN_TO_ALL)
_COLUMN_OF: Mapping[str, Literal["place", "election"]] = {"election": "election", "site": "place"}
"""What records say of an entry of a list."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a nil is about: an election as records name it, or the days `first` to `last` (YYYY-MM-DD);
    `site`: one place as records name it, None for the whole office."""

    election: str | None = None
    first: str | None = None
    last: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class NilShown:
    """A nil as a list shows it. `by`: the name of who signed; `withdrawn`: when, `reason` why."""

    id: str
    scope: Scope
    text: str
    at: str
    by: str
    withdrawn: str | None
    reason: str | None


def add(session: Session, scope: Scope, text: str) -> NilShown:
    """Declare that nothing happened in the scope. Only the authority may.

    Raises Refused: not-permitted, nil-scope, nil-scope-unknown, time-form, nil-text (empty), text-long, not-nil (`records`,
    `drafts`: how many lie in the scope).
    """
    session.require(Permission.SIGN_AUTHORITY)
    checked = _scope(scope)
    words = beside("text", texts.prose, text)
    if not words:
        raise Refused("nil-text", fields=["text"])
    if len(words) > TEXT_LIMIT:
        raise Refused("text-long", fields=["text"], length=len(words), limit=TEXT_LIMIT)
    require_nothing(session, checked)
    body = {
        "election": checked.election,
        "from": checked.first,
        "until": checked.last,
        "site": checked.site,
        "text": words,
    }
    return _shown(session, declaring.declare(session, What.NIL, body, {}), {})


def withdraw(session: Session, nil_id: str, reason: str) -> NilShown:
    """Take a nil back, with a reason; both stay. Raises Refused: not-permitted, declaration-missing,
    nil-withdrawn, reason-missing."""
    session.require(Permission.SIGN_AUTHORITY)
    why = revising.require_reason(reason)
    nil = session.vault.declarations.get(nil_id)
    if nil.what is not What.NIL:
        raise Refused("declaration-missing", id=nil_id[:64])
    if nil.digest in _withdrawn(session):
        raise Refused("nil-withdrawn", id=nil.id)
    declaring.declare(
        session, What.NIL_WITHDRAWN, {"nil": nil.digest, "reason": why}, {"nil": nil.digest}
    )
    return _shown(session, nil, _withdrawn(session))


def listed(session: Session) -> tuple[NilShown, ...]:
    """Every nil, the newest first, withdrawn ones too."""
    visibility.require_reader(session)
    gone = _withdrawn(session)
    found = session.vault.declarations.list(What.NIL)
    return tuple(_shown(session, nil, gone) for nil in reversed(found))


def in_force(session: Session) -> tuple[Declaration, ...]:
    """Those that nobody took back, the newest first."""
    gone = _withdrawn(session)
    found = session.vault.declarations.list(What.NIL)
    return tuple(nil for nil in reversed(found) if nil.digest not in gone)


def require_nothing(session: Session, scope: Scope) -> None:
    """Raises Refused("not-nil") when the scope holds a record or a draft; it says how many."""
    meant = _Meant(
        _spellings(session, "election", scope.election),
        _spellings(session, "site", scope.site),
        scope,
    )
    records = sum(1 for row in _rows(session, meant) if _lies_in(row, meant))
    drafts = sum(1 for one in session.vault.drafts.everybodys() if _could_lie_in(one, meant))
    if records or drafts:
        raise Refused("not-nil", fields=["text"], records=records, drafts=drafts)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A scope with everything that records may call its election and its place, as it is compared; None:
    any."""

    elections: frozenset[str] | None
    places: frozenset[str] | None
    scope: Scope


def _spellings(session: Session, list_code: str, name: str | None) -> frozenset[str] | None:
    """Code and name of the entry that is meant, and what was typed. Where the office keeps the list, and
    neither it nor a record knows the name, Refused("nil-scope-unknown"): a slip would declare nothing."""
    if name is None:
        return None
    wanted = comparable(name)
    entries = office_lists.entries(session, list_code, closed=True)
    found = set[str]()
    for entry in entries:
        names = {comparable(entry.code), comparable(entry.text("name"))}
        if wanted in names:
            found |= names
    if entries and not found:
        used = session.vault.queries.distinct(_COLUMN_OF[list_code], _SEEN_BY_ALL, limit=_MOST)
        if wanted not in map(comparable, used):
            raise Refused("nil-scope-unknown", fields=[list_code], name=name)
    return frozenset({wanted, *found})


def _scope(scope: Scope) -> Scope:
    """The scope as it is kept: an election, or a period. Raises Refused: nil-scope, time-form."""
    by_days = scope.first is not None and scope.last is not None
    if (scope.first is None) != (scope.last is None) or bool(scope.election) == by_days:
        raise Refused("nil-scope", fields=["election"])
    if by_days:
        first, last = parse_day(scope.first or ""), parse_day(scope.last or "")
        if last < first:
            raise Refused("nil-scope", fields=["until"])
    election = beside("election", texts.name, scope.election or "") or None
    return Scope(
        election, scope.first, scope.last, beside("site", texts.name, scope.site or "") or None
    )


def _rows(session: Session, meant: _Meant) -> Iterator[RecordRow]:
    """Records that everybody who reads may see; with an election those of it, however it is spelled."""
    elections: Sequence[str | None] = [None]
    if meant.elections is not None:
        named = session.vault.queries.distinct("election", _SEEN_BY_ALL, limit=_MOST)
        elections = [name for name in named if comparable(name) in meant.elections]
    for election in elections:
        query = Query(election=election, struck=False, sight=_OPEN_TO_ALL)
        after: str | None = None
        while True:
            page = session.vault.queries.page(query, after, reading.PAGE_LIMIT)
            yield from page.rows
            after = page.next
            if after is None:
                break


def _lies_in(row: RecordRow, meant: _Meant) -> bool:
    """A record whose time nobody knows could lie on any day."""
    at = row.occurred.get("at")
    return _at_place(row.place, meant) and (
        not isinstance(at, str) or _in_days(at[:10], meant.scope)
    )


def _could_lie_in(draft: Draft, meant: _Meant) -> bool:
    """Whether a draft may turn out to lie in the scope: what it does not say yet rules nothing out."""
    if draft.record is not None:
        return False
    values = draft.content.get("values")
    said: dict[str, Any] = values if isinstance(values, dict) else {}
    if said.get("restricted") is True:
        return False
    election, place, occurred = said.get("election"), said.get("place"), said.get("occurred")
    if (
        meant.elections is not None
        and isinstance(election, str)
        and comparable(election) not in meant.elections
    ):
        return False
    if isinstance(place, str) and place and not _at_place(place, meant):
        return False
    at = occurred.get("at") if isinstance(occurred, dict) else None
    return not isinstance(at, str) or _in_days(at[:10], meant.scope)


def _at_place(place: str, meant: _Meant) -> bool:
    return meant.places is None or comparable(place) in meant.places


def _in_days(day: str, scope: Scope) -> bool:
    return scope.first is None or scope.last is None or scope.first <= day <= scope.last


def _withdrawn(session: Session) -> dict[str, Declaration]:
    found = session.vault.declarations.list(What.NIL_WITHDRAWN)
    return {str(one.body["nil"]): one for one in found}


def _shown(session: Session, nil: Declaration, gone: dict[str, Declaration]) -> NilShown:
    body, end = nil.body, gone.get(nil.digest)
    return NilShown(
        id=nil.id,
        scope=Scope(body["election"], body["from"], body["until"], body["site"]),
        text=str(body["text"]),
        at=nil.at,
        by=naming.author(session.vault, nil.account).name or "",
        withdrawn=end.at if end else None,
        reason=str(end.body["reason"]) if end else None,
    )
