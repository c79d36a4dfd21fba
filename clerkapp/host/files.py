"""Making files and folders where others may write too: sticks, shared folders, the temporary folder.

Rules. What is made is made under a name that nobody can foresee, and only where nothing stands; a link
is never followed; a name is given at the end, and never takes the place of what was not agreed to be
replaced; what is removed is what was made here. So whoever prepares the place, or swaps something in it
meanwhile, can spoil what is being written and can do nothing to any other file.

Everything raises OSError; `drive.translated` makes a code of it.
"""

import ctypes
import errno
import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from clerkapp.domain.held_open import until_let_go

PRIVATE: Final = 0o600
"""For this account alone, whatever the umask."""
ORDINARY: Final = 0o666
"""As the umask allows. On Windows the folder decides in both cases."""

_CREATE: Final = (
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
_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | _READ
_HELD: Final = os.open in os.supports_dir_fd and os.mkdir in os.supports_dir_fd
"""Whether a folder can be held open and worked in, whatever happens to its name (not on Windows)."""
_NOT_SYNCED: Final = frozenset({errno.EINVAL, errno.ENOTSUP})
_NO_REPLACE: Final = 1
_HERE: Final = -100
_NOT_OFFERED: Final = frozenset(
    {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EMLINK}
)


def unforeseen(before: str, after: str) -> str:
    """A file name with 64 random bits between `before` and `after`."""
    return f"{before}{os.urandom(8).hex()}{after}"


def create(path: Path, mode: int = PRIVATE) -> int:
    """A handle for writing to a file that was not there. Raises FileExistsError, also for a link."""
    handle = os.open(path, os.O_WRONLY | _CREATE, mode)
    return _with_mode(handle, mode)


def open_file(path: Path, *, follow: bool = True) -> int:
    """A handle for reading a regular file; a pipe or a device is refused at once instead of waiting
    for it. Raises OSError with ENOTSUP for what is no regular file."""
    # Some devices do something when they are opened, so what is plainly none is never opened.
    _require_regular(path.stat(follow_symlinks=follow).st_mode)
    handle = os.open(path, _READ | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    try:
        _require_regular(os.fstat(handle).st_mode)
    except OSError:
        os.close(handle)
        raise
    return handle


def no_link(path: str, flags: int) -> int:
    """An opener that does not follow a link, for a file of ours that grows."""
    return os.open(
        path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), PRIVATE
    )


def is_regular(path: Path) -> bool:
    """Whether a regular file is at `path` itself: no link, no pipe, no folder."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def same(first: int, other: int) -> bool:
    """Whether two handles are of one file."""
    return os.path.sameopenfile(first, other)


def settle(made: Path, final: Path) -> None:
    """Give what was made its final name on the same disk. Raises FileExistsError when the name is taken,
    by a link that leads nowhere too."""
    if sys.platform == "win32":
        until_let_go(lambda: made.rename(final))  # refuses a name that is taken
    elif not _renamed(made, final):
        _linked(made, final)


def write_over(path: Path, data: bytes) -> None:
    """Put a small file of ours in the place of the one before, whole at every moment, for this account
    alone."""
    made = path.with_name(unforeseen(f".{path.name}.", ".new"))
    try:
        with os.fdopen(create(made), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace(made, path)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last. Windows and some stick file systems cannot and need not."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_SYNCED:
            raise
    finally:
        os.close(handle)


def replace(made: Path, final: Path) -> None:
    """Give what was made its final name; what had it before is gone then. A link of that name is
    replaced itself, never what it leads to. Raises HeldOpen."""
    until_let_go(lambda: made.replace(final))


def remove(path: Path) -> None:
    """Delete a file; content when it is gone already. Raises HeldOpen."""
    until_let_go(lambda: path.unlink(missing_ok=True))


def _renamed(made: Path, final: Path) -> bool:
    """Whether the system could rename without replacing; False when it has no such thing here."""
    call = getattr(_library(), "renameat2", None)
    if call is None:
        return False
    if call(_HERE, os.fsencode(made), _HERE, os.fsencode(final), _NO_REPLACE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(final))


def _library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _linked(made: Path, final: Path) -> None:
    """A second name is never given where one stands; a folder and some sticks take none."""
    try:
        os.link(made, final, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
        if os.path.lexists(final):
            raise FileExistsError(errno.EEXIST, "taken", str(final)) from None
        made.rename(final)
    else:
        made.unlink()


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise OSError(errno.ENOTSUP, "not a regular file")


def _with_mode(handle: int, mode: int) -> int:
    """Exactly PRIVATE where that was asked for: a umask may also take from the owner."""
    if mode == PRIVATE and hasattr(os, "fchmod"):
        with suppress(OSError):  # sticks have no modes
            os.fchmod(handle, mode)
    return handle


@dataclass(slots=True)
class _Folder:
    """A folder that was made here, held open so that a link put in its place is not followed."""

    path: Path
    handle: int | None
    made: list[str] = field(default_factory=list)

    def at(self, name: str) -> str | Path:
        return name if self.handle is not None else self.path / name

    def names(self) -> list[str]:
        return os.listdir(self.path if self.handle is None else self.handle)  # noqa: PTH208 (a handle)

    def close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


class Stage:
    """A fresh folder below `parent`, for this account alone, that gets its name when all is in it.

    `parent` is made with what is above it when missing. Ends with `settle` or `discard`, after which
    only what others put there is left.
    """

    def __init__(self, parent: Path, before: str, after: str) -> None:
        self._parents = _make_parents(parent)
        self.path = parent / unforeseen(before, after)
        try:
            self.path.mkdir(0o700)
        except OSError:
            self._remove_parents()
            raise
        self._folders = {"": _Folder(self.path, _held(self.path))}

    def create(self, name: str) -> int:
        """A handle for writing to the new file `name` (`a/b/c`), for this account alone."""
        inside, _, last = name.rpartition("/")
        folder = self._folder(inside)
        handle = os.open(folder.at(last), os.O_WRONLY | _CREATE, PRIVATE, dir_fd=folder.handle)
        folder.made.append(last)
        return _with_mode(handle, PRIVATE)

    def settle(self, final: Path) -> bool:
        """Give the folder its name; whether it holds exactly what was made in it. Raises FileExistsError.

        When it does not, nothing was named.
        """
        if any(sorted(folder.names()) != sorted(folder.made) for folder in self._folders.values()):
            return False
        whole = self._still_there(self.path)
        if sys.platform == "win32":
            self._close()
        if whole:
            settle(self.path, final)
        self._close()
        return whole

    def discard(self) -> None:
        """Remove what was made; nothing else."""
        for inside, folder in sorted(self._folders.items(), reverse=True):
            for name in folder.made:
                child = f"{inside}/{name}".lstrip("/")
                with suppress(OSError):
                    if child in self._folders:
                        os.rmdir(folder.at(name), dir_fd=folder.handle)
                    else:
                        os.unlink(folder.at(name), dir_fd=folder.handle)
        if self._still_there(self.path):
            with suppress(OSError):
                self.path.rmdir()
        self._close()
        self._remove_parents()

    def _folder(self, inside: str) -> _Folder:
        folder = self._folders.get(inside)
        if folder is None:
            above, _, last = inside.rpartition("/")
            parent = self._folder(above)
            os.mkdir(parent.at(last), 0o700, dir_fd=parent.handle)
            parent.made.append(last)
            path = parent.path / last
            folder = _Folder(path, _held(parent.at(last), parent.handle))
            self._folders[inside] = folder
        return folder

    def _still_there(self, path: Path) -> bool:
        """Whether the folder's name still leads to the folder that was made."""
        held = self._folders[""].handle
        if held is None:
            return not path.is_symlink()
        with suppress(OSError):
            return os.path.samestat(os.lstat(path), os.fstat(held))
        return False

    def _close(self) -> None:
        for folder in self._folders.values():
            folder.close()

    def _remove_parents(self) -> None:
        for folder in self._parents:
            with suppress(OSError):
                folder.rmdir()


def _held(path: str | Path, within: int | None = None) -> int | None:
    if not _HELD:
        return None
    handle = os.open(path, _FOLDER, dir_fd=within)
    with suppress(OSError):  # whatever the umask; sticks have no modes
        os.fchmod(handle, 0o700)
    return handle


def _make_parents(folder: Path) -> tuple[Path, ...]:
    """Make `folder` and what is missing above it; what was made, the innermost first."""
    missing = []
    at = folder
    while not os.path.lexists(at):
        missing.append(at)
        at = at.parent
    made: list[Path] = []
    try:
        for parent in reversed(missing):
            parent.mkdir()
            made.insert(0, parent)
    except FileExistsError:
        pass  # another process was quicker, and what it made is its own
    except OSError:
        for parent in made:
            with suppress(OSError):
                parent.rmdir()
        raise
    return tuple(made)
