"""The recovery key: used, made anew, read back from paper (docs/formats/vault.md, section 5).

A new one is written beside the one in force and replaces it only when it was read back. So a kill at
any moment leaves a key that somebody holds: the header gets the new slot before the commit, and loses
the old one after the commit that says it was replaced. Which one works is what the database says.
"""

from pathlib import Path
from uuid import uuid4

from clerkapp.crypto import recovery
from clerkapp.crypto.keys import PrivateKey, fingerprint
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys.recovery_keys import RecoveryKey
from clerkapp.vault.keys.slots import SlotKeys, make_slot, open_slot
from clerkapp.vault.opened import Unlocked, Vault
from clerkapp.vault.opening.enrolment import succeed
from clerkapp.vault.opening.unlocking import Opening, follow, open_with, openings, reconcile


def recover(
    folder: Path, recovery_key: str, name: str, new_passphrase: str, *, at: str
) -> Unlocked:
    """With the printed recovery key: close the account of `name`, an administrator, and open its
    successor, which has new keys, the same roles and the same person, and is a new root account.

    Raises Refused: recovery-key-form, recovery-key-wrong, account-unknown, recovery-not-administrator,
    and what `unlock` raises.
    """
    printed = recovery.parse(recovery_key)
    opened = openings(headers.read_copies(folder), lambda header: header.recoveries, printed)
    if not opened:
        raise Refused("recovery-key-wrong")
    vault, opening = open_with(folder, opened)
    try:
        _require_working(vault, opening)
        reconcile(vault, folder)
        vault.station_keys.trust(opening.keys.roots)
        before = vault.station_keys.present()
        with vault.transaction():
            recovered = succeed(vault, folder, name, new_passphrase, at)
            present = vault.station_keys.present()
            if present.n != before.n:
                station = {"station": fingerprint(present.public)}
                vault.journal.append(Event.STATION_KEY_MADE, at, recovered.account.id, station)
    except BaseException:
        vault.close()
        raise
    return recovered


def make_recovery_key(vault: Vault, folder: Path, *, by: str, at: str) -> str:
    """A new recovery key as it is printed. The one in force goes on working until `confirm`; another
    that was made and never read back stops. `by`: the id of the account that makes it, for the journal.

    Joins the caller's transaction, which it ends with the header: nothing may fail after it but the commit.
    """
    printed, keys = (
        recovery.new_recovery_key(),
        SlotKeys(PrivateKey.generate("nistp256"), None, vault.station_keys.roots),
    )
    header = headers.read_own(folder, vault.data_key)
    slot = make_slot(
        slot_id=uuid4().hex,
        name="",
        function="",
        passphrase=printed,
        keys=keys,
        vault_id=header.vault_id,
        data_key=vault.data_key,
        parameters=header.recovery.parameters,
    )
    with vault.transaction():
        in_force = vault.recovery_keys.working()[0].slot
        public = keys.opening.public
        vault.recovery_keys.add(slot.id, public.to_line(), at)
        made = {"slot": slot.id, "key": fingerprint(public)}
        vault.journal.append(Event.RECOVERY_KEY_MADE, at, by, made)
        people = frozenset(person.id for person in header.people)
        wanted = header.only(people | {in_force}).with_slot(slot)
        vault.write_header(folder, wanted)
    return printed


def confirm_recovery_key(vault: Vault, folder: Path, recovery_key: str, *, at: str) -> str | None:
    """The key was read back from paper: from the commit on those before it do not work.

    Joins the caller's transaction. Returns the id of its slot, None when it was read back before. Raises
    Refused: recovery-key-form, recovery-key-wrong.
    """
    key = recovery_key_of(vault, folder, recovery_key)
    if key.confirmed:
        return None
    with vault.transaction():
        vault.recovery_keys.confirm(key.slot, at)
        vault.connection.after_commit(lambda: follow(vault, folder))
    return key.slot


def recovery_key_of(vault: Vault, folder: Path, recovery_key: str) -> RecoveryKey:
    """The key that was printed so, if it works. Raises Refused: recovery-key-form, recovery-key-wrong."""
    printed = recovery.parse(recovery_key)
    header = headers.read_own(folder, vault.data_key)
    for key in reversed(vault.recovery_keys.working()):
        slot = header.slot(key.slot)
        keys = open_slot(slot, printed, header.vault_id) if slot else None
        if keys is not None and keys.opening.public.to_line() == key.open_key:
            return key
    raise Refused("recovery-key-wrong")


def _require_working(vault: Vault, opening: Opening) -> None:
    """Raises Refused("recovery-key-wrong") for one that was replaced, whatever a header still holds."""
    public = opening.keys.opening.public.to_line()
    works = {(key.slot, key.open_key) for key in vault.recovery_keys.working()}
    if (opening.slot.id, public) not in works:
        raise Refused("recovery-key-wrong")
