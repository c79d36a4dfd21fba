"""What a picture's file says beside what it shows: that it is one, and where and when it was taken.

Nothing is drawn and nothing is changed; only the camera's notes are looked for: Exif (JEITA CP-3451:
a TIFF structure, wherever it is in a JPEG, PNG, WebP, HEIC or TIFF file), XMP, the captions of press
photographs (IPTC-IIM), the dates of PNG files, and the place and time that phones write into films. What cannot be looked into counts as telling both.
"""

import re
import struct
from collections.abc import Iterator

PLACE, TIME = "place", "time"
TELLS: tuple[str, ...] = (PLACE, TIME)
SHOWN = ("none", "ballot", "pollbook", "voter")
"""What a person may say that a picture shows; "none": no marked ballot, poll-book page or voter."""
HELD = "held"
"""The class of a picture that stays in the office: it shows one of these, or nobody has said."""
CLEARED = "photo"
"""What a held picture is once a reviewer has cleared it."""
SHEET = "signed-sheet"
"""The class of a sheet that was signed in ink, scanned or photographed: it holds names, and stays in the office."""
LONGEST = 64 * 1000 * 1000
"""Bytes of a file that are looked into; a larger one counts as telling both."""

_STARTS = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftyphevc", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypmsf1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypqt  ", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
)
_TIFF = re.compile(rb"II\*\0|MM\0\*")
_XMP_PLACE = re.compile(
    rb"GPS(?:Latitude|Longitude|Position|Coordinates)|photoshop:(?:City|State|Country)"
    rb"|Iptc4xmp\w*:(?:Location|Sublocation|City)"
)
_XMP_TIME = re.compile(
    rb"(?:DateTimeOriginal|DateTimeDigitized|photoshop:DateCreated|xmp:(?:Create|Modify)Date|tiff:DateTime)\b"
)
_PACKED = re.compile(rb"zTXt|Raw profile type|iTXtXML:com\.adobe\.xmp\0\x01")
_FILM_PLACE = re.compile(rb"\xa9xyz|location\.ISO6709|\bloci\b")
_FILM_TIME = re.compile(rb"mvhd(?!.{4}\0{4}).{8}", re.DOTALL)
_CAPTIONS = re.compile(rb"8BIM\x04\x04")
"""IPTC-IIM in a Photoshop resource; its datasets follow, each 0x1c, record 2, number, length."""
_CAPTION_PLACE = re.compile(rb"\x1c\x02[\x1a\x1b\x5a\x5c\x5f\x64\x65]")
_CAPTION_TIME = re.compile(rb"\x1c\x02[\x37\x3c\x3e\x3f]")
_CAPTION_REACH = 64 * 1024
_PNG_TIME = re.compile(rb"\0\0\0\x07tIME|(?:tEXt|iTXt)(?i:creation time|date:|create-date)")
_GPS, _EXIF, _SUB = 0x8825, 0x8769, 0x014A
_PLACE_TAGS = frozenset({0x0001, 0x0002, 0x0003, 0x0004, 0x001B, 0x001C})
_TIME_TAGS = frozenset({0x0132, 0x9003, 0x9004})
_ENTRIES = 512
_DIRECTORIES = 16
_HEADERS = 64


def type_of(start: bytes) -> str:
    """The media type of a picture or film by its first bytes, "" for another file."""
    return next((kind for at, mark, kind in _STARTS if start[at : at + len(mark)] == mark), "")


def is_shown(media_type: str) -> bool:
    """Whether a file can show something: a picture or a film."""
    return media_type.startswith(("image/", "video/"))


def tells(data: bytes) -> tuple[str, ...]:
    """What a picture's file tells of where and when it was taken, in the order of TELLS."""
    facts = set()
    if _XMP_PLACE.search(data) or _FILM_PLACE.search(data):
        facts.add(PLACE)
    if _XMP_TIME.search(data) or _FILM_TIME.search(data) or _PNG_TIME.search(data):
        facts.add(TIME)
    captions = _CAPTIONS.search(data)
    if captions:
        caption = data[captions.start() : captions.start() + _CAPTION_REACH]
        facts |= {PLACE} if _CAPTION_PLACE.search(caption) else set()
        facts |= {TIME} if _CAPTION_TIME.search(caption) else set()
    if _PACKED.search(data):
        facts |= {PLACE, TIME}
    for count, header in enumerate(_TIFF.finditer(data)):
        if count == _HEADERS:
            facts |= {PLACE, TIME}
        if facts >= {PLACE, TIME}:
            break
        facts |= set(_of_exif(data, header.start()))
    return tuple(fact for fact in TELLS if fact in facts)


def _of_exif(data: bytes, start: int) -> Iterator[str]:
    order = "<" if data[start : start + 2] == b"II" else ">"
    waiting = [(_offset(data, start + 4, order), False)]
    seen: set[int] = set()
    while waiting and len(seen) < _DIRECTORIES:
        at, is_gps = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        entries, following = _directory(data, start + at, order)
        for tag, value in entries:
            if is_gps and tag in _PLACE_TAGS:
                yield PLACE
            elif not is_gps and tag in _TIME_TAGS:
                yield TIME
            elif tag in (_GPS, _EXIF, _SUB):
                waiting.append((value, tag == _GPS))
        if following:
            waiting.append((following, False))


def _directory(data: bytes, at: int, order: str) -> tuple[list[tuple[int, int]], int]:
    """The (tag, value or offset) of one directory, and where the next one lies."""
    if at < 0 or at + 2 > len(data):
        return [], 0
    (count,) = struct.unpack_from(f"{order}H", data, at)
    entries: list[tuple[int, int]] = []
    for place in range(min(count, _ENTRIES)):
        entry = at + 2 + 12 * place
        if entry + 12 > len(data):
            return entries, 0
        tag, _form, _count, value = struct.unpack_from(f"{order}HHII", data, entry)
        entries.append((tag, value))
    return entries, _offset(data, at + 2 + 12 * count, order)


def _offset(data: bytes, at: int, order: str) -> int:
    return int(struct.unpack_from(f"{order}I", data, at)[0]) if at + 4 <= len(data) else 0
