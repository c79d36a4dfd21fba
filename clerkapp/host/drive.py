"""Disks and sticks: writing so that it lasts, reading what the medium really holds.

The use cases follow one rule (docs/formats/bundle.md, section 7): write under a temporary name,
fsync, open again and compare the SHA-256, rename, fsync the folder. This module gives the steps;
each turns the system's error into one of ours by its number, and never shows the system's text.
An error from the source of the bytes passes through untouched.
"""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.host import mounts

_READ_SIZE = 1 << 20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_GONE = frozenset({errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})
# Windows says "not ready", "not connected" and the like as EACCES or EINVAL; its own number tells.
_GONE_ON_WINDOWS = frozenset({21, 31, 55, 433, 1006, 1110, 1167, 1617})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NOT_SYNCED = frozenset({errno.EINVAL, errno.ENOTSUP})


class _WholeFile:
    """A file being written: every byte given, or an error."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file

    def write(self, data: bytes | memoryview, /) -> int:
        """Append all of `data`; returns the number of bytes."""
        view = memoryview(data)
        with translated(self._path):
            while view:
                view = view[os.write(self._file.fileno(), view) :]
        return len(data)


class LocalDrive:
    """The real drive: folders on this computer's disks and on sticks."""

    def free_space(self, folder: Path) -> int:
        """Bytes that this person may still write at `folder` or its nearest parent that exists."""
        with translated(folder):
            return shutil.disk_usage(mounts.nearest_existing(folder)).free

    def is_network(self, path: Path) -> bool:
        """Whether `path`, or its nearest parent that exists, lies on another computer."""
        return mounts.is_network(path)

    def sticks(self) -> tuple[mounts.Stick, ...]:
        """Drives that can be taken out; one that no longer answers is left out."""
        found = []
        for path in mounts.sticks():
            with suppress(OSError):
                free = shutil.disk_usage(path).free
                found.append(mounts.Stick(path, path.name or str(path), free))
        return tuple(found)

    @contextmanager
    def create(self, path: Path) -> Iterator[_WholeFile]:
        """A new file at `path`: on the medium when the block ends, gone when the block raises.

        Raises EnvironmentFailure("drive-taken", path=…) when something stands there already.
        """
        with translated(path):
            file = path.open("xb", buffering=0)
        try:
            with file:
                yield _WholeFile(path, file)
                with translated(path):
                    os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise

    def read(self, path: Path) -> Iterator[bytes]:
        """The file's bytes in chunks of 1 MiB, asked from the medium where the system allows it."""
        with translated(path):
            file = path.open("rb", buffering=0)
        with file:
            if sys.platform == "linux":
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while True:
                with translated(path):
                    chunk = file.read(_READ_SIZE)
                if not chunk:
                    return
                yield chunk

    def replace(self, source: Path, target: Path) -> None:
        """Rename within a folder, replacing `target`, and make the rename last."""
        with translated(target):
            source.replace(target)
            sync_folder(target.parent)

    def remove(self, path: Path) -> None:
        """Remove a file; nothing happens when it is not there or the drive has gone."""
        try:
            with translated(path):
                path.unlink(missing_ok=True)
        except EnvironmentFailure as failure:
            if failure.code != "drive-gone":
                raise


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
