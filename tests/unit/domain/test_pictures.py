"""What a picture's file tells of where and when it was taken, whatever format it has."""

import struct
import zlib

import pytest

from clerkapp.domain.privacy import pictures


def exif(*, gps: bool, time: bool, order: str = "<") -> bytes:
    """A TIFF structure as cameras write it: a directory, and one of the place beside it."""
    entries = []
    if time:
        entries.append((0x0132, 2, 20, 0))
    entries.append((0x010F, 2, 4, 0))
    if gps:
        entries.append((0x8825, 4, 1, 8 + 2 + 12 * (len(entries) + 1) + 4))
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    first = struct.pack(f"{order}H", len(entries))
    first += b"".join(struct.pack(f"{order}HHII", *one) for one in entries) + bytes(4)
    place = struct.pack(f"{order}H", 1) + struct.pack(f"{order}HHII", 2, 5, 3, 0) + bytes(4)
    return head + first + (place if gps else b"")


def jpeg(body: bytes) -> bytes:
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 8) + b"Exif\0\0" + body + b"\xff\xd9"


def png(body: bytes) -> bytes:
    chunk = b"eXIf" + body
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(body))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
    )


def webp(body: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBPVP8X" + bytes(40) + b"EXIF" + struct.pack("<I", len(body)) + body


def heic(body: bytes) -> bytes:
    return b"\0\0\0\x18ftypheic" + bytes(300) + b"\0\0\0\x06Exif\0\0" + body


WRAPPERS = {"image/jpeg": jpeg, "image/png": png, "image/webp": webp, "image/heic": heic}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("kind", "wrap"), WRAPPERS.items())
@pytest.mark.parametrize(
    ("gps", "time", "told"),
    [
        (True, False, ("place",)),
        (False, True, ("time",)),
        (True, True, ("place", "time")),
        (False, False, ()),
    ],
)
def test_exif_is_found_in_every_format(
    kind: str, wrap: object, order: str, gps: bool, time: bool, told: tuple[str, ...]
) -> None:
    data = WRAPPERS[kind](exif(gps=gps, time=time, order=order))
    assert pictures.type_of(data) == kind
    assert pictures.tells(data) == told


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xd8\xff<x exif:GPSLatitude='38,56.1N'/>", ("place",)),
        (b"\xff\xd8\xff<xmp:CreateDate>2026-11-03</xmp:CreateDate>", ("time",)),
        (b"\0\0\0\x18ftypmp42moov\xa9xyz+38.9-092.3/", ("place",)),
        (b"\x89PNG\r\n\x1a\nzTXtRaw profile type exif", ("place", "time")),
        (b"\xff\xd8\xff" + b"II*\0" * 200, ("place", "time")),
        (b"\xff\xd8\xff" + b"II*\0\x08\0\0\0\xff\xff", ()),
        (
            b"\xff\xd8\xffPhotoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x5a\0\x06Fulton",
            ("place",),
        ),
        (
            b"\xff\xd8\xffPhotoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0d\x1c\x02\x37\0\x0820261103",
            ("time",),
        ),
        (b"\xff\xd8\xffPhotoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0d\x1c\x02\x78\0\x03Jam", ()),
        (b"\xff\xd8\xff\x1c\x02\x5a\0\x06Fulton", ()),
        (b"\xff\xd8\xff<Iptc4xmpExt:City>Fulton</Iptc4xmpExt:City>", ("place",)),
        (b"\xff\xd8\xff<x tiff:DateTime='2026'/>", ("time",)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x07tIME\x07\xea\x0b\x03\x07\x28\0", ("time",)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x20tEXtCreation Time\x00Tue, 3 Nov 2026", ("time",)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x20tEXtdate:create\x002026-11-03", ("time",)),
        (
            b"\0\0\0\x18ftypmp42moov\0\0\0\x6cmvhd\0\0\0\0\xe2\x01\x02\x03\xe2\x01\x02\x03",
            ("time",),
        ),
        (b"\0\0\0\x18ftypmp42moov\0\0\0\x6cmvhd" + bytes(100), ()),
        (b"\x89PNG\r\n\x1a\n", ()),
        (b"", ()),
    ],
)
def test_other_notes_are_found_and_broken_ones_do_no_harm(
    data: bytes, told: tuple[str, ...]
) -> None:
    assert pictures.tells(data) == told


def test_directories_that_name_each_other_end() -> None:
    loop = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 0) + struct.pack("<I", 8)
    assert pictures.tells(b"\xff\xd8\xff" + loop) == ()


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"PK\x03\x04", b"From: a", b"", b"ftyp"])
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert pictures.type_of(data) == ""
