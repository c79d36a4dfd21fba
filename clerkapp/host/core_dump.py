"""No core dump: an image of the process's memory on the disk would hold keys and what was typed.

Windows writes such images only where an administrator set it up; there is nothing to switch off.
"""

import sys


def forbid() -> None:
    """The system writes no image of this process's memory when it dies."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
