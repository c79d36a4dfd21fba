"""A new data key: nobody's passphrase, every step survivable, old headers worthless."""

import itertools
import shutil
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.office import Created
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked
from clerkapp.vault.keys import header as headers
from clerkapp.vault.opening import rotation
from tests.fakes.vaults import (
    LATER,
    NAME,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    opened,
    record,
    second_person,
)

STEPS = ["announced", "rekeyed", "stored", "settled"]


def test_everybody_and_the_recovery_key_open_the_rotated_vault(
    folder: Path, unlocked: Unlocked, created: Created
) -> None:
    second_person(unlocked, folder)
    first = record(unlocked)
    before = unlocked.vault.data_key
    vaults.rotate_data_key(unlocked.vault, folder)
    assert unlocked.vault.data_key != before
    assert unlocked.vault.revisions.get(first.identity) == first
    record(unlocked)
    unlocked.vault.close()
    assert (folder / headers.DATABASE).read_bytes()[:16].hex() == created.vault_id
    opened(folder).vault.close()
    vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE).vault.close()
    vaults.recover(folder, created.recovery_key, NAME, "new words", at=LATER).vault.close()
    assert all(len(slot.sealed) == 1 for slot in headers.read(folder).slots)


def test_an_old_header_opens_nothing_after_a_rotation(
    folder: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    shutil.copy(folder / headers.FIRST, tmp_path / "old")
    vaults.rotate_data_key(unlocked.vault, folder)
    unlocked.vault.close()
    for name in (headers.FIRST, headers.SECOND):
        shutil.copy(tmp_path / "old", folder / name)
    with pytest.raises(EnvironmentFailure, match="vault-damaged"):
        opened(folder)


@pytest.mark.parametrize("done", range(1, len(STEPS) + 1))
def test_a_rotation_that_stopped_is_finished_at_the_next_unlock(
    folder: Path, unlocked: Unlocked, done: int
) -> None:
    first = record(unlocked)
    second_person(unlocked, folder)
    assert list(itertools.islice(rotation.steps(unlocked.vault, folder), done)) == STEPS[:done]
    unlocked.vault.close()
    again = opened(folder)
    assert again.vault.revisions.get(first.identity) == first
    again.vault.close()
    copies = headers.read_copies(folder)
    assert len(copies) == 2
    assert copies[0] == copies[1]
    assert all(len(slot.sealed) == 1 for slot in copies[0].slots)
    assert len(copies[0].macs) == 1
    vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE).vault.close()


def test_a_person_closed_before_a_rotation_gets_no_new_key(
    folder: Path, unlocked: Unlocked
) -> None:
    other = second_person(unlocked, folder)
    vaults.disable(unlocked.vault, folder, other, granter=unlocked.signing, at=LATER)
    vaults.rotate_data_key(unlocked.vault, folder)
    assert [slot.name for slot in headers.read(folder).people] == [NAME]
    unlocked.vault.close()
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)


def test_a_public_key_planted_in_the_header_is_not_sealed_to(
    folder: Path, unlocked: Unlocked
) -> None:
    """A slot that no account stands behind disappears before the new key is sealed."""
    import dataclasses
    import uuid

    header = headers.read(folder)
    planted = dataclasses.replace(header.people[0], id=uuid.uuid4().hex, name="Somebody")
    headers.write(folder, header.with_slot(planted).signed([unlocked.vault.data_key]))
    vaults.rotate_data_key(unlocked.vault, folder)
    assert [slot.name for slot in headers.read(folder).people] == [NAME]
