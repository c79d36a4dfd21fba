"""A display that nobody looks at, for real windows: Xvfb, whose picture lies in a file.

Xvfb keeps its frame buffer in X's own dump format (XWD version 7, XWDFile.h), so that a picture
needs no other program.
"""

import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

_HEADER = struct.Struct(">25I")
_HEADER_SIZE, _DEPTH, _WIDTH, _HEIGHT, _BITS, _LINE, _COLOURS = 0, 3, 4, 5, 11, 12, 19
_BYTES_OF_A_COLOUR = 12


@dataclass(frozen=True)
class VirtualDisplay:
    """`name` is what DISPLAY says."""

    name: str
    frame: Path

    def picture(self) -> Image.Image:
        """What is shown now."""
        dump = self.frame.read_bytes()
        header = _HEADER.unpack_from(dump)
        if header[_DEPTH] != 24 or header[_BITS] != 32:
            raise ValueError("a display of another depth")
        start = header[_HEADER_SIZE] + header[_COLOURS] * _BYTES_OF_A_COLOUR
        size = (header[_WIDTH], header[_HEIGHT])
        return Image.frombytes("RGB", size, dump[start:], "raw", "BGRX", header[_LINE], 1)


@contextmanager
def virtual_display(folder: Path, size: str = "1280x800") -> Iterator[VirtualDisplay]:
    """A display as long as the block runs. `folder` takes its frame."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-fbdir", str(folder)],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield VirtualDisplay(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait()
