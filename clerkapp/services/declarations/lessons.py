"""Lessons: a reviewer releases the approved wording and the preventive steps of a record for training.

What was released is one revision. When the record changes, the release no longer holds until a reviewer
has looked again.
"""

from dataclasses import dataclass

from clerkapp.domain.declarations import Declaration, What
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.signing import attesting
from clerkapp.services import naming
from clerkapp.services.declarations import declaring
from clerkapp.services.records import heads, visibility
from clerkapp.services.session import Session

_WORDING = "public_wording"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A released record. `current`: whether it still says what was released. `wording`: its approved words."""

    number: str
    rev: int
    released: str
    by: str
    current: bool
    wording: str


def release(session: Session, number: str) -> Lesson:
    """Release a record's lesson. Raises Refused: not-permitted, lesson-restricted,
    lesson-empty (fields), lesson-known, conflict-open, record-struck."""
    session.require(Permission.REVIEW)
    row = visibility.find(session, number)
    heads.require_not_struck(row)
    if row.restricted:
        raise Refused("lesson-restricted", number=row.number)
    head = heads.only_head(session, row)
    if not head.values().get(_WORDING):
        raise Refused("lesson-empty", fields=[_WORDING], number=row.number)
    known = [one for one in _found(session) if one.body["record"] == row.id]
    if any(_holds(session, one) for one in known):
        raise Refused("lesson-known", number=row.number)
    body = {"record": row.id, "number": row.number, "revision": head.identity}
    said: dict[str, str | int | list[str] | None] = {"number": row.number, "rev": head.header.rev}
    return _lesson(session, declaring.declare(session, What.LESSON, body, said))


def listed(session: Session) -> tuple[Lesson, ...]:
    """Every release of a record that the person may see, the newest first."""
    visibility.require_reader(session)
    shown = []
    for one in reversed(_found(session)):
        row = session.vault.queries.row(str(one.body["record"]))
        if visibility.may_see(session, row):
            shown.append(_lesson(session, one))
    return tuple(shown)


def _found(session: Session) -> tuple[Declaration, ...]:
    return session.vault.declarations.list(What.LESSON)


def _holds(session: Session, declared: Declaration) -> bool:
    record = str(declared.body["record"])
    row, heads = session.vault.queries.row(record), session.vault.revisions.heads(record)
    if row.struck or row.restricted or len(heads) > 1:
        return False
    released = session.vault.revisions.get(str(declared.body["revision"])).values()
    now = heads[0].values()
    same = {"status", "reason"}
    return {k: v for k, v in released.items() if k not in same} == {
        k: v for k, v in now.items() if k not in same
    }


def _lesson(session: Session, declared: Declaration) -> Lesson:
    released = session.vault.revisions.get(str(declared.body["revision"]))
    wording = attesting.carried(released.values()).get(_WORDING)
    return Lesson(
        number=str(declared.body["number"]),
        rev=released.header.rev,
        released=declared.at,
        by=naming.author(session.vault, declared.account).name or "",
        current=_holds(session, declared),
        wording=wording if isinstance(wording, str) else "",
    )
