"""Programs that kill themselves: they call `os.kill(os.getpid(), 9)`, which ends a process at once on every
system."""

import os
from typing import Final

KILLED: Final = 9 if os.name == "nt" else -9
"""The exit code that is left."""
STEPS_OF_A_WRITE: Final = 2 if os.name == "nt" else 3
"""Calls of fsync and replace when a file of the vault is written: of the file, over its place, of the
folder, which Windows does not have."""
