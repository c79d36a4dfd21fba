"""What the use cases need from the computer: a clock, drives, and a memory outside the vault.

`clerkapp.host` implements these for real machines; tests bring a clock that can be turned, a drive
that can be pulled and a memory that can be forgotten. Nothing else in services touches the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from clerkapp.domain.station import StationState
    from clerkapp.host.drive import Written
    from clerkapp.host.mounts import Stick


class Clock(Protocol):
    """Where times come from."""

    def now(self) -> datetime:
        """The local time, with its offset."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start that never run backwards; asleep they may stand still."""

    def elapsed(self) -> float:
        """Seconds from an arbitrary start that never run backwards, and run while the computer
        sleeps where its system counts that; otherwise as `monotonic`."""


class Drive(Protocol):
    """A disk, a stick, a folder. Every call may raise EnvironmentFailure, code `drive-…`.

    A file under its final name is whole; what an interrupted run leaves has a temporary name.
    """

    def free_space(self, folder: Path) -> int:
        """Bytes that may still be written below `folder`."""

    def sticks(self) -> tuple[Stick, ...]:
        """The drives that can be taken out and that answer now; empty when none is in."""

    def is_network(self, folder: Path) -> bool:
        """Whether `folder` (or its nearest existing parent) lies on another computer."""

    def same_disk(self, one: Path, other: Path) -> bool:
        """Whether both folders (or their nearest existing parents) lie on one volume."""

    def make_folder(self, folder: Path) -> None:
        """Make `folder` where its parent is there; content when it is there itself."""

    def require_folder(self, folder: Path) -> None:
        """Raises EnvironmentFailure("drive-gone") unless `folder` is there: a folder made in the place
        of a stick that is not in would take what was meant for the stick."""

    def exists(self, path: Path) -> bool:
        """Whether something stands at `path`."""

    def stage(
        self,
        folder: Path,
        name: str,
        chunks: Iterable[bytes],
        *,
        size: int = 0,
        private: bool = False,
    ) -> Written:
        """Write `chunks` under a temporary name, sync, read again and compare.

        `name` is told when the drive refuses it; `size` is what will be needed, when known. Nothing is left behind after an error; what
        `chunks` raises passes through.
        """

    def settle(self, staged: Path, final: Path, *, replacing: bool = False) -> None:
        """Give a staged file its final name in the same folder; replaces a file only when `replacing`."""

    def write_new(
        self, path: Path, chunks: Iterable[bytes], *, size: int = 0, private: bool = False
    ) -> Written:
        """Stage and settle one file whose name is known beforehand.

        `private`: for this account alone from its first byte on, where the system has such a thing.
        """

    def remove(self, path: Path) -> None:
        """Delete a file; content when it is gone already."""


class Machine(Protocol):
    """This machine's memory of each vault, kept apart from the vault and from its backups."""

    def read(self, vault_id: str) -> StationState:
        """What is remembered; an empty state when nothing is, or when it cannot be read."""

    def write(self, vault_id: str, state: StationState) -> None:
        """Remember. Raises EnvironmentFailure("machine-state-unwritable") when it cannot be kept."""

    def mark(self, vault_id: str) -> str:
        """What this computer is called in this vault: the same for each of its accounts, and telling
        nothing of the computer itself."""

    def tries(self, vault_id: str) -> Path | None:
        """The file for tries at a vault whose folder takes nothing; None where there is none."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The computer, as the use cases see it."""

    clock: Clock
    drive: Drive
    machine: Machine
