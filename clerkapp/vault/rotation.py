"""A new data key (docs/formats/vault.md, section 6): after a person left, or a header went astray.

1. both headers with the old and the new key, sealed and MACed under each; 2. the database under the
new key; 3. both headers with the new key alone. Opening tries both keys of both copies, so a kill at any moment loses
nothing, and the next unlock finishes what was left. Nobody's passphrase is needed, and the printed
recovery key stays good. Copies of the header made before are worthless for the vault afterwards.
"""

from collections.abc import Iterator
from pathlib import Path

from clerkapp.crypto import wrapping
from clerkapp.vault import header as headers
from clerkapp.vault.connection import key_pragma
from clerkapp.vault.opened import Vault
from clerkapp.vault.unlocking import reconcile, resealed


def rotate_data_key(vault: Vault, folder: Path) -> None:
    """Give the vault a new data key. May take as long as writing the whole database once.

    Must stand outside any transaction.
    """
    for _ in steps(vault, folder):
        pass


def steps(vault: Vault, folder: Path) -> Iterator[str]:
    """The steps one by one, each named after it is durable."""
    reconcile(vault, folder)
    old, new = vault.data_key, wrapping.new_bytes(wrapping.DATA_KEY_SIZE)
    both = resealed(vault, headers.read_own(folder, old), [old, new])
    both = vault.write_header(folder, both, [old, new])
    yield "announced"
    vault.connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    vault.connection.run(key_pragma("rekey", new, vault.raw_id))
    vault.data_key = new
    yield "rekeyed"
    vault.connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    yield "stored"
    vault.write_header(folder, resealed(vault, both, [new]))
    yield "settled"
