"""Passphrases and keys: choose one, change it, recover a forgotten one, rotate the vault's data key.

An account's first passphrase was typed by whoever added the account. It opens nothing but `choose`,
and an account is its person's from then on (ADR 29). A recovered administrator gets a successor
account with new keys and the same `person`, which is a new root account; for anybody else an
administrator opens the successor (accounts.disable, accounts.add). The data key is rotated after
somebody left: it locks old copies of the header out.
"""

from dataclasses import replace
from pathlib import Path

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people import guessing
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.time.times import format_instant
from clerkapp.services.announcing import announced
from clerkapp.services.names import require_new_passphrase
from clerkapp.services.ports import Ports
from clerkapp.services.reception import describe
from clerkapp.services.session import Notice, Session
from clerkapp.services.vaults import opening, pausing, safekeeping, stations
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault import api as vaults


def choose(folder: Path, name: str, old: str, new: str, ports: Ports) -> Session:
    """Open the vault as `name` and replace the passphrase `old`, also one that somebody else typed.

    Raises what `vaults.unlock` and `change` raise; the vault is closed again then.
    """
    office = describe(folder, ports)
    _require_another(old, new)
    require_new_passphrase(new, (name, office.authority_name, office.authority, office.station))
    session = opening.admit(folder, name, old, ports, first=True)
    try:
        change(session, old, new)
    except BaseException:
        opening.lock(session)
        raise
    return session


def change(session: Session, old: str, new: str) -> None:
    """Set a new passphrase for the session's person. When it cannot be kept, the old one stays.

    Raises Refused: passphrase-wrong, passphrase-same, passphrase-short, passphrase-weak; and
    EnvironmentFailure("passphrase-unnoted") when the new one holds all the same.
    """
    _require_another(old, new)
    require_new_passphrase(new, session.names())
    vault, account, at = vault_of(session), session.account, session.now()
    try:
        with vault.transaction():
            if vault.accounts.taken(account.id):
                session.journal(Event.PASSPHRASE_CHANGED, at, {})
            else:
                session.journal(Event.ACCOUNT_TAKEN, at, {})
                vault.accounts.take(account.id, at)
            vaults.change_passphrase(session.folder, vault, account, old, new)
    except EnvironmentFailure:
        _put_back(session, old, new)
        raise


def _require_another(old: str, new: str) -> None:
    if guessing.letters(old) == guessing.letters(new):
        raise Refused("passphrase-same", fields=["passphrase"])


def _put_back(session: Session, old: str, new: str) -> None:
    """Undo the header where COMMIT failed after it. What is told is what the header then says: it may be
    back although noting that failed too."""
    vault, account = vault_of(session), session.account
    try:
        vaults.change_passphrase(session.folder, vault, account, new, old)
    except Refused:
        return  # it was not written either
    except EnvironmentFailure:
        if vaults.opens(vault, session.folder, account, new):
            raise EnvironmentFailure("passphrase-unnoted") from None


def recover(
    folder: Path, recovery_key: str, name: str, new_passphrase: str, ports: Ports
) -> Session:
    """Open the vault with the printed recovery key and give the administrator `name` a successor account.

    Raises Refused: recovery-key-form, recovery-failed, recovery-paused, recovery-not-administrator,
    passphrase-short, passphrase-weak; EnvironmentFailure("recovered-not-open") when the account was made and only
    entering it failed.
    """
    office = describe(folder, ports)
    names = (name, office.authority_name, office.authority, office.station)
    require_new_passphrase(new_passphrase, names)
    at = format_instant(ports.clock.now())
    attempt = pausing.attempt(folder, pausing.RECOVERY, ports)
    with opening.judged(attempt, "recovery-key-wrong", "recovery-failed"):
        unlocked = vaults.recover(folder, recovery_key, name, new_passphrase, at=at)
    try:
        session = opening.begin(unlocked, folder, ports)
    except EnvironmentFailure:
        raise EnvironmentFailure("recovered-not-open", name=unlocked.account.name) from None
    return replace(session, notices=(*session.notices, Notice("root-account-new")))


def rekey(session: Session, *, station_key: bool = False) -> None:
    """Rotate the data key. Nobody else's passphrase is needed; the recovery key stays as it is.

    Where somebody who held the station's key has left, or with `station_key`, the station gets a new
    one as well (`stations.untold`). Raises Refused: not-permitted, station-key-for-nobody.
    """
    session.require(Permission.ADMINISTER)
    if station_key:
        stations.require_somebody(session)
    # A copy that a killed backup left opens with the old key.
    safekeeping.remove_begun(session.vault, session.ports.drive)
    with announced(session, Event.DATA_KEY_BEGUN, {}):
        vaults.rotate_data_key(vault_of(session), session.folder)
    with session.vault.transaction():
        at = session.now()
        session.journal(Event.DATA_KEY_ROTATED, at, {})
        stations.renew(session, at, always=station_key)
