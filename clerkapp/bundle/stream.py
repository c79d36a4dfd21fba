"""Plain bytes in one pass: exact reads for small things, blocks for large ones, no copies kept."""

from collections.abc import Iterator

from clerkapp.domain.errors import Refused


class ByteStream:
    """Reads forward over blocks. A block handed out is valid until the next read."""

    def __init__(self, blocks: Iterator[memoryview]) -> None:
        self._blocks = blocks
        self._rest = memoryview(b"")
        self.position = 0

    def take(self, count: int) -> bytes:
        """Exactly `count` bytes, copied. Raises Refused("truncated")."""
        return b"".join(self.blocks(count))

    def blocks(self, count: int) -> Iterator[memoryview]:
        """Exactly `count` bytes in blocks. Raises Refused("truncated")."""
        while count:
            block = self._next(count)
            count -= len(block)
            self.position += len(block)
            yield block

    def require_end(self) -> None:
        """Raises Refused("layout") when anything follows."""
        if len(self._rest) or next(self._blocks, None) is not None:
            raise Refused("layout")

    def _next(self, count: int) -> memoryview:
        while not len(self._rest):
            block = next(self._blocks, None)
            if block is None:
                raise Refused("truncated")
            self._rest = block
        block, self._rest = self._rest[:count], self._rest[count:]
        return block
