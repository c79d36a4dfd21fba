"""A backup: one file that holds header and database (docs/formats/vault.md, section 7).

A POSIX tar with exactly two members, `header.json` and `incidents.db`; the database stays encrypted
under the vault's data key. The copy is opened and checked with the same keys before it is packed, and
the packed file is read again and compared before it gets its name.
"""

import errno
import io
import os
import shutil
import tarfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

from clerkapp.crypto.digests import sha256
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.times import parse_instant
from clerkapp.vault import engine
from clerkapp.vault import header as headers
from clerkapp.vault.connection import PAGE_SIZE, key_pragma, open_own
from clerkapp.vault.creating import settle_folder
from clerkapp.vault.failures import CANNOT_WRITE, from_disk, from_driver
from clerkapp.vault.header import DATABASE, FIRST
from clerkapp.vault.journal import Journal
from clerkapp.vault.opened import Vault

KEPT = 7
SUFFIX = ".clerkbackup"
_BLOCK = 1024 * 1024
_COPY = ".backup-"
_MEMBERS = (FIRST, DATABASE)
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

    Raises Refused("backup-exists"), EnvironmentFailure("backup-check-failed"), what the vault's own
    disk gets, and OSError for the place of `target`, which is another drive; then nothing is left
    at `target`.
    """
    if target.exists():
        raise Refused("backup-exists", file=target.name)
    with suppress(OSError):
        for left_by_a_kill in folder.glob(f"{_COPY}*"):
            left_by_a_kill.unlink(missing_ok=True)
    mark = uuid4().hex[:8]
    copy = folder / f"{_COPY}{mark}.db"
    beside = target.with_name(f".{target.name}.{mark}.db")
    packed = target.with_name(f".{target.name}.{mark}.tmp")
    try:
        try:
            copy = _sound_copy(vault, copy, beside)
            header = headers.read_own(folder, vault.data_key).encode()
        except OtherDrive:
            raise
        except OSError as error:
            raise from_disk(error) from None
        expected = _pack(packed, header, copy, at)
        if _digests(packed) != expected:
            raise EnvironmentFailure("backup-check-failed")
        packed.replace(target)
        headers.sync_folder(target.parent)
        return target.stat().st_size
    finally:
        for made in (copy, beside):
            _remove(made, made.with_name(f"{made.name}-wal"))
        _remove(packed)


def _sound_copy(vault: Vault, copy: Path, beside: Path) -> Path:
    """A checked copy of the database at `copy`, beside the vault, or at `beside` the backup where the
    vault's own disk takes nothing. Raises OSError for the latter."""
    if not vault.unwritable:
        try:
            return _copy_to(vault, copy)
        except EnvironmentFailure as failure:
            if failure.code not in CANNOT_WRITE:
                raise
            _remove(copy, copy.with_name(f"{copy.name}-wal"))
    try:
        return _copy_to(vault, beside)
    except EnvironmentFailure as failure:
        if failure.code not in _TARGET_ERRORS:
            raise
        # The other drive's trouble, not the vault's.
        raise OtherDrive(_TARGET_ERRORS[failure.code], "backup") from None


def _copy_to(vault: Vault, copy: Path) -> Path:
    _copy_database(vault, copy)
    require_sound_copy(vault, copy)
    return copy


def _remove(*files: Path) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _copy_database(vault: Vault, copy: Path) -> None:
    # Not a copy of the file: closing a second handle on it would let go of our lock (POSIX).
    try:
        raw = engine.connect(str(copy))
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(key_pragma("key", vault.data_key, vault.raw_id))
            raw.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
            vault.connection.raw.backup(raw, pages=256)
        finally:
            raw.close()
    except engine.DriverError as error:
        raise from_driver(error) from None


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


def _pack(packed: Path, header: bytes, copy: Path, at: str) -> dict[str, str]:
    expected: dict[str, str] = {}
    with packed.open("xb") as file, io.BytesIO(header) as first, copy.open("rb") as second:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as archive:
            for name, content in ((FIRST, first), (DATABASE, second)):
                member = tarfile.TarInfo(name)
                member.size = content.seek(0, os.SEEK_END)
                member.mtime = int(parse_instant(at).timestamp())
                content.seek(0)
                archive.addfile(member, content)
                content.seek(0)
                expected[name] = _digest_of(content)
        file.flush()
        os.fsync(file.fileno())
    return expected


def _digests(packed: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    with tarfile.open(packed, mode="r:") as archive:
        for member in archive:
            found[member.name] = _digest_of(_content(archive, member))
    return found


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    """A member's bytes. Raises ValueError unless it is a regular file."""
    content = archive.extractfile(member) if member.isreg() else None
    if content is None:
        raise ValueError("not a backup")
    return content


def _digest_of(content: IO[bytes]) -> str:
    digest = sha256()
    while block := content.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def restore(file: Path, folder: Path) -> str:
    """Make the vault `folder` from a backup; the vault's id in hex.

    Everybody unlocks it with the passphrase of that day.

    Raises Refused: vault-exists, backup-missing, backup-unreadable, vault-newer; nothing is left then.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("vault-exists")
    making = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}")
    try:
        making.mkdir(parents=True)
        _unpack(file, making)
        header = headers.decode((making / FIRST).read_bytes())
        headers.write(making, header)
        settle_folder(making, folder)
        return header.vault_id.hex()
    except FileNotFoundError:
        raise Refused("backup-missing", file=file.name) from None
    except (tarfile.TarError, ValueError, EOFError):
        raise Refused("backup-unreadable", file=file.name) from None
    except OSError as error:
        raise from_disk(error) from None
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _unpack(file: Path, making: Path) -> None:
    with tarfile.open(file, mode="r:") as archive:
        names = []
        for member in archive:
            if member.name not in _MEMBERS:
                raise ValueError("not a backup")
            names.append(member.name)
            _write_member(_content(archive, member), making / member.name, member.size)
        if tuple(names) != _MEMBERS:
            raise ValueError("not a backup")


def _write_member(content: IO[bytes], path: Path, size: int) -> None:
    if path.name == FIRST and size > headers.MAX_SIZE:
        raise ValueError("not a backup")
    with path.open("xb") as file:
        shutil.copyfileobj(content, file, _BLOCK)
        file.flush()
        os.fsync(file.fileno())


def keep_newest(files: Iterable[Path], keep: int = KEPT) -> tuple[Path, ...]:
    """Of backups named so that the name's order is the time's, delete all but the newest `keep`;
    what was deleted. A file that cannot be deleted is left for the next time."""
    deleted = []
    for path in sorted(files, key=lambda one: one.name)[: -keep or None]:
        with suppress(OSError):
            path.unlink()
            deleted.append(path)
    return tuple(deleted)
