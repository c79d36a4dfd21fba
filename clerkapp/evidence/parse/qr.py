"""QR codes in attached pictures and PDF files: read for where they lead, never followed.

Decoders are the largest surface here, so they run in a child of their own (`child`, the drawer), which
opens no file at all once it has loaded them. A picture says its size before it is decoded, and one
above `limits.IMAGE_PIXELS` is not. A PDF is drawn page by page until its time is over; a page of more
objects than `limits.PDF_OBJECTS` is not drawn.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from time import monotonic
from typing import Any

from clerkapp.domain.messages.examination import Code
from clerkapp.evidence import limits

_PICTURES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp"}
)
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
"""The decoders in use, by Pillow's names; JPEG opens a phone's MPO too."""
_LONGEST_SIDE = 2000
_SMALLEST_SIDE = 24
_DRAWN_SECONDS = 1.2
"""After so long no further page of a PDF is begun."""


class Kind(StrEnum):
    """What can hold codes."""

    PICTURE = "picture"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Looked:
    """The texts of the codes in one file. `problem`: the code of what kept the reader from looking,
    or from looking at all of it; `pixels`: how many the picture says it has."""

    texts: tuple[str, ...] = ()
    problem: Code = ""
    pixels: int = 0


def kind_of(sniffed: str) -> Kind | None:
    """What a file of this media type is to be looked through as, if at all."""
    if sniffed == "application/pdf":
        return Kind.PDF
    return Kind.PICTURE if sniffed in _PICTURES else None


def look(kind: Kind, content: bytes, pixels: int) -> Looked:
    """The codes in one file. `pixels`: so many may be decoded, by what the picture says of itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _in_pdf(content) if kind is Kind.PDF else _in_picture(content, pixels)


def _in_picture(content: bytes, allowed: int) -> Looked:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = limits.IMAGE_PIXELS
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            size = picture.width * picture.height
            if size > limits.IMAGE_PIXELS:
                return Looked(problem="picture-large")
            if size > allowed:
                return Looked(problem="pictures-many")
            if min(picture.width, picture.height) < _SMALLEST_SIDE:
                return Looked(pixels=size)
            if picture.format in {"JPEG", "MPO"}:
                picture.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
            return Looked(_codes(_on_white(picture)), pixels=size)
    except Image.DecompressionBombError:
        return Looked(problem="picture-large")
    except MemoryError:
        raise
    except Exception:
        return Looked(problem="picture-unread")


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


def _in_pdf(content: bytes) -> Looked:
    found: dict[str, None] = {}
    left = [""]
    try:
        for picture in _pages(content, left):
            found.update(dict.fromkeys(_codes(picture)))
    except MemoryError:
        raise
    except Exception:
        # Without a single object it is no PDF that holds anything.
        left[0] = "pdf-unread" if b"obj" in content else ""
    return Looked(tuple(found)[: limits.QR_CODES], left[0])


def _pages(content: bytes, left: list[str]) -> Iterator[Any]:
    """The pages as pictures; `left` gets the code of what was left out."""
    import pypdfium2

    count_objects: Any = vars(pypdfium2.raw)["FPDFPage_CountObjects"]  # made by a generator
    began = monotonic()
    document: Any = pypdfium2.PdfDocument(content)  # type: ignore[no-untyped-call]
    try:
        count = len(document)
        for number in range(count):
            if number == limits.PDF_PAGES or (number and monotonic() - began > _DRAWN_SECONDS):
                left[0] = "pdf-cut"
                return
            page = document[number]
            try:
                if count_objects(page) > limits.PDF_OBJECTS:
                    left[0] = "pdf-cut"
                    continue
                longest = max(page.get_width(), page.get_height(), 1.0)
                scale = min(2.0, _LONGEST_SIDE / longest)
                bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
                yield bitmap.to_pil()
                bitmap.close()
            finally:
                page.close()
    finally:
        document.close()


def _codes(picture: Any) -> tuple[str, ...]:
    import zxingcpp

    kinds = zxingcpp.BarcodeFormat
    formats = zxingcpp.BarcodeFormats(
        (kinds.QRCode, kinds.MicroQRCode, kinds.Aztec, kinds.DataMatrix)
    )
    read = zxingcpp.read_barcodes(picture, formats=formats)
    texts = (code.text[: limits.URL_CHARACTERS] for code in read[: limits.QR_CODES] if code.text)
    return tuple(dict.fromkeys(texts))
