"""A new data key (docs/formats/vault.md, section 6): after a person left, or a header went astray.

1. both headers with the old and the new key, sealed and MACed under each; 2. the database under the
new key; 3. both headers with the new key alone. Opening tries both keys of both copies, so a kill
at any moment loses nothing, and the next unlock finishes what was left. Nobody's passphrase is
needed, and the printed recovery key stays good. Copies of the header made before are worthless for
the vault afterwards.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from clerkapp.crypto import wrapping
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.vault.engine.connection import key_pragma
from clerkapp.vault.engine.failures import from_disk
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys.header import DATABASE
from clerkapp.vault.opened import Vault
from clerkapp.vault.opening.unlocking import reconcile, resealed

_ROOM = 1024 * 1024
"""For headers and whatever else is written meanwhile. Bytes."""


def rotate_data_key(vault: Vault, folder: Path) -> None:
    """Give the vault a new data key. May take as long as writing the whole database once.

    Must be outside any transaction. Raises EnvironmentFailure("vault-disk-full") before anything is
    changed; should the disk fill up meanwhile, the vault must be unlocked again.
    """
    for _ in steps(vault, folder):
        pass


def steps(vault: Vault, folder: Path) -> Iterator[str]:
    """The steps one by one, each named after it is durable."""
    reconcile(vault, folder)
    vault.connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    _require_room(folder)
    old, new = vault.data_key, wrapping.new_bytes(wrapping.DATA_KEY_SIZE)
    both = resealed(vault, headers.read_own(folder, old), [old, new])
    both = vault.write_header(folder, both, [old, new])
    yield "announced"
    _rekey(vault, folder, new)
    vault.data_key = new
    yield "rekeyed"
    vault.connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    yield "stored"
    vault.write_header(folder, resealed(vault, both, [new]))
    yield "settled"


def _rekey(vault: Vault, folder: Path, new: bytes) -> None:
    try:
        vault.connection.run(key_pragma("rekey", new, vault.raw_id))
    except EnvironmentFailure as failure:
        # The engine says "locked" when the disk fills up in between; but the vault is locked by us.
        if failure.code != "vault-in-use":
            raise
        _require_room(folder)
        raise EnvironmentFailure("vault-drive-failed") from None


def _require_room(folder: Path) -> None:
    """Every page is written once beside the database before it takes its place there."""
    try:
        size = (folder / DATABASE).stat().st_size
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise from_disk(error) from None
    if free < size + size // 50 + _ROOM:
        raise EnvironmentFailure("vault-disk-full")
