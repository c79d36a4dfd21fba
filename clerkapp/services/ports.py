"""What the use cases need from the computer: a clock, drives, and a memory outside the vault.

`clerkapp.host` implements these for real machines; tests bring a clock that can be turned, a drive
that can be pulled and a memory that can be forgotten. Nothing else in services touches the machine.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from clerkapp.domain.station import StationState


class Clock(Protocol):
    """Where times come from."""

    def now(self) -> datetime:
        """The local time, with its offset."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start that never run backwards."""


class NewFile(Protocol):
    """A file being written."""

    def write(self, data: bytes | memoryview, /) -> object:
        """Append bytes. Raises EnvironmentFailure("drive-full" | "drive-gone" | "drive-failed")."""


class Drive(Protocol):
    """A disk, a stick, a folder. Every call may raise EnvironmentFailure:

    `drive-full` (param `folder`), `drive-gone` (the folder is no longer there; param `folder`),
    `drive-failed` (anything else the system reports; param `path`, a file name).
    """

    def free_space(self, folder: Path) -> int:
        """Bytes that may still be written below `folder`."""

    def create(self, path: Path) -> AbstractContextManager[NewFile]:
        """A new file at `path`, which must not exist yet.

        Flushed to the medium (fsync) when the block ends; removed when the block raises.
        """

    def read(self, path: Path) -> Iterator[bytes]:
        """The file's bytes from the medium, in chunks of at most 1 MiB, past the cache if possible."""

    def replace(self, source: Path, target: Path) -> None:
        """Rename within a folder, replacing `target`, and flush the folder."""

    def remove(self, path: Path) -> None:
        """Remove a file; nothing happens when it is not there or the drive has gone."""

    def is_network(self, path: Path) -> bool:
        """Whether `path` (or its nearest existing parent) lies on another computer."""


class Machine(Protocol):
    """This machine's memory of each vault, kept apart from the vault and from its backups."""

    def read(self, vault_id: str) -> StationState:
        """What is remembered; an empty state when nothing is, or when it cannot be read."""

    def write(self, vault_id: str, state: StationState) -> None:
        """Remember. Raises EnvironmentFailure("machine-state", folder=…) when it cannot be kept."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The computer, as the use cases see it."""

    clock: Clock
    drive: Drive
    machine: Machine
