"""What somebody who closes a matter has before them: the record, their own kept words, who reviews it."""

from dataclasses import dataclass

from clerkapp.domain.records.drafts import Draft
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.records.shown import RecordView
from clerkapp.domain.work import links
from clerkapp.services.records import drafting, reading, signing
from clerkapp.services.session import Session

_FOUND = 6


@dataclass(frozen=True, slots=True)
class ToClose:
    """`draft`: what the person typed before while closing it. `reviewers`: who may review it then, by
    name, ascending: nobody who wrote part of it."""

    shown: RecordView
    draft: Draft | None
    reviewers: tuple[str, ...]


def opened(session: Session, number: str) -> ToClose:
    """Everything for the page. Raises Refused("number-form" | "record-not-found")."""
    shown = reading.show(session, number)
    draft = drafting.resolving(session, shown.row.number)
    return ToClose(shown, draft, signing.reviewers(session, shown.row.id))


def first_ones(session: Session, text: str, number: str) -> tuple[RecordRow, ...]:
    """Records that `text` finds and that `number` may repeat: not struck, no duplicate, not itself."""
    page = reading.list_records(session, Query(text=text, struck=False), limit=4 * _FOUND)
    found = [
        row
        for row in page.rows
        if row.number != number
        and links.master_of(session.vault.revisions.get(row.identity).values()) is None
    ]
    return tuple(found[:_FOUND])
