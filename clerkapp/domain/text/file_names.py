"""Names that every computer of an office can have. What Windows refuses, or takes for a device, is refused
everywhere: a vault, a backup or a sheet is carried from one computer to another."""

import re
from pathlib import PurePath
from typing import Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.text.rules import one_line

_SIGNS: Final = frozenset('<>:"/\\|?*')
_DEVICE: Final = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE
)
"""Windows looks only at what is before the first dot, without spaces at its end (Microsoft, "Naming
Files, Paths, and Namespaces")."""


def require_usable(path: PurePath) -> None:
    """Raises Refused("file-name") when the last name of `path` is none on Windows."""
    if not is_usable(path.name):
        raise Refused("file-name", name=told_name(path))


def told_name(path: PurePath) -> str:
    """What a sentence calls a file: its last name, or all that was typed where that is none, as in “.”."""
    return one_line(path.name or str(path))


def is_usable(name: str) -> bool:
    """Whether every computer can have a file or folder of this name."""
    return (
        name not in {"", ".", ".."}
        and not name.endswith((".", " "))
        and not any(char in _SIGNS or char < " " for char in name)
        and _DEVICE.fullmatch(name.partition(".")[0].rstrip(" ")) is None
    )
