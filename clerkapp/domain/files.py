"""Files as the layers tell each other of them: written to a drive, kept in the vault, and drives themselves."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written, read again and found equal. `sha256` in lower-case hex, `size` in bytes."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is in the vault: its `sha256` in lower-case hex, its `size` in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Stick:
    """A drive that can be taken out, as the export screen lists it. `free` is in bytes."""

    path: Path
    label: str
    free: int
