"""Reading a file again while the rest of it is still being written.

What a drive was given is compared, byte by byte, with what the drive gives back. Waiting with that
until a large file is complete costs as much time again; so a thread of its own follows behind the
writer, over a second opening of the file, and reads only what was flushed to the medium before, past the
system's copy in memory (`past_cache`), so that the answer is the medium's own.

What was written is kept until it was compared: at most three times what is between two flushes, for
a writer that runs ahead waits.
"""

import queue
import threading
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from clerkapp.host import files
from clerkapp.host.past_cache import Reader, open_past_cache


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
        """All that was written is on the medium."""
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
            with closing(open_past_cache(self._path)) as file:
                self._equal = files.same(file.fileno(), self._handle)
                while (chunks := self._flushed.get()) is not None:
                    self._compare(file, chunks)
        except OSError as error:
            self._trouble = error
            # The writer goes on and must not wait for room.
            while self._flushed.get() is not None:
                pass

    def _compare(self, file: Reader, chunks: list[bytes]) -> None:
        for chunk in chunks:
            self._equal = self._equal and file.read(len(chunk)) == chunk
