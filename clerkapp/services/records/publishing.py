"""Which records may be in a public copy, and why the others stay (`domain/records/publishing`); what a
reviewer decides about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.privacy.pictures import CLEARED, HELD
from clerkapp.domain.records import publishing
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.publishing import Stay
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.signing import attesting
from clerkapp.services.records import heads, owing, reading, recording, revising, visibility
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session
from clerkapp.wording import reasons

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """`records`: ids of those that go. `stayed`: how many stay, by reason; only what this person may see."""

    records: frozenset[str]
    stayed: Mapping[str, int]


def choose(session: Session, numbers: Sequence[str]) -> Chosen:
    """The records named, or all that may be published.

    Raises Refused("number-not-public") with `stay` for the first one named that may not, and
    Refused("nothing-public") when none is left; Refused("export-nothing") where nothing is recorded.
    """
    if numbers:
        rows = [visibility.find(session, number) for number in numbers]
        for row in rows:
            stay = why_not(session, row.id)
            if stay is not None:
                raise Refused("number-not-public", number=row.number, stay=str(stay))
        return Chosen(frozenset(row.id for row in rows), {})
    chosen: set[str] = set()
    stayed: Counter[str] = Counter()
    query = reading.visible_query(session, Query())
    after: str | None = None
    while True:
        page = session.vault.queries.page(query, after, _PAGE)
        for row in page.rows:
            stay = why_not(session, row.id)
            if stay is None:
                chosen.add(row.id)
            else:
                stayed[str(stay)] += 1
        after = page.next
        if after is None:
            break
    if not chosen and not stayed:
        raise Refused("export-nothing")
    if not chosen:
        raise Refused("nothing-public", count=stayed.total(), stays=sorted(stayed))
    return Chosen(frozenset(chosen), dict(sorted(stayed.items())))


def why_not(session: Session, record: str) -> Stay | None:
    """Why a record may not be in a public copy, None when it may."""
    heads = session.vault.revisions.heads(record)
    head = heads[0]
    signed = not any(one.act is ActKind.REVIEW for one in owing.of_head(session, record, head))
    history = session.vault.revisions.history(record)
    return publishing.why_not(head, heads=len(heads), signed=signed, history=history)


def decide(session: Session, number: str, decision: Mapping[str, Any]) -> Recorded:
    """Record what a reviewer decides about a record and the public: the codes of
    `publishing.DECIDED`, of which none that is not named stays. The record has to be reviewed (again)
    before it goes into a copy.

    Raises Refused: not-permitted, wording-sentences, wording-unsafe, guard, and what `amend` raises.
    """
    session.require(Permission.REVIEW)
    changes = {code: decision.get(code) for code in publishing.DECIDED}
    return recording.amend(session, number, changes, reasons.publicly_decided())


def clear_picture(session: Session, number: str, sha256: str, reason: str) -> Recorded:
    """Let a picture leave that was held back: a reviewer looked at it again and says why.

    Raises Refused: not-permitted, attachment-not-found, picture-not-held, conflict-open,
    record-struck, reason-missing, reason-long, guard.
    """
    session.require(Permission.REVIEW)
    row = visibility.find(session, number)
    visibility.require_may_change(session, row)
    heads.require_not_struck(row)
    why = revising.require_reason(reason)
    with session.vault.transaction():
        head = heads.only_head(session, row)
        values = attesting.carried(head.values())
        named = {
            code: value
            for code, value in values.items()
            if code.startswith("attachment.")
            and isinstance(value, dict)
            and value.get("sha256") == sha256.strip().lower()
        }
        if not named:
            raise Refused("attachment-not-found", number=row.number)
        held = {code: what for code, what in named.items() if what.get("class") == HELD}
        if not held:
            raise Refused("picture-not-held", number=row.number)
        for code, held_for in held.items():
            values[code] = {**held_for, "class": CLEARED}
        if values["status"] == "reviewed":
            values["status"] = "resolved"
        revision, act = revising.next_revision(
            session, [head], values, reason=why, at=session.now()
        )
        recorded = recording.append(session, revision, act, Event.AMENDED)
        session.journal(
            Event.PICTURE_CLEARED,
            revision.header.recorded,
            {"number": recorded.number, "rev": recorded.rev, "sha256": sha256.strip().lower()},
        )
    return recorded
