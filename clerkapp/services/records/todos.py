"""One list of everything that is still to do: to-dos and preventive steps of all records.

A step of a record that a person may not see is not in that person's list. Whose it is: the person named,
whoever acts in that role, or who has the record.
"""

from datetime import datetime

from clerkapp.domain.records.lists import Query, StepQuery, StepRow
from clerkapp.domain.time.times import format_instant, sort_key
from clerkapp.services.records import reading
from clerkapp.services.session import Session

LIMIT = 500
EVERYTHING = 2**31


def listed(
    session: Session, *, overdue: bool = False, mine: bool = False, limit: int = LIMIT
) -> tuple[StepRow, ...]:
    """Open steps, the first due first, those without a day last. `overdue`: only those whose day is over or
    whose time has come; `mine`: only the person's own."""
    now = session.ports.clock.now()
    seen = reading.visible_query(session, Query())
    account = session.account
    query = StepQuery(
        owners=(account.name, account.function) if mine else None,
        due_before=_over_by(now) if overdue else None,
        sight=seen.sight,
    )
    found = session.vault.work.steps(query, max(limit, LIMIT))
    # What is due today is over before its key where the clocks stand behind UTC.
    return tuple(one for one in found if not overdue or one.step.is_overdue(now))[:limit]


def count(session: Session, *, overdue: bool = False, at_most: int = LIMIT) -> int:
    """How many there are; stops counting at `at_most`."""
    return len(listed(session, overdue=overdue, limit=at_most))


def _over_by(now: datetime) -> str:
    """A due key after those of everything that is over: a time by UTC, a day by the office's calendar."""
    return max(sort_key(format_instant(now)), f"{now.date().isoformat()}T00:00:00Z")
