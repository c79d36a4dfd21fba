"""Making a vault: its folder, keys, first person and recovery key, all or nothing."""

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from clerkapp.crypto import kdf, recovery, wrapping
from clerkapp.crypto.accounts import account_id
from clerkapp.crypto.keys import PrivateKey, fingerprint
from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.held_open import until_let_go
from clerkapp.domain.office import Created, NewVault
from clerkapp.domain.people.roles import Role
from clerkapp.vault.engine import files
from clerkapp.vault.engine.connection import open_own
from clerkapp.vault.engine.failures import from_disk
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys.header import DATABASE, Header
from clerkapp.vault.keys.header_log import HeaderLog
from clerkapp.vault.keys.recovery_keys import RecoveryKeys
from clerkapp.vault.keys.slots import (
    SlotKeys,
    make_slot,
    new_person_keys,
    person_slot,
)
from clerkapp.vault.keys.station_keys import StationKeys
from clerkapp.vault.migrations import migrate
from clerkapp.vault.opening.enrolment import grant, new_account
from clerkapp.vault.stores.accounts import Accounts, account_digest
from clerkapp.vault.stores.journal import Journal
from clerkapp.vault.stores.settings import Settings
from clerkapp.vault.stores.signers import Signers


def create(
    folder: Path, new: NewVault, *, at: str, parameters: kdf.KdfParameters = kdf.RECOMMENDED
) -> Created:
    """Make a vault with its first person, who is administrator and authority.

    The use case has looked at what is in `new`; `parameters`: what deriving a key from a passphrase
    costs. Everything is made beside `folder` and renamed at the end: it is there wholly or not at all.
    Raises Refused("vault-exists").
    """
    folder = folder.absolute()
    try:
        require_no_vault(folder)
        making = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}")
        files.make_folder(making)
    except OSError as error:
        raise from_disk(error) from None
    try:
        created = _make(making, new, at, parameters)
        settle_folder(making, folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return created


def require_no_vault(folder: Path) -> None:
    """Raises Refused("vault-exists") unless nothing, or an empty folder, is there."""
    try:
        taken = folder.is_symlink() or (
            folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        )
    except OSError as error:
        raise from_disk(error) from None
    if taken:
        raise Refused("vault-exists")


def settle_folder(making: Path, folder: Path) -> None:
    """Give a finished vault its name, durably.

    Raises Refused("vault-exists") when another process was quicker.
    """
    try:
        if folder.exists():
            folder.rmdir()
        until_let_go(lambda: os.replace(making, folder))  # noqa: PTH105
        files.sync_folder(folder.parent)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise Refused("vault-exists") from None
        raise from_disk(error) from None


def _make(folder: Path, new: NewVault, at: str, parameters: kdf.KdfParameters) -> Created:
    vault_id = wrapping.new_bytes(wrapping.VAULT_ID_SIZE)
    data_key = wrapping.new_bytes(wrapping.DATA_KEY_SIZE)
    recovery_key = recovery.new_recovery_key()
    keys = new_person_keys()
    roots = (account_id(keys.signs.public),)
    keys = replace(keys, roots=roots)
    recovery_keys = SlotKeys(PrivateKey.generate("nistp256"), None, roots)
    roles = frozenset({Role.ADMINISTRATOR, Role.AUTHORITY})
    account = new_account(keys, str(uuid4()), new.person_name, new.function, roles, at[:10], None)
    principal = f"{new.station}@{new.authority}"
    root = grant(account, keys, principal, keys.signs)
    slots = (
        person_slot(account, new.passphrase, keys, vault_id, data_key, parameters),
        make_slot(
            slot_id=uuid4().hex,
            name="",
            function="",
            passphrase=recovery_key,
            keys=recovery_keys,
            vault_id=vault_id,
            data_key=data_key,
            parameters=parameters,
        ),
    )
    header = Header(vault_id, new.authority, new.authority_name, new.station, slots)
    header = header.signed([data_key])
    os.close(files.create(folder / DATABASE))
    connection = open_own(folder / DATABASE, data_key, vault_id)
    try:
        migrate(connection)
        with connection.transaction():
            connection.insert(
                "vault",
                {
                    "one": 1,
                    "vault_id": vault_id.hex(),
                    "authority": new.authority,
                    "authority_name": new.authority_name,
                    "station": new.station,
                    "recovery_slot": slots[1].id,
                    "recovery_open_key": recovery_keys.opening.public.to_line(),
                    "created": at,
                },
            )
            RecoveryKeys(connection).add(slots[1].id, recovery_keys.opening.public.to_line(), at)
            signers = Signers(connection, principal)
            accounts = Accounts(connection, signers)
            accounts.add(account, root, at)
            accounts.take(account.id, at)
            station_keys = StationKeys(
                connection, signers, accounts, vault_id=vault_id, station=principal
            )
            station_key = station_keys.make([account], by=keys.signs, at=at)
            journal = Journal(connection)
            journal.append(
                Event.VAULT_CREATED,
                at,
                account.id,
                {
                    "vault": vault_id.hex(),
                    "station": fingerprint(station_key.public),
                    "digest": account_digest(account),
                    "recovery_slot": slots[1].id,
                    "recovery_key": fingerprint(recovery_keys.opening.public),
                },
            )
            if new.zone is not None:
                digest = Settings(connection).set("zone", new.zone)
                params = {"name": "zone", "digest": digest}
                journal.append(Event.SETTING_CHANGED, at, account.id, params)
            HeaderLog(connection).add(header)
    finally:
        connection.close()
    headers.write(folder, header)
    return Created(
        vault_id=vault_id.hex(),
        recovery_key=recovery_key,
        station_fingerprint=fingerprint(station_key.public),
        root_fingerprint=fingerprint(keys.signs.public),
        account_id=account.id,
    )
