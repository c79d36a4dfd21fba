"""Passphrases and keys: change one, recover a forgotten one, rotate the vault's data key.

A recovered administrator gets a successor account with new keys and the same `person`, which is a new
root account; for anybody else an administrator opens the successor (accounts.disable, accounts.add).
The data key is rotated after somebody left: it locks old copies of the header out.
"""

from dataclasses import replace
from pathlib import Path

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people import Permission
from clerkapp.domain.times import format_instant
from clerkapp.services import pausing, safekeeping
from clerkapp.services import vaults as opening
from clerkapp.services.announcing import announced
from clerkapp.services.ports import Ports
from clerkapp.services.reception import describe
from clerkapp.services.session import Notice, Session
from clerkapp.services.words import require_new_passphrase
from clerkapp.vault import vault as vaults


def change(session: Session, old: str, new: str) -> None:
    """Set a new passphrase for the session's person. When it cannot be kept, the old one stays.

    Raises Refused("passphrase-wrong") and EnvironmentFailure("passphrase-unnoted") when the new one
    holds all the same.
    """
    require_new_passphrase(new)
    try:
        with session.vault.transaction():
            session.journal(Event.PASSPHRASE_CHANGED, session.now(), {})
            vaults.change_passphrase(session.folder, session.vault, session.account, old, new)
    except EnvironmentFailure:
        _put_back(session, old, new)
        raise


def _put_back(session: Session, old: str, new: str) -> None:
    """Undo the header where COMMIT failed after it."""
    try:
        vaults.change_passphrase(session.folder, session.vault, session.account, new, old)
    except Refused:
        return  # it was not written either
    except EnvironmentFailure:
        raise EnvironmentFailure("passphrase-unnoted") from None


def recover(
    folder: Path, recovery_key: str, name: str, new_passphrase: str, ports: Ports
) -> Session:
    """Open the vault with the printed recovery key and give the administrator `name` a successor account.

    Raises Refused: recovery-key-form, recovery-failed, recovery-not-administrator, unlock-paused,
    passphrase-short; EnvironmentFailure("recovered-not-open") when the account was made and only
    entering it failed.
    """
    require_new_passphrase(new_passphrase)
    describe(folder, ports)
    at = format_instant(ports.clock.now())
    attempt = pausing.attempt(folder, pausing.RECOVERY, ports)
    with opening.judged(attempt, "recovery-key-wrong", "recovery-failed"):
        unlocked = vaults.recover(folder, recovery_key, name, new_passphrase, at=at)
    try:
        session = opening.begin(unlocked, folder, ports)
    except EnvironmentFailure:
        raise EnvironmentFailure("recovered-not-open", name=unlocked.account.name) from None
    return replace(session, notices=(*session.notices, Notice("root-account-new")))


def rekey(session: Session) -> None:
    """Rotate the data key. Nobody else's passphrase is needed; the recovery key stays as it is."""
    session.require(Permission.ADMINISTER)
    # A copy that a killed backup left opens with the old key.
    safekeeping.remove_begun(session.vault)
    with announced(session, Event.DATA_KEY_BEGUN, {}):
        vaults.rotate_data_key(session.vault, session.folder)
    with session.vault.transaction():
        session.journal(Event.DATA_KEY_ROTATED, session.now(), {})
