"""What Windows shows of a program under Properties, Details, and the sizes of its picture.

`python -m tools.program_details FILE …` on Windows: one JSON value a line.
"""

import json
import struct
import sys
from typing import Any

_ICON = 3
"""RT_ICON (winuser.h)."""


def details(file: str) -> dict[str, Any]:
    """`words`: the table of strings of the version; `icons`: pixels of the side of each picture."""
    import pefile  # PyInstaller's, on Windows

    program = pefile.PE(file)
    words = {
        key.decode("utf-8"): value.decode("utf-8")
        for info in getattr(program, "FileInfo", [])
        for part in info
        for table in getattr(part, "StringTable", [])
        for key, value in table.entries.items()
    }
    kinds = getattr(getattr(program, "DIRECTORY_ENTRY_RESOURCE", None), "entries", [])
    sides = [
        _side(program.get_data(place.data.struct.OffsetToData, place.data.struct.Size))
        for kind in kinds
        if kind.id == _ICON
        for picture in kind.directory.entries
        for place in picture.directory.entries
    ]
    return {"words": words, "icons": sorted(sides)}


def _side(picture: bytes) -> int:
    """Width in pixels: of a PNG by its first chunk, of a bitmap by BITMAPINFOHEADER."""
    if picture.startswith(b"\x89PNG"):
        return int.from_bytes(picture[16:20], "big")
    return int(struct.unpack_from("<i", picture, 4)[0])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(json.dumps(details(name)))
