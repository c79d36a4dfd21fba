"""Disks and sticks: writing so that what is there afterwards is what was meant.

The rule (docs/formats/bundle.md, section 7): write under a temporary name, fsync, open again and
compare every byte, rename, fsync the folder. A file under its final name is whole; one that is called
`clerkapp-….writing` is left over from an interrupted run and may be deleted. No stick is trusted
(`files`).

The system's errors become ours by their number; their text is never shown. An error from the source
of the bytes passes through untouched.
"""

import errno
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from clerkapp.crypto.digests import sha256
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.files import Stick, WrittenFile
from clerkapp.domain.held_open import is_held, name_of
from clerkapp.domain.text.file_names import require_usable
from clerkapp.host import files, mounts, small_file
from clerkapp.host.reread import Reread

TEMPORARY_PREFIX, TEMPORARY_SUFFIX = "clerkapp-", ".writing"
_TEMPORARY = re.compile(r"clerkapp-[0-9a-f]{16}\.writing")
_LEFT_OVER_SECONDS = 12 * 3600
"""How much older than a new file one under a temporary name is when no run is still at it."""
_SYNC_EVERY = 8 << 20
"""Bytes after which the medium catches up, so that reading back can follow the writing."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_GONE = frozenset({errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})
# Windows says "not ready", "not connected" and the like as EACCES or EINVAL; its own number tells.
_GONE_ON_WINDOWS = frozenset({21, 31, 55, 433, 1006, 1110, 1167, 1617})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class LocalDrive:
    """The real drive: folders on this computer's disks and on sticks."""

    def __init__(self) -> None:
        self._left: set[Path] = set()

    def free_space(self, folder: Path) -> int:
        """Bytes that this person may still write at `folder` or its nearest parent that exists."""
        with translated(folder):
            return shutil.disk_usage(mounts.nearest_existing(folder)).free

    def is_network(self, folder: Path) -> bool:
        """Whether `folder`, or its nearest parent that exists, is on another computer."""
        with translated(folder):
            return mounts.is_network(folder)

    def same_disk(self, first: Path, other: Path) -> bool:
        """Whether both folders are on one volume."""
        return mounts.same_disk(first, other)

    def sticks(self) -> tuple[Stick, ...]:
        """Drives that can be taken out; one that no longer answers is left out."""
        sticks = []
        for path in mounts.sticks():
            with suppress(OSError):
                free = shutil.disk_usage(path).free
                sticks.append(Stick(path, path.name or str(path), free))
        return tuple(sticks)

    def make_folder(self, folder: Path) -> None:
        """Make `folder` where its parent is there; content when it is there itself. Raises
        Refused("file-name")."""
        require_usable(folder)
        with translated(folder):
            folder.mkdir(exist_ok=True)

    def require_folder(self, folder: Path) -> None:
        """Raises EnvironmentFailure("drive-gone") unless `folder` is there: a folder made in the place
        of a stick that is not in would take what was meant for the stick."""
        if not os.path.isdir(folder):  # noqa: PTH112 - never raises
            raise EnvironmentFailure("drive-gone", folder=str(folder))

    def exists(self, path: Path) -> bool:
        """Whether something is at `path`."""
        return os.path.lexists(path)

    def stage(
        self,
        folder: Path,
        name: str,
        chunks: Iterable[bytes],
        *,
        size: int = 0,
        private: bool = False,
    ) -> WrittenFile:
        """Write `chunks` to a temporary file in `folder`, sync, read again and compare.

        `name`: what is told when the drive refuses it. `size` is what will be needed, when known: too
        little room is refused before the first byte. `private`: for this account alone from its first
        byte on (Windows: as the folder says). Raises Refused("file-name"), EnvironmentFailure (drive-short, drive-full,
        drive-gone, drive-changed-bytes, …); nothing is left behind then, if the drive still answers.
        """
        require_usable(folder / name)
        self._clear(folder)
        free = self.free_space(folder)
        if size > free:
            raise EnvironmentFailure("drive-short", folder=str(folder), free=free, needed=size)
        path = folder / files.unforeseen(TEMPORARY_PREFIX, TEMPORARY_SUFFIX)
        with translated(folder / name):
            handle = files.create(path, files.PRIVATE if private else files.ORDINARY)
        with self._removed_on_error(path), os.fdopen(handle, "wb", buffering=0) as file:
            _remove_left_over(folder, os.fstat(file.fileno()).st_mtime)
            written, equal = _write(path, folder / name, file.fileno(), chunks)
            if not equal:
                raise EnvironmentFailure("drive-changed-bytes", folder=str(folder))
        return written

    def settle(self, staged: Path, final: Path, *, replacing: bool = False) -> None:
        """Give a staged file its final name in the same folder. Another file of that name, or a link, is
        replaced only when `replacing` says that somebody agreed to it."""
        with translated(final):
            (files.replace if replacing else files.settle)(staged, final)
            files.sync_folder(final.parent)

    def write_new(
        self, path: Path, chunks: Iterable[bytes], *, size: int = 0, private: bool = False
    ) -> WrittenFile:
        """Stage and settle one file whose name is known beforehand."""
        staged = self.stage(path.parent, path.name, chunks, size=size, private=private)
        with self._removed_on_error(staged.path):
            self.settle(staged.path, path)
        return WrittenFile(path, staged.sha256, staged.size)

    def remove(self, path: Path) -> None:
        """Delete a file; content when it is gone already."""
        with translated(path):
            files.remove(path)

    def read_small(self, path: Path, limit: int) -> bytes:
        """The bytes of an ordinary file of at most `limit`."""
        return small_file.read_small(path, limit)

    def opened(self, path: Path) -> AbstractContextManager[small_file.Opened]:
        """An ordinary file, open for reading in the block."""
        return small_file.opened(path)

    def stage_folder(self, parent: Path, before: str, after: str) -> files.Stage:
        """A fresh folder in `parent` for this account alone."""
        with translated(parent / before):
            return files.Stage(parent, before, after)

    def unforeseen(self, folder: Path, before: str, after: str) -> Path:
        """A path in `folder` that nobody can foresee."""
        return folder / files.unforeseen(before, after)

    def remove_named(self, folder: Path, before: str, *after: str) -> None:
        """Delete the ordinary files whose names begin with `before` and end with one of `after`."""
        with translated(folder / before):
            for path in folder.iterdir():
                ours = path.name.startswith(before) and path.name.endswith(after)
                if ours and files.is_regular(path):
                    path.unlink(missing_ok=True)

    def told_of(self, path: Path) -> AbstractContextManager[None]:
        """Turn the system's errors about `path` into ours."""
        return translated(path)

    @contextmanager
    def _removed_on_error(self, path: Path) -> Iterator[None]:
        """Remove a temporary file when the block raises; where the stick is out, once it is back."""
        try:
            yield
        except BaseException:
            try:
                path.unlink()
            except OSError:
                self._left.add(path)
            raise

    def _clear(self, folder: Path) -> None:
        for path in [left for left in self._left if left.parent == folder]:
            with suppress(OSError):
                path.unlink(missing_ok=True)
                self._left.discard(path)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the system's errors about `path` into ours."""
    try:
        yield
    except OSError as error:
        raise failure_of(error, path) from error


