"""Unfinished typing: saved within a second, private to its author, never exported.

`content` is what the form needs to come back as it was: values as typed, attachments, the cursor.
FormWords that the vault does not take (a full disk, a drive that has gone) can be sealed: they wait in
memory while nobody is signed in, and only their author's unlock opens them again (ADR 27).
"""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from clerkapp.crypto import wrapping
from clerkapp.domain.kinds import kind_of
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.drafts import RESOLVING, Draft
from clerkapp.services.session import Session


@dataclass(frozen=True, slots=True)
class FormWords:
    """What is in a form. `draft`: the id that it is saved under; `record`: the number of the record
    that it changes, None for a new one."""

    draft: str
    kind: str
    record: str | None
    content: dict[str, Any]


def seal(session: Session, words: FormWords) -> bytes:
    """The words under a key that only this person's unlock of this vault gives again."""
    plain = {
        "draft": words.draft,
        "kind": words.kind,
        "record": words.record,
        "content": words.content,
    }
    key = wrapping.own_words_key(session.signing)
    return wrapping.wrap(key, json.dumps(plain).encode(), _owner(session))


def unseal(session: Session, sealed: bytes) -> FormWords | None:
    """What `seal` sealed; None for another person's or another vault's."""
    plain = wrapping.unwrap(wrapping.own_words_key(session.signing), sealed, _owner(session))
    return None if plain is None else FormWords(**json.loads(plain))


def _owner(session: Session) -> bytes:
    return f"{session.vault.info.vault_id} {session.account.id}".encode()


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
    kind_of(kind)
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


def resolving(session: Session, number: str) -> Draft | None:
    """What the person typed while closing this record, if it is kept."""
    found = (one for one in mine(session) if one.content.get("page") == RESOLVING)
    return next((one for one in found if one.record == number), None)


def change_of(session: Session, number: str) -> Draft | None:
    """The change of this record that the person began and did not finish, the latest."""
    changes = (own for own in mine(session) if own.record == number and "page" not in own.content)
    return next(changes, None)


def read(session: Session, draft: str) -> Draft:
    """One of the person's drafts. Raises Refused("draft-missing")."""
    return session.vault.drafts.get(draft, session.account.id)


def discard(session: Session, draft: str) -> None:
    """Throw away one of the person's drafts. Raises Refused("draft-missing")."""
    with session.vault.transaction():
        read(session, draft)
        session.vault.drafts.delete(draft)


def forget(session: Session, draft: str) -> None:
    """Take away one of the person's drafts, in the caller's transaction; others' stay untouched."""
    if any(own.id == draft for own in mine(session)):
        session.vault.drafts.delete(draft)


def count(session: Session) -> int:
    """How many drafts exist in the vault, of anybody: a summary says so."""
    return session.vault.drafts.count()
