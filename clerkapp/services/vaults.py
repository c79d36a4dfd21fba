"""Vaults: make one, unlock, lock. Who may unlock one: `reception`.

Rules. A vault on a network share is refused. Every wrong name or passphrase gets one message that
does not say which part was wrong, and after four free tries a growing pause. Failed unlocks wait in
the machine's memory and are journaled at the next unlock. What unlocking notices (failed tries, a
clock set back, a vault with another past) is told as notices and refuses nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.numbers import require_code
from clerkapp.domain.people import Account
from clerkapp.domain.station import StationState
from clerkapp.domain.times import format_instant, parse_day, parse_instant
from clerkapp.services import memory, safekeeping
from clerkapp.services.ports import Ports
from clerkapp.services.reception import refuse_network
from clerkapp.services.session import Notice, Session
from clerkapp.services.words import require_function, require_name, require_new_passphrase
from clerkapp.vault import vault as vaults
from clerkapp.vault.vault import Created, NewVault, Unlocked, Vault


def create(folder: Path, new: NewVault, ports: Ports) -> Created:
    """Make a vault in `folder`; its first person is administrator, authority and reviewer.

    The recovery key is in the answer and nowhere else. Raises Refused: vault-network, vault-exists,
    code-form, name-form, function-unknown, passphrase-short.
    """
    refuse_network(folder, ports)
    require_code(new.authority, "authority")
    require_code(new.station, "station")
    require_name(new.person_name)
    require_name(new.authority_name)
    require_function(new.function)
    require_new_passphrase(new.passphrase)
    now = format_instant(ports.clock.now())
    created = vaults.create(folder, new, at=now)
    # Nothing may come between the vault and its recovery key, which is in the answer alone.
    memory.keep_if_possible(ports, created.vault_id, StationState(seen_at=now))
    return created


def unlock(folder: Path, name: str, passphrase: str, ports: Ports) -> Session:
    """Open the vault in this thread.

    Raises Refused: unlock-failed (`left`: tries before a pause), unlock-paused (`seconds`),
    account-not-yet, account-over, vault-network and what a damaged or newer vault
    gets; EnvironmentFailure("vault-in-use") when another process has it.
    """
    refuse_network(folder, ports)
    vault_id = vaults.describe(folder).vault_id
    memory.require_no_pause(ports, vault_id)
    try:
        unlocked = vaults.unlock(folder, name, passphrase)
    except Refused as refused:
        if refused.code != "passphrase-wrong":
            raise
        noted = memory.note_failed(ports, vault_id)
        raise Refused("unlock-failed", left=memory.tries_left(noted)) from None
    try:
        _require_latest_header(unlocked.vault, ports.machine.read(vault_id))
    except BaseException:
        unlocked.vault.close()
        raise
    return begin(unlocked, folder, ports)


def begin(unlocked: Unlocked, folder: Path, ports: Ports) -> Session:
    """Turn what the vault opened into a session; closes the vault when the account may not enter."""
    try:
        made = unlocked.vault.accounts.created(unlocked.account.id)[:10]
        _require_current(unlocked.account, _latest_day(unlocked.vault, ports), made)
        return _begin(unlocked, folder, ports)
    except BaseException:
        unlocked.vault.close()
        raise


def lock(session: Session) -> tuple[Notice, ...]:
    """Close the vault, after the daily backup when a place for it is set.

    Returns what went wrong with the backup or the journal: neither keeps the vault open.
    """
    notices: tuple[Notice, ...] = ()
    try:
        notices = safekeeping.daily_backup(session)
        with session.vault.transaction():
            session.journal(Event.LOCKED, session.now(), {})
        if session.remembered:
            # Otherwise a past that is still to be settled would look like the one seen last.
            _remember_head(session)
    except EnvironmentFailure:
        notices = (*notices, Notice("lock-unnoted"))
    finally:
        session.vault.close()
    return notices


def _require_latest_header(vault: Vault, state: StationState) -> None:
    """Raises Refused("header-changed") when this machine knows a later header of the same vault, which
    did not go back as a whole: that is told otherwise."""
    older = vault.header_log.latest().written < state.header_written
    if older and not _went_back(vault, state):
        raise Refused("header-changed")


def _require_current(account: Account, today: str, made: str) -> None:
    """Raises Refused("account-not-yet" | "account-over") outside the account's days.

    An account that began on the day it was made has begun, whatever the clock says now.
    """
    first = parse_day(account.valid_from)
    if parse_day(today) < first and parse_day(made) < first:
        raise Refused("account-not-yet", day=account.valid_from)
    if account.valid_until is not None and parse_day(today) > parse_day(account.valid_until):
        raise Refused("account-over", day=account.valid_until)


def _latest_day(vault: Vault, ports: Ports) -> str:
    """Today, or the latest day that was seen: a clock set back locks nobody out, and in no longer."""
    seen = (ports.machine.read(vault.info.vault_id).seen_at, _head_at(vault))
    times = [format_instant(ports.clock.now()), *(text for text in seen if text)]
    return max(times, key=parse_instant)[:10]


def _begin(unlocked: Unlocked, folder: Path, ports: Ports) -> Session:
    vault, account = unlocked.vault, unlocked.account
    now = format_instant(ports.clock.now())
    state = ports.machine.read(vault.info.vault_id)
    back = memory.clock_back(state, ports.clock.now(), _head_at(vault))
    past = _past(vault, state)
    settled = replace(state, failed=0, failed_first=None, failed_last=None, instance=past.instance)
    # The machine learns the new instance first: a kill between the two is noticed at the next
    # unlock, and only costs some running numbers more.
    kept = memory.keep_if_possible(ports, vault.info.vault_id, settled)
    notices = tuple(_notices(state, back, anew=past.other and kept))
    if not kept:
        notices = (*notices, Notice("machine-state-kept-nowhere"))
    with vault.transaction():
        if state.failed:
            tries = {"count": state.failed, "first": state.failed_first, "last": state.failed_last}
            vault.journal.append(Event.UNLOCKS_FAILED, now, None, tries)
        if back:
            vault.journal.append(Event.CLOCK_BACK, now, None, {"seen": back.seen, "now": now})
        if past.other and kept:
            _start_anew(vault, past.instance, now)
        elif vault.settings.get(memory.INSTANCE_SETTING) is None:
            vault.settings.set(memory.INSTANCE_SETTING, past.instance)
        vault.journal.append(Event.UNLOCKED, now, account.id, {})
    if kept:
        memory.keep_if_possible(ports, vault.info.vault_id, _with_head(settled, vault, now))
    return Session(
        vault=vault,
        folder=folder,
        account=account,
        signing=unlocked.signing,
        ports=ports,
        opened_seq=_head(vault)[0],
        notices=notices,
        remembered=kept,
    )


@dataclass(frozen=True, slots=True)
class _Past:
    """`instance`: what this machine calls the vault from now on. `other`: not the vault it knew."""

    instance: str
    other: bool


def _past(vault: Vault, state: StationState) -> _Past:
    known = vault.settings.get(memory.INSTANCE_SETTING)
    if known is None:
        return _Past(state.instance or memory.new_instance(), other=False)
    if known == state.instance and not _went_back(vault, state):
        return _Past(known, other=False)
    fresh = state.instance if state.instance not in (None, known) else memory.new_instance()
    return _Past(str(fresh), other=True)


def _start_anew(vault: Vault, instance: str, now: str) -> None:
    """A restored or moved vault: numbers jump, and the next export opens a new epoch."""
    year = parse_instant(now).year
    first, last = vault.revisions.skip_numbers(year, at=now)
    vault.settings.set(memory.INSTANCE_SETTING, instance)
    vault.settings.set(memory.NEW_EPOCH_SETTING, {"upstream": "restore", "public": "restore"})
    skipped: dict[str, str | int | list[str] | None] = {"year": year, "first": first, "last": last}
    vault.journal.append(Event.RESTORED, now, None, skipped)


def _notices(state: StationState, back: memory.ClockBack | None, *, anew: bool) -> Iterator[Notice]:
    if state.failed:
        yield Notice("unlocks-failed-before", {"count": state.failed, "at": state.failed_last})
    if back:
        yield Notice("clock-back", {"at": back.seen})
    if anew:
        yield Notice("vault-other-past")


def _remember_head(session: Session) -> None:
    """Let the machine remember where the vault's clock and journal stand now."""
    state = session.ports.machine.read(session.vault.info.vault_id)
    head = _with_head(state, session.vault, session.now())
    memory.keep_if_possible(session.ports, session.vault.info.vault_id, head)


def _head_at(vault: Vault) -> str | None:
    latest = vault.journal.latest(1)
    return latest[0].at if latest else None


def _went_back(vault: Vault, state: StationState) -> bool:
    """Whether the journal lacks what this machine has seen in it, or holds something else there."""
    if state.seen_seq == 0:
        return False
    entries = vault.journal.entries(after=state.seen_seq - 1, limit=1)
    return not entries or entries[0].digest != state.seen_digest


def _with_head(state: StationState, vault: Vault, now: str) -> StationState:
    seq, digest = _head(vault)
    return replace(
        state,
        seen_at=now,
        seen_seq=seq,
        seen_digest=digest,
        header_written=vault.header_log.latest().written,
    )


def _head(vault: Vault) -> tuple[int, str | None]:
    return vault.journal.head() or (0, None)
