"""Signing, without a screen: who signs as what, on screen or in ink, and what keeps it from being signed."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.signing.capacities import CAPACITIES
from clerkapp.gui.parts.days import day_problem, read_day
from clerkapp.services.records import paper, signing
from clerkapp.services.records.paper import Ink
from clerkapp.services.session import Session
from clerkapp.wording.language import _

SOMEBODY_ELSE = "somebody-else"
"""The entry of a list under which one's own words are typed."""


@dataclass
class Signing:
    """Answers as they stand on the page. `function`: of CAPACITIES or SOMEBODY_ELSE; `signed_in`: who is."""

    number: str
    act: ActKind
    signed_in: str
    on_paper: bool = False
    name: str = ""
    function: str = ""
    own_words: str = ""
    party: str = ""
    passphrase: str = field(default="", repr=False)
    sheet: Path | None = None
    day: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the person who is signed in signs."""
        return not self.on_paper and self.name == self.signed_in

    def capacity(self) -> str | None:
        """As it is signed: `FUNCTION, PARTY` for one of two people."""
        function = self.function if self.function in CAPACITIES else self.own_words.strip()
        if self.act is not ActKind.TWO_PERSON:
            return function or None
        return f"{function}, {self.party}" if function else self.party

    def problems(self, now: datetime) -> dict[str, str]:
        """{field: sentence}; the use case judges the rest."""
        two = self.act is ActKind.TWO_PERSON
        found = {
            "name": "" if self.name.strip() else _("Say who signs."),
            "function": _("Choose as what this person signs.") if two and not self.function else "",
            "own_words": _("Say in your own words as what this person signs.")
            if self.function == SOMEBODY_ELSE and not self.own_words.strip()
            else "",
            "party": _("Choose a party, or none.") if two and not self.party else "",
        }
        if self.on_paper:
            found["sheet"] = "" if self.sheet else _("Choose the scanned sheet.")
            found["day"] = day_problem(self.day, now, planned=False)
        elif not self.is_own:
            found["passphrase"] = (
                "" if self.passphrase else _("Let them type their own passphrase.")
            )
        return {code: words for code, words in found.items() if words}

    def sign(self, session: Session, now: datetime) -> None:
        """Run the use case. Raises what it raises."""
        if self.on_paper and self.sheet is not None:
            ink = Ink(self.act, self.name, self.capacity())
            day = read_day(self.day, now, planned=False)
            paper.file_scan(session, self.number, [ink], self.sheet, day=day)
        elif self.is_own:
            signing.sign(session, self.number, self.act, self.capacity())
        else:
            signing.sign_as(
                session,
                self.number,
                self.act,
                self.capacity(),
                name=self.name,
                passphrase=self.passphrase,
            )
