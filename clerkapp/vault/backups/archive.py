"""The form of a backup: a tar with one spelling (docs/formats/vault.md, section 7).

`header.json`, `incidents.db` and `SHA256SUMS` of the two, each with the header that this module writes for
its name, size and time; zeros up to the next block and to the end of the record. Reading builds each
header again and compares, so that no other type, sparse file, extension or name gets in, and a flipped
bit anywhere is found. A size is held against the file's own before anything of it is written.
"""

import os
import tarfile
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, Final, Protocol

from clerkapp.crypto.digests import sha256
from clerkapp.vault.keys.header import DATABASE, FIRST, MAX_SIZE

SUMS: Final = "SHA256SUMS"
MEMBERS: Final = (FIRST, DATABASE, SUMS)
_LARGEST: Final[Mapping[str, int]] = {FIRST: MAX_SIZE, SUMS: 4096}
_BLOCK: Final = tarfile.BLOCKSIZE
_PIECE: Final = 1024 * 1024


class Source(Protocol):
    """What a backup is read from."""

    def read(self, count: int, /) -> bytes:
        """The next `count` bytes; fewer at the end only."""

    def tell(self) -> int:
        """Bytes that were read."""


class NotABackup(ValueError):
    """Not what this program writes, or not all of it."""


class Damaged(NotABackup):
    """`member`: what is no longer as it was written."""

    def __init__(self, member: str) -> None:
        super().__init__(member)
        self.member = member


class Foreign(NotABackup):
    """`member`: a file that does not belong where it stands, such as one that is there twice."""

    def __init__(self, member: str) -> None:
        super().__init__(member)
        self.member = member


def write(file: BinaryIO, contents: Sequence[BinaryIO], mtime: int) -> None:
    """Write header and database, and their sums. `mtime`: seconds since 1970."""
    sums = ""
    for name, content in zip(MEMBERS, contents, strict=False):
        size = content.seek(0, os.SEEK_END)
        content.seek(0)
        digest = sha256()
        file.write(_header(name, size, mtime))
        while block := content.read(_PIECE):
            digest.update(block)
            file.write(block)
        file.write(bytes(-size % _BLOCK))
        sums += f"{digest.hexdigest()}  {name}\n"
    last = sums.encode()
    file.write(_header(SUMS, len(last), mtime) + last + bytes(-len(last) % _BLOCK))
    file.write(bytes(_trailer(file.tell())))


def read(file: Source, size: int, into: Callable[[str], BinaryIO] | None = None) -> None:
    """Go through a backup of `size` bytes and hold it against its sums.

    `into`: where a member's content goes; nothing is asked of it before the member's header is found
    right. Raises NotABackup, Damaged and Foreign: then nothing that was written counts.
    """
    members: dict[str, str] = {}
    sums = b""
    for name in MEMBERS:
        content = _enter(file, name, size)
        if name == SUMS:
            sums = _take(file, content)
        else:
            members[name] = _copy(file, content, into(name) if into is not None else None)
        if any(_take(file, -content % _BLOCK)):
            raise Damaged(name)
    _end(file, size)
    expected = _sums(sums)
    for name, digest in members.items():
        if expected.get(name) != digest:
            raise Damaged(name)


def _enter(file: Source, name: str, size: int) -> int:
    """The size of the member that comes next, which must be `name`."""
    first = name == MEMBERS[0]
    block = _take(file, _BLOCK)
    try:
        member = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, ValueError):
        raise (NotABackup(name) if first else Damaged(name)) from None
    if member.name != name:
        raise NotABackup(name) if first else Foreign(member.name)
    if _header(name, member.size, int(member.mtime)) != block:
        raise NotABackup(name)
    if member.size > min(size - file.tell(), _LARGEST.get(name, size)):
        raise NotABackup(name)
    return member.size


def _end(file: Source, size: int) -> None:
    rest = size - file.tell()
    expected = _trailer(file.tell())
    while block := file.read(_BLOCK):
        if any(block):
            raise Foreign(_named(block)) if _named(block) else Damaged(SUMS)
    if rest != expected:
        raise NotABackup("end")


def _named(block: bytes) -> str:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "replace").name
    except tarfile.HeaderError:
        return ""


def _sums(text: bytes) -> dict[str, str]:
    """The form of sha256sum(1). Raises Damaged."""
    try:
        lines = [line.split("  ") for line in text.decode("ascii").splitlines()]
        return {name: digest for digest, name in lines}
    except ValueError:
        raise Damaged(SUMS) from None


def _copy(file: Source, size: int, into: BinaryIO | None) -> str:
    digest = sha256()
    while size:
        block = _take(file, min(size, _PIECE))
        digest.update(block)
        if into is not None:
            into.write(block)
        size -= len(block)
    return digest.hexdigest()


def _take(file: Source, count: int) -> bytes:
    data = file.read(count)
    if len(data) < count:
        raise NotABackup("ends early")
    return data


def _header(name: str, size: int, mtime: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, mtime, 0o600
    return member.tobuf(tarfile.GNU_FORMAT)


def _trailer(position: int) -> int:
    """Zeros after the last member: two blocks, then to the end of the record."""
    return 2 * _BLOCK + -(position + 2 * _BLOCK) % tarfile.RECORDSIZE
