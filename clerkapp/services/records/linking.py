"""Links to other records as they are written down: each names a record that is there.

Only what is new in a change is judged, so that an old link never stands in the way. A record of another
office cannot be looked up here; its number only has to be one, and nothing is closed as a duplicate of it: what its
first record has to say and to sign, nobody here could look at. A record that somebody may not see is
refused as one that does not exist.
"""

from collections.abc import Mapping

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.conditions import rows
from clerkapp.domain.records.lists import LinkedFrom, RecordRow
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.revision import Revision, Value
from clerkapp.domain.work import links
from clerkapp.domain.work.links import DUPLICATE_OF, FIELD
from clerkapp.services.records import visibility
from clerkapp.services.session import Session

_SHOWN = 100
_NAMED = 10
_CLOSED = ("duplicate", "reviewed")


def settled(
    session: Session, number: str, values: Mapping[str, Value], before: Mapping[str, Value]
) -> dict[str, Value]:
    """`values` of the record `number` ("" for a new one) with each new link's number in its one form.

    Raises Refused with the field: link-number-form, link-not-found, link-self, duplicate-many,
    duplicate-elsewhere, duplicate-of-struck, duplicate-of-duplicate (`first`: the record that it repeats), duplicate-circle,
    first-of-duplicates.
    """
    known = rows(before, FIELD)
    if sum(row.get("relation") == DUPLICATE_OF for row in rows(values, FIELD)) > 1:
        raise Refused("duplicate-many", fields=[FIELD])
    told: list[Value] = []
    for row in rows(values, FIELD):
        if row in known or not row.get("number"):
            told.append(dict(row))
            continue
        other = _number(str(row["number"]))
        if str(other) == number:
            raise Refused("link-self", fields=[FIELD], number=number)
        is_duplicate = row.get("relation") == DUPLICATE_OF
        if other.authority == session.vault.info.authority:
            found = _find(session, other)
            if is_duplicate:
                _require_first(session, number, found)
                require_repeated_by_none(session, number)
        elif is_duplicate:
            raise Refused("duplicate-elsewhere", fields=[FIELD], number=str(other))
        told.append({**row, "number": str(other)})
    return {**values, FIELD: told} if told else dict(values)


def linked_from(session: Session, number: str) -> tuple[LinkedFrom, ...]:
    """The records that name this one, of those that the person may see, the newest first."""
    found = session.vault.work.linked_from(number, whose=visibility.sight(session), limit=_SHOWN)
    return tuple(one for one in found if visibility.may_see(session, one.row))


def require_repeated_by_none(session: Session, number: str) -> None:
    """Raises Refused("first-of-duplicates") (`duplicates`) where records were closed as duplicates of this one, of
    those that the person may see: what happened would stand in none of them."""
    found = [
        one.row.number
        for one in linked_from(session, number)
        if one.relation == DUPLICATE_OF and one.row.status in _CLOSED
    ]
    if found:
        raise Refused(
            "first-of-duplicates",
            fields=[FIELD],
            number=number,
            duplicates=", ".join(sorted(found)[:_NAMED]),
        )


def _number(text: str) -> RecordNumber:
    try:
        return RecordNumber.parse(text.strip().upper())
    except Refused:
        raise Refused("link-number-form", fields=[FIELD], number=text[:60]) from None


def _find(session: Session, number: RecordNumber) -> RecordRow:
    try:
        return visibility.find(session, str(number))
    except Refused:
        raise Refused("link-not-found", fields=[FIELD], number=str(number)) from None


def _require_first(session: Session, number: str, row: RecordRow) -> None:
    """Raises Refused unless `row` is a record of its own, which a duplicate may point at."""
    if row.struck:
        raise Refused("duplicate-of-struck", fields=[FIELD], number=row.number)
    first = links.master_of(_head(session, row).values())
    if first is None:
        return
    if first == number:
        raise Refused("duplicate-circle", fields=[FIELD], number=row.number)
    raise Refused("duplicate-of-duplicate", fields=[FIELD], number=row.number, first=first)


def _head(session: Session, row: RecordRow) -> Revision:
    return session.vault.revisions.get(row.identity)
