"""What the child may not do, whatever a message makes of its libraries.

Everywhere: memory and processor time are bounded (POSIX resource limits here, a Job Object in `jobs`
on Windows), and Python's audit events (PEP 578) refuse sockets, other programs and files opened for
writing to whatever asks Python. On POSIX no file can grow, no process can be made by an ordinary
account, and the drawer can open no file at all. On Linux the system refuses native code too: system
calls that reading needs not (`seccomp`), files that are not the program's (`landlock`), and another
process of the same person cannot read this one's memory.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from clerkapp.evidence import limits
from clerkapp.evidence.confine import landlock, seccomp

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
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.rename",
    "os.remove",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.chflags",
    "os.utime",
    "os.setxattr",
    "os.removexattr",
    "os.kill",
    "os.killpg",
    "signal.pthread_kill",
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
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38
_CAPSET, _CAPABILITY_VERSION = {"x86_64": 126, "aarch64": 91}, 0x20080522


class NotAllowed(BaseException):
    """Something in the child tried what reading a message never needs.

    Not an Exception, so that no library's own handler swallows it.
    """


def confine(*, opens_files: bool = True) -> list[str]:
    """Set the limits and the refusals for the rest of this process. There is no way back.

    `opens_files`: whether more of the program's own files are read later. Gives what holds here:
    `limits`, `files` (landlock), `calls` (seccomp).
    """
    sys.dont_write_bytecode = True
    held = ["limits"]
    if sys.platform == "linux":
        _give_up_rights()
    _limit()
    if landlock.confine(_own_files() if opens_files else ()):
        held.append("files")
    _limit_files(limits.READER_FILES if opens_files else limits.DRAWER_FILES)
    sys.addaudithook(_refuse)
    if seccomp.confine(opens_files=opens_files):
        held.append("calls")
    return held


def _give_up_rights() -> None:
    """No new rights, none left over from an administrator, and no memory for others to read."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    capset = _CAPSET.get(os.uname().machine)
    if capset is not None:
        header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
        libc.syscall(capset, header, (ctypes.c_uint32 * 6)())


def _own_files() -> Iterable[Path]:
    """The program, its Python and the system's libraries."""
    package = Path(__file__).resolve().parents[3]
    yield from (package / "clerkapp", package / "resources")
    # Not the folder around the program: in a checkout there may be anything beside it.
    modules = {Path(path).resolve() for path in sys.path if path} - {package}
    yield from modules
    yield from (Path(path) for path in (sys.prefix, sys.base_prefix))
    if getattr(sys, "frozen", False):
        yield Path(sys.executable).resolve().parent
    for path in ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"):
        yield Path(path)


def _limit() -> None:
    """Limits that the child sets itself; on Windows the parent's Job Object holds it."""
    if sys.platform != "win32":
        import resource

        _bound(resource.RLIMIT_AS, limits.CHILD_MEMORY_BYTES)
        _bound(resource.RLIMIT_CPU, 2 * limits.CHILD_CPU_SECONDS)
        _bound(resource.RLIMIT_NPROC, 0)
        _bound(resource.RLIMIT_FSIZE, 0)
        _bound(resource.RLIMIT_CORE, 0)


def _limit_files(count: int) -> None:
    if sys.platform != "win32":
        import resource

        _bound(resource.RLIMIT_NOFILE, count)


def _bound(kind: int, value: int) -> None:
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(kind)
        bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # macOS does not take RLIMIT_AS; time and the parent still bound it.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (bounded, bounded))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and any(char in mode for char in "wax+")
        if writes or (isinstance(flags, int) and flags & _WRITING):
            raise NotAllowed(event)
    elif event.startswith(_REFUSED):
        raise NotAllowed(event)
