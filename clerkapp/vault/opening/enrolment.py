"""Adding, closing and succeeding persons, and changing a passphrase (docs/formats/vault.md, section 5).

Header and database change together: a new slot is written before the account is committed, an old one
is removed after. What a kill leaves between the two is put right at the next unlock.
"""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from clerkapp.codec.account_line import AccountLine
from clerkapp.crypto.accounts import account_id, close_account, grant_account
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.naming import numbered, unnumbered
from clerkapp.domain.people.roles import Account, Role
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys.slots import (
    SlotKeys,
    new_person_keys,
    open_slot,
    person_slot,
)
from clerkapp.vault.opened import Unlocked, Vault
from clerkapp.vault.opening.unlocking import follow
from clerkapp.vault.stores.accounts import account_digest


def add_person(
    vault: Vault,
    folder: Path,
    *,
    granter: PrivateKey,
    name: str,
    function: str,
    roles: frozenset[Role],
    passphrase: str,
    valid_from: str,
    valid_until: str | None,
    at: str,
) -> Account:
    """A new account with its own keys and slot, granted by whoever has the signing key `granter`. Its
    person has still to take it (`Accounts.take`).

    Under the name of a closed account it is the same person's successor, with a number in its name:
    closing and opening an account makes nobody somebody else. One that may send is admitted to the
    station's key, and gets it at once when whoever adds it holds it; where nobody is left who holds it
    the station gets a new one.

    Raises Refused: name-taken, grant-not-yours.
    """
    _require_may_grant(vault, granter)
    keys = replace(new_person_keys(), roots=vault.station_keys.roots)
    before = vault.accounts.of_name(name)
    person = before[-1].person if before else str(uuid4())
    called = _next_name(vault, name) if before else name
    account = new_account(keys, person, called, function, roles, valid_from, valid_until)
    line = grant(account, keys, vault.info.principal, granter)
    with vault.transaction():
        vault.accounts.add(account, line, at)
        if account.may_send:
            _admit(vault, account, granter, at)
        _add_slot(vault, folder, account, keys, passphrase)
    return account


def _admit(vault: Vault, account: Account, granter: PrivateKey, at: str) -> None:
    station_keys = vault.station_keys
    station_keys.admit(account, by=granter, at=at)
    if station_keys.somebody_holds(at[:10]):
        station_keys.hand_on(at[:10])
    else:
        station_keys.renew(by=granter, at=at)


def grant(account: Account, keys: SlotKeys, station: str, granter: PrivateKey) -> AccountLine:
    """The line that grants an account. Administrators may grant others.

    With the account's own signing key as `granter` it is a root account.
    """
    return grant_account(
        keys.signs.public,
        station=station,
        name=account.name,
        function=account.function,
        valid_from=account.valid_from,
        may_grant=Role.ADMINISTRATOR in account.roles,
        granter=granter,
    )


def change_passphrase(folder: Path, vault: Vault, account: Account, old: str, new: str) -> None:
    """Wrap the account's keys under a new passphrase; the keys stay. Raises Refused("passphrase-wrong")."""
    header = headers.read_own(folder, vault.data_key)
    slot = header.slot(account.id)
    keys = open_slot(slot, old, header.vault_id) if slot else None
    if slot is None or keys is None:
        raise Refused("passphrase-wrong", fields=["passphrase"])
    changed = person_slot(
        account, new, keys, header.vault_id, vault.data_key, header.recovery.parameters
    )
    vault.write_header(folder, header.with_slot(changed))


def opens(vault: Vault, folder: Path, account: Account, passphrase: str) -> bool:
    """Whether this is the account's passphrase."""
    return signing_key(vault, folder, account, passphrase) is not None


def signing_key(vault: Vault, folder: Path, account: Account, passphrase: str) -> PrivateKey | None:
    """The key that an account signs with; None when this is not its passphrase."""
    header = headers.read_own(folder, vault.data_key)
    slot = header.slot(account.id)
    keys = open_slot(slot, passphrase, header.vault_id) if slot is not None else None
    return None if keys is None else keys.signs


def disable(vault: Vault, folder: Path, account: str, *, granter: PrivateKey, at: str) -> None:
    """Close an account, signed by whoever has the signing key `granter`, and take its slot away. Old
    copies of the header still hold the slot until the data key is rotated.

    Whoever held the station's key may have kept it: the station gets a new one, for those who remain.

    Raises Refused: account-unknown, account-closed, last-administrator, grant-not-yours.
    """
    with vault.transaction():
        _require_may_grant(vault, granter)
        _require_other_administrator(vault, account)
        held = account in vault.station_keys.holders()
        _close(vault, account, granter, at)
        if held:
            vault.station_keys.renew(by=granter, at=at)
        vault.connection.after_commit(lambda: follow(vault, folder))


