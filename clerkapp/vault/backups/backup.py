"""A backup: one file that holds header and database (docs/formats/vault.md, section 7).

The database stays encrypted under the vault's data key. The copy is opened and checked with the same
keys before it is packed, and the packed file is read again and compared before it counts.
"""

import errno
import io
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.time.times import epoch_seconds
from clerkapp.store.opened import CANNOT_WRITE
from clerkapp.vault.backups import archive
from clerkapp.vault.engine import driver, files
from clerkapp.vault.engine.connection import PAGE_SIZE, key_pragma, open_own
from clerkapp.vault.engine.failures import from_disk, from_driver
from clerkapp.vault.keys import header as headers
from clerkapp.vault.opened import Vault
from clerkapp.vault.stores.journal import Journal

KEPT = 7
_TARGET_ERRORS = {
    "vault-disk-full": errno.ENOSPC,
    "vault-read-only": errno.EROFS,
    "vault-drive-failed": errno.EIO,
}


class OtherDrive(OSError):
    """The drive that the backup goes to, not the vault's, could not be written."""


def backup(vault: Vault, folder: Path, target: Path, *, at: str) -> int:
    """Write a checked backup of the vault in `folder` to the new file `target`; its size in bytes.

    `at`: the time written into the file (RFC 3339).

    Raises Refused("backup-exists"), also for a link, EnvironmentFailure("backup-check-failed"), what the
    vault's own disk gets, and OSError for the place of `target`, which is another drive; then nothing is
    left at `target`.
    """
    if not vault.unwritable:
        files.remove_left_over(folder)
    copy = folder / files.unforeseen(".backup-", ".db")
    beside = target.with_name(files.unforeseen(f"{target.stem}-", target.suffix))
    try:
        try:
            copy = _sound_copy(vault, copy, beside)
            header = headers.read_own(folder, vault.data_key).encode()
        except OtherDrive:
            raise
        except OSError as error:
            raise from_disk(error) from None
        return _pack(target, header, copy, epoch_seconds(at))
    finally:
        _remove(copy)
        _remove(beside)


def _sound_copy(vault: Vault, copy: Path, beside: Path) -> Path:
    """A checked copy of the database at `copy`, beside the vault, or at `beside` the backup where the
    vault's own disk takes nothing. Raises OSError for the latter."""
    if not vault.unwritable:
        try:
            return _copy_to(vault, copy)
        except EnvironmentFailure as failure:
            if failure.code not in CANNOT_WRITE:
                raise
            _remove(copy)
    try:
        return _copy_to(vault, beside)
    # The other drive's trouble, not the vault's.
    except EnvironmentFailure as failure:
        if failure.code not in _TARGET_ERRORS:
            raise
        raise OtherDrive(_TARGET_ERRORS[failure.code], "backup") from None
    except OSError as error:
        raise OtherDrive(error.errno, "backup") from None


def _copy_to(vault: Vault, copy: Path) -> Path:
    _copy_database(vault, copy)
    require_sound_copy(vault, copy)
    return copy


def _remove(copy: Path) -> None:
    for ending in ("", *files.BESIDE_DATABASE):
        with suppress(OSError):
            copy.with_name(f"{copy.name}{ending}").unlink(missing_ok=True)


def _copy_database(vault: Vault, copy: Path) -> None:
    # Not a copy of the file: closing a second handle on it would let go of our lock (POSIX).
    os.close(files.create(copy))
    try:
        raw = driver.connect(str(copy))
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(key_pragma("key", vault.data_key, vault.raw_id))
            raw.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
            vault.connection.raw.backup(raw, pages=256)
        finally:
            raw.close()
    except driver.DriverError as error:
        raise from_driver(error, copy) from None


def require_sound_copy(vault: Vault, copy: Path) -> None:
    """Raises EnvironmentFailure unless `copy` opens, is whole, and ends where the vault's journal does."""
    connection = open_own(copy, vault.data_key, vault.raw_id)
    try:
        whole = connection.rows("PRAGMA cipher_integrity_check") == []
        sound = connection.rows("PRAGMA quick_check") == [("ok",)]
        journal = Journal(connection)
        journal.verify()
        if not (whole and sound and journal.head() == vault.journal.head()):
            raise EnvironmentFailure("backup-check-failed")
    finally:
        connection.close()


def _pack(target: Path, header: bytes, copy: Path, mtime: int) -> int:
    """Write the file and read it again; its size."""
    try:
        handle = files.create(target)
    except FileExistsError:
        raise Refused("backup-exists", file=target.name) from None
    try:
        with os.fdopen(handle, "wb") as file:
            with copy.open("rb") as database:
                archive.write(file, (io.BytesIO(header), database), mtime)
            file.flush()
            os.fsync(file.fileno())
            size = _read_back(target, file.fileno())
        files.sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    return size


def _read_back(target: Path, written: int) -> int:
    with os.fdopen(files.open_regular(target), "rb") as file:
        size = os.fstat(written).st_size
        try:
            if not os.path.sameopenfile(file.fileno(), written):
                raise EnvironmentFailure("backup-check-failed")
            archive.read(file, size)
        except archive.NotABackup:
            raise EnvironmentFailure("backup-check-failed") from None
    return size


def keep_newest(files: Iterable[Path], keep: int = KEPT) -> tuple[Path, ...]:
    """Of backups named so that the name's order is the time's, delete all but the newest `keep`;
    what was deleted. A file that cannot be deleted is left for the next time."""
    deleted = []
    for path in sorted(files, key=lambda backup: backup.name)[: -keep or None]:
        with suppress(OSError):
            path.unlink()
            deleted.append(path)
    return tuple(deleted)
