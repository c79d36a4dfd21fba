"""Sealed parts, copied once to the local disk; the reader works on the copies only.

A hostile drive may answer two reads differently, so what is hashed, kept and verified is one copy.
The copies have no name of their own (the system removes them when the process ends, however it
ends), and they hold nothing that the drive did not hold: the parts are sealed.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from clerkapp.crypto import digests
from clerkapp.domain.errors import EnvironmentFailure

_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SpooledPart:
    """An open copy with the name that the part had and its SHA-256 in hex."""

    name: str
    file: BinaryIO
    sha256: str


@contextmanager
def spooled(parts: Sequence[Path], folder: Path | None = None) -> Iterator[tuple[SpooledPart, ...]]:
    """Copies of `parts` in `folder` (default: the system's place for temporary files).

    Raises EnvironmentFailure("part-unreadable") and EnvironmentFailure("spool-failed").
    """
    with ExitStack() as stack:
        copies = []
        for part in parts:
            try:
                copy = stack.enter_context(tempfile.TemporaryFile(dir=folder))
            except OSError:
                raise EnvironmentFailure("spool-failed") from None
            copies.append(SpooledPart(part.name, copy, _copy(part, copy)))
        yield tuple(copies)


def _copy(part: Path, copy: BinaryIO) -> str:
    hasher = digests.sha256()
    for block in _blocks(part):
        hasher.update(block)
        try:
            copy.write(block)
            copy.flush()
        except OSError:
            raise EnvironmentFailure("spool-failed") from None
    return hasher.hexdigest()


def _blocks(part: Path) -> Iterator[bytes]:
    try:
        with part.open("rb") as source:
            while block := source.read(_BLOCK):
                yield block
    except OSError:
        raise EnvironmentFailure("part-unreadable", path=part.name) from None