def succeed(vault: Vault, folder: Path, name: str, passphrase: str, at: str) -> Unlocked:
    """Close the account of an administrator, `name`, and open its successor, which has new keys, the
    same roles and the same person, who chose the passphrase, and journal it. Joins the caller's transaction.

    Nobody's signing key is at hand here, so the successor grants itself: it is a new root account, and
    its line has to be enrolled like the first one's. What was sealed to the account before is out of
    reach, so where that held the station's key the station gets a new one. Nobody but an administrator is let in so, because
    a root account grants others. Raises Refused: account-unknown, recovery-not-administrator.
    """
    before = vault.accounts.open_named(name)
    if Role.ADMINISTRATOR not in before.roles:
        raise Refused("recovery-not-administrator", fields=["name"], name=before.name[:60])
    made = new_person_keys()
    root = account_id(made.signs.public)
    keys = replace(made, roots=(*vault.station_keys.roots, root))
    vault.station_keys.opened_by(root, keys.opening, keys.roots)
    account = new_account(
        keys,
        before.person,
        _next_name(vault, unnumbered(before.name)),
        before.function,
        before.roles,
        at[:10],
        before.valid_until,
    )
    line = grant(account, keys, vault.info.principal, keys.signs)
    params: dict[str, str | int | list[str] | None]
    params = {"closed": before.id, "account": account.id, "digest": account_digest(account)}
    with vault.transaction():
        held = before.id in vault.station_keys.holders()
        # In this order each step is believed because of those before it (`chains`).
        vault.journal.append(Event.RECOVERED, at, account.id, params)
        vault.signers.add(line, at=at)
        _close(vault, before.id, keys.signs, at)
        vault.accounts.add(account, line, at)
        vault.accounts.take(account.id, at)
        if account.may_send:
            vault.station_keys.admit(account, by=keys.signs, at=at)
        if held or (account.may_send and not vault.station_keys.somebody_holds(at[:10])):
            vault.station_keys.renew(by=keys.signs, at=at)
        _add_slot(vault, folder, account, keys, passphrase)
        vault.connection.after_commit(lambda: follow(vault, folder))
    return Unlocked(vault, account, keys.signs)


def _next_name(vault: Vault, name: str) -> str:
    return numbered(name, [account.name for account in vault.accounts.list()])


def _close(vault: Vault, account: str, granter: PrivateKey, at: str) -> None:
    line = vault.signers.line(account)
    closing = close_account(account, at=at, granter=granter)
    vault.accounts.close(replace(line, closing=closing), at)


def _add_slot(
    vault: Vault, folder: Path, account: Account, keys: SlotKeys, passphrase: str
) -> None:
    header = headers.read_own(folder, vault.data_key)
    parameters = header.recovery.parameters
    slot = person_slot(account, passphrase, keys, header.vault_id, vault.data_key, parameters)
    vault.write_header(folder, header.with_slot(slot))


def new_account(
    keys: SlotKeys,
    person: str,
    name: str,
    function: str,
    roles: frozenset[Role],
    valid_from: str,
    valid_until: str | None,
) -> Account:
    """An account with these keys; its id is the fingerprint of the signing one."""
    return Account(
        id=account_id(keys.signs.public),
        person=person,
        name=name,
        roles=roles,
        function=function,
        sign_key=keys.signs.public.to_line(),
        open_key=keys.opening.public.to_line(),
        valid_from=valid_from,
        valid_until=valid_until,
    )


def _require_may_grant(vault: Vault, granter: PrivateKey) -> None:
    """Raises Refused("grant-not-yours") unless an open account that may grant has the key."""
    try:
        signer = vault.signers.of_account(account_id(granter.public))
    except Refused:
        raise Refused("grant-not-yours") from None
    own = signer.station == vault.info.principal
    if not own or signer.closed or not signer.may_grant:
        raise Refused("grant-not-yours")


def _require_other_administrator(vault: Vault, account: str) -> None:
    administrators = {
        other.id
        for other in vault.accounts.list()
        if not other.disabled and Role.ADMINISTRATOR in other.roles
    }
    if administrators == {account}:
        raise Refused("last-administrator")
