"""The disk is full: one sentence, nothing lost, and work goes on once there is room."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked, Vault, check
from clerkapp.vault.backups import backup as backups
from clerkapp.vault.keys import header as headers
from tests.fakes.vaults import (
    AT,
    NAME,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    names,
    opened,
    record,
    second_person,
)


def limit_pages(vault: Vault, more: int) -> None:
    """The database may grow by so many pages and no further."""
    pages = vault.connection.value("PRAGMA page_count")
    vault.connection.value(f"PRAGMA max_page_count = {pages + more}")


@pytest.mark.parametrize("more", [0, 1, 2, 5, 20])
def test_recording_stops_with_a_reason_and_keeps_what_was_recorded(
    folder: Path, unlocked: Unlocked, more: int
) -> None:
    vault = unlocked.vault
    recorded = 0
    limit_pages(vault, more)

    def record_until_full() -> None:
        nonlocal recorded
        while True:
            record(unlocked, seen="long words " * 2000)
            recorded += 1

    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        record_until_full()
    assert vault.revisions.count() == recorded
    assert vault.journal.verify() == recorded + 1
    vault.connection.value("PRAGMA max_page_count = 1000000")
    assert check(vault, folder).problems == ()
    record(unlocked)
    assert vault.queries.totals()["records"] == recorded + 1


def test_an_attachment_that_does_not_fit_leaves_nothing(unlocked: Unlocked) -> None:
    limit_pages(unlocked.vault, 20)
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        unlocked.vault.attachments.store([b"x" * 3_000_000], at=AT, limit=10_000_000)
    assert list(unlocked.vault.attachments.all()) == []
    assert unlocked.vault.connection.value("SELECT count(*) FROM attachment_chunk") == 0
    unlocked.vault.settings.set("still", "working")


def test_a_full_disk_inside_a_larger_step_undoes_the_whole_step(unlocked: Unlocked) -> None:
    vault = unlocked.vault
    limit_pages(vault, 20)

    def larger_step() -> None:
        with vault.transaction():
            vault.settings.set("half", "done")
            vault.attachments.store([b"x" * 3_000_000], at=AT, limit=10_000_000)

    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        larger_step()
    assert vault.settings.get("half") is None


@pytest.mark.posix("limits")
def test_a_copy_that_does_not_fit_is_the_disks_matter(
    folder: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    import resource

    unlocked.vault.attachments.store([os.urandom(3_000_000)], at=AT, limit=10_000_000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in (16 * 1024, 100 * 1024, 2_000_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
        try:
            with pytest.raises(EnvironmentFailure, match=r"vault-(disk-full|drive-failed)"):
                backups.backup(unlocked.vault, folder, tmp_path / "b", at=AT)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert names(tmp_path) == [folder.name]
    backups.backup(unlocked.vault, folder, tmp_path / "b", at=AT)


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file that is synced finds the disk full."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)


def test_a_header_that_cannot_be_written_leaves_the_old_one(
    folder: Path, unlocked: Unlocked, no_room: None
) -> None:
    before = (folder / headers.FIRST).read_bytes()
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        second_person(unlocked, folder)
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        vaults.change_passphrase(folder, unlocked.vault, unlocked.account, PASSPHRASE, "new words")
    assert (folder / headers.FIRST).read_bytes() == before
    assert not [name for name in names(folder) if name.endswith(".tmp")]
    assert [account.name for account in unlocked.vault.accounts.list()] == [NAME]


def test_what_is_committed_is_not_told_as_failed_when_the_header_cannot_follow(
    folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlocked.vault
    lee = second_person(unlocked, folder)
    printed = vaults.make_recovery_key(vault, folder, by=unlocked.account.id, at=AT)
    before = (folder / headers.FIRST).read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        vaults.disable(vault, folder, lee, granter=unlocked.signing, at=AT)
        assert vaults.confirm_recovery_key(vault, folder, printed, at=AT)
    assert vault.accounts.get(lee).disabled
    assert (folder / headers.FIRST).read_bytes() == before
    vault.close()
    with pytest.raises(Refused, match="passphrase-wrong"):
        vaults.unlock(folder, OTHER_NAME, OTHER_PASSPHRASE)
    opened(folder).vault.close()
    header = headers.read(folder)
    assert [slot.name for slot in header.people] == [NAME]
    assert len(header.recoveries) == 1


def test_a_rotation_that_cannot_begin_changes_nothing(
    folder: Path, unlocked: Unlocked, no_room: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        vaults.rotate_data_key(unlocked.vault, folder)
    monkeypatch.undo()
    unlocked.vault.close()
    opened(folder).vault.close()


def test_a_backup_that_does_not_fit_leaves_nothing(
    folder: Path, unlocked: Unlocked, tmp_path: Path, no_room: None
) -> None:
    with pytest.raises(OSError, match="No space left"):
        backups.backup(unlocked.vault, folder, tmp_path / "b", at=AT)
    assert names(tmp_path) == [folder.name]
    assert not [name for name in names(folder) if name.startswith(".")]


def test_a_vault_that_does_not_fit_is_not_made(tmp_path: Path, no_room: None) -> None:
    from tests.fakes.vaults import make

    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        make(tmp_path / "v")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "vault-disk-full"),
        (errno.EROFS, "vault-read-only"),
        (errno.EACCES, "vault-read-only"),
        (errno.EIO, "vault-drive-failed"),
    ],
)
def test_what_the_system_says_has_its_code(number: int, code: str) -> None:
    from clerkapp.vault.engine.failures import from_disk

    assert from_disk(OSError(number, "x")).code == code


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_new_data_key_that_finds_no_room_is_told_as_that(
    folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """The engine itself says that a table is locked when the disk fills up while it rewrites its pages."""
    vault, before = unlocked.vault, (folder / headers.FIRST).read_bytes()
    record(unlocked)
    free = [1 << 40, 0] if when == "meanwhile" else [0]

    class Usage:
        def __init__(self, _: Path) -> None:
            self.free = free.pop(0)

    monkeypatch.setattr(shutil, "disk_usage", Usage)
    run = vault.connection.run

    def locked(sql: str, *parameters: object) -> int:
        if sql.startswith("PRAGMA rekey"):
            raise EnvironmentFailure("vault-in-use")
        return run(sql, *parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(vault.connection, "run", locked)
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        vaults.rotate_data_key(vault, folder)
    assert (when == "before") is ((folder / headers.FIRST).read_bytes() == before)
    vault.close()
    again = opened(folder)
    assert check(again.vault, folder).problems == ()
    again.vault.close()
