"""This machine's memory of each vault: one small JSON file a vault, outside the vault's folder.

It slows guessing at passphrases and notices a vault or a clock that went back. It is a help, not a
defence: whoever may write this folder may forget for us. So a file that is missing or damaged counts
as an empty memory and never keeps anybody out of the records.
"""

import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.station import StationState
from clerkapp.host.drive import sync_folder
from clerkapp.host.paths import state_folder

_VAULT_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_LARGEST = 64 * 1024


class MachineState:
    """The files of `folder()`, by vault id (hex or UUID text)."""

    def __init__(self, folder: Callable[[], Path] = state_folder) -> None:
        self._folder = folder

    def read(self, vault_id: str) -> StationState:
        """What is remembered; an empty state when nothing is, or when it cannot be read."""
        try:
            with self._file(vault_id).open("rb") as file:
                found = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return StationState()
        return _state(found)

    def write(self, vault_id: str, state: StationState) -> None:
        """Remember. Raises EnvironmentFailure("machine-state-unwritable", folder=…) when it cannot be kept."""
        try:
            target = self._file(vault_id)
            _replace(target, json.dumps(asdict(state), indent=1).encode())
        except OSError as error:
            raise EnvironmentFailure(
                "machine-state-unwritable", folder=_shown(self._folder)
            ) from error

    def _file(self, vault_id: str) -> Path:
        if _VAULT_ID.fullmatch(vault_id) is None:
            raise ValueError("a vault id is hex or a UUID")
        return self._folder() / f"vault-{vault_id}.json"


def _replace(target: Path, content: bytes) -> None:
    # Each process writes a name of its own: two programs at one moment never mix their bytes.
    temporary = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def _state(found: Any) -> StationState:
    """Only members of the right type count; the rest start empty."""
    if not isinstance(found, dict):
        return StationState()
    empty = StationState()
    kept: dict[str, Any] = {}
    for field in fields(StationState):
        value, default = found.get(field.name), getattr(empty, field.name)
        if _fits(value, default):
            kept[field.name] = value
    return StationState(**kept)


def _fits(value: Any, default: Any) -> bool:
    if isinstance(default, int):
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value is None or isinstance(value, str)


def _shown(folder: Callable[[], Path]) -> str:
    try:
        return str(folder())
    except OSError as error:
        return str(error.filename or "")
