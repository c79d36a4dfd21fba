"""Reading a file that is read whole: a passphrase, a certificate, a record, a list.

Type and size are looked at before the first octet: a device or a pipe could give octets for ever, or
none. A file that another program was still writing is refused instead of being read in part.
"""

import os
import stat
from pathlib import Path

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
    name = told_name(path)
    try:
        handle = os.open(path, _FLAGS)
        try:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                raise Refused("file-special", name=name)
            if before.st_size > limit:
                raise Refused("file-large", name=name)
            with os.fdopen(os.dup(handle), "rb") as file:
                data = file.read(before.st_size + 1)
            if changed(before, os.fstat(handle)) or len(data) != before.st_size:
                raise Refused("file-changed", name=name)
        finally:
            os.close(handle)
    except OSError as error:
        code = "file-open-elsewhere" if is_held(error, path) else "file-unreadable"
        raise EnvironmentFailure(code, name=name) from None
    except ValueError:
        raise EnvironmentFailure("file-unreadable", name=name) from None
    return data


def changed(before: os.stat_result, after: os.stat_result) -> bool:
    """Whether somebody wrote into an open file between two looks at it."""
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
