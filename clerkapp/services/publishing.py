"""Which records may stand in a public copy, and why the others stay (domain.publishing)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clerkapp.domain import publishing
from clerkapp.domain.errors import Refused
from clerkapp.domain.publishing import Stay
from clerkapp.domain.revision import ActKind
from clerkapp.services import reading, visibility
from clerkapp.services.session import Session
from clerkapp.vault.queries import Query

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
    found: set[str] = set()
    stayed: Counter[str] = Counter()
    query = reading.visible_query(session, Query())
    after: str | None = None
    while True:
        page = session.vault.queries.page(query, after, _PAGE)
        for row in page.rows:
            stay = why_not(session, row.id)
            if stay is None:
                found.add(row.id)
            else:
                stayed[str(stay)] += 1
        after = page.next
        if after is None:
            break
    if not found and not stayed:
        raise Refused("export-nothing")
    if not found:
        raise Refused("nothing-public", count=stayed.total(), stays=sorted(stayed))
    return Chosen(frozenset(found), dict(sorted(stayed.items())))


def why_not(session: Session, record: str) -> Stay | None:
    """Why a record may not stand in a public copy, None when it may."""
    heads = session.vault.revisions.heads(record)
    head = heads[0]
    signed = any(
        act.act is ActKind.REVIEW and act.revision == head.identity
        for act in session.vault.revisions.acts(record)
    )
    history = session.vault.revisions.history(record)
    return publishing.why_not(head, heads=len(heads), signed=signed, history=history)
