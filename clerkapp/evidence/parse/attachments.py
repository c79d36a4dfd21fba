"""Attached files: what the message says they are, what their first bytes say, what is odd.

Types are sniffed from signatures, never from the name. A flag names one thing a person can check;
whether it is a warning sign is decided in `signs`. Nothing is opened, unpacked or run.
"""

import re
import unicodedata
from typing import Final

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.messages.examination import MessageFile
from clerkapp.domain.text.rules import hides
from clerkapp.evidence.parse import archives
from clerkapp.evidence.parse.parts import Leaf

PROGRAM_NAMES: Final = frozenset(
    [
        "exe",
        "scr",
        "com",
        "pif",
        "bat",
        "cmd",
        "ps1",
        "psm1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "msi",
        "msp",
        "msix",
        "appx",
        "appxbundle",
        "jar",
        "cpl",
        "dll",
        "sys",
        "lnk",
        "reg",
        "chm",
        "scf",
        "url",
        "application",
        "gadget",
        "inf",
        "ins",
        "iqy",
        "settingcontent-ms",
        "library-ms",
        "search-ms",
        "xll",
        "ppam",
        "xlam",
        "wll",
        "rdp",
        "apk",
        "dmg",
        "pkg",
        "command",
        "sh",
        "desktop",
        "run",
        "app",
        "elf",
        "one",
        "onepkg",
        "diagcab",
        "theme",
        "website",
    ]
)
_IMAGE_NAMES = frozenset(["iso", "img", "vhd", "vhdx", "udf", "daa"])
_MACRO_NAMES = frozenset(["docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "potm", "ppsm", "sldm"])
_ARCHIVE_NAMES = frozenset(
    ["zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "cab", "ace", "arj", "lzh", "z", "zst"]
)
_PAGE_NAMES = frozenset(["html", "htm", "shtml", "xhtml", "xht", "mht", "mhtml", "svg"])
_HARMLESS_NAMES = frozenset(
    [
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "txt",
        "csv",
        "rtf",
        "jpg",
        "jpeg",
        "png",
        "gif",
        "bmp",
        "tif",
        "tiff",
        "mp3",
        "mp4",
        "wav",
        "odt",
        "ods",
        "eml",
        "msg",
        "htm",
        "html",
    ]
)
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (0, b"MSCF", "application/vnd.ms-cab-compressed"),
    (257, b"ustar", "application/x-tar"),
    (7, b"**ACE**", "application/x-ace-compressed"),
    (0, bytes.fromhex("d0cf11e0a1b11ae1"), "application/x-ole-storage"),
    (0, b"MZ", "application/x-dosexec"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"\xca\xfe\xba\xbe", "application/java-vm"),
    (0, b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (0, b"L\0\0\0\x01\x14\x02\0", "application/x-ms-shortcut"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "application/onenote"),
    (0x8001, b"CD001", "application/x-iso9660-image"),
    (0, b"conectix", "application/x-vhd"),
    (0, b"vhdxfile", "application/x-vhd"),
    (0, b"ITSF", "application/vnd.ms-htmlhelp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "application/ogg"),
    (0, b"RIFF", "application/x-riff"),
    (0, b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (0, b"#!", "text/x-script"),
)
_PROGRAM_TYPES = frozenset(
    {"application/x-dosexec", "application/x-executable", "application/java-vm", "application/x-mach-binary",
     "application/x-ms-shortcut", "application/onenote", "application/vnd.ms-htmlhelp"}
)  # fmt: skip
_DISK_TYPES = frozenset({"application/x-iso9660-image", "application/x-vhd"})
_MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PAGE_START = re.compile(
    rb"(?is)^(?:\xef\xbb\xbf)?\s*(?:(?:<!--(?:(?!-->).){0,2000}+-->|<\?xml[^>]{0,200}+>)\s*+)*+<(!doctype\s+html|html|head|body|script|svg|meta|title)"
)
_SCRIPT = re.compile(
    rb"(?i)<script|javascript:|\bon(?:load|error|click|mouseover|focus)\s*=|\batob\s*\(|\bunescape\s*\(|document\.write|new\s+Blob|msSaveOrOpenBlob"
)
_PAGE_FORM = re.compile(rb"(?i)<form\b|type\s*=\s*[\"']?password")
_PDF_ACTIONS = re.compile(rb"/(?:JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile)\b")
_LOOKED_AT = 4 * 1024 * 1024
_CONFUSED = {
    "application/x-zip-compressed": "application/zip", "application/x-zip": "application/zip",
    "image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png",
    "application/x-pdf": "application/pdf", "image/x-ms-bmp": "image/bmp", "text/rtf": "application/rtf",
    "application/x-rar-compressed": "application/vnd.rar", "application/x-gzip": "application/gzip",
    "application/x-msdownload": "application/x-dosexec", "application/ms-tnef": "application/vnd.ms-tnef",
}  # fmt: skip
_ZIPPED = ("application/vnd.openxmlformats", "application/java-archive")
_UNSAYING = frozenset({"application/octet-stream", "application/x-ole-storage", "text/plain", ""})


def describe(leaf: Leaf) -> MessageFile:
    """What a part is. Never raises for what it holds."""
    content = leaf.content
    sniffed = sniff(content)
    listing = archives.Listing()
    flags: list[str] = []
    if sniffed == "application/zip":
        listing = archives.zipped(content)
        sniffed = _office_or_zip(listing)
    elif sniffed == "application/vnd.rar":
        listing = archives.rar(content)
    elif sniffed == "application/x-7z-compressed":
        listing = archives.seven_zip(content)
    flags.extend(_name_flags(leaf.name))
    flags.extend(_content_flags(sniffed, content, listing, leaf))
    if leaf.problem:
        flags.append("unreadable")
    return MessageFile(
        name=leaf.name,
        declared=leaf.media_type,
        sniffed=sniffed,
        size=len(content),
        sha256=sha256_hex(content),
        flags=tuple(dict.fromkeys(flags)),
    )


def undescribed(leaf: Leaf) -> MessageFile:
    """A part that could not be looked into: its name, its fingerprint, and what the message says."""
    return MessageFile(
        name=leaf.name,
        declared=leaf.media_type,
        sniffed="",
        size=len(leaf.content),
        sha256=sha256_hex(leaf.content),
        flags=("unreadable",),
    )


def sniff(content: bytes) -> str:
    """The media type that the bytes have, `application/octet-stream` where nothing is known."""
    if not content:
        return "application/x-empty"
    for offset, signature, media_type in _SIGNATURES:
        if content.startswith(signature, offset) and _believable(media_type, content):
            return media_type
    if _PAGE_START.match(content[:4096]):
        return (
            "image/svg+xml"
            if b"<svg" in content[:4096].lower() and b"<html" not in content[:4096].lower()
            else "text/html"
        )
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(
        byte < 9 or 13 < byte < 27 for byte in head
    ):
        return "text/plain"
    return "application/octet-stream"


def _believable(media_type: str, content: bytes) -> bool:
    """Two-letter signatures also begin words: ask for more."""
    if media_type == "application/x-dosexec":
        return len(content) >= 64 and b"\0" in content[:64]
    if media_type == "image/bmp":
        return len(content) > 26 and content[6:10] == b"\0\0\0\0"
    return True


def _office_or_zip(listing: archives.Listing) -> str:
    names = {name.lower() for name in listing.names}
    if "[content_types].xml" in names:
        for folder, media_type in (
            ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ):
            if any(name.startswith(folder) for name in names):
                return media_type
    if "meta-inf/manifest.mf" in names and any(name.endswith(".class") for name in names):
        return "application/java-archive"
    return "application/zip"


def _endings(name: str) -> list[str]:
    shown = "".join(char for char in name if unicodedata.category(char) != "Cf")
    return [piece.strip().lower() for piece in shown.rstrip(". ").split(".")[1:]]


def _name_flags(name: str) -> list[str]:
    flags = []
    if any(char in name for char in "\u202e\u202d\u2066\u2067\u2068\u200f\u061c"):
        flags.append("reversed-name")
    elif hides(name):
        flags.append("hidden-characters")
    endings = _endings(name)
    last = endings[-1] if endings else ""
    if last in PROGRAM_NAMES:
        flags.append("program")
    if last in _IMAGE_NAMES:
        flags.append("disk-image")
    if last in _MACRO_NAMES:
        flags.append("macros")
    risky = last in PROGRAM_NAMES | _PAGE_NAMES | _IMAGE_NAMES | _ARCHIVE_NAMES
    before = endings[-2] if len(endings) > 1 else ""
    if (
        risky
        and before in _HARMLESS_NAMES
        and before != last
        and not {before, last} <= {"htm", "html"}
    ):
        flags.append("double-name")
    if re.search(r"\s{8}\.\w{2,5}$", name):
        flags.append("double-name")
    return flags


def _content_flags(
    sniffed: str, content: bytes, listing: archives.Listing, leaf: Leaf
) -> list[str]:
    head = content[:_LOOKED_AT]
    inside = {(_endings(name) or [""])[-1] for name in listing.names}
    found = {
        "program": sniffed in _PROGRAM_TYPES,
        "disk-image": sniffed in _DISK_TYPES,
        "encrypted-archive": listing.encrypted,
        "macros": _has_macros(sniffed, head, listing),
        "encrypted-document": _is_locked(sniffed, head),
        "pdf-actions": sniffed == "application/pdf" and _PDF_ACTIONS.search(head) is not None,
        "program-inside": bool(inside & (PROGRAM_NAMES | _IMAGE_NAMES)),
        "type-mismatch": _mismatch(leaf.media_type, sniffed),
    }
    return [flag for flag, holds in found.items() if holds] + _page_flags(sniffed, head, leaf)


def _is_locked(sniffed: str, head: bytes) -> bool:
    """Whether a document asks for a password."""
    mark = {"application/x-ole-storage": _OLE_ENCRYPTED, "application/pdf": b"/Encrypt"}.get(
        sniffed
    )
    return mark is not None and mark in head


def _page_flags(sniffed: str, head: bytes, leaf: Leaf) -> list[str]:
    last = (_endings(leaf.name) or [""])[-1]
    if sniffed not in {"text/html", "image/svg+xml"} and last not in _PAGE_NAMES:
        return []
    flags = []
    if _SCRIPT.search(head):
        flags.append("page-with-script")
    if _PAGE_FORM.search(head):
        flags.append("page-with-form")
    return flags or (["web-page"] if sniffed != "image/svg+xml" else [])


def _has_macros(sniffed: str, head: bytes, listing: archives.Listing) -> bool:
    if any(name.lower().endswith(("vbaproject.bin", "/vbadata.xml")) for name in listing.names):
        return True
    return sniffed == "application/x-ole-storage" and _MACRO_STREAM in head


def _mismatch(declared: str, sniffed: str) -> bool:
    """Whether the bytes are of another family than declared. Vague words contradict nothing."""
    said = _CONFUSED.get(declared, declared)
    if (
        said in _UNSAYING
        or sniffed in _UNSAYING
        or said == sniffed
        or sniffed == "application/x-empty"
    ):
        return False
    family, found = said.partition("/")[0], sniffed.partition("/")[0]
    if family in {"image", "audio", "video"} or found in {"image"}:
        return family != found
    if said == "application/zip" and sniffed.startswith(_ZIPPED):
        return False
    if sniffed == "application/zip":
        return family == "text" or said == "application/pdf"
    return said in {"application/pdf", "application/zip"} or sniffed in _PROGRAM_TYPES | {
        "text/html"
    }
