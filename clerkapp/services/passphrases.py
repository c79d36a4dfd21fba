"""Passphrases and keys: change one, recover a forgotten one, rotate the vault's data key.

A recovered person gets a successor account with new keys and the same `person`.
The data key is rotated after somebody left: it locks old copies of the header out.
"""

from pathlib import Path

from clerkapp.domain.events import Event
from clerkapp.domain.people import Permission
from clerkapp.domain.times import format_instant
from clerkapp.services import pausing, safekeeping
from clerkapp.services import vaults as opening
from clerkapp.services.announcing import announced
from clerkapp.services.ports import Ports
from clerkapp.services.reception import refuse_network
from clerkapp.services.session import Session
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
    """Open the vault with the printed recovery key and give `name` a successor account.

    Raises Refused: recovery-key-form, recovery-failed, unlock-paused, passphrase-short.
    """
    refuse_network(folder, ports)
    require_new_passphrase(new_passphrase)
    at = format_instant(ports.clock.now())
    attempt = pausing.attempt(folder, pausing.RECOVERY, ports)
    with opening.judged(attempt, "recovery-key-wrong", "recovery-failed"):
        unlocked = vaults.recover(folder, recovery_key, name, new_passphrase, at=at)
    return opening.begin(unlocked, folder, ports)


def rekey(session: Session) -> None:
    """Rotate the data key. Nobody else's passphrase is needed; the recovery key stays as it is."""
    session.require(Permission.ADMINISTER)
    # A copy that a killed backup left opens with the old key.
    safekeeping.remove_begun(session.vault)
    with announced(session, Event.DATA_KEY_BEGUN, {}):
        vaults.rotate_data_key(session.vault, session.folder)
    with session.vault.transaction():
        session.journal(Event.DATA_KEY_ROTATED, session.now(), {})
