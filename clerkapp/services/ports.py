"""What the use cases need from the computer: a clock, drives, a memory of each vault, and a profile.

`clerkapp.host` implements these for real machines and `clerkapp.bootstrap` puts them together; tests
bring a clock that can be turned, a drive that can be pulled and a memory that can be forgotten. Services
import nothing of `host`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from clerkapp.domain.files import Stick, WrittenFile
    from clerkapp.domain.preferences import Preferences
    from clerkapp.domain.station import StationState


class Clock(Protocol):
    """Where times come from."""

    def now(self) -> datetime:
        """The local time, with its offset."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start that never run backwards; asleep they may stand still."""

    def elapsed(self) -> float:
        """Seconds from an arbitrary start that never run backwards, and run while the computer
        sleeps where its system counts that; otherwise as `monotonic`."""

    def computer_zone(self) -> str | None:
        """The zone that the computer is set to, by its name of the IANA database; None when the
        computer does not say or its zone is not known here."""


class OpenedFile(Protocol):
    """An ordinary file that is open for reading. `size`: its bytes when it was opened."""

    @property
    def size(self) -> int:
        """Bytes when it was opened."""

    def read(self, count: int) -> bytes:
        """The next bytes, at most `count`; empty at the end. Raises EnvironmentFailure("file-unreadable")."""

    def is_changed(self) -> bool:
        """Whether somebody wrote into it since it was opened."""


class StagedFolder(Protocol):
    """A fresh folder for this account alone, that gets its name when all is in it.

    Its calls raise OSError: make them within `Drive.told_of`.
    """

    def create(self, name: str) -> int:
        """A handle for writing to the new file `name` (`a/b/c`)."""

    def settle(self, final: Path) -> bool:
        """Give the folder its name; False, and nothing named, when others put something among its files."""

    def discard(self) -> None:
        """Remove what was made; nothing else."""


class Drive(Protocol):
    """A disk, a stick, a folder. Every call may raise EnvironmentFailure, code `drive-…`.

    A file under its final name is whole; what an interrupted run leaves has a temporary name.
    """

    def free_space(self, folder: Path) -> int:
        """Bytes that may still be written below `folder`."""

    def sticks(self) -> tuple[Stick, ...]:
        """The drives that can be taken out and that answer now; empty when none is in."""

    def is_network(self, folder: Path) -> bool:
        """Whether `folder` (or its nearest existing parent) is on another computer."""

    def same_disk(self, one: Path, other: Path) -> bool:
        """Whether both folders (or their nearest existing parents) are on one volume."""

    def make_folder(self, folder: Path) -> None:
        """Make `folder` where its parent is there; content when it is there itself."""

    def require_folder(self, folder: Path) -> None:
        """Raises EnvironmentFailure("drive-gone") unless `folder` is there: a folder made in the place
        of a stick that is not in would take what was meant for the stick."""

    def exists(self, path: Path) -> bool:
        """Whether something is at `path`."""

    def stage(
        self,
        folder: Path,
        name: str,
        chunks: Iterable[bytes],
        *,
        size: int = 0,
        private: bool = False,
    ) -> WrittenFile:
        """Write `chunks` under a temporary name, sync, read again and compare.

        `name` is told when the drive refuses it; `size` is what will be needed, when known. Nothing is left behind after an error; what
        `chunks` raises passes through.
        """

    def settle(self, staged: Path, final: Path, *, replacing: bool = False) -> None:
        """Give a staged file its final name in the same folder; replaces a file only when `replacing`."""

    def write_new(
        self, path: Path, chunks: Iterable[bytes], *, size: int = 0, private: bool = False
    ) -> WrittenFile:
        """Stage and settle one file whose name is known beforehand.

        `private`: for this account alone from its first byte on, where the system has such a thing.
        """

    def remove(self, path: Path) -> None:
        """Delete a file; content when it is gone already."""

    def read_small(self, path: Path, limit: int) -> bytes:
        """The bytes of an ordinary file of at most `limit`.

        Raises EnvironmentFailure("file-unreadable" | "file-open-elsewhere"), Refused("file-special" |
        "file-large" | "file-changed").
        """

    def opened(self, path: Path) -> AbstractContextManager[OpenedFile]:
        """An ordinary file, open for reading in the block. Raises EnvironmentFailure("file-unreadable" |
        "file-open-elsewhere") and Refused("file-special")."""

    def stage_folder(self, parent: Path, before: str, after: str) -> StagedFolder:
        """A fresh folder in `parent`, which is made when missing, under a name that nobody can foresee
        between `before` and `after`."""

    def unforeseen(self, folder: Path, before: str, after: str) -> Path:
        """A path in `folder` that nobody can foresee, for a file that is settled later."""

    def remove_named(self, folder: Path, before: str, *after: str) -> None:
        """Delete the ordinary files in `folder` whose names begin with `before` and end with one of `after`."""

    def told_of(self, path: Path) -> AbstractContextManager[None]:
        """Within the block an OSError about `path` becomes EnvironmentFailure."""


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


class Profile(Protocol):
    """What the program keeps on this computer outside every vault: preferences and crash files."""

    def preferences(self) -> Preferences:
        """How the program is shown here; the defaults when nothing is kept, or it cannot be read."""

    def keep_preferences(self, chosen: Preferences) -> None:
        """Keep them for the next start; content when that is not possible."""

    def write_crash(self, error: BaseException, at: str) -> Path:
        """Write down where a bug happened, never what was typed; the file. `at`: RFC 3339. Raises
        OSError."""

    def latest_crash(self) -> Path | None:
        """The newest crash file; None when there is none or the folder cannot be read."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The computer, as the use cases see it."""

    clock: Clock
    drive: Drive
    machine: Machine
    profile: Profile
