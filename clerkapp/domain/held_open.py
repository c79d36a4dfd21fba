"""A file that another program has open. Windows then refuses to replace, rename or delete it, often for a
moment only: a scanner, an indexer or a backup program looks at what was just written.

Which errors say so (winerror.h): 32 and 33 always; 5 also stands for a file that is protected, and is so
rare where a file was just made that waiting costs nothing.
"""

import errno
import time
from collections.abc import Callable
from pathlib import PurePath
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


def is_held(error: OSError) -> bool:
    """Whether the error says that another program has the file open."""
    return isinstance(error, HeldOpen) or getattr(error, "winerror", None) in _SHARING


def name_of(error: OSError) -> str:
    """The name of the file that the error is about; of two, the one that was to be had."""
    return PurePath(str(error.filename2 or error.filename or "")).name


def _may_be_held(error: OSError) -> bool:
    return getattr(error, "winerror", None) in {_ACCESS_DENIED, *_SHARING}
