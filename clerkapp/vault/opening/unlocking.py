"""Opening a vault with a person's passphrase (docs/formats/vault.md, section 4).

A header read before unlocking is believed only as far as it opens something: its MAC is checked under
the data key as soon as the database is open, and keys are compared with the accounts inside. Each
readable copy is tried, and each data key in it; of two copies that differ the later one is in force.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from clerkapp.codec import sshkey
from clerkapp.crypto.accounts import account_id
from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.domain.people.naming import is_called
from clerkapp.domain.people.roles import Account
from clerkapp.store.opened import CANNOT_WRITE
from clerkapp.vault.engine import files
from clerkapp.vault.engine.connection import (
    PAGE_SIZE,
    Connection,
    open_database,
    open_to_read,
    refuse_plaintext,
)
from clerkapp.vault.engine.failures import from_disk
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys.header import DATABASE, Header
from clerkapp.vault.keys.header_log import noted_of
from clerkapp.vault.keys.slots import Slot, SlotKeys, data_keys, open_slot, reseal
from clerkapp.vault.migrations import migrate, require_schema
from clerkapp.vault.opened import Unlocked, Vault
from clerkapp.vault.stores.recorded import require_triggers

_DRIVE_FAILED = "vault-drive-failed"


def unlock(folder: Path, name: str, passphrase: str) -> Unlocked:
    """Open the vault as the person of this name.

    A wrong passphrase and an unknown name are one refusal, after the same work:
    Refused("passphrase-wrong"). Also raises vault-missing, vault-newer, vault-plaintext,
    header-parameters, header-changed (Refused); header-damaged, vault-damaged, vault-in-use
    (EnvironmentFailure).
    """
    copies = headers.read_copies(folder)
    candidates = openings(copies, lambda header: _slots_named(header, name), passphrase)
    if not candidates:
        raise Refused("passphrase-wrong")
    vault, _ = open_with(folder, candidates)
    try:
        in_force = headers.in_force(copies, vault.data_key)
        vault.header_log.require(in_force)
        opening, account = _whose(
            vault, [candidate for candidate in candidates if candidate.stands_in(in_force)]
        )
        vault.station_keys.opened_by(account.id, opening.keys.opening, opening.keys.roots)
        _bring_in_line(vault, folder)
    except BaseException:
        vault.close()
        raise
    return Unlocked(vault, account, opening.keys.signs)


def account_named(folder: Path, name: str) -> str | None:
    """The id of the account that has this name on the unlock screen. Raises what reading the header
    raises."""
    return next((slot.id for slot in _slots_named(headers.read(folder), name)), None)


@dataclass(frozen=True, slots=True)
class Opening:
    """A slot in one copy of the header, and the keys that a passphrase took out of it."""

    header: Header
    slot: Slot
    keys: SlotKeys

    def stands_in(self, header: Header) -> bool:
        """Whether `header` has the slot with this passphrase: an older copy of the header may still
        have one that was changed since."""
        slot = header.slot(self.slot.id)
        return slot is not None and slot.wrapped == self.slot.wrapped


def openings(
    copies: Sequence[Header], slots_of: Callable[[Header], Sequence[Slot]], passphrase: str
) -> tuple[Opening, ...]:
    """What the passphrase opens in each copy, the copy written later first.

    Without a slot the recovery slot is tried in vain, so that an unknown name takes as long.
    """
    derived: dict[tuple[object, ...], SlotKeys | None] = {}
    opened = []
    for header in copies:
        wanted = slots_of(header)
        for slot in wanted or [header.recovery]:
            same = (header.vault_id, slot.id, slot.parameters, slot.salt, slot.wrapped)
            if same not in derived:
                derived[same] = open_slot(slot, passphrase, header.vault_id)
            keys = derived[same]
            if wanted and keys is not None:
                opened.append(Opening(header, slot, keys))
    return tuple(opened)


def open_with(folder: Path, found: Sequence[Opening]) -> tuple[Vault, Opening]:
    """Open the database with the first data key that fits, under a header with a MAC of that key.

    Raises what `unlock` raises.
    """
    _require_database(folder / DATABASE)
    candidates = [
        (opening, data_key)
        for opening in found
        for data_key in reversed(data_keys(opening.slot, opening.keys, opening.header.vault_id))
    ]
    changed = not candidates
    for opening, data_key in candidates:
        connection = _open(folder / DATABASE, data_key, opening.header.vault_id)
        if connection is None:
            continue
        if opening.header.holds_under(data_key):
            return _vault_of(connection, data_key, opening.header), opening
        connection.close()
        changed = True
    raise Refused("header-changed") if changed else EnvironmentFailure("vault-damaged")


def _open(path: Path, data_key: bytes, vault_id: bytes) -> Connection | None:
    """The database; for reading alone where nothing can be written.

    A drive that fails says so only when its files cannot be read either: the engine does not tell a
    drive that takes nothing more from one that is broken.
    """
    try:
        return open_database(path, data_key, vault_id)
    except EnvironmentFailure as failure:
        if failure.code not in (*CANNOT_WRITE, _DRIVE_FAILED):
            raise
        code = failure.code if failure.code in CANNOT_WRITE else "vault-read-only"
        try:
            return open_to_read(path, data_key, vault_id, code)
        except EnvironmentFailure as unreadable:
            raise (failure if unreadable.code == _DRIVE_FAILED else unreadable) from None


def _vault_of(connection: Connection, data_key: bytes, header: Header) -> Vault:
    try:
        require_schema(connection)
        migrate(connection)
        require_triggers(connection)
        vault = Vault(connection, data_key)
        if vault.raw_id != header.vault_id:
            raise EnvironmentFailure("vault-damaged")
    except BaseException:
        connection.close()
        raise
    return vault


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


def _slots_named(header: Header, name: str) -> Sequence[Slot]:
    return [slot for slot in header.people if is_called(slot.name, name)]


def _whose(vault: Vault, candidates: Sequence[Opening]) -> tuple[Opening, Account]:
    """The one whose account is open. A kill may leave the slot of a closed account, or of one that was
    never committed, beside the right one. Raises Refused("passphrase-wrong")."""
    for opening in candidates:
        try:
            return opening, _account_of(vault, opening.slot, opening.keys)
        except Refused:
            continue
    raise Refused("passphrase-wrong")


def _account_of(vault: Vault, slot: Slot, keys: SlotKeys) -> Account:
    try:
        account = vault.accounts.get(slot.id)
    except Refused:
        raise Refused("passphrase-wrong") from None
    # The id is the signing key's fingerprint: what else a row says of that key keeps nobody out.
    same = account.open_key == keys.opening.public.to_line() and account.id == account_id(
        keys.signs.public
    )
    if account.disabled or not same:
        raise Refused("passphrase-wrong")
    return account


def _bring_in_line(vault: Vault, folder: Path) -> None:
    """`reconcile`, unless nothing can be written: then it waits, and the vault is only read."""
    if vault.unwritable:
        return
    try:
        reconcile(vault, folder)
    except EnvironmentFailure as failure:
        if failure.code not in CANNOT_WRITE:
            raise
        vault.only_read(failure.code)


def reconcile(vault: Vault, folder: Path) -> None:
    """Bring both header copies in line with the accounts, after a kill or a damaged copy, and remove what
    killed steps left in the folder.

    Slots without an open account and of a recovery key that was replaced go; a rotation that did not
    finish is closed with the key in force; a header that a kill left unnoted is noted.
    """
    files.remove_left_over(folder)
    files.tighten(folder)
    copies = headers.read_copies(folder)
    open_ids = frozenset(account.id for account in vault.accounts.list() if not account.disabled)
    recovery_ids = frozenset(key.slot for key in vault.recovery_keys.working())
    own = headers.read_own(folder, vault.data_key)
    wanted = own.only(open_ids | recovery_ids)
    settled = all(len(slot.sealed) == 1 for slot in wanted.slots)
    in_line = copies == (wanted, wanted) and vault.header_log.latest() == noted_of(own)
    if in_line and settled:
        return
    if not settled:
        wanted = resealed(vault, wanted, [vault.data_key])
    vault.write_header(folder, wanted)


def follow(vault: Vault, folder: Path) -> None:
    """`reconcile` after a commit. What is kept is not told as failed: a header that cannot be written now
    follows at the next unlock, and until then the database decides."""
    with suppress(ClerkappError):
        reconcile(vault, folder)


def resealed(vault: Vault, header: Header, keys: Sequence[bytes]) -> Header:
    """The header with these data keys sealed to the public keys that are in the vault."""
    public = {account.id: account.open_key for account in vault.accounts.list()}
    public |= {key.slot: key.open_key for key in vault.recovery_keys.list()}
    slots = tuple(
        reseal(slot, sshkey.from_line(public[slot.id]), header.vault_id, keys)
        for slot in header.slots
    )
    return replace(header, slots=slots)
