"""Attached files: what they are called, what they are, and what is odd."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.crypto.digests import sha256_hex
from clerkapp.evidence import limits
from clerkapp.evidence.parse import archives, attachments, qr
from clerkapp.evidence.parse.parts import Leaf
from tests.fakes.letters import qr_pdf, qr_picture, qr_pictures, zipped

PROGRAM = b"MZ" + bytes(100)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
RAR4 = b"Rar!\x1a\x07\x00"
RAR5 = b"Rar!\x1a\x07\x01\x00"
PAGE = b"<!DOCTYPE html><html><body>hello</body></html>"


def _leaf(name: str, content: bytes, media_type: str = "application/octet-stream") -> Leaf:
    return Leaf(media_type, "", "attachment", name, content)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (zipped({"a.txt": b"x"}), "application/zip"),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (zipped({"META-INF/MANIFEST.MF": b"", "A.class": b""}), "application/java-archive"),
        (PROGRAM, "application/x-dosexec"),
        (b"MZ is how this line begins", "text/plain"),
        (PAGE, "text/html"),
        (b"\xef\xbb\xbf <!-- c --> <HTML>", "text/html"),
        (b"<svg xmlns='x'></svg>", "image/svg+xml"),
        (OLE, "application/x-ole-storage"),
        (b"words\n", "text/plain"),
        (b"\x01\x02\x03\x00", "application/octet-stream"),
        (b"", "application/x-empty"),
    ],
)  # fmt: skip
def test_types_come_from_the_bytes(content: bytes, media_type: str) -> None:
    assert attachments.describe(_leaf("x", content)).sniffed == media_type


@pytest.mark.parametrize(
    ("name", "content", "flags"),
    [
        ("supplies.pdf", b"%PDF-1.4", set()),
        ("ballot_\u202efdp.exe", b"inert", {"reversed-name", "program"}),
        ("Contract.pdf.html", PAGE, {"double-name", "web-page"}),
        ("scan.jpg.exe", PROGRAM, {"double-name", "program"}),
        ("notes.v2.pdf", b"%PDF-1.4", set()),
        ("backup.tar.gz", b"\x1f\x8b\x08", set()),
        ("a                    .exe", PROGRAM, {"double-name", "program"}),
        ("tab\tname.pdf", b"%PDF-1.4", {"hidden-characters"}),
        ("roster.docm", zipped({"[Content_Types].xml": b"", "word/vbaProject.bin": b"x"}), {"macros"}),
        ("roster.doc", OLE + "_VBA_PROJECT".encode("utf-16-le"), {"macros"}),
        ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), {"encrypted-document"}),
        ("locked.pdf", b"%PDF-1.4 /Encrypt 5 0 R", {"encrypted-document"}),
        ("forms.pdf", b"%PDF-1.4 /OpenAction 5 0 R", {"pdf-actions"}),
        ("invoice.zip", zipped({"a.txt": b"x"}, locked=True), {"encrypted-archive"}),
        ("invoice.zip", zipped({"a.txt": b"x"}), set()),
        ("invoice.zip", zipped({"run.js": b"x"}), {"program-inside"}),
        ("disk.iso", bytes(0x8001) + b"CD001", {"disk-image"}),
        ("link.lnk", b"L\0\0\0\x01\x14\x02\0", {"program"}),
        ("page.htm", b"<html><script>atob('x')</script>", {"page-with-script"}),
        ("page.htm", b"<html><form><input type=password>", {"page-with-form"}),
        ("picture.svg", b"<svg onload='x()'></svg>", {"page-with-script"}),
        ("picture.svg", b"<svg></svg>", set()),
    ],
)  # fmt: skip
def test_flags_name_what_a_person_can_check(name: str, content: bytes, flags: set[str]) -> None:
    found = attachments.describe(_leaf(name, content))
    assert set(found.flags) == flags
    assert (found.size, found.sha256) == (len(content), sha256_hex(content))


@pytest.mark.parametrize(
    ("declared", "content", "differs"),
    [
        ("application/pdf", PROGRAM, True),
        ("image/png", PAGE, True),
        ("application/pdf", zipped({"a": b""}), True),
        ("image/jpg", b"\xff\xd8\xff", False),
        ("application/x-zip-compressed", zipped({"a": b""}), False),
        ("application/octet-stream", PROGRAM, False),
        ("application/pdf", b"plain words", False),
    ],
)
def test_a_type_that_contradicts_the_bytes_is_flagged(
    declared: str, content: bytes, differs: bool
) -> None:
    assert ("type-mismatch" in attachments.describe(_leaf("x", content, declared)).flags) is differs


def test_a_damaged_zip_still_says_its_names() -> None:
    whole = zipped({"run.exe": b"x" * 50}, locked=True)
    listing = archives.zipped(whole[:60])
    assert listing.names == ("run.exe",)
    assert listing.encrypted
    assert not listing.whole


def _rar4(flags: int, name: bytes = b"a.exe") -> bytes:
    header = struct.pack("<HBHH", 0, 0x74, flags, 32 + len(name))
    body = struct.pack("<I", 0) + bytes(15) + struct.pack("<H", len(name)) + bytes(4) + name
    return RAR4 + struct.pack("<HBHH", 0, 0x73, 0, 13) + bytes(6) + header + body


@pytest.mark.parametrize(
    ("content", "encrypted", "names"),
    [
        (_rar4(0x8000), False, ("a.exe",)),
        (_rar4(0x8004), True, ("a.exe",)),
        (RAR4 + struct.pack("<HBHH", 0, 0x73, 0x80, 13), True, ()),
        (RAR5 + b"\0\0\0\0\x03\x04\x00\x00", True, ()),
        (RAR5 + b"\0\0\0\0\x06\x02\x01\x03\x02\x01\x00", True, ()),
        (RAR5 + b"\0\0\0\0\x02\x01\x00" + b"\0\0\0\0\x02\x05\x00", False, ()),
        (RAR4, False, ()),
        (RAR5, False, ()),
    ],
)
def test_a_rar_says_whether_it_is_locked(
    content: bytes, encrypted: bool, names: tuple[str, ...]
) -> None:
    listing = archives.rar(content)
    assert (listing.encrypted, listing.names) == (encrypted, names)


def test_a_seven_zip_says_whether_it_is_locked() -> None:
    header = b"\x01\x04\x06\xf1\x07\x01"
    start = b"7z\xbc\xaf\x27\x1c\0\4" + bytes(4)
    assert archives.seven_zip(
        start + struct.pack("<QQ", 0, len(header)) + bytes(4) + header
    ).encrypted
    assert not archives.seven_zip(start + struct.pack("<QQ", 0, 2) + bytes(4) + b"\1\4").encrypted
    assert not archives.seven_zip(b"7z").encrypted


@given(
    st.sampled_from([RAR4, RAR5, b"7z\xbc\xaf\x27\x1c", b"PK\x03\x04", b"%PDF-"]),
    st.binary(max_size=200),
)
def test_no_archive_raises(start: bytes, rest: bytes) -> None:
    found = attachments.describe(_leaf("x.zip", start + rest))
    assert found.size == len(start + rest)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (qr_picture("https://portal.example/mfa"), "image/png"),
        (qr_picture("https://portal.example/mfa", dark="darkblue"), "image/png"),
        (qr_pdf("https://portal.example/mfa"), "application/pdf"),
    ],
)
def test_codes_are_read_and_name_their_file(content: bytes, media_type: str) -> None:
    kind = qr.kind_of(media_type)
    assert kind is not None
    looked = qr.look(kind, content, limits.ALL_PIXELS)
    assert (looked.texts, looked.problem) == (("https://portal.example/mfa",), "")


def test_a_code_is_read_in_a_picture_of_every_format() -> None:
    for name, content in qr_pictures("https://portal.example/mfa").items():
        kind = qr.kind_of(attachments.describe(_leaf(name, content)).sniffed)
        assert kind is qr.Kind.PICTURE, name
        looked = qr.look(kind, content, limits.ALL_PIXELS)
        assert (looked.texts, looked.problem) == (("https://portal.example/mfa",), ""), name


def _png(width: int, height: int) -> bytes:
    head = struct.pack(">II", width, height) + b"\x08\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + bytes(4)


def test_a_picture_with_too_many_pixels_is_not_decoded() -> None:
    looked = qr.look(qr.Kind.PICTURE, _png(40_000, 40_000), limits.ALL_PIXELS)
    assert looked.texts == ()
    assert looked.problem in {"picture-large", "picture-unread"}


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"\x89PNG\r\n\x1a\nbroken", qr.Kind.PICTURE, "picture-unread"),
        (b"%PDF-1.4\n1 0 obj broken", qr.Kind.PDF, "pdf-unread"),
    ],
)
def test_what_cannot_be_looked_through_is_said(content: bytes, kind: qr.Kind, code: str) -> None:
    assert qr.look(kind, content, limits.ALL_PIXELS) == qr.Looked(problem=code)
