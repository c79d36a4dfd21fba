"""Bringing a backup back as a new folder, all or nothing (docs/formats/vault.md, section 7)."""

import os
import shutil
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from clerkapp.crypto.wrapping import VAULT_ID_SIZE
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.held_open import is_held
from clerkapp.domain.office import Restored, SlotPerson
from clerkapp.vault.backups import archive
from clerkapp.vault.engine import files
from clerkapp.vault.engine.failures import from_disk
from clerkapp.vault.keys import header as headers
from clerkapp.vault.keys.header import DATABASE, FIRST, Header
from clerkapp.vault.opening.creating import require_no_vault, settle_folder

MARK = "restored"
"""A file in a vault's folder that says: a backup was brought back here, and nobody has begun anew yet."""


def restore(file: Path, folder: Path) -> Restored:
    """Make the vault `folder` from a backup.

    Raises Refused: vault-exists, backup-missing, backup-unreadable, backup-damaged and backup-foreign
    (`member`), vault-newer; EnvironmentFailure: file-unreadable, file-open-elsewhere, and what the vault's
    disk gets. Nothing is left then.
    """
    folder = folder.absolute()
    require_no_vault(folder)
    with _opened(file) as source:
        making = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}")
        try:
            files.make_folder(making)
            header = _unpack(source, file.name, making)
            headers.write(making, header)
            files.write_durably(making / MARK, f"{uuid4().hex}\n".encode())
            settle_folder(making, folder)
        except OSError as error:
            raise from_disk(error) from None
        finally:
            shutil.rmtree(making, ignore_errors=True)
    people = tuple(SlotPerson(slot.id, slot.name, slot.function) for slot in header.people)
    return Restored(header.vault_id.hex(), people)


def read_mark(folder: Path) -> str | None:
    """What marks a backup that was brought back here and not begun anew; None without."""
    try:
        with os.fdopen(files.open_regular(folder / MARK), "rb") as file:
            return file.read(64).decode("ascii", "replace").strip()
    except OSError:
        return None


def remove_mark(folder: Path) -> None:
    """The vault has begun anew. A mark that cannot be removed is known by what it says."""
    try:
        (folder / MARK).unlink(missing_ok=True)
    except OSError:
        return


def _opened(file: Path) -> BinaryIO:
    try:
        if not file.is_file():
            file.lstat()  # raises FileNotFoundError
            raise Refused("backup-unreadable", file=file.name)
        return os.fdopen(files.open_regular(file), "rb")
    except FileNotFoundError:
        raise Refused("backup-missing", file=file.name) from None
    except OSError as error:
        code = "file-open-elsewhere" if is_held(error, file) else "file-unreadable"
        raise EnvironmentFailure(code, name=file.name) from None


class _Source:
    """A backup that is read; what its drive refuses is not told of the vault's."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name

    def read(self, count: int) -> bytes:
        try:
            return self._file.read(count)
        except OSError:
            raise EnvironmentFailure("file-unreadable", name=self._name) from None

    def tell(self) -> int:
        return self._file.tell()


def _unpack(source: BinaryIO, name: str, making: Path) -> Header:
    written: list[BinaryIO] = []

    def member(inside: str) -> BinaryIO:
        written.append(os.fdopen(files.create(making / inside), "wb"))
        return written[-1]

    try:
        archive.read(_Source(source, name), os.fstat(source.fileno()).st_size, member)
        for file in written:
            file.flush()
            os.fsync(file.fileno())
    except archive.Damaged as damaged:
        raise Refused("backup-damaged", file=name, member=damaged.member) from None
    except archive.Foreign as foreign:
        raise Refused("backup-foreign", file=name, member=foreign.member) from None
    except archive.NotABackup:
        raise Refused("backup-unreadable", file=name) from None
    finally:
        for file in written:
            file.close()
    return _header(making, name)


def _header(making: Path, name: str) -> Header:
    """The header, which must be of this database."""
    try:
        header = headers.decode((making / FIRST).read_bytes())
    except ValueError:
        raise Refused("backup-unreadable", file=name) from None
    with (making / DATABASE).open("rb") as database:
        if database.read(VAULT_ID_SIZE) != header.vault_id:
            raise Refused("backup-unreadable", file=name)
    return header
