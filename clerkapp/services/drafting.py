"""Unfinished typing: saved within a second, private to its author, never exported.

`content` is what the form needs to come back as it was: values as typed, attachments, the cursor.
"""

import uuid
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.people import Permission
from clerkapp.services import recording
from clerkapp.services.session import Session
from clerkapp.vault.drafts import Draft


def save(
    session: Session,
    kind: str,
    content: dict[str, Any],
    *,
    draft: str | None = None,
    record: str | None = None,
) -> str:
    """Keep a draft; `draft` is its id when it was saved before, `record` the record it amends.

    Returns the draft's id.
    """
    session.require(Permission.RECORD)
    recording.kind_of(kind)
    chosen = draft or str(uuid.uuid4())
    with session.vault.transaction():
        session.vault.drafts.save(
            Draft(
                id=chosen,
                account=session.account.id,
                kind=kind,
                record=record,
                saved=session.now(),
                content=content,
            )
        )
    return chosen


def mine(session: Session) -> list[Draft]:
    """The person's drafts, the latest first."""
    return list(session.vault.drafts.list(session.account.id))


def read(session: Session, draft: str) -> Draft:
    """One of the person's drafts. Raises Refused("draft-not-found")."""
    found: Draft | None = session.vault.drafts.get(draft, session.account.id)
    if found is None:
        raise Refused("draft-not-found")
    return found


def discard(session: Session, draft: str) -> None:
    """Throw away one of the person's drafts. Nothing happens when it is gone already."""
    with session.vault.transaction():
        session.vault.drafts.delete(draft, session.account.id)


def count(session: Session) -> int:
    """How many drafts exist in the vault, of anybody: a summary says so."""
    return session.vault.drafts.count()
