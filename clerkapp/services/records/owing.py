"""Which signatures a record has and which are owed, and who may give them (domain.signing.signatures)."""

from collections.abc import Iterator
from dataclasses import dataclass

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.naming import unnumbered
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.records.revision import ActKind, Revision
from clerkapp.domain.records.shown import RecordView, SignatureView
from clerkapp.domain.signing import capacities, signatures
from clerkapp.domain.signing.signatures import Given, InkSignature, Owed
from clerkapp.services import parties
from clerkapp.services.records import reading
from clerkapp.services.records.lookup import Lookup
from clerkapp.services.session import Session

_PAGE = 200


@dataclass(frozen=True, slots=True)
class OwedSignature:
    """A signature that a record is missing. `people`: how many have to sign; `capacities`: of which parties one
    of two people may still be, or in which capacity the authority signs; empty for a reviewer."""

    row: RecordRow
    act: ActKind
    people: int
    capacities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is asked where people sign: the record, who signed as one of two, and who may sign next.

    `owed`: of this record; `people`: (name, function) of accounts that are open; `parties`: of which the next of two
    may be.
    """

    shown: RecordView
    owed: tuple[OwedSignature, ...]
    people: tuple[tuple[str, str], ...]
    parties: tuple[str, ...]

    @property
    def two(self) -> tuple[SignatureView, ...]:
        """The signatures of two people that hold."""
        held = (one for one in self.shown.signatures if one.holds)
        return tuple(one for one in held if one.act is ActKind.TWO_PERSON)


def sitting(session: Session, number: str) -> Sitting:
    """What is asked about one record. Raises Refused("record-not-found")."""
    shown = reading.show(session, number)
    signed = two_people(session, shown.row.id, session.vault.revisions.get(shown.revision))
    people = [
        (unnumbered(one.name), one.function)
        for one in session.vault.accounts.list()
        if not one.disabled and one.may(Permission.RECORD) and session.vault.accounts.taken(one.id)
    ]
    return Sitting(
        shown,
        tuple(of_row(session, shown.row)),
        tuple(people),
        capacities.free(parties.choosable(session), [one.capacity for one in signed]),
    )


def of_head(session: Session, record: str, head: Revision) -> tuple[Owed, ...]:
    """The signatures that `head` is missing."""
    history = session.vault.revisions.history(record)
    acts = session.vault.revisions.acts(record)
    return signatures.owed(head.header.kind, head, history, acts, Lookup(session))


def two_people(session: Session, record: str, head: Revision) -> tuple[Given, ...]:
    """Who signed `head` as one of two people."""
    history = session.vault.revisions.history(record)
    acts = session.vault.revisions.acts(record)
    return signatures.two_people(head, history, acts, Lookup(session))


def on_paper(session: Session, record: str, head: Revision) -> tuple[InkSignature, ...]:
    """The signatures in ink that `head` tells of."""
    return signatures.on_paper(head, session.vault.revisions.history(record), Lookup(session))


def require_signed(session: Session, row: RecordRow, head: Revision) -> None:
    """Raises Refused("signatures-missing") naming the acts that a review waits for."""
    missing = [
        str(one.act) for one in of_head(session, row.id, head) if one.act is not ActKind.REVIEW
    ]
    if missing:
        raise Refused("signatures-missing", fields=missing, number=row.number, acts=missing)


def owed(session: Session, *, limit: int | None = None) -> Iterator[OwedSignature]:
    """Every signature that is owed, of records that the person may see, the newest first. `limit`: of so many
    records at most."""
    query = reading.visible_query(session, Query(owed=True))
    after, seen = None, 0
    while True:
        size = _PAGE if limit is None else max(1, min(_PAGE, limit - seen))
        page = session.vault.queries.page(query, after, size)
        for row in page.rows:
            yield from of_row(session, row)
        seen += len(page.rows)
        after = page.next
        if after is None or (limit is not None and seen >= limit):
            return


def of_row(session: Session, row: RecordRow) -> Iterator[OwedSignature]:
    """The signatures that one record owes."""
    for name, people in row.owed:
        act = ActKind(name)
        yield OwedSignature(row, act, people, _capacities(session, row, act))


def _capacities(session: Session, row: RecordRow, act: ActKind) -> tuple[str, ...]:
    if act is ActKind.AUTHORITY:
        return ("election_authority", "board_chair")
    if act is ActKind.REVIEW:
        return ()
    head = session.vault.revisions.get(row.identity)
    signed = two_people(session, row.id, head)
    return capacities.free(parties.choosable(session), [one.capacity for one in signed])
