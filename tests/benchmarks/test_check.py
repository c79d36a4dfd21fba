"""The self-check of 100,000 records against reading and hashing the same rows and no more.

`bare`: the pages as the engine checks them, then every recorded row read as the program reads it and
hashed as the format hashes it: digests of fields, identities, statements, the chain of the journal. No
signature, nothing compared with anything else, no list made again. Times are those of this process on
the processor, so that other work on the machine does not count.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.identity import field_digest, revision_identity
from clerkapp.vault.api import Vault, check
from tests.benchmarks.conftest import MANY, Figure, Ratio

pytestmark = pytest.mark.timeout(1800)  # making 100,000 signed records takes minutes

AT_MOST = 3.0
_PRAGMAS = ("cipher_integrity_check", "integrity_check(20)", "foreign_key_check")


def spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def read_and_hash(vault: Vault) -> None:
    for pragma in _PRAGMAS:
        vault.connection.rows(f"PRAGMA {pragma}")
    vault.journal.verify()
    for revision in vault.revisions.all():
        revision_identity(revision.header)
        for code, salted in revision.fields.items():
            field_digest(salted.salt, code, salted.value)
    for _, statement in vault.connection.scan("SELECT digest, statement FROM act ORDER BY n"):
        sha256_hex(statement)


def test_the_check_of_many_records(
    many: Vault, many_folder: Path, ratio: Ratio, figure: Figure
) -> None:
    bare = spent(lambda: read_and_hash(many))
    ours = spent(lambda: _sound(many, many_folder))
    figure(f"check of {MANY:,} records", ours, "s")
    ratio("check: to reading and hashing the same rows", ours=ours, bare=bare, limit=AT_MOST)


def _sound(vault: Vault, folder: Path) -> None:
    assert check(vault, folder).problems == ()
