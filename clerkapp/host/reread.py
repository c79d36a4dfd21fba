"""Reading a file again while the rest of it is still being written.

What a drive was given is compared with what the drive gives back. Waiting with that until a large
file is complete costs as much time again; so a thread of its own follows behind the writer, over a
second opening of the file, and reads only what was flushed to the medium before. On Linux the copy
in memory is dropped first, so that the answer is the medium's own.
"""

import os
import queue
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from clerkapp.crypto.digests import sha256

_READ_SIZE = 1 << 20


class Reread:
    """Follows the writer of `path`. Use as a context: the thread has ended when the block ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._flushed: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._hasher = sha256()
        self._trouble: OSError | None = None
        self._thread = threading.Thread(target=self._follow, name="reread")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._finish()

    def flushed(self, size: int) -> None:
        """The first `size` bytes lie on the medium."""
        self._flushed.put(size)

    def digest(self) -> str:
        """SHA-256 of everything that was flushed, as read back. Raises the OSError of reading."""
        self._finish()
        if self._trouble is not None:
            raise self._trouble
        return self._hasher.hexdigest()

    def _finish(self) -> None:
        self._flushed.put(None)
        self._thread.join()

    def _follow(self) -> None:
        try:
            with self._path.open("rb", buffering=0) as file:
                while (size := self._flushed.get()) is not None:
                    self._read_to(file, size)
        except OSError as error:
            self._trouble = error

    def _read_to(self, file: BinaryIO, size: int) -> None:
        start = file.tell()
        if sys.platform == "linux":
            os.posix_fadvise(file.fileno(), start, size - start, os.POSIX_FADV_DONTNEED)
        while (left := size - file.tell()) > 0:
            block = file.read(min(left, _READ_SIZE))
            if not block:
                return
            self._hasher.update(block)
