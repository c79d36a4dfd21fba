"""QR codes in attached pictures and PDF files: read for where they lead, never followed.

Decoders are the largest surface here, which is one more reason for the child process. A picture says
its size before it is decoded, and one above `limits.IMAGE_PIXELS` is not.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from clerkapp.evidence import limits
from clerkapp.evidence.parts import Leaf, Problem

_PICTURES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp"}
)
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_LONGEST_SIDE = 2000
_SMALLEST_SIDE = 24


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says, and the file it stands in."""

    text: str
    attachment: str


def find(leaf: Leaf, sniffed: str) -> tuple[tuple[Code, ...], Problem | None]:
    """The codes in one attachment, and what kept the reader from looking."""
    if sniffed not in _PICTURES and sniffed != "application/pdf":
        return (), None
    name = leaf.name or leaf.content_id
    pictures = _pages(leaf.content) if sniffed == "application/pdf" else _frames(leaf.content)
    found: dict[str, None] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for picture in pictures:
                for text in _codes(picture):
                    found.setdefault(text)
    except _TooLarge:
        return (), Problem("picture-large", {"name": name})
    except Exception:
        if sniffed != "application/pdf":
            return (), Problem("picture-unread", {"name": name})
        if leaf.content.count(b"obj") > 0:
            return (), Problem("pdf-unread", {"name": name})
    return tuple(Code(text, name) for text in found), None


def pixels(leaf: Leaf, sniffed: str) -> int:
    """How many pixels a picture says it has; 0 for a PDF and for what says nothing."""
    from PIL import Image

    if sniffed not in _PICTURES:
        return 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(leaf.content), formats=_FORMATS) as picture:
                return int(picture.width * picture.height)
    except Exception:
        return 0


class _TooLarge(Exception):
    """A picture with more pixels than are read."""


def _frames(content: bytes) -> Iterator[Any]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = limits.IMAGE_PIXELS
    with Image.open(BytesIO(content), formats=_FORMATS) as picture:
        if picture.width * picture.height > limits.IMAGE_PIXELS:
            raise _TooLarge
        if min(picture.width, picture.height) < _SMALLEST_SIDE:
            return
        if picture.format == "JPEG":
            picture.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
        yield _on_white(picture)


def _on_white(picture: Any) -> Any:
    """Grey, with transparency as white paper: a code may be drawn in transparent pixels."""
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        picture = paper
    grey = picture.convert("L")
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return grey


def _pages(content: bytes) -> Iterator[Any]:
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(content)  # type: ignore[no-untyped-call]
    try:
        for number in range(min(len(document), limits.PDF_PAGES)):
            page = document[number]
            longest = max(page.get_width(), page.get_height(), 1.0)
            scale = min(2.0, _LONGEST_SIDE / longest)
            bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
            yield bitmap.to_pil()
            bitmap.close()
            page.close()
    finally:
        document.close()


def _codes(picture: Any) -> Iterator[str]:
    import zxingcpp

    kinds = zxingcpp.BarcodeFormat
    formats = zxingcpp.BarcodeFormats(
        (kinds.QRCode, kinds.MicroQRCode, kinds.Aztec, kinds.DataMatrix)
    )
    for count, code in enumerate(zxingcpp.read_barcodes(picture, formats=formats)):
        if count >= limits.QR_CODES:
            return
        if code.text:
            yield code.text[: limits.URL_CHARACTERS]
