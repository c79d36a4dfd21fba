"""A stick that a test can pull out, fill up, wear out and put back.

It keeps real files in a real folder, so that what was written can be read by anything. The same
contract test runs against this class and against the real drive.
"""

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.files import Stick, WrittenFile
from clerkapp.domain.text.file_names import require_usable
from clerkapp.host import files, mounts, small_file
from clerkapp.host.drive import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, LocalDrive


class FakeDrive:
    """A drive with `capacity` bytes that is pulled once `pulled_after` bytes were written to it.

    `worn`: what is written reads back differently. `network`: it is a share.
    """

    def __init__(
        self,
        *,
        capacity: int = 1 << 40,
        pulled_after: int | None = None,
        worn: bool = False,
        network: bool = False,
    ) -> None:
        self.capacity = capacity
        self.pulled_after = pulled_after
        self.worn = worn
        self.network = network
        self.written = 0
        self.is_in = True
        self._real = LocalDrive()
        self.mounted: list[Path] = []
        """The roots that are listed as sticks."""

    def put_back(self) -> None:
        """The stick is in again, and stays in."""
        self.is_in = True
        self.pulled_after = None

    def free_space(self, folder: Path) -> int:
        self._require(folder)
        return self.capacity - self.written

    def sticks(self) -> tuple[Stick, ...]:
        if not self.is_in:
            return ()
        return tuple(Stick(path, path.name, self.capacity - self.written) for path in self.mounted)

    def is_network(self, folder: Path) -> bool:
        return self.network

    def same_disk(self, one: Path, other: Path) -> bool:
        return mounts.same_disk(one, other)

    def make_folder(self, folder: Path) -> None:
        require_usable(folder)
        self._require(folder)
        if not folder.parent.is_dir():
            raise EnvironmentFailure("drive-gone", folder=str(folder.parent))
        folder.mkdir(exist_ok=True)

    def require_folder(self, folder: Path) -> None:
        self._require(folder)
        if not folder.is_dir():
            raise EnvironmentFailure("drive-gone", folder=str(folder))

    def exists(self, path: Path) -> bool:
        return self.is_in and os.path.lexists(path)

    def stage(
        self,
        folder: Path,
        name: str,
        chunks: Iterable[bytes],
        *,
        size: int = 0,
        private: bool = False,
    ) -> WrittenFile:
        require_usable(folder / name)
        self._require(folder)
        if not folder.is_dir():
            raise EnvironmentFailure("drive-gone", folder=str(folder))
        free = self.free_space(folder)
        if size > free:
            raise EnvironmentFailure("drive-short", folder=str(folder), free=free, needed=size)
        path = folder / files.unforeseen(TEMPORARY_PREFIX, TEMPORARY_SUFFIX)
        mode = files.PRIVATE if private else files.ORDINARY
        hasher = sha256()
        length = 0
        try:
            with os.fdopen(files.create(path, mode), "wb") as file:
                for chunk in chunks:
                    hasher.update(chunk)
                    length += len(chunk)
                    file.write(self._accepted(folder, chunk))
                    self._require(folder)
            if self.worn:
                raise EnvironmentFailure("drive-changed-bytes", folder=str(folder))
        except BaseException:
            # A stick that was pulled keeps the half-written file; nobody can delete it.
            if self.is_in:
                path.unlink()
            raise
        return WrittenFile(path, hasher.hexdigest(), length)

    def settle(self, staged: Path, final: Path, *, replacing: bool = False) -> None:
        self._require(final.parent)
        if os.path.lexists(final) and not replacing:
            raise EnvironmentFailure("drive-taken", path=final.name)
        staged.replace(final)

    def write_new(
        self, path: Path, chunks: Iterable[bytes], *, size: int = 0, private: bool = False
    ) -> WrittenFile:
        staged = self.stage(path.parent, path.name, chunks, size=size, private=private)
        try:
            self.settle(staged.path, path)
        except EnvironmentFailure:
            staged.path.unlink()
            raise
        return WrittenFile(path, staged.sha256, staged.size)

    def remove(self, path: Path) -> None:
        self._require(path.parent)
        path.unlink(missing_ok=True)

    def read_small(self, path: Path, limit: int) -> bytes:
        return small_file.read_small(path, limit)

    def opened(self, path: Path) -> AbstractContextManager[small_file.Opened]:
        return small_file.opened(path)

    def stage_folder(self, parent: Path, before: str, after: str) -> files.Stage:
        self._require(parent)
        return self._real.stage_folder(parent, before, after)

    def unforeseen(self, folder: Path, before: str, after: str) -> Path:
        return self._real.unforeseen(folder, before, after)

    def remove_named(self, folder: Path, before: str, *after: str) -> None:
        self._require(folder)
        self._real.remove_named(folder, before, *after)

    def told_of(self, path: Path) -> AbstractContextManager[None]:
        return self._real.told_of(path)

    def _require(self, folder: Path) -> None:
        if not self.is_in:
            raise EnvironmentFailure("drive-gone", folder=str(folder))

    def _accepted(self, folder: Path, chunk: bytes) -> bytes:
        if self.written + len(chunk) > self.capacity:
            raise EnvironmentFailure("drive-full", folder=str(folder))
        if self.pulled_after is not None and self.written + len(chunk) >= self.pulled_after:
            chunk = chunk[: self.pulled_after - self.written]
            self.is_in = False
        self.written += len(chunk)
        return chunk
