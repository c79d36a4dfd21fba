"""What the child may not do, whatever a message makes of its libraries.

Memory and processor time are bounded by the operating system (POSIX resource limits here, a Job
Object in `jobs` on Windows). Python's audit events (PEP 578) refuse the rest: no sockets, no other
programs, no file opened for writing. Files are limited to no bytes as well, so that a library that
does not ask Python cannot leave a readable copy behind either.
"""

import os
import sys
from typing import Any, Final

from clerkapp.evidence import limits

_REFUSED: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.rename",
    "os.remove",
    "os.truncate",
    "os.chmod",
    "shutil.",
    "tempfile.",
    "webbrowser.",
    "ftplib.",
    "http.",
    "smtplib.",
    "urllib.",
    "winreg.Create",
    "winreg.SetValue",
    "winreg.Delete",
)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class NotAllowed(BaseException):
    """Something in the child tried what reading a message never needs.

    Not an Exception, so that no library's own handler swallows it.
    """


def confine() -> None:
    """Set the limits and the refusals for the rest of this process. There is no way back."""
    sys.dont_write_bytecode = True
    _limit()
    sys.addaudithook(_refuse)


def _limit() -> None:
    """Limits that the child sets itself; on Windows the parent's Job Object holds it."""
    if sys.platform != "win32":
        import resource

        for kind, value in (
            (resource.RLIMIT_AS, limits.CHILD_MEMORY_BYTES),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
            try:
                resource.setrlimit(kind, (bounded, bounded))
            except (ValueError, OSError):
                continue  # macOS does not take RLIMIT_AS; time and the parent still bound it


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and any(char in mode for char in "wax+")
        if writes or (isinstance(flags, int) and flags & _WRITING):
            raise NotAllowed(event)
    elif event.startswith(_REFUSED):
        raise NotAllowed(event)
