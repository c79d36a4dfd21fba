"""Which signatures a record needs, which it has, and which are owed: one rule for every door.

| what happened | who signs |
|---|---|
| seal, custody, ballots affected, a difference of counts | two people, not of the same party |
| high or critical | the election authority |
| anything that is closed | a reviewer who wrote none of it |
| a duplicate | as its first one says; one that is grave is reviewed |

A signature counts while what was signed stays (`attesting`), and only from somebody who may give it. A
signature on paper is as good as whoever filed the sheet: who filed one must be allowed to do so, and the
sheet must lie with the record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import by_effect
from clerkapp.domain.people.naming import seen_name
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.revision import Act, ActKind, Revision, Value
from clerkapp.domain.signing import attesting
from clerkapp.domain.signing.capacities import side
from clerkapp.domain.work import links

NEEDS: Mapping[ActKind, Permission] = {
    ActKind.TWO_PERSON: Permission.RECORD,
    ActKind.REVIEW: Permission.REVIEW,
    ActKind.AUTHORITY: Permission.SIGN_AUTHORITY,
}
"""What somebody must be allowed for each signature on screen."""
FILES: Mapping[ActKind, Permission] = {
    ActKind.TWO_PERSON: Permission.RECORD,
    ActKind.REVIEW: Permission.REVIEW,
    ActKind.AUTHORITY: Permission.REVIEW,
}
"""What somebody must be allowed to file a sheet that was signed in ink."""
_GRAVE = ("high", "critical")


@dataclass(frozen=True, slots=True)
class Owed:
    """A signature that is missing. `people`: how many of two have still to sign, 1 for the others."""

    act: ActKind
    people: int


@dataclass(frozen=True, slots=True)
class Who:
    """An account as far as signatures ask: whose it is, its name to compare, what it may. `may` is None for an
    account of another station, of which nothing is known here."""

    person: str
    name: str
    may: Callable[[Permission], bool] | None


@dataclass(frozen=True, slots=True)
class InkSignature:
    """A signature in ink. `name`: None where a copy withholds it; `filed_by`: the account that attests it."""

    act: ActKind
    name: str | None
    capacity: str | None
    at: str | None
    sheet: str
    revision: str
    filed_by: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Given:
    """One of two people who signed. `person`: of an account, None in ink."""

    person: str | None
    name: str
    capacity: str | None


def signatures_needed(kind: str, values: Mapping[str, Value]) -> dict[ActKind, int]:
    """How many people have to sign for each act, by what the record says; empty when none has to."""
    grave = values.get("severity") in _GRAVE
    if values.get("status") == "error":
        return {}
    if _is_duplicate(values):
        closed = values.get("status") == "reviewed" or grave
        return {ActKind.REVIEW: 1} if closed else {}
    needed: dict[ActKind, int] = {}
    declared = KINDS.get(kind)
    if (declared.two_people if declared else by_effect)(values):
        needed[ActKind.TWO_PERSON] = 2
    if grave:
        needed[ActKind.AUTHORITY] = 1
    if values.get("status") in ("resolved", "reviewed"):
        needed[ActKind.REVIEW] = 1
    return needed


def _is_duplicate(values: Mapping[str, Value]) -> bool:
    """Whether it was closed as a duplicate. A link alone closes nothing, so it takes no signature away."""
    status = values.get("status")
    return status == "duplicate" or (status == "reviewed" and links.master_of(values) is not None)


def two_people(
    head: Revision, history: Sequence[Revision], acts: Iterable[Act], who: Callable[[str], Who]
) -> tuple[Given, ...]:
    """Who signed as one of two: at most two persons of two parties, in the order in which they signed."""
    found: list[Given] = []
    for one in _given(head, history, acts, who):
        if len(found) < 2 and not any(is_same(one, other) for other in found):
            found.append(one)
    return tuple(found)


def is_same(one: Given, other: Given) -> bool:
    """Whether two signers are the same person, or of the same party."""
    same_person = one.person is not None and one.person == other.person
    same_name = bool(one.name) and one.name == other.name
    return same_person or same_name or side(one.capacity) == side(other.capacity)


def owed(
    kind: str,
    head: Revision,
    history: Sequence[Revision],
    acts: Sequence[Act],
    who: Callable[[str], Who],
) -> tuple[Owed, ...]:
    """The signatures that `head` still needs, in the order in which they are asked for."""
    needed = signatures_needed(kind, head.values())
    if not needed:
        return ()
    holds = attesting.holding(head, history)
    wrote = [who(one) for one in attesting.content_authors(history)]
    persons, names = {one.person for one in wrote}, {one.name for one in wrote}
    signed = {
        act.act
        for act in acts
        if holds(act)
        and _may(signer := who(act.account), NEEDS.get(act.act))
        and not (act.act is ActKind.REVIEW and signer.person in persons)
    }
    signed |= {
        one.act
        for one in on_paper(head, history, who)
        if one.holds
        and not (one.act is ActKind.REVIEW and one.name and seen_name(one.name) in names)
    }
    missing = []
    for act, people in needed.items():
        if act is ActKind.TWO_PERSON:
            people -= len(two_people(head, history, acts, who))
        elif act in signed:
            people = 0
        if people:
            missing.append(Owed(act, people))
    return tuple(missing)


def on_paper(
    head: Revision, history: Sequence[Revision], who: Callable[[str], Who]
) -> tuple[InkSignature, ...]:
    """The signatures in ink that the record tells of, in their order.

    One holds while what was printed stays, its sheet lies with the record, and who filed it may file it.
    """
    found = []
    values = head.values()
    kept = attesting.sheets(values)
    for row in attesting.paper_rows(values):
        try:
            act = ActKind(str(row.get("act")))
        except ValueError:
            continue
        filed_by = _filed_by(row, head, history)
        revision, sheet = str(row.get("revision")), str(row.get("sheet"))
        at = row.get("at")
        found.append(
            InkSignature(
                act=act,
                name=row["name"] if isinstance(row["name"], str) else None,
                capacity=row.get("capacity") if isinstance(row.get("capacity"), str) else None,
                at=at.get("at") if isinstance(at, dict) else None,
                sheet=sheet,
                revision=revision,
                filed_by=filed_by,
                holds=act in FILES
                and sheet in kept
                and revision in attesting.unchanged_since(head, history, act)
                and _may(who(filed_by), FILES[act]),
            )
        )
    return tuple(found)


def _given(
    head: Revision, history: Sequence[Revision], acts: Iterable[Act], who: Callable[[str], Who]
) -> Iterator[Given]:
    holds = attesting.holding(head, history)
    for act in acts:
        if act.act is ActKind.TWO_PERSON and holds(act):
            signer = who(act.account)
            if _may(signer, NEEDS[ActKind.TWO_PERSON]):
                yield Given(signer.person, signer.name, act.capacity)
    for one in on_paper(head, history, who):
        if one.act is ActKind.TWO_PERSON and one.holds:
            yield Given(None, seen_name(one.name) if one.name else "", one.capacity)


def may_sign(signer: Who, act: ActKind) -> bool:
    """Whether somebody may give a signature of this sort on screen."""
    return _may(signer, NEEDS.get(act))


def _may(signer: Who, permission: Permission | None) -> bool:
    return permission is None or signer.may is None or signer.may(permission)


def _filed_by(row: Mapping[str, Value], head: Revision, history: Sequence[Revision]) -> str:
    """The author of the earliest revision that tells of this signature."""
    for one in sorted(history, key=lambda revision: (revision.header.rev, revision.identity)):
        if any(_same_row(row, other) for other in attesting.paper_rows(one.values())):
            return one.header.author
    return head.header.author


def _same_row(row: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    return all(row.get(code) == other.get(code) for code in ("act", "sheet", "revision", "name"))
