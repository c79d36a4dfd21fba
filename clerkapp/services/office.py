"""The office's present election and stage: what a new form is filled with, and Home says above all;
and the time zone that the office keeps.

Kept as settings of the vault and journaled, because a record taken under the wrong election is hard
to put right later. Whoever may add to any record may say which election is on.
"""

from dataclasses import dataclass

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.text import rules as texts
from clerkapp.domain.time.zones import zone_info
from clerkapp.domain.vocabulary.common import PHASES
from clerkapp.services.names import beside
from clerkapp.services.office_clock import OfficeClock
from clerkapp.services.session import Session
from clerkapp.wording import times

ELECTION_SETTING = "election"
PHASE_SETTING = "phase"
ZONE_SETTING = "zone"
BETWEEN = "between"
ELECTION_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Present:
    """`election`: as it is in records, None between elections; `phase`: of vocabulary.common.PHASES."""

    election: str | None
    phase: str


def present(session: Session) -> Present:
    """What is set now."""
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
    before = present(session)
    with session.vault.transaction():
        for name, old, new in (
            (ELECTION_SETTING, before.election, chosen.election),
            (PHASE_SETTING, before.phase, chosen.phase),
        ):
            if old != new:
                session.change_setting(name, new)
    return chosen


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
