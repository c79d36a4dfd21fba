"""Adding, closing and succeeding persons, and changing a passphrase (docs/formats/vault.md, section 5).

Header and database change together: a new slot is written before the account is committed, an old one
is removed after. What a kill leaves between the two is put right at the next unlock.
"""

from pathlib import Path
from uuid import uuid4

from clerkapp.domain.errors import Refused
from clerkapp.domain.people import Account, Role
from clerkapp.vault import header as headers
from clerkapp.vault.accounts import clean_name
from clerkapp.vault.opened import Unlocked, Vault
from clerkapp.vault.slots import (
    SlotKeys,
    new_person_keys,
    open_slot,
    person_slot,
    require_passphrase,
)
from clerkapp.vault.unlocking import reconcile


def add_person(
    vault: Vault,
    folder: Path,
    *,
    name: str,
    function: str,
    roles: frozenset[Role],
    passphrase: str,
    valid_from: str,
    valid_until: str | None,
    at: str,
) -> Account:
    """A new account with its own keys and slot. Under the name of a closed account it is the same
    person's successor: closing and opening an account makes nobody somebody else.

    Raises Refused: name-empty, name-taken, passphrase-empty.
    """
    require_passphrase(passphrase)
    keys = new_person_keys()
    person = vault.accounts.person_named(name) or str(uuid4())
    account = _account(keys, person, clean_name(name), function, roles, valid_from, valid_until)
    _add(vault, folder, account, keys, passphrase, at)
    return account


def change_passphrase(folder: Path, vault: Vault, account: Account, old: str, new: str) -> None:
    """Wrap the account's keys under a new passphrase; the keys stay.

    Raises Refused: passphrase-wrong, passphrase-empty.
    """
    require_passphrase(new)
    header = headers.read_own(folder, vault.data_key)
    slot = header.slot(account.id)
    keys = open_slot(slot, old, header.vault_id) if slot else None
    if slot is None or keys is None:
        raise Refused("passphrase-wrong", fields=["passphrase"])
    changed = person_slot(
        account, new, keys, header.vault_id, vault.data_key, header.recovery.parameters
    )
    vault.write_header(folder, header.with_slot(changed))


def disable(vault: Vault, folder: Path, account_id: str, *, by: str, at: str) -> None:
    """Close an account and take its slot away. Old copies of the header still hold the slot until the
    data key is rotated. Raises Refused: account-unknown, account-closed, last-administrator."""
    with vault.transaction():
        _require_other_administrator(vault, account_id)
        vault.accounts.close(account_id, by=by, at=at)
        vault.connection.after_commit(lambda: reconcile(vault, folder))


def succeed(
    vault: Vault, folder: Path, name: str, passphrase: str, at: str
) -> tuple[Unlocked, str]:
    """Close the account of `name` and open its successor, which has new keys, the same roles and the
    same person. Also returns the id of what was closed. Joins the caller's transaction.

    Raises Refused: account-unknown.
    """
    before = vault.accounts.open_named(name)
    keys = new_person_keys()
    account = _account(
        keys, before.person, before.name, before.function, before.roles, at[:10], before.valid_until
    )
    with vault.transaction():
        vault.accounts.close(before.id, by=account.id, at=at)
        _add(vault, folder, account, keys, passphrase, at)
        vault.connection.after_commit(lambda: reconcile(vault, folder))
    return Unlocked(vault, account, keys.signs), before.id


def _add(
    vault: Vault, folder: Path, account: Account, keys: SlotKeys, passphrase: str, at: str
) -> None:
    with vault.transaction():
        vault.accounts.add(account, at)
        header = headers.read_own(folder, vault.data_key)
        slot = person_slot(
            account,
            passphrase,
            keys,
            header.vault_id,
            vault.data_key,
            header.recovery.parameters,
        )
        vault.write_header(folder, header.with_slot(slot))


def _account(
    keys: SlotKeys,
    person: str,
    name: str,
    function: str,
    roles: frozenset[Role],
    valid_from: str,
    valid_until: str | None,
) -> Account:
    return Account(
        id=str(uuid4()),
        person=person,
        name=name,
        roles=roles,
        function=function,
        sign_key=keys.signs.public.to_line(),
        open_key=keys.opening.public.to_line(),
        valid_from=valid_from,
        valid_until=valid_until,
    )


def _require_other_administrator(vault: Vault, account_id: str) -> None:
    administrators = {
        one.id
        for one in vault.accounts.list()
        if not one.disabled and Role.ADMINISTRATOR in one.roles
    }
    if administrators == {account_id}:
        raise Refused("last-administrator")
