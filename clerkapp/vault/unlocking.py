"""Opening a vault with a person's passphrase (docs/formats/vault.md, section 4).

A header read before unlocking is believed only as far as it opens something: its MAC is checked under
the data key as soon as the database is open, and keys are compared with the accounts inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clerkapp.codec import sshkey
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.people import Account
from clerkapp.vault import header as headers
from clerkapp.vault.accounts import comparable
from clerkapp.vault.connection import PAGE_SIZE, open_database, refuse_plaintext
from clerkapp.vault.failures import from_disk
from clerkapp.vault.header import DATABASE, Header
from clerkapp.vault.migrations import migrate, require_schema
from clerkapp.vault.opened import Unlocked, Vault
from clerkapp.vault.recorded import require_triggers
from clerkapp.vault.slots import Slot, SlotKeys, SlotPerson, data_keys, open_slot, reseal


@dataclass(frozen=True, slots=True)
class Office:
    """What can be told about a vault before unlocking."""

    vault_id: str
    authority: str
    authority_name: str
    station: str
    people: tuple[SlotPerson, ...]


def describe(folder: Path) -> Office:
    """The office and the people of a vault. Raises what reading the header raises."""
    header = headers.read(folder)
    return Office(
        vault_id=header.vault_id.hex(),
        authority=header.authority,
        authority_name=header.authority_name,
        station=header.station,
        people=tuple(SlotPerson(slot.id, slot.name, slot.function) for slot in header.people),
    )


def vault_id(folder: Path) -> str:
    """The vault's id in hex."""
    return headers.read(folder).vault_id.hex()


def slot_people(folder: Path) -> list[SlotPerson]:
    """The people who have a slot, in the order in which they were added."""
    return list(describe(folder).people)


def unlock(folder: Path, name: str, passphrase: str) -> Unlocked:
    """Open the vault as the person of this name.

    A wrong passphrase and an unknown name are one refusal, after the same work:
    Refused("passphrase-wrong"). Also raises vault-missing, vault-newer, vault-plaintext,
    header-parameters, header-changed (Refused); header-damaged, vault-damaged, vault-in-use
    (EnvironmentFailure).
    """
    copies = headers.read_copies(folder)
    slot = _slot_named(copies[0], name)
    keys = open_slot(slot or copies[0].recovery, passphrase, copies[0].vault_id)
    if slot is None or keys is None or keys.signing is None:
        raise Refused("passphrase-wrong")
    vault = open_with(folder, copies, slot, keys)
    try:
        account = _account_of(vault, slot, keys)
        reconcile(vault, folder)
    except BaseException:
        vault.close()
        raise
    return Unlocked(vault, account, keys.signing)


def open_with(folder: Path, copies: tuple[Header, ...], slot: Slot, keys: SlotKeys) -> Vault:
    """Open the database with the keys of a slot; checks the header's MAC under the data key."""
    candidates = data_keys(slot, keys, copies[0].vault_id)
    _require_database(folder / DATABASE)
    if not candidates:
        raise Refused("header-changed")
    for data_key in reversed(candidates):
        connection = open_database(folder / DATABASE, data_key, copies[0].vault_id)
        if connection is None:
            continue
        try:
            if not copies[0].holds_under(data_key):
                raise Refused("header-changed")
            require_schema(connection)
            migrate(connection)
            require_triggers(connection)
            vault = Vault(connection, data_key)
            if vault.raw_id != copies[0].vault_id:
                raise EnvironmentFailure("vault-damaged")
        except BaseException:
            connection.close()
            raise
        return vault
    raise EnvironmentFailure("vault-damaged")


def _require_database(path: Path) -> None:
    """The engine would make a tiny file into a new database, so that is refused before."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise EnvironmentFailure("vault-database-missing") from None
    except OSError as error:
        raise from_disk(error) from None
    if size < PAGE_SIZE:
        refuse_plaintext(path)
        raise EnvironmentFailure("vault-damaged")


def _slot_named(header: Header, name: str) -> Slot | None:
    wanted = comparable(name)
    return next((slot for slot in header.people if comparable(slot.name) == wanted), None)


def _account_of(vault: Vault, slot: Slot, keys: SlotKeys) -> Account:
    try:
        account = vault.accounts.get(slot.id)
    except Refused:
        raise Refused("passphrase-wrong") from None
    same = (
        account.open_key == keys.opening.public.to_line()
        and account.sign_key == keys.signs.public.to_line()
    )
    if account.disabled or not same:
        raise Refused("passphrase-wrong")
    return account


def reconcile(vault: Vault, folder: Path) -> None:
    """Bring both header copies in line with the accounts, after a kill or a damaged copy.

    Slots without an open account go; a rotation that did not finish is closed with the key in force.
    """
    copies = headers.read_copies(folder)
    open_ids = frozenset(one.id for one in vault.accounts.list() if not one.disabled)
    own = headers.read_own(folder, vault.data_key)
    wanted = own.only(open_ids)
    settled = all(len(slot.sealed) == 1 for slot in wanted.slots)
    in_line = copies == (wanted, wanted)
    if in_line and settled:
        return
    if not settled:
        wanted = resealed(vault, wanted, [vault.data_key])
    headers.write(folder, wanted.signed([vault.data_key]))


def resealed(vault: Vault, header: Header, keys: Sequence[bytes]) -> Header:
    """The header with these data keys sealed to the public keys that the accounts in the vault have."""
    line = vault.connection.value("SELECT recovery_open_key FROM vault")
    public = {one.id: one.open_key for one in vault.accounts.list()}
    slots = tuple(
        reseal(
            slot,
            sshkey.from_line(line if slot.kind == "recovery" else public[slot.id]),
            header.vault_id,
            keys,
        )
        for slot in header.slots
    )
    return replace(header, slots=slots)
