"""The current revisions of a record, its heads: one, or several while a conflict is open."""

from collections.abc import Mapping, Sequence
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.records.revision import Revision
from clerkapp.domain.signing import attesting
from clerkapp.services.session import Session


def require_not_struck(row: RecordRow) -> None:
    """Raises Refused("record-struck") for a record entered in error."""
    if row.struck:
        raise Refused("record-struck", number=row.number)


def only_head(session: Session, row: RecordRow) -> Revision:
    """The record's one current revision. Raises Refused("conflict-open") when there are several."""
    heads = session.vault.revisions.heads(row.id)
    if len(heads) > 1:
        raise Refused("conflict-open", fields=differing(heads), number=row.number)
    return heads[0]


def differing(heads: Sequence[Revision]) -> list[str]:
    """The fields on which several heads disagree."""
    values = [attesting.content(head.values()) for head in heads]
    codes = {code for name in values for code in name}
    return sorted(
        code for code in codes if any(name.get(code) != values[0].get(code) for name in values)
    )


def require_settled(heads: Sequence[Revision], changes: Mapping[str, Any]) -> None:
    """Raises Refused("conflict-open") unless `changes` speaks to every field in dispute."""
    open_fields = [code for code in differing(heads) if code not in changes]
    if open_fields:
        raise Refused("conflict-open", fields=open_fields, number=heads[0].header.number)
