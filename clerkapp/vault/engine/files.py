"""The vault's own files: for this account alone, written beside their place and renamed over it.

The same rules as for files at foreign places (`clerkapp.host.files`), for what only this layer writes: a
new file has a name that nobody can foresee, is made only where nothing stands, and never through a link.
"""

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from clerkapp.domain.held_open import until_let_go
from clerkapp.vault.engine.failures import from_disk

MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
_FLAGS: Final = (
    os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_READ: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
BESIDE_DATABASE: Final = ("-journal", "-wal", "-shm")
"""How the names of what the engine keeps beside a database end."""
_LEFT_OVER: Final = re.compile(
    rf"\.backup-[0-9a-f]{{8,16}}\.db(?:{'|'.join(BESIDE_DATABASE)})?|\.[a-z.]+\.[0-9a-f]{{16}}\.tmp"
)


def unforeseen(before: str, after: str) -> str:
    """A file name with 64 random bits between `before` and `after`."""
    return f"{before}{os.urandom(8).hex()}{after}"


def create(path: Path) -> int:
    """A handle for reading and writing a new file. Raises FileExistsError, also for a link."""
    handle = os.open(path, os.O_RDWR | _FLAGS, MODE)
    if hasattr(os, "fchmod"):
        with suppress(OSError):  # whatever the umask; some file systems have no modes
            os.fchmod(handle, MODE)
    return handle


def open_regular(path: Path) -> int:
    """A handle for reading a file. Raises OSError, at once also for a pipe, a device or a folder."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    handle = os.open(path, _READ)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a regular file")
    return handle


def make_folder(folder: Path) -> None:
    """Make a new folder for this account alone. Raises OSError, also when there is nothing to make it in:
    what was meant for a drive that is not in would be on another one."""
    folder.mkdir(FOLDER_MODE)
    folder.chmod(FOLDER_MODE)  # whatever the umask


def tighten(folder: Path) -> None:
    """Take from everybody else what they may do with the vault's folder and files.

    A group keeps what an administrator gave it, so that several accounts of the computer may work in one
    vault. Windows: the folder's own list decides.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        for path in (folder.resolve(), *folder.iterdir()):
            status = path.lstat()
            if status.st_mode & 0o007 and not stat.S_ISLNK(status.st_mode):
                path.chmod(stat.S_IMODE(status.st_mode) & ~0o007)


def remove_left_over(folder: Path) -> None:
    """Remove what killed backups and header changes left in the vault's folder.

    Only for who holds the vault open: nobody else is at such a file then.
    """
    with suppress(OSError):
        for path in folder.iterdir():
            if _LEFT_OVER.fullmatch(path.name):
                with suppress(OSError):
                    path.unlink()


def write_durably(path: Path, data: bytes) -> None:
    """New file beside it, fsync, rename over it, fsync of the folder. Raises EnvironmentFailure."""
    temporary = path.with_name(unforeseen(f".{path.name}.", ".tmp"))
    try:
        with os.fdopen(create(temporary), "wb") as file:
            _as_before(file.fileno(), path)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        until_let_go(lambda: temporary.replace(path))
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise from_disk(error) from None


def _as_before(handle: int, path: Path) -> None:
    """What a group may do with the file that is replaced, it may do with the new one."""
    if hasattr(os, "fchmod"):
        with suppress(OSError):
            os.fchmod(handle, MODE | (path.lstat().st_mode & 0o060))


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` durable; Windows does so by itself and has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
