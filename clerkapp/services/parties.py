"""The office's short list of parties, for the signatures of two people (domain.signing.capacities).

A setting of the vault, journaled. Nobody is on it: a party is said anew with each signature.
"""

from collections.abc import Sequence

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.signing.capacities import MOST_PARTIES, NO_PARTY, PARTIES
from clerkapp.domain.text import rules as texts
from clerkapp.domain.text.rules import comparable
from clerkapp.services import office
from clerkapp.services.names import beside
from clerkapp.services.session import Session

SETTING = "parties"
_LONGEST = 40


def listed(session: Session) -> tuple[str, ...]:
    """The office's parties, in its order."""
    kept = session.vault.settings.get(SETTING)
    if not isinstance(kept, list) or not kept:
        return PARTIES
    return tuple(party for party in kept if isinstance(party, str))


def choosable(session: Session) -> tuple[str, ...]:
    """What somebody may sign as one of two of: the office's parties, and none."""
    return (*listed(session), NO_PARTY)


def keep(session: Session, typed: Sequence[str]) -> tuple[str, ...]:
    """Keep the list; an empty one is the list that a vault begins with.

    Raises Refused: not-permitted, party-form (`limit`), parties-many, party-twice, text-hidden, name-mixed.
    """
    if not office.may_set(session):
        session.require(Permission.ADD)
    found: list[str] = []
    for text in typed:
        party = beside(SETTING, texts.name, text)
        if not party:
            continue
        if len(party) > _LONGEST or "," in party:
            raise Refused("party-form", fields=[SETTING], limit=_LONGEST)
        if comparable(party) in {comparable(one) for one in (*found, NO_PARTY)}:
            raise Refused("party-twice", fields=[SETTING], party=party)
        found.append(party)
    if len(found) > MOST_PARTIES:
        raise Refused("parties-many", fields=[SETTING], limit=MOST_PARTIES)
    if len(found) == 1:
        raise Refused("parties-few", fields=[SETTING])
    session.change_setting(SETTING, found)
    return listed(session)
