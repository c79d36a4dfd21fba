"""The table of roles in words: what somebody does, and how far each role may (domain.people.roles.RIGHTS)."""

from clerkapp.domain.people.roles import RIGHTS, Extent, Role
from clerkapp.wording.language import _

RIGHT = {
    "record": "New record, own drafts",
    "see": "See records",
    "restricted": "See a restricted record",
    "add": "Add to a record, amend it",
    "two_people": "Sign as one of two people",
    "resolve": "Resolve",
    "review": "Review what others wrote; file a review or the authority’s signature on paper",
    "amend_reviewed": "Amend what was reviewed",
    "sign_authority": "Sign for the office",
    "send": "Send to the state",
    "set_upstream": "Accept the state’s certificate",
    "public_copy": "Make public copies",
    "dispose": "Hold records, dispose of them with a second person",
    "keep_lists": "Keep the lists of units, contacts and templates",
    "set_up_office": "Keep the lists of places, elections and procedures",
    "administer": "Accounts, places of recorders, keys, settings",
    "back_up": "Make a backup",
}
EXTENT = {
    "yes": "yes",
    "own": "own",
    "site": "own, and of their places",
    "open": "all open",
    "all": "all but restricted",
    "accepted": "to certificates that others accepted",
    "named": "own, and where named; never what is about them",
}
_NO = "no"


def right_label(code: str) -> str:
    """What somebody does."""
    return _(RIGHT[code])


def extent_label(extent: Extent | None) -> str:
    """How far a role may; None: not at all."""
    return _(_NO) if extent is None else _(EXTENT[str(extent)])


def rows() -> tuple[tuple[str, dict[Role, str]], ...]:
    """The table: what somebody does, and for each role how far it may."""
    return tuple(
        (
            right_label(right.code),
            {
                role: extent_label(right.cells[role][0] if role in right.cells else None)
                for role in Role
            },
        )
        for right in RIGHTS
    )
