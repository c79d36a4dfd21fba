"""A new recovery key: it replaces the old one when it was read back, and not a moment earlier."""

import shutil
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.office import Created
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked, confirm_recovery_key, make_recovery_key
from clerkapp.vault.keys import header as headers
from tests.fakes.vaults import AT, LATER, NAME, Interrupted, opened


def works(folder: Path, key: str) -> bool:
    """Whether the key opens a copy of the vault; the vault stays as it is."""
    copy = folder.with_name("tried.vault")
    shutil.copytree(folder, copy)
    try:
        vaults.recover(copy, key, NAME, "new words", at=LATER).vault.close()
    except Refused as refused:
        if refused.code != "recovery-key-wrong":
            raise
        return False
    finally:
        shutil.rmtree(copy)
    return True


def test_both_work_until_the_new_one_was_read_back(
    folder: Path, unlocked: Unlocked, created: Created
) -> None:
    new = make_recovery_key(unlocked.vault, folder, by=unlocked.account.id, at=AT)
    unlocked.vault.close()
    assert (works(folder, created.recovery_key), works(folder, new)) == (True, True)
    again = opened(folder)
    assert confirm_recovery_key(again.vault, folder, new.lower(), at=LATER)
    assert not confirm_recovery_key(again.vault, folder, new, at=LATER)
    again.vault.close()
    assert (works(folder, created.recovery_key), works(folder, new)) == (False, True)
    copies = headers.read_copies(folder)
    assert copies[0] == copies[1]
    assert len(copies[0].recoveries) == 1


def test_one_that_was_never_read_back_gives_way_to_the_next(
    folder: Path, unlocked: Unlocked, created: Created
) -> None:
    lost = make_recovery_key(unlocked.vault, folder, by=unlocked.account.id, at=AT)
    new = make_recovery_key(unlocked.vault, folder, by=unlocked.account.id, at=AT)
    unlocked.vault.close()
    assert [works(folder, key) for key in (created.recovery_key, lost, new)] == [True, False, True]


def test_the_first_one_can_be_read_back_too(
    folder: Path, unlocked: Unlocked, created: Created
) -> None:
    assert [key.confirmed for key in unlocked.vault.recovery_keys.list()] == [None]
    assert confirm_recovery_key(unlocked.vault, folder, created.recovery_key, at=LATER)
    assert [key.confirmed for key in unlocked.vault.recovery_keys.list()] == [LATER]


def test_both_survive_a_new_data_key(folder: Path, unlocked: Unlocked, created: Created) -> None:
    new = make_recovery_key(unlocked.vault, folder, by=unlocked.account.id, at=AT)
    vaults.rotate_data_key(unlocked.vault, folder)
    unlocked.vault.close()
    assert (works(folder, created.recovery_key), works(folder, new)) == (True, True)


def test_a_key_of_another_vault_confirms_nothing(
    folder: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    from tests.fakes.vaults import make

    other = make(tmp_path / "other").recovery_key
    with pytest.raises(Refused, match="recovery-key-wrong"):
        confirm_recovery_key(unlocked.vault, folder, other, at=LATER)


@pytest.mark.parametrize("what", ["made", "confirmed"])
def test_what_is_undone_leaves_the_old_one_working(
    folder: Path, unlocked: Unlocked, created: Created, what: str
) -> None:
    vault = unlocked.vault
    by = unlocked.account.id
    earlier = make_recovery_key(vault, folder, by=by, at=AT) if what == "confirmed" else ""

    def interrupted() -> None:
        with vault.transaction():
            if what == "made":
                make_recovery_key(vault, folder, by=by, at=AT)
            else:
                confirm_recovery_key(vault, folder, earlier, at=AT)
            raise Interrupted

    with pytest.raises(Interrupted):
        interrupted()
    vault.close()
    opened(folder).vault.close()
    assert works(folder, created.recovery_key)
    assert len(headers.read(folder).recoveries) == (1 if what == "made" else 2)


def test_an_old_header_does_not_bring_the_old_key_back(
    folder: Path, unlocked: Unlocked, created: Created
) -> None:
    older = (folder / headers.FIRST).read_bytes()
    new = make_recovery_key(unlocked.vault, folder, by=unlocked.account.id, at=AT)
    confirm_recovery_key(unlocked.vault, folder, new, at=AT)
    unlocked.vault.close()
    for names in ([headers.FIRST], [headers.FIRST, headers.SECOND]):
        for name in names:
            (folder / name).write_bytes(older)
        assert not works(folder, created.recovery_key)
    with pytest.raises(Refused, match="header-changed"):
        opened(folder)


def test_a_header_that_cannot_be_written_leaves_the_old_key(
    folder: Path, unlocked: Unlocked, created: Created, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise EnvironmentFailure("vault-disk-full")

    monkeypatch.setattr(headers, "write_durably", full)
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        make_recovery_key(unlocked.vault, folder, by=unlocked.account.id, at=AT)
    monkeypatch.undo()
    assert len(unlocked.vault.recovery_keys.list()) == 1
    unlocked.vault.close()
    assert works(folder, created.recovery_key)
