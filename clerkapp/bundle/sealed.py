"""The tar, cut and sealed: parts to be written one after another (docs/formats/bundle.md, "Seal")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerkapp.codec.limits import PART_SIZE
from clerkapp.crypto.certificates import Recipient
from clerkapp.crypto.sealing import Sealing

_GATHERED = 256 * 1024


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One part to write: `size` bytes that `chunks` gives once. `number` counts from 1."""

    number: int
    of: int
    size: int
    chunks: Iterator[bytes]


def seal_parts(
    tar: Iterator[bytes], length: int, recipients: Sequence[Recipient], part_size: int = PART_SIZE
) -> Iterator[SealedPart]:
    """Cut a tar of `length` bytes and seal each piece with a fresh key.

    The parts share the tar: each must be read to its end before the next one is asked for.
    """
    stream = _Pieces(tar)
    of = -(-length // part_size)
    for number in range(1, of + 1):
        plain = min(part_size, length - part_size * (number - 1))
        sealing = Sealing(recipients, plain)
        size = len(sealing.header) + plain + Sealing.TAIL
        yield SealedPart(number, of, size, _sealed(stream, plain, sealing))


def _sealed(stream: "_Pieces", length: int, sealing: Sealing) -> Iterator[bytes]:
    yield sealing.header
    for piece in stream.take(length):
        yield sealing.update(piece)
    yield sealing.finish()


class _Pieces:
    """The tar in pieces large enough to seal and write at a good pace."""

    def __init__(self, tar: Iterator[bytes]) -> None:
        self._tar = tar
        self._rest = memoryview(b"")

    def take(self, length: int) -> Iterator[memoryview]:
        while length:
            if not self._rest:
                self._rest = memoryview(self._gather())
            piece, self._rest = self._rest[:length], self._rest[length:]
            length -= len(piece)
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
