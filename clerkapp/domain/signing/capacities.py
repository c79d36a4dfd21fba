"""In which capacity somebody signs, and of which party where two people sign (docs/formats/record.md).

One form, in the act's `capacity` and in what is kept of a signature on paper: `FUNCTION`, or
`FUNCTION, PARTY` where two people sign. FUNCTION is a code of `CAPACITIES` or, for somebody else, their own
words; PARTY is an entry of the office's short list. A party stands nowhere else: the rule that two people
are not of the same party is about it, and no other rule is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkapp.domain.errors import Refused
from clerkapp.domain.text.rules import comparable

CAPACITIES = (
    "supervisory_judge",
    "election_judge",
    "deputy",
    "permanent_staff",
    "temporary_worker",
    "technician",
    "courier",
    "election_authority",
    "board_chair",
    "board_member",
)
NO_PARTY = "no party"
"""Always on the list. Two people of none are on one side, as two of the same party are."""
PARTIES = ("first party", "second party")
"""What the list holds until the office writes its own."""
MOST_PARTIES = 12
LIMIT = 80
"""Characters of a capacity with its party."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a capacity says. `party`: None where it says none."""

    function: str
    party: str | None

    def text(self) -> str:
        """As it is signed and kept."""
        return self.function if self.party is None else f"{self.function}, {self.party}"


def for_two(text: str, parties: Sequence[str], function: str) -> Capacity:
    """What one of two people typed or chose, "Election judge, second party". A party alone goes with the
    signer's own `function`.

    Raises Refused: two-person-capacity when nothing is said; party-unknown (`parties`) when the list has no
    such party.
    """
    if not text:
        raise Refused("two-person-capacity", fields=["capacity"], parties=list(parties))
    alone = _on_list(text, parties)
    if alone is not None:
        return Capacity(function, alone)
    before, _, last = text.rpartition(",")
    party = _on_list(last, parties)
    if party is None:
        raise Refused("party-unknown", fields=["capacity"], parties=list(parties))
    return Capacity(known(before) or function, party)


def for_one(text: str, parties: Sequence[str]) -> str | None:
    """What a reviewer or the authority signs as; None when nothing is said.

    Raises Refused("party-only-for-two") when a party is named.
    """
    if not text:
        return None
    if _on_list(text, parties) or _on_list(text.rpartition(",")[2], parties):
        raise Refused("party-only-for-two", fields=["capacity"])
    return known(text)


def known(function: str) -> str:
    """The code of a function, or the words as they are for somebody else."""
    words = " ".join(function.split())
    code = comparable(words).replace(" ", "_")
    return code if code in CAPACITIES else words


def side(capacity: str | None) -> str:
    """What must differ between two people: the party, or all that was said where no party can be told."""
    text = capacity or ""
    before, comma, last = text.rpartition(", ")
    return comparable(last if comma and before else text)


def free(parties: Sequence[str], taken: Sequence[str | None]) -> tuple[str, ...]:
    """The parties of which the next of two people may be, after those who signed in the capacities `taken`."""
    sides = {side(one) for one in taken}
    return tuple(party for party in parties if comparable(party) not in sides)


def _on_list(text: str, parties: Sequence[str]) -> str | None:
    wanted = comparable(text)
    return next((party for party in parties if comparable(party) == wanted), None)
