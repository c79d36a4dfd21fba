"""Canonical ustar headers (POSIX.1-2017 pax, "ustar Interchange Format"; docs/formats/bundle.md, "Container").

A header is a function of name and size: what GNU tar writes for `--format=ustar --owner=0 --group=0
--numeric-owner --mode=0644 --mtime=@0`. Reading takes name and size out, builds the header again
and compares the 512 bytes, so every other type, owner, time, flag or extension is refused.
"""

import re

BLOCK = 512
RECORD = 10240
MAX_SIZE = 8**11 - 1
PREFIX = "bundle/"
_OCTAL = re.compile(rb"[0-7]{11}")


def header(name: str, size: int) -> bytes:
    """The header of `bundle/<name>`. Raises ValueError when name or size does not fit."""
    path = (PREFIX + name).encode("ascii")
    if not name or len(path) >= 100 or not 0 <= size <= MAX_SIZE:
        raise ValueError("does not fit a canonical tar header")
    before = b"".join(
        (
            path.ljust(100, b"\0"),
            b"0000644\0",
            b"0000000\0" * 2,
            b"%011o\0" % size,
            b"00000000000\0",
        )
    )
    after = b"".join((b"0", bytes(100), b"ustar\x0000", bytes(64), b"0000000\0" * 2, bytes(167)))
    checksum = sum(before) + 8 * ord(" ") + sum(after)
    return before + b"%06o\0 " % checksum + after


def parse(block: bytes) -> tuple[str, int]:
    """Name below `bundle/` and size of a header. Raises ValueError unless it is the canonical one."""
    path = block[:100].rstrip(b"\0").decode("ascii")
    octal = block[124:135]
    if _OCTAL.fullmatch(octal) is None:
        raise ValueError("size is not in octal")
    size = int(octal, 8)
    name = path.removeprefix(PREFIX)
    if header(name, size) != block:
        raise ValueError("not a canonical tar header")
    return name, size


def padding(size: int) -> int:
    """NUL bytes after `size` bytes of data."""
    return -size % BLOCK


def trailer(position: int) -> int:
    """NUL bytes after the last entry, which ends at `position`: two blocks, then to 10240."""
    return 2 * BLOCK + -(position + 2 * BLOCK) % RECORD
