"""Passphrases and keys: change one, recover a forgotten one, rotate the vault's data key.

A recovered administrator gets a successor account with new keys and the same `person`, which is a new
root account; for anybody else an administrator opens the successor (accounts.disable, accounts.add).
The data key is rotated after somebody left: it locks old copies of the header out.
"""

from dataclasses import replace
from pathlib import Path

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people import Permission
from clerkapp.domain.times import format_instant
from clerkapp.services import memory
from clerkapp.services import vaults as opening
from clerkapp.services.announcing import announced
from clerkapp.services.ports import Ports
from clerkapp.services.reception import describe
from clerkapp.services.session import Notice, Session
from clerkapp.services.words import require_new_passphrase
from clerkapp.vault import vault as vaults


def change(session: Session, old: str, new: str) -> None:
    """Set a new passphrase for the session's person. Raises Refused("passphrase-wrong")."""
    require_new_passphrase(new)
    with session.vault.transaction():
        # The header last: when the entry cannot be written, the old passphrase stays.
        session.journal(Event.PASSPHRASE_CHANGED, session.now(), {})
        vaults.change_passphrase(session.folder, session.vault, session.account, old, new)


def recover(
    folder: Path, recovery_key: str, name: str, new_passphrase: str, ports: Ports
) -> Session:
    """Open the vault with the printed recovery key and give the administrator `name` a successor account.

    Raises Refused: recovery-key-form, recovery-failed, recovery-not-administrator, unlock-paused,
    passphrase-short.
    """
    require_new_passphrase(new_passphrase)
    vault_id = describe(folder, ports).vault_id
    memory.require_no_pause(ports, vault_id)
    at = format_instant(ports.clock.now())
    try:
        unlocked = vaults.recover(folder, recovery_key, name, new_passphrase, at=at)
    except Refused as refused:
        if refused.code == "recovery-key-wrong":
            noted = memory.note_failed(ports, vault_id)
            raise Refused("recovery-failed", left=memory.tries_left(noted)) from None
        raise
    session = opening.begin(unlocked, folder, ports)
    return replace(session, notices=(*session.notices, Notice("root-account-new")))


def rekey(session: Session) -> None:
    """Rotate the data key. Nobody else's passphrase is needed; the recovery key stays as it is."""
    session.require(Permission.ADMINISTER)
    with announced(session, Event.DATA_KEY_BEGUN, {}):
        vaults.rotate_data_key(session.vault, session.folder)
    with session.vault.transaction():
        session.journal(Event.DATA_KEY_ROTATED, session.now(), {})
