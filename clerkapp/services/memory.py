"""What the machine remembers of a vault: failed unlocks, the clock, the journal's head, the instance.

Rules. Four tries are free; then a pause of 30 seconds that doubles up to 15 minutes. A clock that
was set back is told and journaled and refuses nothing. A vault whose past does not match what this
machine saw (restored, copied back, moved to another machine) is a new instance: its next export
opens a new epoch, because sequence numbers may have been used already. Where nothing can be
remembered, records open and are kept, and no new bundle is made.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from clerkapp.crypto.digests import new_salt
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.station import StationState
from clerkapp.domain.times import format_instant, parse_instant
from clerkapp.services.ports import Ports
from clerkapp.services.session import Session
from clerkapp.vault import settings

FREE_TRIES = 4
FIRST_PAUSE_SECONDS = 30
LONGEST_PAUSE_SECONDS = 15 * 60
CLOCK_TOLERANCE = timedelta(minutes=2)

INSTANCE_SETTING = settings.INSTANCE
NEW_EPOCH_SETTING = settings.NEW_EPOCH


@dataclass(frozen=True, slots=True)
class ClockBack:
    """The clock stands before a time that was already seen. Both RFC 3339."""

    seen: str
    now: str


def pause_seconds(failed: int) -> int:
    """How long to wait after `failed` failed unlocks in a row."""
    if failed < FREE_TRIES:
        return 0
    return min(FIRST_PAUSE_SECONDS << min(failed - FREE_TRIES, 10), LONGEST_PAUSE_SECONDS)


def tries_left(state: StationState) -> int:
    """Tries before the next pause."""
    return max(FREE_TRIES - state.failed, 0)


def require_no_pause(ports: Ports, vault_id: str) -> None:
    """Raises Refused("unlock-paused") with `seconds` while a pause runs.

    A clock set back does not lengthen a pause: the pause then counts from now, once.
    """
    state = ports.machine.read(vault_id)
    pause = pause_seconds(state.failed)
    if pause == 0 or state.failed_last is None:
        return
    now = ports.clock.now()
    last = parse_instant(state.failed_last)
    if now < last:
        ports.machine.write(vault_id, replace(state, failed_last=format_instant(now)))
        last = now
    left = pause - int((now - last).total_seconds())
    if left > 0:
        raise Refused("unlock-paused", seconds=left)


def note_failed(ports: Ports, vault_id: str) -> StationState:
    """Count one failed unlock."""
    state = ports.machine.read(vault_id)
    at = format_instant(ports.clock.now())
    noted = replace(
        state, failed=state.failed + 1, failed_first=state.failed_first or at, failed_last=at
    )
    ports.machine.write(vault_id, noted)
    return noted


def clock_back(state: StationState, now: datetime, head_at: str | None) -> ClockBack | None:
    """Whether `now` lies before what was seen: the last look, or the journal's last entry."""
    seen = [text for text in (state.seen_at, head_at) if text]
    latest = max(seen, key=parse_instant, default=None)
    if latest is None or now >= parse_instant(latest) - CLOCK_TOLERANCE:
        return None
    return ClockBack(latest, format_instant(now))


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
