"""One file that holds the whole vault, checked before it counts."""

import errno
import os
import tarfile
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office import Created
from clerkapp.vault import api as vaults
from clerkapp.vault.api import Unlocked, check
from clerkapp.vault.backups import backup as backups
from clerkapp.vault.backups import restoring
from clerkapp.vault.keys import header as headers
from tests.fakes.vaults import (
    AT,
    NAME,
    PASSPHRASE,
    attach,
    names,
    opened,
    record,
    second_person,
)


@pytest.fixture
def saved(folder: Path, unlocked: Unlocked, tmp_path: Path) -> Path:
    record(unlocked)
    attach(unlocked, b"letter" * 300_000)
    target = tmp_path / "sticks" / "Larkspur.clerkbackup"
    target.parent.mkdir()
    size = backups.backup(unlocked.vault, folder, target, at=AT)
    assert size == target.stat().st_size
    return target


def test_a_restored_vault_is_the_vault_of_that_moment(
    saved: Path, folder: Path, unlocked: Unlocked, created: Created, tmp_path: Path
) -> None:
    record(unlocked)
    back = restoring.restore(saved, tmp_path / "Restored.vault")
    assert (back.vault_id, [one.name for one in back.people]) == (created.vault_id, [NAME])
    again = opened(tmp_path / "Restored.vault")
    assert again.vault.revisions.count() == 1
    assert check(again.vault, tmp_path / "Restored.vault").problems == ()
    again.vault.close()
    assert names(tmp_path / "Restored.vault") == [
        headers.SECOND,
        headers.FIRST,
        headers.DATABASE,
        restoring.MARK,
    ]


def test_the_open_vault_goes_on_and_stays_locked(
    saved: Path, folder: Path, unlocked: Unlocked
) -> None:
    record(unlocked)
    with pytest.raises(EnvironmentFailure, match="vault-in-use"):
        opened(folder)
    assert not [name for name in names(folder) if name.startswith(".")]
    assert names(saved.parent) == [saved.name]


def test_a_backup_is_a_plain_tar_of_header_and_database_without_readable_text(
    saved: Path, folder: Path
) -> None:
    with tarfile.open(saved, "r:") as archive:
        assert archive.getnames() == ["header.json", "incidents.db", "SHA256SUMS"]
    data = saved.read_bytes()
    assert (folder / headers.FIRST).read_bytes() in data
    assert b"jammed" not in data
    assert b"letterletter" not in data


def test_nothing_is_overwritten(saved: Path, folder: Path, unlocked: Unlocked) -> None:
    before = saved.read_bytes()
    with pytest.raises(Refused, match="backup-exists"):
        backups.backup(unlocked.vault, folder, saved, at=AT)
    assert saved.read_bytes() == before
    with pytest.raises(Refused, match="vault-exists"):
        restoring.restore(saved, folder)


@pytest.mark.posix("special")
def test_a_link_is_a_name_that_is_taken(saved: Path, folder: Path, unlocked: Unlocked) -> None:
    linked = saved.with_name("link")
    linked.symlink_to(saved.with_name("nowhere"))
    with pytest.raises(Refused, match="backup-exists"):
        backups.backup(unlocked.vault, folder, linked, at=AT)
    with pytest.raises(Refused, match="vault-exists"):
        restoring.restore(saved, linked)


def test_a_damaged_vault_gives_no_backup(folder: Path, unlocked: Unlocked, tmp_path: Path) -> None:
    unlocked.vault.connection.run("DROP TRIGGER journal_no_update")
    unlocked.vault.connection.run("UPDATE journal SET at = 'x'")
    with pytest.raises(EnvironmentFailure, match="journal-broken"):
        backups.backup(unlocked.vault, folder, tmp_path / "b", at=AT)
    assert names(tmp_path) == [folder.name]


