"""What a person has before them right after a record is made: the record, and who looks at it next."""

from dataclasses import dataclass

from clerkapp.domain.records.drafts import Draft
from clerkapp.domain.records.shown import RecordView
from clerkapp.services.records import drafting, reading, signing
from clerkapp.services.session import Session


@dataclass(frozen=True, slots=True)
class JustRecorded:
    """`draft`: an answer that was chosen and not kept yet. `reviewers`: who may review it, by name,
    ascending: nobody who wrote part of it."""

    shown: RecordView
    draft: Draft | None
    reviewers: tuple[str, ...]


def of(session: Session, number: str) -> JustRecorded:
    """Everything for the page. Raises Refused("number-form" | "record-not-found")."""
    shown = reading.show(session, number)
    draft = drafting.change_of(session, shown.row.number)
    return JustRecorded(shown, draft, signing.reviewers(session, shown.row.id))
