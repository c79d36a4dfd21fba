"""Reading a file that a person names: whole, if it is small (a passphrase, a certificate, a record, a
list), or a piece at a time.

Type and size are looked at before the first byte: a device or a pipe could give bytes for ever, or
none. A file that another program was still writing is refused instead of being read in part.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.held_open import is_held
from clerkapp.domain.text.file_names import told_name

# A pipe without a writer must not be waited for, and a terminal must not become ours.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def read_small(path: Path, limit: int) -> bytes:
    """The bytes of an ordinary file of at most `limit`.

    Raises EnvironmentFailure("file-unreadable" | "file-open-elsewhere"), Refused("file-special" | "file-large" |
    "file-changed").
    """
    with opened(path) as file:
        if file.size > limit:
            raise Refused("file-large", name=file.name)
        data = file.read(file.size + 1)
        if len(data) != file.size or file.is_changed():
            raise Refused("file-changed", name=file.name)
    return data


class Opened:
    """An ordinary file that is open for reading. `size`: its bytes when it was opened; `name` in one line."""

    def __init__(self, file: BinaryIO, name: str, before: os.stat_result) -> None:
        self._file = file
        self._before = before
        self.name = name
        self.size = before.st_size

    def read(self, count: int) -> bytes:
        """The next bytes, at most `count`. Raises EnvironmentFailure("file-unreadable")."""
        with _translated(self.name):
            return self._file.read(count)

    def is_changed(self) -> bool:
        """Whether somebody wrote into it since it was opened."""
        with _translated(self.name):
            now = os.fstat(self._file.fileno())
        before = self._before
        return (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns)


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """An ordinary file, open for reading in the block.

    Raises EnvironmentFailure("file-unreadable" | "file-open-elsewhere"), Refused("file-special").
    """
    name = told_name(path)
    with _translated(name, path):
        handle = os.open(path, _FLAGS)
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            os.close(handle)
            raise Refused("file-special", name=name)
        file = os.fdopen(handle, "rb")
    with file:
        yield Opened(file, name, before)


@contextmanager
def _translated(name: str, path: Path | None = None) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = "file-open-elsewhere" if is_held(error, path) else "file-unreadable"
        raise EnvironmentFailure(code, name=name) from None
    except ValueError:  # a name that no file can have
        raise EnvironmentFailure("file-unreadable", name=name) from None
