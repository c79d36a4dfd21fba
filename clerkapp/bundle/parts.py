"""The sealed parts, opened one after another in the order given (docs/formats/bundle.md, "Seal").

Each part's header is checked before its first byte is decrypted, and its tag before the next part
begins. All parts must be sealed to the same recipients.
"""

from collections.abc import Iterator, Sequence
from os import SEEK_END, SEEK_SET
from typing import BinaryIO

from clerkapp.codec import cms, manifest, ustar
from clerkapp.crypto.certificates import RecipientKey
from clerkapp.crypto.sealing import CannotDecrypt, NotAddressed, Opening
from clerkapp.domain.errors import Refused

BLOCK = 256 * 1024


class SealedParts(Iterator[memoryview]):
    """An iterator over the plaintext of all parts.

    `skis` is known once the first block has been asked for. `settle` finishes the part at hand:
    whatever was found in its plaintext counts for nothing unless its tag is right.
    """

    def __init__(self, parts: Sequence[BinaryIO], ours: RecipientKey) -> None:
        self._parts = iter(parts)
        self._ours = ours
        self._current: Iterator[memoryview] = iter(())
        self.skis: tuple[str, ...] | None = None

    def __next__(self) -> memoryview:
        while True:
            block = next(self._current, None)
            if block is not None:
                return block
            self._current = self._open(next(self._parts))

    def settle(self) -> None:
        """Decrypt the rest of the part at hand. Raises Refused("cannot-decrypt")."""
        for _ in self._current:
            pass

    def _open(self, part: BinaryIO) -> Iterator[memoryview]:
        size = part.seek(0, SEEK_END)
        part.seek(0, SEEK_SET)
        try:
            header, begin = cms.parse(_read(part, min(size, cms.PREFIX_SIZE)), size)
            if self.skis not in (None, header.skis):
                raise Refused("not-for-us")
            opening = Opening(header, self._ours)
        except cms.EndsEarly:
            raise Refused("truncated") from None
        except cms.NotSealed:
            raise Refused("not-a-sealed-bundle") from None
        except NotAddressed:
            raise Refused("not-addressed-to-this-key") from None
        except CannotDecrypt:
            raise Refused("cannot-decrypt") from None
        self.skis = header.skis
        part.seek(begin)
        return _plaintext(part, header.length, opening)


def begun(parts: Sequence[BinaryIO], ours: RecipientKey) -> int:
    """How many of the parts begin a bundle of their own: more than one when several bundles were given
    as the parts of one. Nothing of them is verified; it only tells what to do about a refusal."""
    return sum(1 for part in parts if _begins(part, ours))


def require_first(block: bytes) -> None:
    """Raises ValueError unless a tar header is that of the file with which a bag begins."""
    if ustar.parse(block)[0] != manifest.SIGNATURE:
        raise ValueError("not the first file of a bag")


def _begins(part: BinaryIO, ours: RecipientKey) -> bool:
    try:
        first = next(SealedParts([part], ours), None)
        if first is None or len(first) < ustar.BLOCK:
            return False
        require_first(bytes(first[: ustar.BLOCK]))
    except (Refused, ValueError):
        return False
    return True


def plain_blocks(file: BinaryIO) -> Iterator[memoryview]:
    """The blocks of a file that is not sealed."""
    buffer = bytearray(BLOCK)
    view = memoryview(buffer)
    file.seek(0)
    while count := file.readinto(buffer):  # type: ignore[attr-defined]
        yield view[:count]


def _plaintext(part: BinaryIO, length: int, opening: Opening) -> Iterator[memoryview]:
    buffer = memoryview(bytearray(min(BLOCK, length)))
    while length:
        block = buffer[: min(len(buffer), length)]
        _fill(part, block)
        length -= len(block)
        yield opening.update(block)
    try:
        opening.finish(cms.tag_of(_read(part, cms.TAIL_SIZE)))
    except cms.NotSealed:
        raise Refused("not-a-sealed-bundle") from None
    except CannotDecrypt:
        raise Refused("cannot-decrypt") from None


def _read(part: BinaryIO, count: int) -> bytes:
    data = bytearray(count)
    _fill(part, memoryview(data))
    return bytes(data)


def _fill(part: BinaryIO, buffer: memoryview) -> None:
    """Fill all of `buffer`; a file that became shorter under the reader is truncated."""
    while len(buffer):
        count = part.readinto(buffer)  # type: ignore[attr-defined]
        if not count:
            raise Refused("truncated")
        buffer = buffer[count:]
