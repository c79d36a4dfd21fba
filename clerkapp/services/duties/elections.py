"""The days of elections, from the office's list."""

from collections.abc import Mapping

from clerkapp.domain.retention import ElectionDay
from clerkapp.domain.text.rules import comparable
from clerkapp.domain.time.times import parse_day
from clerkapp.services import office_lists
from clerkapp.services.session import Session

Days = Mapping[str, ElectionDay]
"""By what records call an election, code or name, as it is compared."""


def days(session: Session) -> Days:
    """When each election of the list was, and whether it had a federal office. A closed entry still says
    its day; should two have one name, the later day counts."""
    known: dict[str, ElectionDay] = {}
    for entry in office_lists.entries(session, "election", closed=True):
        day = parse_day(entry.text("until") or entry.text("day"))
        found = ElectionDay(day, federal=entry.values.get("federal") is True)
        for name in (entry.code, entry.text("name")):
            before = known.get(comparable(name))
            if before is None or (before.day, before.federal) < (found.day, found.federal):
                known[comparable(name)] = found
    return known


def day_of(known: Days, election: object) -> ElectionDay | None:
    """The day of what a record names as its election; None when it names none, or one that is not listed."""
    return known.get(comparable(election)) if isinstance(election, str) else None
