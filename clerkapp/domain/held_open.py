"""A file that another program has open. Windows then refuses to replace, rename or delete it, and to read it
where that program wants it for itself alone; often for a moment only: a scanner, an indexer or a backup
program looks at what was just written.

Which errors say so (winerror.h): 32 and 33 always; 5 also stands for a file that is protected, and is so
rare where a file was just made that waiting costs nothing. Python's `open` and the database engine keep
Windows' number to themselves: there the file is asked.
"""

import errno
import sys
import time
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Final, TypeVar

_ACCESS_DENIED: Final = 5
_SHARING: Final = frozenset({32, 33})
PAUSES: Final = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5)
"""Seconds between the tries: two in all."""

T = TypeVar("T")


class HeldOpen(OSError):
    """Still open elsewhere after all tries. `filename`: which."""


def until_let_go(act: Callable[[], T], *, pause: Callable[[float], object] = time.sleep) -> T:
    """Do it, again and again while another program has the file open. Raises HeldOpen at the end, and
    every other OSError at once."""
    for seconds in PAUSES:
        try:
            return act()
        except OSError as error:
            if not _may_be_held(error):
                raise
        pause(seconds)
    try:
        return act()
    except OSError as error:
        if not _may_be_held(error):
            raise
        raise HeldOpen(errno.EACCES, "open elsewhere", name_of(error)) from error


def is_held(error: OSError, path: Path | None = None) -> bool:
    """Whether the error says that another program has the file open: `path`, or else the one it names."""
    number = getattr(error, "winerror", None)
    if isinstance(error, HeldOpen) or number in _SHARING:
        return True
    asked = path or (Path(str(error.filename)) if error.filename else None)
    return error.errno == errno.EACCES and number is None and asked is not None and is_kept(asked)


def is_kept(path: Path) -> bool:
    """Whether another program keeps the file from being read or written: it has it open for itself, or has
    locked its beginning."""
    try:
        _touch(path)
    except OSError as error:
        return getattr(error, "winerror", None) in _SHARING
    return False


def name_of(error: OSError) -> str:
    """The name of the file that the error is about; of two, the one that was to be had."""
    return PurePath(str(error.filename2 or error.filename or "")).name


def _may_be_held(error: OSError) -> bool:
    return getattr(error, "winerror", None) in {_ACCESS_DENIED, *_SHARING}


if sys.platform == "win32":
    import _winapi

    _READ, _WRITE, _SHARE_ALL, _OPEN_EXISTING = 1 << 31, 1 << 30, 7, 3

    def _touch(path: Path) -> None:
        """Open it as a reader and a writer do, and read a little. Raises OSError with Windows' number."""
        for access in (_READ | _WRITE, _READ):
            try:
                handle = _winapi.CreateFile(str(path), access, _SHARE_ALL, 0, _OPEN_EXISTING, 0, 0)
            except OSError as error:
                if error.winerror == _ACCESS_DENIED and access != _READ:
                    continue  # protected: who only reads may still be kept out by another program
                raise
            try:
                _winapi.ReadFile(handle, 1)
            finally:
                _winapi.CloseHandle(handle)
            return

else:

    def _touch(path: Path) -> None:
        """Elsewhere an open file keeps nobody out."""
