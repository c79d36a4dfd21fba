"""Our reader of fonts' character tables agrees with the subtables as the specification lays them out."""

import io
import struct

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from clerkapp.report.coverage import characters


def _font(cmap: dict[int, str]) -> bytes:
    names = [".notdef", *sorted(set(cmap.values()))]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(cmap)
    pen = TTGlyphPen(None)
    builder.setupGlyf({name: pen.glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _bare(subtable: bytes) -> bytes:
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + subtable
    directory = struct.pack(">IHHHH", 0x00010000, 1, 16, 0, 0)
    return directory + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap


def test_scattered_glyphs_and_far_planes_are_found() -> None:
    cmap = {0x41: "a", 0x42: "z", 0x43: "b", 0x50: "a", 0x1F600: "z", 0x1F601: "q"}
    assert characters(_font(cmap)) == set(cmap)


def test_a_hole_inside_a_segment_is_not_drawn() -> None:
    glyphs = struct.pack(">3H", 5, 0, 6)
    subtable = struct.pack(
        ">7H2HH2H2H2H", 4, 38, 0, 4, 4, 1, 0, 0x43, 0xFFFF, 0, 0x41, 0xFFFF, 0, 1, 4, 0
    )
    assert characters(_bare(subtable + glyphs)) == {0x41, 0x43}


def test_a_segment_that_reaches_glyph_zero_by_its_delta_is_not_drawn() -> None:
    subtable = struct.pack(
        ">7H2HH2H2H2H", 4, 32, 0, 4, 4, 1, 0, 0x42, 0xFFFF, 0, 0x41, 0xFFFF, 0x10000 - 0x41, 1, 0, 0
    )
    assert characters(_bare(subtable)) == {0x42}


def test_a_file_without_a_character_table_is_no_font() -> None:
    with pytest.raises(ValueError, match="cmap"):
        characters(struct.pack(">IHHHH", 0x00010000, 0, 0, 0, 0))
