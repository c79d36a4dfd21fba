"""The tar: every other spelling, order, entry or ending than the canonical one is refused."""

import io
import tarfile
from collections.abc import Callable
from hashlib import sha256

import pytest

from clerkapp.codec import sshsig, ustar
from clerkapp.crypto import signing
from clerkapp.crypto.signing import Namespace
from tests.fakes import bag
from tests.fakes.bag import Bag, entry, seal, tar_of

MANIFEST = "manifest-sha256.txt"
TAGMANIFEST = "tagmanifest-sha256.txt"


def _entries() -> list[bytes]:
    files = Bag.good().finish()
    return [entry(name, files[name]) for name in sorted(files, reverse=True)]


def _names() -> list[str]:
    return sorted(Bag.good().files, reverse=True)


def _answer(entries: list[bytes]) -> str:
    return bag.answer(seal(tar_of(entries)))


def _raw(name: bytes, *, kind: bytes = b"0", link: bytes = b"", size: int = 0) -> bytes:
    """A header that differs from a canonical one in name, type or link, checksum included."""
    block = bytearray(ustar.header("x", size))
    block[:100] = name.ljust(100, b"\0")
    block[156:157] = kind
    block[157:257] = link.ljust(100, b"\0")
    block[148:156] = b"        "
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


STRANGERS: dict[str, bytes] = {
    "html": entry("readme.html", b"<p>"),
    "fetch.txt": entry("fetch.txt", b"https://station.example - data/x\n"),
    "other_manifest": entry("manifest-sha512.txt", b""),
    "traversal": _raw(b"bundle/../../evil"),
    "absolute": _raw(b"/etc/evil"),
    "no_prefix": _raw(b"statement.json"),
    "backslash": _raw(b"bundle\\evil"),
    "non_ascii": _raw("bundle/señal".encode()),
    "name_after_nul": _raw(b"bundle/data\0/evil"),
    "full_name_field": _raw(b"bundle/" + b"a" * 93),
    "symlink": _raw(b"bundle/data/records.jsonl", kind=b"2", link=b"/etc/passwd"),
    "hardlink": _raw(b"bundle/data/records.jsonl", kind=b"1", link=b"bundle/statement.json"),
    "character_device": _raw(b"bundle/data/records.jsonl", kind=b"3"),
    "block_device": _raw(b"bundle/data/records.jsonl", kind=b"4"),
    "directory": _raw(b"bundle/data/", kind=b"5"),
    "fifo": _raw(b"bundle/data/records.jsonl", kind=b"6"),
    "pax_extended": _raw(b"bundle/PaxHeaders/x", kind=b"x"),
    "pax_global": _raw(b"pax_global_header", kind=b"g"),
    "long_name": _raw(b"././@LongLink", kind=b"L"),
    "sparse": _raw(b"bundle/data/records.jsonl", kind=b"S"),
    "old_type": _raw(b"bundle/data/records.jsonl", kind=b"\0"),
    "zero_block": bytes(512),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_an_entry_put_in_anywhere(name: str) -> None:
    entries = _entries()
    for place in range(len(entries) + 1):
        changed = [*entries[:place], STRANGERS[name], *entries[place:]]
        # A zero block at the end may be part of the same trailer: then it is the same file.
        if tar_of(changed) != tar_of(entries):
            assert _answer(changed) == "layout"


@pytest.mark.parametrize("place", range(11))
def test_an_entry_dropped_doubled_or_swapped(place: int) -> None:
    entries = _entries()
    assert _answer(entries[:place] + entries[place + 1 :]) == "layout"
    assert _answer([*entries[: place + 1], *entries[place:]]) == "layout"
    if place:
        entries[place - 1], entries[place] = entries[place], entries[place - 1]
        assert _answer(entries) == "layout"


def test_an_attachment_that_the_manifest_does_not_list() -> None:
    entries, names = _entries(), _names()
    extra = "data/attachments/" + "0" * 64
    place = sorted([*names, extra], reverse=True).index(extra)
    assert _answer([*entries[:place], entry(extra, b""), *entries[place:]]) == "manifest"


HEADER_CHANGES: dict[str, Callable[[bytearray], None]] = {
    "mode": lambda block: block.__setitem__(slice(100, 108), b"0000600\0"),
    "owner": lambda block: block.__setitem__(slice(108, 116), b"0001750\0"),
    "time": lambda block: block.__setitem__(slice(136, 148), b"14716063000\0"),
    "user_name": lambda block: block.__setitem__(slice(265, 269), b"root"),
    "gnu_magic": lambda block: block.__setitem__(slice(257, 265), b"ustar  \0"),
    "no_magic": lambda block: block.__setitem__(slice(257, 265), bytes(8)),
    "prefix": lambda block: block.__setitem__(slice(345, 351), b"bundle"),
    "device": lambda block: block.__setitem__(slice(329, 337), b"0000001\0"),
    "size_with_spaces": lambda block: block.__setitem__(
        slice(124, 136), block[124:136].lstrip(b"0").rjust(12)
    ),
    "size_base_256": lambda block: block.__setitem__(
        slice(124, 136), b"\x80" + int(block[124:135], 8).to_bytes(11)
    ),
    "size_negative": lambda block: block.__setitem__(slice(124, 125), b"-"),
    "last_octet": lambda block: block.__setitem__(511, 1),
}


@pytest.mark.parametrize("name", HEADER_CHANGES)
def test_another_header_of_the_same_entry(name: str) -> None:
    entries = _entries()
    for place, whole in enumerate(entries):
        block = bytearray(whole[:512])
        HEADER_CHANGES[name](block)
        block[148:156] = b"        "
        block[148:156] = b"%06o\0 " % sum(block)
        changed = [*entries[:place], bytes(block) + whole[512:], *entries[place + 1 :]]
        assert _answer(changed) == "layout"


def test_a_wrong_checksum() -> None:
    entries = _entries()
    entries[3] = entries[3][:148] + b"000000\0 " + entries[3][156:]
    assert _answer(entries) == "layout"


def test_padding_must_be_nul() -> None:
    entries = _entries()
    for place, whole in enumerate(entries):
        if whole[-1] == 0:
            changed = [*entries[:place], whole[:-1] + b"x", *entries[place + 1 :]]
            assert _answer(changed) == "layout"


def test_the_end() -> None:
    tar = tar_of(_entries())
    assert bag.answer(seal(tar + bytes(512))) == "layout"
    assert bag.answer(seal(tar + bytes(10240))) == "layout"
    assert bag.answer(seal(tar + tar)) == "layout"
    assert bag.answer(seal(tar[:-1] + b"x")) == "layout"
    assert bag.answer(seal(tar[:-512])) == "truncated"


def test_a_tar_cut_short_anywhere_is_truncated() -> None:
    tar = tar_of(_entries())
    for length in range(1, len(tar), 499):
        assert bag.answer(seal(tar[:length])) == "truncated"


def test_another_tar_writer_is_refused() -> None:
    files = Bag.good().finish()
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT):
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w", format=form) as tar:
            for name in sorted(files, reverse=True):
                info = tarfile.TarInfo("bundle/" + name)
                info.size, info.mtime = len(files[name]), 1_780_000_000
                tar.addfile(info, io.BytesIO(files[name]))
        assert bag.answer(seal(made.getvalue())) == "layout"


