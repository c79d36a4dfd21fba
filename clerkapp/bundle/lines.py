"""The lines of a `.jsonl` file, cut out of blocks; the longest one is what memory holds."""

from collections.abc import Iterable, Iterator

from clerkapp.codec.limits import MAX_LINE
from clerkapp.domain.errors import Refused


def lines(blocks: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """Lines without their line feeds.

    Raises Refused("limit") as soon as a line passes 1 MiB with its line feed, wherever it stands,
    and Refused("json") when the last one has no line feed.
    """
    begun = bytearray()
    for block in blocks:
        begun += block
        whole = begun.split(b"\n")
        begun = whole.pop()
        for line in whole:
            _require_length(line)
            yield bytes(line)
        _require_length(begun)
    if begun:
        raise Refused("json", why="no line feed at the end")


def _require_length(line: bytearray) -> None:
    if len(line) >= MAX_LINE:
        raise Refused("limit", why="line")
