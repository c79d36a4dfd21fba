"""The office's present election and stage: what a new form is filled with, and Home says above all;
and the time zone that the office keeps.

They follow the calendar of the list of elections. Whoever may add to any record may set them by hand as
well: an office without a list always does, and on the day itself the polls may stay open longer than
the calendar says. What was set by hand holds until the calendar's next stage begins. It is kept as
settings of the vault and journaled, because a record taken under the wrong election is hard to put
right later.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from clerkapp.domain import office_calendar
from clerkapp.domain.errors import Refused
from clerkapp.domain.office_entries import Entry
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.text import rules as texts
from clerkapp.domain.time.times import parse_instant
from clerkapp.domain.time.zones import zone_info
from clerkapp.domain.vocabulary.common import PHASES
from clerkapp.services.names import beside
from clerkapp.services.office_clock import OfficeClock
from clerkapp.services.session import Session
from clerkapp.wording import times

ELECTION_SETTING = "election"
PHASE_SETTING = "phase"
SET_AT_SETTING = "stage_set"
"""When election and stage were set by hand last: RFC 3339."""
ZONE_SETTING = "zone"
BETWEEN = "between"
ELECTION_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Present:
    """`election`: as it is in records, None between elections; `phase`: of vocabulary.common.PHASES.

    `by_calendar`: the list of elections says so, and nobody said otherwise since. `name`: as people call
    the election, where it is listed.
    """

    election: str | None
    phase: str
    by_calendar: bool = False
    name: str = ""


def present(session: Session) -> Present:
    """What holds now: what was set by hand or the calendar's stage, whichever began later."""
    listed = elections(session)
    now = local_now(session)
    on = office_calendar.on_now(listed, now)
    by_hand = _set_by_hand(session)
    if on is None or _set_since(session, on.since):
        named = next((one for one in listed if one.code == by_hand.election), None)
        return replace(by_hand, name=named.text("name") if named else "")
    code, name = (on.election.code, on.election.text("name")) if on.election else (None, "")
    return Present(code, on.phase, by_calendar=True, name=name)


def countdown(session: Session) -> office_calendar.Countdown | None:
    """What the calendar counts down to."""
    return office_calendar.countdown(elections(session), local_now(session))


def polls_close(session: Session) -> str:
    """When the polls close today ("19:00"), while they are open; else empty."""
    if present(session).phase != office_calendar.OPEN:
        return ""
    return office_calendar.closing_time(elections(session), local_now(session))


def elections(session: Session) -> tuple[Entry, ...]:
    """The open entries of the list of elections."""
    return tuple(one for one in session.vault.office_lists.entries("election") if not one.closed)


def local_now(session: Session) -> datetime:
    """What the office's clock shows now, without its offset."""
    return session.ports.clock.now().replace(tzinfo=None)


def _set_since(session: Session, since: datetime) -> bool:
    """Whether election and stage were set by hand since then."""
    at = session.vault.settings.get(SET_AT_SETTING)
    return isinstance(at, str) and parse_instant(at).replace(tzinfo=None) >= since


def _set_by_hand(session: Session) -> Present:
    election = session.vault.settings.get(ELECTION_SETTING)
    phase = session.vault.settings.get(PHASE_SETTING)
    return Present(
        election if isinstance(election, str) else None,
        phase if phase in PHASES else BETWEEN,
    )


def may_set(session: Session) -> bool:
    """Whether the session's person may change it."""
    account = session.account
    return account.may(Permission.ADD) or account.may(Permission.ADMINISTER)


def set_present(session: Session, election: str | None, phase: str) -> Present:
    """Set both; what did not change is not journaled.

    Raises Refused: not-permitted, text-long, text-hidden, name-mixed, choice-unknown.
    """
    if not may_set(session):
        session.require(Permission.ADD)
    chosen = Present(_election(election), _phase(phase))
    now = present(session)
    if now.by_calendar and (now.election, now.phase) == (chosen.election, chosen.phase):
        return now
    before = _set_by_hand(session)
    with session.vault.transaction():
        if now.by_calendar or (before.election, before.phase) != (chosen.election, chosen.phase):
            session.change_setting(SET_AT_SETTING, session.now())
        for name, old, new in (
            (ELECTION_SETTING, before.election, chosen.election),
            (PHASE_SETTING, before.phase, chosen.phase),
        ):
            if old != new:
                session.change_setting(name, new)
    return present(session)


def zone(session: Session) -> str | None:
    """The office's time zone ("America/Chicago"), or None while nobody has set one."""
    name = session.vault.settings.get(ZONE_SETTING)
    return name if isinstance(name, str) else None


def set_zone(session: Session, name: str) -> str:
    """Keep the office's time zone; from now on times are entered, shown and printed in it.

    What is recorded keeps the offset it was recorded with. Raises Refused: not-permitted,
    zone-unknown.
    """
    session.require(Permission.ADMINISTER)
    zone_info(name)
    if zone(session) != name:
        session.change_setting(ZONE_SETTING, name)
    follow_zone(session)
    return name


def follow_zone(session: Session) -> None:
    """Let the session's clock and the wording of times follow the setting."""
    clock = session.ports.clock
    if isinstance(clock, OfficeClock):
        clock.keep(zone(session))
        times.reckon(lambda: clock.now().date(), getattr(clock.zone, "key", None))


def _election(text: str | None) -> str | None:
    election = beside(ELECTION_SETTING, texts.name, text or "")
    if len(election) > ELECTION_LIMIT:
        raise Refused(
            "text-long", fields=[ELECTION_SETTING], length=len(election), limit=ELECTION_LIMIT
        )
    return election or None


def _phase(code: str) -> str:
    if code not in PHASES:
        raise Refused("choice-unknown", fields=[PHASE_SETTING], value=code[:40])
    return code