MANIFEST_CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "one_space": lambda data: data.replace(b"  ", b" ", 1),
    "binary_mark": lambda data: data.replace(b"  ", b" *", 1),
    "upper_case": lambda data: data[:64].upper() + data[64:],
    "traversal": lambda data: data.replace(b"  ", b"  ../", 1),
    "other_name": lambda data: data.replace(b"json", b"jsom", 1),
    "descending": lambda data: b"".join(data.splitlines(keepends=True)[::-1]),
    "line_twice": lambda data: data.splitlines(keepends=True)[0] + data,
    "line_less": lambda data: b"".join(data.splitlines(keepends=True)[1:]),
    "no_line_feed": lambda data: data[:-1],
    "blank_line": lambda data: data + b"\n",
    "carriage_return": lambda data: data.replace(b"\n", b"\r\n"),
    "non_ascii": lambda data: data.replace(b"json", "jsón".encode(), 1),
    "short_digest": lambda data: data[1:],
    "empty": lambda data: b"",
}


@pytest.mark.parametrize("name", MANIFEST_CHANGES)
@pytest.mark.parametrize("which", [MANIFEST, TAGMANIFEST])
def test_a_manifest_in_another_spelling(name: str, which: str) -> None:
    broken = Bag.good()
    files = broken.finish()
    changed = MANIFEST_CHANGES[name](files[which])
    assert changed != files[which]
    if which == MANIFEST:
        files[MANIFEST] = changed
        broken.sign()
    else:
        _sign_exactly(files, changed)
    assert bag.answer(seal(bag.pack(files))) == "manifest"


def _sign_exactly(files: dict[str, bytes], tagmanifest: bytes) -> None:
    blob = signing.sign(bag.station_key(), Namespace.BUNDLE, tagmanifest)
    files[TAGMANIFEST] = tagmanifest
    files["tagmanifest-sha256.txt.sig"] = sshsig.armor(blob)


@pytest.mark.parametrize("name", _names())
def test_a_file_changed_after_signing(name: str) -> None:
    """Whatever the change breaks besides, the digest is what is reported."""
    files = Bag.good().finish()
    before = files[name]
    other = b"y" if before[-9:-8] == b"x" else b"x"
    files[name] = before[:-9] + other + before[-8:]
    expected = "signature" if name.startswith("tagmanifest") else "hash"
    assert bag.answer(seal(bag.pack(files))) == expected


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("tagmanifest-sha256.txt.sig", 4097),
        ("tagmanifest-sha256.txt", 4097),
        ("statement.json", 65_537),
        ("manifest-sha256.txt", (16 << 20) + 1),
    ],
)
def test_a_tag_file_above_its_cap(name: str, size: int) -> None:
    files = Bag.good().finish()
    files[name] = files[name].ljust(size, b" ")
    assert bag.answer(seal(bag.pack(files))) == "limit"


def test_an_attachment_under_another_digest() -> None:
    files = Bag.good().finish()
    named = "data/attachments/" + sha256(bag.LOG).hexdigest()
    files[named] = files[named][::-1]
    assert bag.answer(seal(bag.pack(files))) == "hash"
    broken = Bag.good()
    broken.files[named] = broken.files[named][::-1]
    assert broken.answer() == "manifest"


def test_a_payload_file_missing_from_both() -> None:
    for name in ("records", "signatures", "accounts"):
        broken = Bag.good()
        files = broken.finish()
        del files[f"data/{name}.jsonl"]
        files["manifest-sha256.txt"] = b"".join(
            line
            for line in files["manifest-sha256.txt"].splitlines(keepends=True)
            if name.encode() not in line
        )
        assert bag.answer(seal(bag.pack(broken.sign()))) == "manifest"
