"""What an archive holds, listed only: nothing in it is ever unpacked.

ZIP's central directory (APPNOTE 4.3.12), the block headers of RAR 4 and 5, and the signature of
7-Zip are enough to say which names it holds and whether a password hides them.
"""

import struct
import zipfile
from dataclasses import dataclass
from io import BytesIO

from clerkapp.evidence import limits

_ENCRYPTED = 0x1
_RAR4, _RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_7Z_AES = b"\x06\xf1\x07\x01"


@dataclass(frozen=True, slots=True)
class Listing:
    """The names in an archive, whether a password is needed, whether the list is whole."""

    names: tuple[str, ...] = ()
    encrypted: bool = False
    whole: bool = True


def zipped(content: bytes) -> Listing:
    """A ZIP's listing. Never raises."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except Exception:
        return _local_headers(content)
    return Listing(
        tuple(
            entry.filename[: limits.NAME_CHARACTERS] for entry in entries[: limits.ARCHIVE_ENTRIES]
        ),
        any(entry.flag_bits & _ENCRYPTED for entry in entries),
        len(entries) <= limits.ARCHIVE_ENTRIES,
    )


def _local_headers(content: bytes) -> Listing:
    """What a damaged ZIP still says in front of each entry (APPNOTE 4.3.7)."""
    names: list[str] = []
    encrypted = False
    at = content.find(b"PK\x03\x04")
    while at >= 0 and len(names) < limits.ARCHIVE_ENTRIES and at + 30 <= len(content):
        flags, length = struct.unpack("<6xH18xH", content[at : at + 28])
        encrypted = encrypted or bool(flags & _ENCRYPTED)
        names.append(
            content[at + 30 : at + 30 + length].decode("utf-8", "replace")[: limits.NAME_CHARACTERS]
        )
        at = content.find(b"PK\x03\x04", at + 30)
    return Listing(tuple(names), encrypted, whole=False)


def rar(content: bytes) -> Listing:
    """Whether a RAR needs a password, and the names a RAR 4 shows."""
    if content.startswith(_RAR5):
        return Listing((), _rar5_encrypted(content), whole=False)
    names: list[str] = []
    encrypted = False
    at = len(_RAR4)
    while at + 7 <= len(content) and len(names) < limits.ARCHIVE_ENTRIES:
        kind, flags, size = struct.unpack("<2xBHH", content[at : at + 7])
        if kind == 0x73:
            encrypted = encrypted or bool(flags & 0x80)
        elif kind == 0x74 and at + 32 <= len(content):
            packed, length = struct.unpack("<I15xH", content[at + 7 : at + 28])
            encrypted = encrypted or bool(flags & 0x04)
            names.append(
                content[at + 32 : at + 32 + length].decode("utf-8", "replace")[
                    : limits.NAME_CHARACTERS
                ]
            )
            size += packed
        if size < 7 or (encrypted and kind == 0x73):
            break
        at += size
    return Listing(tuple(names), encrypted, whole=False)


def _rar5_encrypted(content: bytes) -> bool:
    """Whether the first blocks are an encryption header, or a file with an encryption record."""
    at = len(_RAR5)
    for _ in range(64):
        size, start = _vint(content, at + 4)
        kind, place = _vint(content, start)
        flags, place = _vint(content, place)
        if size <= 0 or kind == 4:
            return kind == 4
        extra = packed = 0
        if flags & 1:
            extra, place = _vint(content, place)
        if flags & 2:
            packed, place = _vint(content, place)
        end = start + size
        if kind == 2 and extra:
            _, record = _vint(content, end - extra)
            if _vint(content, record)[0] == 1:
                return True
        at = end + packed
        if at >= len(content):
            return False
    return False


def _vint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(10):
        if not 0 <= at < len(content):
            return 0, at
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            break
    return value, at


def seven_zip(content: bytes) -> Listing:
    """Whether a 7-Zip archive names its AES coder where its header can be read."""
    if len(content) < 32:
        return Listing(whole=False)
    offset, size = struct.unpack("<12xQQ", content[:28])
    header = content[32 + offset : 32 + offset + min(size, limits.MIB)]
    return Listing((), _7Z_AES in header, whole=False)
