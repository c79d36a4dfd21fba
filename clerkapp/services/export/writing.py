"""A bundle's files on a drive: sealed parts and their checksums, or a public copy.

A part's name is only known once part 1 has been written, so each is staged under a temporary name
and gets its final one when all of them are there. The drive syncs, reads back and compares.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from clerkapp.bundle.sealed import SealedPart
from clerkapp.domain.errors import ClerkappError
from clerkapp.domain.files import WrittenFile
from clerkapp.services.ports import Drive

CHECKSUMS = "SHA256SUMS"


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
    """Write a public copy, `<16 hex>.tar`. The same bytes written before are replaced."""
    staged = drive.stage(folder, "public-copy", tar, size=length)
    final = folder / f"{staged.sha256[:16]}.tar"
    try:
        drive.settle(staged.path, final, replacing=True)
    except BaseException:
        _remove(drive, [staged.path])
        raise
    return WrittenFile(final, staged.sha256, staged.size)


def _settle(
    drive: Drive,
    folder: Path,
    names: Sequence[str],
    staged: Sequence[WrittenFile],
    made: list[Path],
) -> tuple[WrittenFile, ...]:
    written = []
    for name, file in zip(names, staged, strict=True):
        drive.settle(file.path, folder / name)
        made.append(folder / name)
        written.append(WrittenFile(folder / name, file.sha256, file.size))
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
