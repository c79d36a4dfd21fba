"""How this computer shows the program, and which vault it opened last. Nothing of any record.

They are needed before anything is unlocked, so they are beside the machine's memory. A file that is
missing or damaged means the defaults; one that cannot be written is no reason to stop.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from clerkapp.domain.preferences import LONGEST_IDLE_MINUTES, Preferences
from clerkapp.host import files
from clerkapp.host.paths import state_folder

_NAME = "preferences.json"
_LARGEST = 64 * 1024


def load(folder: Callable[[], Path] = state_folder) -> Preferences:
    """The preferences kept here, or the defaults."""
    try:
        with (folder() / _NAME).open("rb") as file:
            stored = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    defaults = asdict(Preferences())
    if not isinstance(stored, dict):
        return Preferences()
    usable = {
        name: stored[name]
        for name, default in defaults.items()
        if type(stored.get(name)) is type(default) and _usable(name, stored[name])
    }
    return Preferences(**usable)


def _usable(name: str, value: str | int) -> bool:
    """Whether the program can start with it; a choice it does not know, others fall back on."""
    if name == "idle_minutes":
        return isinstance(value, int) and 0 < value <= LONGEST_IDLE_MINUTES
    if name == "vault":
        try:
            return b"\0" not in os.fsencode(str(value))
        except UnicodeEncodeError:
            return False
    return True


def keep(preferences: Preferences, folder: Callable[[], Path] = state_folder) -> None:
    """Keep them for the next start."""
    with suppress(OSError):
        files.write_over(folder() / _NAME, json.dumps(asdict(preferences), indent=1).encode())
