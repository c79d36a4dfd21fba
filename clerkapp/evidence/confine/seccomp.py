"""Linux refuses the child every system call that reading a message does not need.

A filter (seccomp(2), classic BPF) with a list of what is allowed; anything else, whoever asks for it,
gets EPERM: no socket, no process, no signal to another, no other process's memory, no file to write.
The reader may still open files to read them, because it loads modules on their first use; the drawer
may open none, and may make no memory executable. Numbers: include/uapi/asm-generic/unistd.h and
arch/x86/entry/syscalls/syscall_64.tbl of Linux.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from typing import Final

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # 1: EPERM
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_WRITING: Final = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000 | 0o20000000
"""O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_TMPFILE."""
_EXECUTABLE: Final = 0x4
_ASK_TERMINAL: Final = 0x5401

# name -> number on x86_64 and on aarch64; None: there is no such call there.
_BOTH: Final[dict[str, tuple[int | None, int | None]]] = {
    "read": (0, 63),
    "write": (1, 64),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "futex": (202, 98),
    "madvise": (28, 233),
    "brk": (12, 214),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "readv": (19, 65),
    "writev": (20, 66),
    "pread64": (17, 67),
    "lseek": (8, 62),
    "close": (3, 57),
    "fstat": (5, 80),
    "fcntl": (72, 25),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "sched_yield": (24, 124),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "getrandom": (318, 278),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getrusage": (98, 165),
    "times": (100, 153),
    "poll": (7, None),
    "ppoll": (271, 73),
    "rseq": (334, 293),
    "restart_syscall": (219, 128),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
_READER: Final[dict[str, tuple[int | None, int | None]]] = {
    "open": (2, None),
    "openat": (257, 56),
    "stat": (4, None),
    "lstat": (6, None),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "getdents64": (217, 61),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "access": (21, None),
    "faccessat": (269, 48),
    "getcwd": (79, 17),
    "ioctl": (16, 29),
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "sched_getaffinity": (204, 123),
}
_MACHINES: Final = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def confine(*, opens_files: bool) -> bool:
    """Set the filter for the rest of this process; False where the system has none.

    NO_NEW_PRIVS must be set already.
    """
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return False
    machine = _MACHINES.get(os.uname().machine)
    if machine is None:
        return False
    program = b"".join(_program(*machine, opens_files=opens_files))
    held = ctypes.create_string_buffer(program, len(program))
    described = _Program(len(program) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    done = libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(described), 0, 0)
    return bool(done == 0)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def _program(column: int, architecture: int, *, opens_files: bool) -> Iterator[bytes]:
    yield _step(_LOAD, _ARCHITECTURE)
    yield _step(_EQUAL, architecture, 1, 0)
    yield _step(_RETURN, _KILL)
    yield _step(_LOAD, _NUMBER)
    calls = {**_BOTH, **(_READER if opens_files else {})}
    for name, numbers in calls.items():
        number = numbers[column]
        if number is not None:
            yield from _allowed(name, number, opens_files=opens_files)
    yield _step(_RETURN, _REFUSE)


def _allowed(name: str, number: int, *, opens_files: bool) -> Iterator[bytes]:
    """The call, with a condition on one of its arguments where it would allow too much."""
    if name in {"open", "openat"}:
        yield from _without_bits(number, 1 if name == "open" else 2, _WRITING)
    elif name in {"mmap", "mprotect"} and not opens_files:
        yield from _without_bits(number, 2, _EXECUTABLE)
    elif name == "ioctl":
        yield _step(_EQUAL, number, 0, 4)
        yield _step(_LOAD, _ARGUMENTS + 8)
        yield _step(_EQUAL, _ASK_TERMINAL, 0, 1)
        yield _step(_RETURN, _ALLOW)
        yield _step(_RETURN, _REFUSE)
    else:
        yield _step(_EQUAL, number, 0, 1)
        yield _step(_RETURN, _ALLOW)


def _without_bits(number: int, argument: int, bits: int) -> Iterator[bytes]:
    yield _step(_EQUAL, number, 0, 4)
    yield _step(_LOAD, _ARGUMENTS + 8 * argument)  # the low half: both machines are little-endian
    yield _step(_ANY_BIT, bits, 1, 0)
    yield _step(_RETURN, _ALLOW)
    yield _step(_RETURN, _REFUSE)


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)
