"""Which characters a font can draw: its `cmap` table, read directly.

OpenType 1.9.1, "cmap - Character to Glyph Index Mapping Table": the Unicode subtables of format 4
(segments of 16-bit code points) and 12 (groups of 32-bit ones) are the two that fonts for text
carry. A code point that maps to glyph 0 is one that the font lacks.
"""

import struct
from collections.abc import Iterator


def characters(font: bytes) -> frozenset[int]:
    """The code points that a TrueType or OpenType font draws. Raises ValueError without a `cmap`."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    found: set[int] = set()
    for index in range(count):
        _platform, _encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * index)
        subtable = table[offset:]
        (form,) = struct.unpack_from(">H", subtable)
        if form == 4:
            found.update(_segments(subtable))
        elif form == 12:
            found.update(_groups(subtable))
    return frozenset(found)


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _checksum, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if name == tag:
            return font[offset : offset + length]
    raise ValueError(f"the font has no {tag.decode('ascii')} table")


def _segments(subtable: bytes) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", subtable, 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", subtable, 14)
    starts = struct.unpack_from(f">{count}H", subtable, 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", subtable, 16 + 2 * doubled)
    ranges_at = 16 + 3 * doubled
    ranges = struct.unpack_from(f">{count}H", subtable, ranges_at)
    for index, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if ranges[index]:
                # The offset counts from its own place in the array (the specification's pointer trick).
                place = ranges_at + 2 * index + ranges[index] + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", subtable, place)
                if glyph == 0:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield code


def _groups(subtable: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", subtable, 12)
    for index in range(count):
        start, end, glyph = struct.unpack_from(">III", subtable, 16 + 12 * index)
        yield from range(start if glyph else start + 1, end + 1)
