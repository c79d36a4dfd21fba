"""Keep None, True and False alive under Python 3.11.

PySide6 6.12 counts on Python 3.12, where these objects cannot die: each call that gives back None
takes one reference from it (measured: `QLineEdit.setText`, `QWidget.parentWidget`, every painter
call, one each). Under 3.11 the program ends with "deallocating None" after some ten thousand calls.
Adding 2**40 references once, before the first of them, makes that unreachable. From 3.12 on nothing
is done.
"""

import ctypes
import sys

_PLENTY = 1 << 40
_FIRST_WITH_IMMORTALS = (3, 12)


def keep_singletons() -> None:
    """Give the singletons so many references that they outlive the process; more calls do nothing."""
    if sys.version_info >= _FIRST_WITH_IMMORTALS:
        return
    for single in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(single))  # the first field of every object
        if count.value < _PLENTY // 2:
            count.value += _PLENTY
