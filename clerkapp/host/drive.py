"""Disks and sticks: writing so that what is there afterwards is what was meant.

The rule (docs/formats/bundle.md, section 7): write under a temporary name, fsync, open again and
compare every octet, rename, fsync the folder. A file under its final name is whole; one that ends
in `.writing` is left over from an interrupted run and may be deleted. No stick is trusted.

The system's errors become ours by their number; their text is never shown. An error from the source
of the bytes passes through untouched.
"""

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from clerkapp.crypto.digests import sha256
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.host import mounts
from clerkapp.host.reread import Reread

TEMPORARY_SUFFIX = ".writing"
_SYNC_EVERY = 8 << 20
"""Bytes after which the medium catches up, so that reading back can follow the writing."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_GONE = frozenset({errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})
# Windows says "not ready", "not connected" and the like as EACCES or EINVAL; its own number tells.
_GONE_ON_WINDOWS = frozenset({21, 31, 55, 433, 1006, 1110, 1167, 1617})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NOT_SYNCED = frozenset({errno.EINVAL, errno.ENOTSUP})


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, read again and found equal. `sha256` in lower-case hex, `size` in bytes."""

    path: Path
    sha256: str
    size: int


class LocalDrive:
    """The real drive: folders on this computer's disks and on sticks."""

    def free_space(self, folder: Path) -> int:
        """Bytes that this person may still write at `folder` or its nearest parent that exists."""
        with translated(folder):
            return shutil.disk_usage(mounts.nearest_existing(folder)).free

    def is_network(self, folder: Path) -> bool:
        """Whether `folder`, or its nearest parent that exists, lies on another computer."""
        return mounts.is_network(folder)

    def same_disk(self, one: Path, other: Path) -> bool:
        """Whether both folders lie on one volume."""
        return mounts.same_disk(one, other)

    def sticks(self) -> tuple[mounts.Stick, ...]:
        """Drives that can be taken out; one that no longer answers is left out."""
        found = []
        for path in mounts.sticks():
            with suppress(OSError):
                free = shutil.disk_usage(path).free
                found.append(mounts.Stick(path, path.name or str(path), free))
        return tuple(found)

    def make_folder(self, folder: Path) -> None:
        """Make `folder` and its parents; content when it is there already."""
        with translated(folder):
            folder.mkdir(parents=True, exist_ok=True)

    def exists(self, path: Path) -> bool:
        """Whether something stands at `path`."""
        return os.path.lexists(path)

    def stage(
        self,
        folder: Path,
        name: str,
        chunks: Iterable[bytes],
        *,
        size: int = 0,
        private: bool = False,
    ) -> Written:
        """Write `chunks` to `folder`/`name`.writing, sync, read again and compare.

        `size` is what will be needed, when known: too little room is refused before the first byte.
        What an interrupted run left under the temporary name is replaced. `private`: for this account
        alone from its first byte on (Windows: as the folder says). Raises EnvironmentFailure
        (drive-short, drive-full, drive-gone, drive-changed-bytes, …); nothing is left behind then, if the drive
        still answers.
        """
        path = folder / (name + TEMPORARY_SUFFIX)
        free = self.free_space(folder)
        if size > free:
            raise EnvironmentFailure("drive-short", folder=str(folder), free=free, needed=size)
        with _gone_on_error(path):
            written, equal = _write(path, chunks, 0o600 if private else 0o666)
            if not equal:
                raise EnvironmentFailure("drive-changed-bytes", folder=str(folder))
        return written

    def settle(self, staged: Path, final: Path) -> None:
        """Give a staged file its final name in the same folder; never replaces a file."""
        with translated(final):
            if os.path.lexists(final):
                raise FileExistsError(errno.EEXIST, "taken")
            staged.rename(final)
            sync_folder(final.parent)

    def write_new(
        self, path: Path, chunks: Iterable[bytes], *, size: int = 0, private: bool = False
    ) -> Written:
        """Stage and settle one file whose name is known beforehand."""
        staged = self.stage(path.parent, path.name, chunks, size=size, private=private)
        with _gone_on_error(staged.path):
            self.settle(staged.path, path)
        return Written(path, staged.sha256, staged.size)

    def remove(self, path: Path) -> None:
        """Delete a file; content when it is gone already."""
        with translated(path):
            path.unlink(missing_ok=True)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the system's errors about `path` into ours."""
    try:
        yield
    except OSError as error:
        raise failure_of(error, path) from error


def failure_of(error: OSError, path: Path) -> EnvironmentFailure:
    """Which trouble this is: full, gone, read-only, taken, too large for the file system, failed."""
    number = error.errno
    if number in _FULL:
        return EnvironmentFailure("drive-full", folder=str(path.parent))
    if _is_gone(error, path):
        return EnvironmentFailure("drive-gone", folder=str(path.parent))
    if number in _READ_ONLY:
        return EnvironmentFailure("drive-read-only", folder=str(path.parent))
    if number == errno.EEXIST:
        return EnvironmentFailure("drive-taken", path=path.name)
    if number == errno.EFBIG:
        return EnvironmentFailure("drive-file-too-large", path=path.name)
    return EnvironmentFailure("drive-failed", path=path.name)


def _is_gone(error: OSError, path: Path) -> bool:
    if getattr(error, "winerror", None) in _GONE_ON_WINDOWS or error.errno in _GONE:
        return True
    return error.errno in _MISSING and not os.path.isdir(path.parent)  # noqa: PTH112 - never raises


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


@contextmanager
def _gone_on_error(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _write(path: Path, chunks: Iterable[bytes], mode: int) -> tuple[Written, bool]:
    """Write and sync; what was written, and whether it reads back so."""
    hasher, size, synced = sha256(), 0, 0
    with translated(path):
        path.unlink(missing_ok=True)
        path.touch(mode=mode)
        file = path.open("wb", buffering=0)
    with file, Reread(path) as reread:
        for chunk in chunks:
            hasher.update(chunk)
            size += len(chunk)
            with translated(path):
                _write_all(file.fileno(), chunk)
                reread.written(chunk)
                if size - synced >= _SYNC_EVERY:
                    _sync_content(file.fileno())
                    reread.flushed()
                    synced = size
        with translated(path):
            os.fsync(file.fileno())
            reread.flushed()
            equal = reread.equal()
    return Written(path, hasher.hexdigest(), size), equal


def _sync_content(handle: int) -> None:
    """The file's bytes on the medium; the rest about the file follows with the last fsync."""
    if sys.platform == "linux":
        os.fdatasync(handle)
    else:
        os.fsync(handle)


def _write_all(handle: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(handle, view) :]
