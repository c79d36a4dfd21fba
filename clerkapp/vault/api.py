"""The vault's door: everything that is done to a vault as a whole (docs/formats/vault.md).

`create` and `recover` journal themselves, since nobody else could; every other change is journaled by
its use case, inside `Vault.transaction()`.
"""

from clerkapp.vault.backups.backup import backup, keep_newest
from clerkapp.vault.backups.restoring import read_mark, remove_mark, restore
from clerkapp.vault.check import check, rebuild
from clerkapp.vault.office import describe, vault_id
from clerkapp.vault.opened import Unlocked, Vault
from clerkapp.vault.opening.creating import create
from clerkapp.vault.opening.enrolment import (
    add_person,
    change_passphrase,
    disable,
    opens,
    signing_key,
)
from clerkapp.vault.opening.recovering import (
    confirm_recovery_key,
    make_recovery_key,
    recover,
    recovery_key_of,
)
from clerkapp.vault.opening.rotation import rotate_data_key
from clerkapp.vault.opening.unlocking import account_named, unlock

__all__ = [
    "Unlocked",
    "Vault",
    "account_named",
    "add_person",
    "backup",
    "change_passphrase",
    "check",
    "confirm_recovery_key",
    "create",
    "describe",
    "disable",
    "keep_newest",
    "make_recovery_key",
    "opens",
    "read_mark",
    "rebuild",
    "recover",
    "recovery_key_of",
    "remove_mark",
    "restore",
    "rotate_data_key",
    "signing_key",
    "unlock",
    "vault_id",
]
