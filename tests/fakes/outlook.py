"""Outlook files made for the tests: a small writer of compound files ([MS-CFB]) with properties.

Version 3, 512-byte sectors, small streams in the mini stream. Enough for [MS-OXMSG].
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
UNICODE, STRING8, BINARY, INTEGER, OBJECT = 0x001F, 0x001E, 0x0102, 0x0003, 0x000D
TIME = 0x0040

Values = Mapping[tuple[int, int], bytes | int]


@dataclass
class Storage:
    """A folder of a compound file."""

    name: str
    streams: dict[str, bytes] = field(default_factory=dict)
    storages: list["Storage"] = field(default_factory=list)


def message(
    values: Values,
    *,
    attachments: Sequence[Values | Storage] = (),
    recipients: Sequence[Values] = (),
    header: int = 32,
    name: str = "Root Entry",
) -> Storage:
    """A message's storage. Values: (property number, type) -> bytes, or a number."""
    storage = _with_properties(name, values, header)
    for index, found in enumerate(attachments):
        place = f"__attach_version1.0_#{index:08X}"
        if isinstance(found, Storage):
            attached = _with_properties(place, {(0x3705, INTEGER): 5}, 8)
            found.name = "__substg1.0_3701000D"
            attached.storages.append(found)
        else:
            attached = _with_properties(place, {(0x3705, INTEGER): 1, **found}, 8)
        storage.storages.append(attached)
    for index, person in enumerate(recipients):
        storage.storages.append(_with_properties(f"__recip_version1.0_#{index:08X}", person, 8))
    return storage


def _with_properties(name: str, values: Values, header: int) -> Storage:
    storage = Storage(name)
    entries = bytearray(header)
    for (number, kind), value in values.items():
        if isinstance(value, int):
            entries += struct.pack("<HHIQ", kind, number, 6, value)
        else:
            entries += struct.pack("<HHIII", kind, number, 6, len(value), 0)
            storage.streams[f"__substg1.0_{number:04X}{kind:04X}"] = value
    storage.streams["__properties_version1.0"] = bytes(entries)
    return storage


def moment(seconds: int) -> int:
    """A time property's number ([MS-DTYP] FILETIME). `seconds`: since 1970, UTC."""
    return (seconds + 11_644_473_600) * 10_000_000


def text(value: str) -> bytes:
    """A Unicode property's bytes."""
    return value.encode("utf-16-le")


def compound_file(root: Storage) -> bytes:
    """The bytes of a compound file."""
    entries: list[tuple[str, int, bytes, int, int]] = []  # name, type, content, next, child

    def add(storage: Storage, kind: int) -> int:
        place = len(entries)
        entries.append((storage.name, kind, b"", _FREE, _FREE))
        kids = [_place(entries, name, content) for name, content in storage.streams.items()]
        kids += [add(kid, 1) for kid in storage.storages]
        for kid, following in zip(kids, [*kids[1:], _FREE], strict=True):
            entries[kid] = (*entries[kid][:3], following, entries[kid][4])
        entries[place] = (*entries[place][:4], kids[0] if kids else _FREE)
        return place

    add(root, 5)
    return _written(entries)


def _place(entries: list[tuple[str, int, bytes, int, int]], name: str, content: bytes) -> int:
    entries.append((name, 2, content, _FREE, _FREE))
    return len(entries) - 1


def _written(entries: list[tuple[str, int, bytes, int, int]]) -> bytes:
    sectors: list[bytes] = []
    fat: list[int] = []
    mini = bytearray()
    mini_fat: list[int] = []

    def chain(content: bytes) -> int:
        count = max(1, -(-len(content) // _SECTOR))
        start = len(sectors)
        for index in range(count):
            sectors.append(content[index * _SECTOR : (index + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            fat.append(start + index + 1 if index + 1 < count else _END)
        return start

    starts = []
    for _, kind, content, _, _ in entries:
        if kind != 2 or not content:
            starts.append(_END)
        elif len(content) >= _CUTOFF:
            starts.append(chain(content))
        else:
            start, count = len(mini_fat), -(-len(content) // _MINI)
            mini.extend(content.ljust(count * _MINI, b"\0"))
            mini_fat += [start + index + 1 for index in range(count - 1)] + [_END]
            starts.append(start)
    mini_start = chain(bytes(mini)) if mini else _END
    mini_fat_start = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat)) if mini_fat else _END
    directory = b"".join(
        _entry(
            entry,
            start if entry[1] != 5 else mini_start,
            len(mini) if entry[1] == 5 else len(entry[2]),
        )
        for entry, start in zip(entries, starts, strict=True)
    )
    directory_start = chain(directory)
    fat_sectors = 1
    while (len(sectors) + fat_sectors) * 4 > fat_sectors * _SECTOR:
        fat_sectors += 1
    fat_places = list(range(len(sectors), len(sectors) + fat_sectors))
    fat += [_FAT] * fat_sectors
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * _SECTOR, b"\xff")
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors,
        directory_start, 0, _CUTOFF, mini_fat_start, -(-len(mini_fat) * 4 // _SECTOR) if mini_fat else 0,
        _END, 0, 0,
    )[:76]  # fmt: skip
    difat = struct.pack("<109I", *fat_places, *[_FREE] * (109 - fat_sectors))
    return head + difat + b"".join(sectors) + table


def _entry(entry: tuple[str, int, bytes, int, int], start: int, size: int) -> bytes:
    name, kind, _, following, child = entry
    wide = name.encode("utf-16-le")
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(wide) + 2, kind, 1, _FREE, following, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
