"""Vaults: make one, unlock, lock. Who may unlock one: `reception`.

Rules. A vault on a network share is refused. Every wrong name or passphrase gets one message that
does not say which part was wrong, and after four free tries a growing pause of that account. Failed
unlocks are journaled at the next unlock. What unlocking notices (failed tries, a
clock set back, a vault with another past) is told as notices and refuses nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, tzinfo
from pathlib import Path

from clerkapp.crypto.kdf import RECOMMENDED, KdfParameters
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import Created, NewVault
from clerkapp.domain.people.naming import require_persons
from clerkapp.domain.people.roles import Account, Permission
from clerkapp.domain.records.numbers import require_code, station_of
from clerkapp.domain.station import StationState
from clerkapp.domain.time.times import format_instant, parse_day, parse_instant
from clerkapp.domain.time.zones import zone_info
from clerkapp.services import machine_memory, naming, office, unjournaled
from clerkapp.services.names import beside, require_function, require_name, require_new_passphrase
from clerkapp.services.office_clock import OfficeClock, zone_of
from clerkapp.services.ports import Ports
from clerkapp.services.reception import describe, lost_header, require_place
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults import arriving, pausing, safekeeping, stations
from clerkapp.services.vaults.pausing import Attempt, Failed
from clerkapp.store.opened import CANNOT_WRITE
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked, Vault


def create(
    folder: Path, new: NewVault, ports: Ports, parameters: KdfParameters = RECOMMENDED
) -> Created:
    """Make a vault in `folder`; its first person is administrator and authority.

    The recovery key is in the answer and nowhere else. `parameters`: what a try at a passphrase costs
    there, as recommended but for tests. Raises Refused: file-name, vault-network,
    vault-exists, code-form, name-form, name-brackets, name-role, function-unknown, passphrase-short,
    passphrase-weak, zone-unknown; EnvironmentFailure("drive-gone") without a folder to make it in.
    """
    if new.zone is not None:
        zone_info(new.zone)
    require_place(folder, ports)
    require_code(new.authority, "authority")
    named = replace(
        new,
        station=station_of(new.station, training=new.training),
        person_name=require_name(new.person_name, "person"),
        authority_name=require_name(new.authority_name, "authority_name"),
    )
    beside("person", require_persons, named.person_name)
    require_function(new.function)
    require_new_passphrase(
        new.passphrase,
        (named.person_name, named.authority_name, new.authority, new.station, named.station),
    )
    now = format_instant(OfficeClock(ports.clock, new.zone).now())
    created = vaults.create(folder, named, at=now, parameters=parameters)
    # Nothing may come between the vault and its recovery key, which is in the answer alone.
    machine_memory.keep_if_possible(ports, created.vault_id, StationState(seen_at=now))
    return created


def unlock(folder: Path, name: str, passphrase: str, ports: Ports) -> Session:
    """Open the vault in this thread.

    Where nothing can be written the session is `read_only`. Raises Refused: unlock-failed (`left`:
    tries before a pause), unlock-failed-uncounted, unlock-paused (`seconds`), account-not-yet, account-over, what a folder
    gets that is no whole vault (`reception`), passphrase-own-first for a passphrase that somebody else
    typed, and what a damaged or newer vault gets; EnvironmentFailure("vault-in-use") when another
    process has it.
    """
    return admit(folder, name, passphrase, ports, first=False)


def admit(folder: Path, name: str, passphrase: str, ports: Ports, *, first: bool) -> Session:
    """As `unlock`. With `first` a passphrase that somebody else typed opens too: `passphrases.choose`
    gives the session away only when the person has replaced it."""
    describe(folder, ports)
    lost = lost_header(folder)
    attempt = pausing.attempt(folder, vaults.account_named(folder, name), ports)
    with judged(attempt, "passphrase-wrong", "unlock-failed"):
        unlocked = vaults.unlock(folder, name, passphrase)
    try:
        arriving.require_latest_header(unlocked.vault, folder, ports)
    except BaseException:
        unlocked.vault.close()
        raise
    session = begin(unlocked, folder, ports, first=first)
    if lost and not session.read_only:
        made_anew = Notice("header-made-anew", {"file": lost})
        session = replace(session, notices=(*session.notices, made_anew))
    return session


_UNCOUNTED = {
    "unlock-failed": "unlock-failed-uncounted",
    "second-failed": "second-failed-uncounted",
}


@contextmanager
def judged(attempt: Attempt, wrong: str, told: str) -> Iterator[None]:
    """A try that is judged in the block: the refusal `wrong` is told as `told`, with the tries left, or without
    them where nothing can note how many there were."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, Refused) and error.code == wrong:
            left = attempt.failed()
            if left is None:
                raise Refused(_UNCOUNTED.get(told, told)) from None
            raise Refused(told, left=left) from None
        attempt.withdrawn()
        raise
    attempt.succeeded()