def failure_of(error: OSError, path: Path) -> EnvironmentFailure:
    """Which trouble this is: open elsewhere, full, gone, read-only, taken, too large for the file system, failed."""
    number = error.errno
    if is_held(error, None if error.filename else path):
        return EnvironmentFailure("file-open-elsewhere", name=name_of(error) or path.name)
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


def _remove_left_over(folder: Path, now: float) -> None:
    """Remove what killed runs left in `folder`. `now`: the time of a new file there, by the drive's clock."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _TEMPORARY.fullmatch(path.name) and files.is_regular(path):
                with suppress(OSError):
                    if now - path.lstat().st_mtime > _LEFT_OVER_SECONDS:
                        path.unlink()


def _write(
    path: Path, shown: Path, handle: int, chunks: Iterable[bytes]
) -> tuple[WrittenFile, bool]:
    """Write and sync; what was written, and whether it reads back so."""
    hasher, size, synced = sha256(), 0, 0
    with Reread(path, handle) as reread:
        for chunk in chunks:
            hasher.update(chunk)
            size += len(chunk)
            with translated(shown):
                _write_all(handle, chunk)
                reread.written(chunk)
                if size - synced >= _SYNC_EVERY:
                    _sync_content(handle)
                    reread.flushed()
                    synced = size
        with translated(shown):
            os.fsync(handle)
            reread.flushed()
            equal = reread.equal()
    return WrittenFile(path, hasher.hexdigest(), size), equal


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
