"""How long a record is kept, and what may be disposed of (docs/formats/declarations.md, disposal).

A record of an election is kept from the election's day, any other from the day on which it was recorded.
52 U.S.C. 20701 asks for 22 months after an election with a federal office; the policy may be longer and
never shorter for those. Nothing is ever deleted by itself: a date says from when people may decide.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from clerkapp.domain.errors import Refused

DEFAULT_MONTHS: Final = 24
FEDERAL_MONTHS: Final = 22
"""What federal law asks for; the months of a policy are never fewer."""
LONGEST_MONTHS: Final = 1200
KEPT: Final = frozenset({"status", "restricted"})
"""Codes whose values stay when a record is disposed of: they say nothing of what happened, and who may
see the record's number follows from them."""


@dataclass(frozen=True, slots=True)
class ElectionDay:
    """When an election was, and whether a federal office was on its ballot."""

    day: date
    federal: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """Until when a record is kept: the first day on which it may be disposed of. `until`: None when the
    day of its election is not known. `held`: why it is held all the same, empty when it is not."""

    until: date | None
    held: str = ""
    disposed: bool = False

    def may_go(self, today: date) -> bool:
        """Whether two people may dispose of it today."""
        return (
            not self.disposed and not self.held and self.until is not None and self.until <= today
        )


def require_months(months: int) -> int:
    """A policy as it is kept. Raises Refused("retention-short" | "retention-long")."""
    if months < FEDERAL_MONTHS:
        raise Refused("retention-short", fields=["months"], least=FEDERAL_MONTHS)
    if months > LONGEST_MONTHS:
        raise Refused("retention-long", fields=["months"], most=LONGEST_MONTHS)
    return months


def kept_until(
    recorded: date, election: ElectionDay | None, months: int, *, named: bool
) -> date | None:
    """The first day on which a record may go. `named`: it names an election; then `election` is what is
    known of that, None when its day is not."""
    if not named:
        return after_months(recorded, months)
    if election is None:
        return None
    least = max(months, FEDERAL_MONTHS) if election.federal else months
    # What was recorded long after its election is kept as long as anything recorded on that day.
    return max(after_months(election.day, least), after_months(recorded, months))


def after_months(day: date, months: int) -> date:
    """The day after so many months: the last of the month where it is shorter, then the next day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=1)
