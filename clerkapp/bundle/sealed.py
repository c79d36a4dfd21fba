"""The tar, cut and sealed: parts that a drive writes one after another (docs/formats/bundle.md, "Seal").

A part's name is only known once part 1 has been written, so each is staged under a temporary name
and gets its final one when all of them stand. The drive syncs, reads back and compares.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerkapp.codec.limits import PART_SIZE
from clerkapp.crypto.certificates import Recipient
from clerkapp.crypto.sealing import Sealing
from clerkapp.domain.errors import ClerkappError

_GATHERED = 256 * 1024
CHECKSUMS = "SHA256SUMS"


class StagedFile(Protocol):
    """A file that was written, synced, read again and found equal."""

    @property
    def path(self) -> Path:
        """Where it stands now."""

    @property
    def sha256(self) -> str:
        """Lower-case hex."""


class Drive(Protocol):
    """What writing needs of a drive. Every call may raise EnvironmentFailure."""

    def stage(
        self, folder: Path, name: str, chunks: Iterable[bytes], *, size: int = 0
    ) -> StagedFile:
        """Write under a temporary name, sync, read again and compare; nothing stays on error."""

    def settle(self, staged: Path, final: Path, *, replacing: bool = False) -> None:
        """Give a staged file its final name; replaces a file only when `replacing`."""

    def exists(self, path: Path) -> bool:
        """Whether something stands at `path`."""

    def remove(self, path: Path) -> None:
        """Delete a file; content when it is gone already."""


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One part to write: `size` octets that `chunks` gives once. `number` counts from 1."""

    number: int
    of: int
    size: int
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file under its final name."""

    path: Path
    sha256: str


def seal_parts(
    tar: Iterator[bytes], length: int, recipients: Sequence[Recipient], part_size: int = PART_SIZE
) -> Iterator[SealedPart]:
    """Cut a tar of `length` octets and seal each piece with a fresh key.

    The parts share the tar: each must be read to its end before the next one is asked for.
    """
    stream = _Pieces(tar)
    of = -(-length // part_size)
    for number in range(1, of + 1):
        octets = min(part_size, length - part_size * (number - 1))
        sealing = Sealing(recipients, octets)
        size = len(sealing.header) + octets + Sealing.TAIL
        yield SealedPart(number, of, size, _sealed(stream, octets, sealing))


def write_parts(drive: Drive, folder: Path, parts: Iterator[SealedPart]) -> tuple[WrittenFile, ...]:
    """Write the parts and `SHA256SUMS` beside them; returns the parts.

    On any error nothing of them stays on the drive, as far as it still answers.
    """
    made: list[Path] = []
    try:
        staged = []
        for part in parts:
            name = f"part-{part.number:03d}-of-{part.of:03d}"
            staged.append(drive.stage(folder, name, part.chunks, size=part.size))
            made.append(staged[-1].path)
        names = _names(staged[0].sha256[:16], len(staged))
        written = _settle(drive, folder, names, staged, made)
        sums = "".join(f"{file.sha256}  {file.path.name}\n" for file in written)
        checksums = _checksums_name(drive, folder, staged[0].sha256[:16])
        listing = drive.stage(folder, checksums, iter([sums.encode()]))
        made.append(listing.path)
        _settle(drive, folder, [checksums], [listing], made)
    except BaseException:
        _remove(drive, made)
        raise
    return written


def write_public(drive: Drive, folder: Path, tar: Iterator[bytes], length: int) -> WrittenFile:
    """Write a public copy, `<16 hex>.tar`. The same octets written before are replaced."""
    staged = drive.stage(folder, "public-copy", tar, size=length)
    final = folder / f"{staged.sha256[:16]}.tar"
    try:
        drive.settle(staged.path, final, replacing=True)
    except BaseException:
        _remove(drive, [staged.path])
        raise
    return WrittenFile(final, staged.sha256)


def _settle(
    drive: Drive,
    folder: Path,
    names: Sequence[str],
    staged: Sequence[StagedFile],
    made: list[Path],
) -> tuple[WrittenFile, ...]:
    written = []
    for name, file in zip(names, staged, strict=True):
        drive.settle(file.path, folder / name)
        made.append(folder / name)
        written.append(WrittenFile(folder / name, file.sha256))
    return tuple(written)


def _remove(drive: Drive, paths: Sequence[Path]) -> None:
    for path in paths:
        with suppress(ClerkappError):
            drive.remove(path)


def _names(stem: str, count: int) -> list[str]:
    if count == 1:
        return [f"{stem}.p7m"]
    return [f"{stem}.{number:03d}-of-{count:03d}.p7m" for number in range(1, count + 1)]


def _checksums_name(drive: Drive, folder: Path, stem: str) -> str:
    """A folder that holds another bundle keeps its list; this one's is named after its parts."""
    return f"{stem}.{CHECKSUMS}" if drive.exists(folder / CHECKSUMS) else CHECKSUMS


def _sealed(stream: "_Pieces", octets: int, sealing: Sealing) -> Iterator[bytes]:
    yield sealing.header
    for piece in stream.take(octets):
        yield sealing.update(piece)
    yield sealing.finish()


class _Pieces:
    """The tar in pieces large enough to seal and write at a good pace."""

    def __init__(self, tar: Iterator[bytes]) -> None:
        self._tar = tar
        self._rest = memoryview(b"")

    def take(self, octets: int) -> Iterator[memoryview]:
        while octets:
            if not self._rest:
                self._rest = memoryview(self._gather())
            piece, self._rest = self._rest[:octets], self._rest[octets:]
            octets -= len(piece)
            yield piece

    def _gather(self) -> bytes | bytearray:
        """The next piece: a large one as it comes, small ones joined."""
        gathered = bytearray()
        for piece in self._tar:
            if not gathered and len(piece) >= _GATHERED:
                return piece
            gathered += piece
            if len(gathered) >= _GATHERED:
                return gathered
        if not gathered:
            raise ValueError("the tar is shorter than its length")
        return gathered
