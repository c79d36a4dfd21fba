"""Bounds on a child process from outside, on Windows: a Job Object (winnt.h).

One process, so much memory, and an end when the parent ends. On other systems the child bounds
itself (`confinement`) and this does nothing.
"""

import subprocess
import sys
from typing import Any

from clerkapp.evidence import limits


class Job:
    """Holds a child to its limits for as long as this object lives."""

    def __init__(self) -> None:
        self._handle: Any = None

    def hold(self, process: subprocess.Popen[bytes]) -> None:
        """Bound `process`. Raises OSError when Windows refuses: then the child must not be used."""
        if sys.platform == "win32":
            self._handle = _bounded_job()
            _assign(self._handle, int(vars(process)["_handle"]))  # there is no public name

    def release(self) -> None:
        """End whatever is still in the job."""
        if sys.platform == "win32" and self._handle is not None:
            import ctypes

            ctypes.windll.kernel32.CloseHandle(self._handle)
            self._handle = None


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_EXCEPTION, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000

    class _Basic(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class _Counters(ctypes.Structure):
        _fields_ = [(f"Counter{number}", ctypes.c_ulonglong) for number in range(6)]

    class _Extended(ctypes.Structure):
        _fields_ = [
            ("BasicLimitInformation", _Basic),
            ("IoInfo", _Counters),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.SetInformationJobObject.argtypes = [
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
    ]
    _kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]

    def _bounded_job() -> Any:
        job = _kernel.CreateJobObjectW(None, None)
        if not job:
            raise ctypes.WinError(ctypes.get_last_error())
        bounds = _Extended()
        bounds.BasicLimitInformation.LimitFlags = (
            _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_EXCEPTION | _KILL_ON_CLOSE
        )
        bounds.BasicLimitInformation.ActiveProcessLimit = 1
        bounds.ProcessMemoryLimit = limits.CHILD_MEMORY_BYTES
        if not _kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(bounds), ctypes.sizeof(bounds)
        ):
            raise ctypes.WinError(ctypes.get_last_error())
        return job

    def _assign(job: Any, process: int) -> None:
        if not _kernel.AssignProcessToJobObject(job, process):
            raise ctypes.WinError(ctypes.get_last_error())