def test_a_target_that_is_not_there_is_told_as_such(
    folder: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        backups.backup(unlocked.vault, folder, tmp_path / "no" / "b", at=AT)
    with pytest.raises(EnvironmentFailure, match="vault-drive-failed"):
        backups.backup(unlocked.vault, tmp_path / "no", tmp_path / "b", at=AT)


def test_a_backup_opens_with_the_passphrase_of_its_day(
    saved: Path, folder: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    second_person(unlocked, folder)
    vaults.change_passphrase(folder, unlocked.vault, unlocked.account, PASSPHRASE, "new words")
    restoring.restore(saved, tmp_path / "Restored.vault")
    assert [person.name for person in vaults.describe(tmp_path / "Restored.vault").people] == [NAME]
    opened(tmp_path / "Restored.vault").vault.close()


def test_a_cut_backup_is_refused_and_a_missing_one_named(saved: Path, tmp_path: Path) -> None:
    saved.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])
    with pytest.raises(Refused, match="backup-unreadable"):
        restoring.restore(saved, tmp_path / "v")
    assert not (tmp_path / "v").exists()
    with pytest.raises(Refused, match="backup-missing"):
        restoring.restore(tmp_path / "none", tmp_path / "v")


def test_the_newest_seven_are_kept(tmp_path: Path) -> None:
    files = [tmp_path / f"2026-11-{day:02}.clerkbackup" for day in range(1, 11)]
    for file in files:
        file.write_bytes(b"x")
    assert backups.keep_newest(files) == tuple(files[:3])
    assert names(tmp_path) == [file.name for file in files[3:]]
    assert backups.keep_newest(files[3:]) == ()
    assert backups.keep_newest(files[3:], keep=20) == ()


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_a_vault_with_a_damaged_page_gives_no_backup(
    folder: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    unlocked.vault.attachments.store([b"x" * 500_000], at=AT, limit=10_000_000)
    unlocked.vault.close()
    flip(folder / headers.DATABASE, -100_000)
    again = opened(folder)
    with pytest.raises(EnvironmentFailure, match=r"vault-damaged|backup-check-failed"):
        backups.backup(again.vault, folder, tmp_path / "b", at=AT)
    again.vault.close()
    assert names(tmp_path) == [folder.name]


def test_a_copy_that_is_not_of_this_moment_does_not_count(
    saved: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    with tarfile.open(saved) as archive:
        archive.extract("incidents.db", tmp_path / "copy", filter="data")
    copy = tmp_path / "copy" / "incidents.db"
    backups.require_sound_copy(unlocked.vault, copy)
    unlocked.vault.journal.append(Event.LOCKED, AT, None, {})
    with pytest.raises(EnvironmentFailure, match="backup-check-failed"):
        backups.require_sound_copy(unlocked.vault, copy)


def test_a_stick_that_changes_bytes_is_noticed(
    folder: Path, unlocked: Unlocked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(file: int) -> None:
        at = os.lseek(file, 0, os.SEEK_CUR)
        os.lseek(file, 9000, os.SEEK_SET)
        os.write(file, b"?")
        os.lseek(file, at, os.SEEK_SET)

    monkeypatch.setattr(os, "fsync", change)
    with pytest.raises(EnvironmentFailure, match="backup-check-failed"):
        backups.backup(unlocked.vault, folder, tmp_path / "b", at=AT)
    assert names(tmp_path) == [folder.name]


def test_a_restore_that_does_not_fit_leaves_nothing(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        restoring.restore(saved, tmp_path / "v")
    assert "v" not in names(tmp_path)
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_the_header_in_a_backup_is_the_vaults_own(
    folder: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    (folder / headers.FIRST).write_bytes(b"{}")
    target = tmp_path / "Larkspur.clerkbackup"
    backups.backup(unlocked.vault, folder, target, at=AT)
    restoring.restore(target, tmp_path / "Restored.vault")
    opened(tmp_path / "Restored.vault").vault.close()


def test_what_a_killed_backup_left_goes_with_the_next_one(
    folder: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    for name in (".backup-0123abcd.db", ".backup-0123456789abcdef.db-wal"):
        (folder / name).write_bytes(b"half a copy")
    backups.backup(unlocked.vault, folder, tmp_path / "Larkspur.clerkbackup", at=AT)
    assert not [name for name in names(folder) if name.startswith(".")]
