"""BagIt 1.0 (RFC 8493) as a bundle uses it: fixed names, one spelling (docs/formats/bundle.md, "Bag").

A manifest line is `<64 hex>  <name>` and a line feed; names ascend by bytes. The payload is three
`.jsonl` files, always present, and attachments named by their own SHA-256.
"""

import re
from collections.abc import Iterable, Mapping

SIGNATURE = "tagmanifest-sha256.txt.sig"
TAGMANIFEST = "tagmanifest-sha256.txt"
STATEMENT = "statement.json"
MANIFEST = "manifest-sha256.txt"
ACTS = "data/signatures.jsonl"
RECORDS = "data/records.jsonl"
ACCOUNTS = "data/accounts.jsonl"
ATTACHMENTS = "data/attachments/"
BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"

BAGIT_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
TAG_FILES = (BAG_INFO, BAGIT, MANIFEST, STATEMENT)
LINE_FILES = (ACCOUNTS, RECORDS, ACTS)

_NAME = r"[a-z0-9./-]+"
_LINE = re.compile(rf"([0-9a-f]{{64}})  ({_NAME})\n")
_ATTACHMENT = re.compile(ATTACHMENTS + r"([0-9a-f]{64})")


def encode(digests: Mapping[str, str]) -> bytes:
    """Manifest bytes for names and their SHA-256 in hex."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def decode_tagmanifest(data: bytes) -> dict[str, str]:
    """Digests of the four tag files. Raises ValueError."""
    digests = _decode(data)
    if tuple(digests) != TAG_FILES:
        raise ValueError("a tag manifest names the four tag files")
    return digests


def decode_manifest(data: bytes) -> dict[str, str]:
    """Digests of the payload files, ascending. Raises ValueError for any name out of the pattern."""
    digests = _decode(data)
    if any(name not in digests for name in LINE_FILES):
        raise ValueError("a payload file is not listed")
    for name, digest in digests.items():
        if name not in LINE_FILES and attachment_of(name) != digest:
            raise ValueError("not the name of a payload file")
    return digests


def attachment_of(name: str) -> str | None:
    """The SHA-256 that an attachment's name holds, or None for another name."""
    match = _ATTACHMENT.fullmatch(name)
    return match[1] if match else None


def bag_info(size: int, files: int) -> bytes:
    """`bag-info.txt`: RFC 8493, section 2.2.2, Payload-Oxum."""
    return b"Payload-Oxum: %d.%d\n" % (size, files)


def container_order(names: Iterable[str]) -> list[str]:
    """Names as the tar holds them: descending, which puts the signature first."""
    return sorted(names, reverse=True)


def _decode(data: bytes) -> dict[str, str]:
    text = data.decode("ascii")
    digests = {match[2]: match[1] for match in _LINE.finditer(text)}
    if encode(digests) != data:
        raise ValueError("not a canonical manifest")
    return digests
