"""This machine's memory of each vault: one small JSON file a vault, outside the vault's folder, and the tries
at one whose folder takes none (docs/formats/memory.md).

It notices a vault or a clock that went back. It is a help, not a defence: whoever may write this folder
may forget for us. So a file that is missing or damaged counts as an empty memory and never keeps anybody
out of the records.
"""

import json
import os
import platform
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final, TypeGuard

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.station import Place, StationState
from clerkapp.domain.time.times import parse_instant
from clerkapp.host import files
from clerkapp.host.paths import state_folder

_VAULT_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_HEX: Final = re.compile(r"[0-9a-f]{32,64}")
_LARGEST = 1024 * 1024
_MACHINE_IDS: Final = ("/etc/machine-id", "/var/lib/dbus/machine-id")


class MachineState:
    """The files of `folder()`, by vault id (hex or UUID text)."""

    def __init__(self, folder: Callable[[], Path] = state_folder) -> None:
        self._folder = folder

    def read(self, vault_id: str) -> StationState:
        """What is remembered; an empty state when nothing is, or when it cannot be read."""
        try:
            with os.fdopen(files.open_file(self._file(vault_id), follow=False), "rb") as file:
                value = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return StationState()
        return _state(value)

    def write(self, vault_id: str, state: StationState) -> None:
        """Remember. Raises EnvironmentFailure("machine-state-unwritable", folder=…) when it cannot be kept."""
        try:
            files.write_over(self._file(vault_id), json.dumps(asdict(state), indent=1).encode())
        except OSError as error:
            raise EnvironmentFailure(
                "machine-state-unwritable", folder=_shown(self._folder)
            ) from error

    def mark(self, vault_id: str) -> str:
        """32 hex digits that are the same for every account of this computer, and others for every vault,
        so that they tell nothing of the computer."""
        return sha256_hex(f"clerkapp/machine/1\0{vault_id}\0{_machine_id()}".encode())[:32]

    def tries(self, vault_id: str) -> Path | None:
        """The file for tries at a vault whose folder takes nothing; None without a state folder."""
        try:
            return self._file(vault_id, "tries-", "")
        except OSError:
            return None

    def _file(self, vault_id: str, before: str = "vault-", after: str = ".json") -> Path:
        if _VAULT_ID.fullmatch(vault_id) is None:
            raise ValueError("a vault id is hex or a UUID")
        folder = self._folder()
        return folder / f"{before}{vault_id}{_whose(folder)}{after}"


def _whose(folder: Path) -> str:
    """In a folder that several accounts share each has a file of its own, which only it can read."""
    if sys.platform == "win32" or folder.stat().st_uid == os.getuid():
        return ""
    return f".{os.getuid()}"


def _machine_id() -> str:
    """What the system calls this computer; its name where it says nothing."""
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for path in _MACHINE_IDS:
        with suppress(OSError):
            identity = Path(path).read_text("ascii", "replace").strip()
            if identity:
                return identity
    return f"name {platform.node()}"


def _state(value: Any) -> StationState:
    """Only members of the right type count; the rest start empty."""
    if not isinstance(value, dict):
        return StationState()
    state = StationState(places=tuple(_places(value.get("places"))))
    if _is_instant(value.get("seen_at")):
        state = replace(state, seen_at=value["seen_at"])
    epoch, seq, digest = (value.get(f"sent_{name}") for name in ("epoch", "seq", "digest"))
    if _is_count(epoch) and _is_count(seq) and _is_hex(digest):
        state = replace(state, sent_epoch=epoch, sent_seq=seq, sent_digest=digest)
    acts, count = value.get("unjournaled"), value.get("unjournaled_count")
    if isinstance(acts, list) and _is_count(count):
        named = tuple(act for act in acts if isinstance(act, str))
        state = replace(state, unjournaled=named, unjournaled_count=count)
    return state


def _places(values: Any) -> Iterator[Place]:
    for place in values if isinstance(values, list) else ():
        if not isinstance(place, dict):
            continue
        path, instance, seq = place.get("path"), place.get("instance"), place.get("seq")
        if not (
            isinstance(path, str) and "\0" not in path and _is_hex(instance) and _is_count(seq)
        ):
            continue
        digest = place.get("digest")
        if _is_hex(digest) if seq else digest is None:
            written = place.get("header_written")
            yield Place(path, instance, seq, digest, written if _is_count(written) else 0)


def _is_count(value: Any) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < 2**53


def _is_hex(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def _is_instant(value: Any) -> bool:
    try:
        return isinstance(value, str) and parse_instant(value) is not None
    except Refused:
        return False


def _shown(folder: Callable[[], Path]) -> str:
    try:
        return str(folder())
    except OSError as error:
        return str(error.filename or "")