def begin(unlocked: Unlocked, folder: Path, ports: Ports, *, first: bool = False) -> Session:
    """Turn what the vault opened into a session; closes the vault when the account may not enter.

    Nobody has a session, and so nothing is read or signed, under a passphrase that somebody else typed:
    Refused("passphrase-own-first").
    """
    try:
        zone = unlocked.vault.settings.get(office.ZONE_SETTING)
        clock = OfficeClock(ports.clock, zone if isinstance(zone, str) else None)
        here = Ports(clock, ports.drive, ports.machine, ports.profile)
        made = unlocked.vault.accounts.created(unlocked.account.id)[:10]
        today = clock.now().date()
        require_current(unlocked.account, today, _latest_day(unlocked.vault, here), made)
        if not first and not unlocked.vault.accounts.taken(unlocked.account.id):
            raise Refused("passphrase-own-first", name=unlocked.account.name)
        session = _begin(unlocked, folder, here)
        office.follow_zone(session)
        return session
    except BaseException:
        unlocked.vault.close()
        raise


def lock(session: Session) -> tuple[Notice, ...]:
    """Close the vault, after the daily backup when a place for it is set.

    Returns what went wrong with the backup or the journal: neither keeps the vault open.
    """
    notices: tuple[Notice, ...] = ()
    try:
        if session.read_only:
            unjournaled.journal(session, Event.LOCKED, session.now(), {})
        else:
            notices = _end(session)
    except EnvironmentFailure:
        notices = (*notices, Notice("lock-unnoted"))
    finally:
        with suppress(EnvironmentFailure):  # a drive that was pulled: it is let go all the same
            session.vault.close()
    return notices


def _end(session: Session) -> tuple[Notice, ...]:
    notices = safekeeping.daily_backup(session)
    try:
        at = session.now()
        with session.vault.transaction():
            session.journal(Event.LOCKED, at, {})
            session.sign_head(at)
    except EnvironmentFailure:
        return (*notices, Notice("lock-unnoted"))
    if session.remembered:
        # Otherwise a past that is still to be settled would look like the one seen last.
        arriving.remember(session)
    return notices


def require_current(account: Account, today: date, latest: date, made: str) -> None:
    """Raises Refused("account-not-yet" | "account-over" | "account-over-by-clock") outside the
    account's days.

    An account that began on the day it was made has begun, whatever the clock says now. The latest
    day that was seen counts for its end, so that nobody lengthens an account by setting the clock
    back; a clock that was ahead once is settled by anybody whose account has no such end (ADR 26).
    """
    first = parse_day(account.valid_from)
    if latest < first and parse_day(made) < first:
        raise Refused("account-not-yet", day=account.valid_from)
    if account.valid_until is None or latest <= parse_day(account.valid_until):
        return
    if today > parse_day(account.valid_until):
        raise Refused("account-over", day=account.valid_until)
    raise Refused(
        "account-over-by-clock",
        day=account.valid_until,
        today=today.isoformat(),
        seen=latest.isoformat(),
    )


