"""What the machine remembers of a vault: the clock, and where the journal's head was seen (ADR 23).

Rules. A clock that was set back is told and journaled and refuses nothing. A vault in which the head is
missing that was seen in this place (an older copy was put back), one that comes from a computer that it
does not know (it was moved), and a copy beside the original begin anew: their running numbers jump, and
their next export opens a new epoch, because numbers may have been used already. The original of a copy
stays as it is. Where nothing can be remembered, records open and are kept, and no new bundle is made.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from clerkapp.crypto.digests import new_salt
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.station import Place, StationState
from clerkapp.domain.time.times import format_instant, parse_instant
from clerkapp.services.ports import Ports
from clerkapp.services.session import Session
from clerkapp.store import settings

CLOCK_TOLERANCE = timedelta(minutes=2)
PLACES_KEPT: Final = 32

INSTANCES_SETTING = settings.INSTANCES
MACHINES_SETTING = settings.MACHINES
MARK_SETTING = settings.RESTORED_MARK
NEW_EPOCH_SETTING = settings.NEW_EPOCH


class Past(Enum):
    """How a vault stands to what this machine has seen of it."""

    SAME = auto()
    """It is the one that was seen, perhaps in a folder that was moved."""
    COPY = auto()
    """It is a copy, and the original is elsewhere on this computer."""
    OTHER = auto()
    """It was restored, an older copy was put back, or it comes from another computer."""


@dataclass(frozen=True, slots=True)
class VaultSeen:
    """What a vault says of itself, in the folder `path`.

    `instances`, `machines`: the settings. `holds` answers whether the journal holds a head that was seen;
    `stands` whether the vault, or a copy, is still in a folder.
    """

    path: str
    instances: tuple[str, ...]
    machines: tuple[str, ...]
    holds: Callable[[Place], bool]
    stands: Callable[[str], bool]


def past_of(seen: VaultSeen, state: StationState, machine: str) -> Past:
    """Compare a vault with what is remembered of it. `machine`: this computer's mark."""
    if not seen.instances:
        # It was made a moment ago; else somebody took the names away.
        return Past.OTHER if state.places else Past.SAME
    here = state.place(seen.path)
    if here is not None and here.instance == seen.instances[-1]:
        return Past.SAME if seen.holds(here) else Past.OTHER
    elsewhere = [place for place in state.places if place.instance == seen.instances[-1]]
    if elsewhere:
        return _past_of_moved(seen, max(elsewhere, key=lambda candidate: candidate.seq), here)
    if state.places:
        # An instance that is not known here is younger when it grew out of one that is: another
        # account of this computer began it anew, and the journal went on. Else it is older than what
        # was seen, whatever it calls itself.
        grown = [place for place in state.places if place.instance in seen.instances]
        if here is not None:
            grown = [place for place in grown if place is here]
        younger = bool(grown) and seen.holds(max(grown, key=lambda candidate: candidate.seq))
        return Past.SAME if younger and machine in seen.machines else Past.OTHER
    return Past.SAME if machine in seen.machines else Past.OTHER


def _past_of_moved(seen: VaultSeen, there: Place, here: Place | None) -> Past:
    """What was last seen `there` is now in another folder, in place of what was `here`."""
    if not seen.holds(there) or (here is not None and not seen.holds(here)):
        return Past.OTHER
    return Past.COPY if seen.stands(there.path) else Past.SAME


def placed(state: StationState, place: Place, *, moved: Callable[[str], bool]) -> StationState:
    """Remember what was seen in a folder, and forget folders of the same instance that have `moved`."""
    others = [
        known
        for known in state.places
        if known.path != place.path and not (known.instance == place.instance and moved(known.path))
    ]
    return replace(state, places=(*others, place)[-PLACES_KEPT:])


@dataclass(frozen=True, slots=True)
class ClockBack:
    """The clock is before a time that was already seen. Both RFC 3339."""

    seen: str
    now: str


def clock_back(
    state: StationState, now: datetime, head_at: str | None, made: str | None = None
) -> ClockBack | None:
    """Whether `now` lies before what was seen: the last look, the journal's last entry, or the making
    of the vault, which tells a clock that starts in 1970 again at every unlock."""
    seen = [text for text in (state.seen_at, head_at, made) if text]
    latest = max(seen, key=parse_instant, default=None)
    if latest is None or now >= parse_instant(latest) - CLOCK_TOLERANCE:
        return None
    return ClockBack(latest, format_instant(now))


def clock_is_back(session: Session) -> bool:
    """Whether unlocking noticed that the clock is before what was seen here."""
    return any(notice.code == "clock-back" for notice in session.notices)


def keep_if_possible(ports: Ports, vault_id: str, state: StationState) -> bool:
    """Whether it could be kept. The memory is a help: without it the records still open."""
    try:
        ports.machine.write(vault_id, state)
    except EnvironmentFailure:
        return False
    return True


def require_kept(session: Session) -> None:
    """Before a sequence number is used: this machine must tell the vault from a restored or copied one,
    or the number may have been used already. Raises EnvironmentFailure("export-unremembered")."""
    ports, vault_id = session.ports, session.vault.info.vault_id
    if not session.remembered or not keep_if_possible(
        ports, vault_id, ports.machine.read(vault_id)
    ):
        raise EnvironmentFailure("export-unremembered")


def new_instance() -> str:
    """32 hex digits for an instance that starts here and now."""
    return new_salt()
