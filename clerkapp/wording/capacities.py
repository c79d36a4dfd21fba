"""Signatures in words: which act, in which capacity, of which party."""

from clerkapp.domain.signing import capacities
from clerkapp.wording.labels import role_label
from clerkapp.wording.language import _

PARTY = {
    "first party": "first party",
    "second party": "second party",
    "no party": "no party",
}
"""The parties that a vault begins with; an office's own are shown as it wrote them."""
FUNCTIONS = {
    "board_chair": "Chair of the board",
    "board_member": "Member of the board",
}


def party_label(party: str) -> str:
    """A party as it is shown."""
    return _(PARTY[party]) if party in PARTY else party


def function_label(function: str) -> str:
    """The function in which somebody signs; somebody else's own words as they are."""
    if function in FUNCTIONS:
        return _(FUNCTIONS[function])
    return role_label(function) if function in capacities.CAPACITIES else function


def capacity_words(capacity: str) -> str:
    """A capacity as it is kept, in words: "Election judge or poll worker, second party"."""
    before, comma, last = capacity.rpartition(", ")
    if not comma:
        return party_label(capacity) if capacity in PARTY else function_label(capacity)
    return f"{function_label(before)}, {party_label(last)}"


def owed_words(act: str, people: int) -> str:
    """Who has still to sign."""
    if act == "two-person":
        return (
            _("two people, not of the same party")
            if people > 1
            else _("a second person, of another party")
        )
    if act == "review":
        return _("a reviewer, not the recorder")
    return _("the election authority, because of the severity")
