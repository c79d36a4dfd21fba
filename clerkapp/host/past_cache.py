"""Reading a file as its medium has it, not as the system's cache has it.

Linux drops what it keeps of a file when asked. Windows reads past its cache when a file is opened for
that (CreateFileW, FILE_FLAG_NO_BUFFERING): then position, length and memory must be whole sectors, so
that blocks are read here and cut to size.
"""

import mmap
import os
import sys
from io import FileIO
from pathlib import Path
from typing import Final, Protocol

from clerkapp.host import files

_SECTOR: Final = 4096
"""Bytes; a multiple of every sector size in use."""
_BLOCK: Final = 1 << 20


class Reader(Protocol):
    """A file that is read from its beginning."""

    def read(self, size: int, /) -> bytes:
        """The next `size` bytes; fewer only at the end of the file."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...

    def fileno(self) -> int:
        """The handle."""
        ...


def open_past_cache(path: Path) -> Reader:
    """A regular file, never through a link. Raises OSError."""
    if sys.platform == "win32":
        return Sectors(_unbuffered(path))
    return _Dropping(files.open_file(path, follow=False))


class _Dropping:
    """Drops the cache before it reads, where the system knows how."""

    def __init__(self, handle: int) -> None:
        self._file = FileIO(handle, "rb")
        self.close = self._file.close
        self.fileno = self._file.fileno

    def read(self, size: int, /) -> bytes:
        """The next bytes of the medium."""
        if sys.platform == "linux":
            at = self._file.tell()
            os.posix_fadvise(self._file.fileno(), at, size, os.POSIX_FADV_DONTNEED)
        data = self._file.read(size)
        while len(data) < size and (more := self._file.read(size - len(data))):
            data += more
        return data


class Sectors:
    """Reads whole sectors into memory that begins on a page, and gives what was asked for."""

    def __init__(self, handle: int) -> None:
        self._file = FileIO(handle, "rb")
        self._memory = mmap.mmap(-1, _BLOCK)
        self._at = 0
        self.fileno = self._file.fileno

    def read(self, size: int, /) -> bytes:
        """The next bytes. What is in the same sector as the end of the last ones is read again: more
        may have been written there since."""
        gathered = bytearray()
        while len(gathered) < size:
            begin = self._at // _SECTOR * _SECTOR
            skipped = self._at - begin
            wanted = min(skipped + size - len(gathered), _BLOCK)
            self._file.seek(begin)
            with memoryview(self._memory) as memory:
                count = self._file.readinto(memory[: -(-wanted // _SECTOR) * _SECTOR])
                piece = bytes(memory[skipped : min(count or 0, wanted)])
            if not piece:
                break
            gathered += piece
            self._at += len(piece)
        return bytes(gathered)

    def close(self) -> None:
        """Let go of the file and the memory."""
        self._file.close()
        self._memory.close()


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _GENERIC_READ, _SHARE_ALL, _OPEN_EXISTING = 0x80000000, 0x7, 3
    _NO_BUFFERING, _OPEN_REPARSE_POINT = 0x20000000, 0x00200000
    _NO_HANDLE = wintypes.HANDLE(-1).value

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CreateFileW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    ]

    def _unbuffered(path: Path) -> int:
        """A handle that reads past the cache. Raises OSError."""
        os.close(files.open_file(path, follow=False))  # a device is refused before it is opened so
        flags = _NO_BUFFERING | _OPEN_REPARSE_POINT
        handle = _kernel.CreateFileW(
            str(path), _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, flags, None
        )
        if handle == _NO_HANDLE:
            raise ctypes.WinError(ctypes.get_last_error())
        return msvcrt.open_osfhandle(handle, os.O_RDONLY)
