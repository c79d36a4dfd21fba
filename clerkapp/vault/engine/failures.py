"""What the driver and the disk report, told in codes. Driver messages are never passed on: they
repeat what was typed (a search's error quotes the search).
"""

import errno
import json
import os
from pathlib import Path
from typing import Any

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure
from clerkapp.domain.held_open import is_held, is_kept, name_of

_FULL, _BUSY, _LOCKED, _IOERR, _CORRUPT, _CANTOPEN, _READONLY, _NOTADB = 13, 5, 6, 10, 11, 14, 8, 26
_CODES = {
    _FULL: "vault-disk-full",
    _BUSY: "vault-in-use",
    _LOCKED: "vault-in-use",
    _IOERR: "vault-drive-failed",
    _CORRUPT: "vault-damaged",
    _CANTOPEN: "vault-drive-failed",
    _READONLY: "vault-read-only",
    _NOTADB: "vault-damaged",
}
_WITHOUT_A_CODE = {"database or disk is full": _FULL, "disk I/O error": _IOERR}
"""What the driver raises when a copy of the database fails: the engine's words, and no number."""


class EngineFault(Exception):
    """A bug of ours that the database noticed (a constraint, a wrong statement)."""


def from_driver(error: Exception, path: Path | None) -> ClerkappError | EngineFault:
    """The error to raise for a driver's error about the database at `path`; None for one in memory."""
    if path is not None and _is(error, _CANTOPEN, _IOERR, _READONLY):
        for file in (path, path.with_name(f"{path.name}-wal")):
            if is_kept(file):
                return EnvironmentFailure("file-open-elsewhere", name=file.name)
    extended = getattr(error, "sqlite_errorcode", _WITHOUT_A_CODE.get(str(error)))
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    code = _CODES.get(extended & 0xFF) if isinstance(extended, int) else None
    return EnvironmentFailure(code) if code else EngineFault(name)


def stored_json(text: str) -> Any:
    """A value that this program stored as JSON. Raises EnvironmentFailure("vault-damaged") when it is none:
    somebody changed the database from outside."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise EnvironmentFailure("vault-damaged") from None


def is_wrong_key(error: Exception) -> bool:
    """Whether the driver says that the file is not a database under this key."""
    return _is(error, _NOTADB)


def is_unexplained(error: Exception) -> bool:
    """Whether the driver could not make, open or write a file and does not say why."""
    return _is(error, _CANTOPEN, _IOERR)


def _is(error: Exception, *codes: int) -> bool:
    extended = getattr(error, "sqlite_errorcode", None)
    return isinstance(extended, int) and extended & 0xFF in codes


def from_disk(error: OSError) -> EnvironmentFailure:
    """The error to raise for a file that could not be written or read."""
    if is_held(error):
        return EnvironmentFailure("file-open-elsewhere", name=name_of(error))
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return EnvironmentFailure("vault-disk-full")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) and not _is_folder(error):
        return EnvironmentFailure("vault-read-only")
    return EnvironmentFailure("vault-drive-failed")


def _is_folder(error: OSError) -> bool:
    """Whether a folder lies where a file is expected: Windows says then that it may not be opened."""
    return os.name == "nt" and error.filename is not None and os.path.isdir(error.filename)  # noqa: PTH112