def _latest_day(vault: Vault, ports: Ports) -> date:
    """Today, or the latest day that was seen: a clock set back locks nobody out, and in no longer."""
    now = ports.clock.now()
    seen = (ports.machine.read(vault.info.vault_id).seen_at, _head_at(vault))
    latest = max([now, *(parse_instant(text) for text in seen if text)])
    return latest.astimezone(now.tzinfo).date()


def _begin(unlocked: Unlocked, folder: Path, ports: Ports) -> Session:
    vault, account = unlocked.vault, unlocked.account
    now = format_instant(ports.clock.now())
    book = pausing.book_of(folder, ports, vault.info.vault_id)
    failed = pausing.failed_since(book)
    state = ports.machine.read(vault.info.vault_id)
    back = machine_memory.clock_back(state, ports.clock.now(), _head_at(vault), vault.info.created)
    strangers = tuple(_strangers(vault, account))
    arrived = arriving.arrive(vault, folder, ports)
    kept = arrived.kept
    try:
        safekeeping.remove_begun(vault, ports.drive)
        with vault.transaction():
            if failed:
                vault.journal.append(
                    Event.UNLOCKS_FAILED,
                    now,
                    None,
                    {"count": failed.count, "first": failed.first, "last": failed.last},
                )
            if back:
                vault.journal.append(Event.CLOCK_BACK, now, None, {"seen": back.seen, "now": now})
            if (acts := unjournaled.entry(state)) is not None:
                vault.journal.append(Event.ONLY_READ, now, None, acts)
            arrived.settle(now)
            vault.journal.append(Event.UNLOCKED, now, account.id, {})
            stations.hand_on(vault, account, now)
    except EnvironmentFailure as failure:
        if failure.code not in CANNOT_WRITE:
            raise
        vault.only_read(failure.code)
        act = unjournaled.line(Event.UNLOCKED, now, account.id, {})
        kept = unjournaled.remember(ports, vault.info.vault_id, act)
        notices = tuple(_notices_to_read(failure.code, back, kept=kept))
    else:
        if acts is not None:
            unjournaled.forget(ports, vault.info.vault_id)
        pausing.told(book, now)
        arrived.settled(now)
        notices = (
            *_notices(failed, back, zone_of(ports.clock)),
            *strangers,
            *arrived.notices(),
            *stations.notices(vault, account, now[:10]),
        )
    return Session(
        vault=vault,
        folder=folder,
        account=account,
        signing=unlocked.signing,
        ports=ports,
        opened_seq=arriving.head(vault)[0],
        notices=notices,
        remembered=kept,
    )


def _notices(
    failed: Failed | None, back: machine_memory.ClockBack | None, zone: tzinfo
) -> Iterator[Notice]:
    if failed:
        # A try was noted before anybody could read which zone the office keeps.
        last = format_instant(parse_instant(failed.last).astimezone(zone))
        yield Notice("unlocks-failed-before", {"count": failed.count, "at": last})
    if back:
        yield Notice("clock-back", {"at": back.seen})


def _strangers(vault: Vault, account: Account) -> Iterator[Notice]:
    """For whoever reviews: the accounts that others opened since the last time."""
    if not account.may(Permission.REVIEW):
        return
    for added in vault.journal.accounts_added_since(account.id):
        signer = vault.signers.of_account(added)
        opener = naming.short_name(vault.signers.of_account(signer.granted_by))
        params = {"name": naming.short_name(signer), "opener": opener, "at": signer.seen}
        yield Notice("account-new", params)


_TO_READ = {
    "vault-disk-full": "only-read-disk-full",
    "vault-read-only": "only-read-no-writing",
}


def _notices_to_read(
    code: str, back: machine_memory.ClockBack | None, *, kept: bool
) -> Iterator[Notice]:
    yield Notice(_TO_READ[code])
    if back:
        yield Notice("clock-back", {"at": back.seen})
    if not kept:
        yield Notice("only-read-unremembered")


def _head_at(vault: Vault) -> str | None:
    latest = vault.journal.latest(1)
    return latest[0].at if latest else None
