"""No image of this process's memory: it would hold keys and what was typed.

No core dump reaches the disk, and on Linux no other process of the same person may read the memory,
nor trace this one (PR_SET_DUMPABLE, prctl(2)). Windows writes such images only where an administrator
set it up, and there processes of one person may read each other; there is nothing to switch off.
"""

import sys

_PR_SET_DUMPABLE = 4


def forbid() -> None:
    """The system writes no image of this process's memory, and gives it to no other process."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
