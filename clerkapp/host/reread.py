"""Reading a file again while the rest of it is still being written.

What a drive was given is compared, octet by octet, with what the drive gives back. Waiting with that
until a large file is complete costs as much time again; so a thread of its own follows behind the
writer, over a second opening of the file, and reads only what was flushed to the medium before. On
Linux the copy in memory is dropped first, so that the answer is the medium's own.

What was written is kept until it was compared: at most three times what lies between two flushes, for
a writer that runs ahead waits.
"""

import os
import queue
import sys
import threading
from io import RawIOBase
from pathlib import Path
from types import TracebackType
from typing import Self

from clerkapp.host import files


class Reread:
    """Follows the writer of `path`, who writes through `handle`. Use as a context: the thread has ended
    when the block ends. Another file under that name, or a link, never counts as equal."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle
        self._written: list[bytes] = []
        self._flushed: queue.Queue[list[bytes] | None] = queue.Queue(maxsize=1)
        self._equal = True
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

    def written(self, chunk: bytes) -> None:
        """`chunk` was written, after all that was written before."""
        self._written.append(chunk)

    def flushed(self) -> None:
        """All that was written lies on the medium."""
        self._flushed.put(self._written)
        self._written = []

    def equal(self) -> bool:
        """Whether all that was flushed reads back as it was written. Raises the OSError of reading."""
        self._finish()
        if self._trouble is not None:
            raise self._trouble
        return self._equal

    def _finish(self) -> None:
        if self._thread.is_alive():
            self._flushed.put(None)
            self._thread.join()

    def _follow(self) -> None:
        try:
            with os.fdopen(files.open_file(self._path, follow=False), "rb", buffering=0) as file:
                self._equal = files.same(file.fileno(), self._handle)
                while (chunks := self._flushed.get()) is not None:
                    self._compare(file, chunks)
        except OSError as error:
            self._trouble = error
            # The writer goes on and must not wait for room.
            while self._flushed.get() is not None:
                pass

    def _compare(self, file: RawIOBase, chunks: list[bytes]) -> None:
        if sys.platform == "linux":
            size = sum(map(len, chunks))
            os.posix_fadvise(file.fileno(), file.tell(), size, os.POSIX_FADV_DONTNEED)
        for chunk in chunks:
            self._equal = self._equal and _next(file, len(chunk)) == chunk


def _next(file: RawIOBase, size: int) -> bytes:
    """The next `size` octets; fewer only at the end of the file."""
    data = file.read(size)
    while len(data) < size and (more := file.read(size - len(data))):
        data += more
    return data
