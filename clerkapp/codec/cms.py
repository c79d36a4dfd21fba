"""The seal's outer form: CMS AuthEnvelopedData (RFC 5083, 5084, 5753; docs/formats/bundle.md, "Seal").

One DER layout with definite lengths. Everything before the ciphertext is a function of recipients,
nonce and length; reading takes those out, builds the bytes again and compares. After the
ciphertext follows `04 10` and the tag.
"""

from dataclasses import dataclass

from clerkapp.codec.limits import MAX_RECIPIENTS

_ID_AUTH_ENVELOPED = bytes.fromhex("060b2a864886f70d0109100117")
_ID_DATA = bytes.fromhex("06092a864886f70d010701")
_EC_PUBLIC_KEY = bytes.fromhex("300906072a8648ce3d0201")
_STD_DH_SHA384_KDF = bytes.fromhex("06062b8104010b02")
_AES256_WRAP = bytes.fromhex("300b060960864801650304012d")
_AES256_GCM = bytes.fromhex("060960864801650304012e")
_TAG_SIZE = bytes.fromhex("020110")

SHARED_INFO = bytes.fromhex("3015") + _AES256_WRAP + bytes.fromhex("a206040400000100")
"""ECC-CMS-SharedInfo (RFC 5753, section 7.2): AES-256 key wrap, no ukm, 256 bits of key."""

TAIL_SIZE = 18
_HEADER_ROOM = 1500
"""More than the longest header: four recipients and every length in its longest form."""


class NotSealed(ValueError):
    """Not the one layout, or bytes follow it."""


class EndsEarly(ValueError):
    """The layout begins, and the file ends before its declared length."""


@dataclass(frozen=True, slots=True)
class RecipientInfo:
    """One recipient: SubjectKeyIdentifier (20 bytes), ephemeral P-384 point, wrapped content key."""

    ski: bytes
    ephemeral: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """What a part says before its ciphertext; `length` counts the bytes of ciphertext."""

    recipients: tuple[RecipientInfo, ...]
    nonce: bytes
    length: int

    @property
    def skis(self) -> tuple[str, ...]:
        """The recipients' identifiers, ascending, lower-case hex."""
        return tuple(sorted(recipient.ski.hex() for recipient in self.recipients))


def encode(header: Header) -> bytes:
    """Everything up to the first byte of ciphertext."""
    infos = sorted(_recipient(recipient) for recipient in header.recipients)
    algorithm = _tlv(0x30, _AES256_GCM + _tlv(0x30, _tlv(0x04, header.nonce) + _TAG_SIZE))
    content = _ID_DATA + algorithm + b"\x80" + _length(header.length)
    fixed = bytes.fromhex("020100") + _tlv(0x31, b"".join(infos))
    content = b"\x30" + _length(len(content) + header.length) + content
    inner = fixed + content
    for tag, before in ((0x30, b""), (0xA0, _ID_AUTH_ENVELOPED), (0x30, b"")):
        inner = before + bytes([tag]) + _length(len(inner) + header.length + TAIL_SIZE) + inner
    return inner


def tail(tag: bytes) -> bytes:
    """What follows the ciphertext."""
    return _tlv(0x04, tag)


def tag_of(data: bytes) -> bytes:
    """The tag in a part's last 18 bytes. Raises NotSealed."""
    if data[:2] != b"\x04\x10" or len(data) != TAIL_SIZE:
        raise NotSealed("tag")
    return data[2:]


def parse(prefix: bytes, size: int) -> tuple[Header, int]:
    """The header of a part of `size` bytes and the header's own length.

    `prefix`: the part's first bytes, at least `PREFIX_SIZE` of them or all there are. Raises
    EndsEarly and NotSealed.
    """
    reader = _Reader(prefix, whole=len(prefix) >= size)
    header = reader.header()
    if encode(header) != prefix[: reader.at]:
        raise NotSealed("not the one encoding")
    total = reader.at + header.length + TAIL_SIZE
    if total > size:
        raise EndsEarly("shorter than declared")
    if total < size:
        raise NotSealed("bytes follow")
    return header, reader.at


PREFIX_SIZE = _HEADER_ROOM


class _Reader:
    """Walks the layout. Lengths are taken as they come: encoding again proves them."""

    def __init__(self, data: bytes, *, whole: bool) -> None:
        self._data = data
        self._whole = whole
        self.at = 0

    def header(self) -> Header:
        self._tag(0x30)
        self._fixed(_ID_AUTH_ENVELOPED)
        self._tag(0xA0)
        self._tag(0x30)
        self._fixed(bytes.fromhex("020100"))
        end = self._tag(0x31) + self.at
        recipients: list[RecipientInfo] = []
        while self.at < end:
            if len(recipients) == MAX_RECIPIENTS:
                raise NotSealed("more than four recipients")
            recipients.append(self._recipient())
        if not recipients:
            raise NotSealed("no recipient")
        self._tag(0x30)
        self._fixed(_ID_DATA)
        self._tag(0x30)
        self._fixed(_AES256_GCM)
        self._tag(0x30)
        self._fixed(b"\x04\x0c")
        nonce = self._take(12)
        self._fixed(_TAG_SIZE)
        return Header(tuple(recipients), nonce, self._tag(0x80))

    def _recipient(self) -> RecipientInfo:
        self._tag(0xA1)
        self._fixed(bytes.fromhex("020103"))
        self._tag(0xA0)
        self._tag(0xA1)
        self._fixed(_EC_PUBLIC_KEY + bytes.fromhex("036200"))
        ephemeral = self._take(97)
        self._tag(0x30)
        self._fixed(_STD_DH_SHA384_KDF + _AES256_WRAP)
        self._tag(0x30)
        self._tag(0x30)
        self._fixed(bytes.fromhex("a0160414"))
        ski = self._take(20)
        self._fixed(bytes.fromhex("0428"))
        return RecipientInfo(ski, ephemeral, self._take(40))

    def _tag(self, tag: int) -> int:
        self._fixed(bytes([tag]))
        first = self._take(1)[0]
        if first < 0x80:
            return first
        if not 0x81 <= first <= 0x88:
            raise NotSealed("length")
        return int.from_bytes(self._take(first & 0x7F))

    def _fixed(self, expected: bytes) -> None:
        there = self._data[self.at : self.at + len(expected)]
        if not expected.startswith(there):
            raise NotSealed("not the one layout")
        self._take(len(expected))

    def _take(self, count: int) -> bytes:
        data = self._data[self.at : self.at + count]
        if len(data) < count:
            raise EndsEarly("header") if self._whole else NotSealed("header too long")
        self.at += count
        return data


def _recipient(recipient: RecipientInfo) -> bytes:
    point = _EC_PUBLIC_KEY + _tlv(0x03, b"\0" + recipient.ephemeral)
    key = _tlv(0xA0, _tlv(0x04, recipient.ski)) + _tlv(0x04, recipient.wrapped)
    return _tlv(
        0xA1,
        b"".join(
            (
                bytes.fromhex("020103"),
                _tlv(0xA0, _tlv(0xA1, point)),
                _tlv(0x30, _STD_DH_SHA384_KDF + _AES256_WRAP),
                _tlv(0x30, _tlv(0x30, key)),
            )
        ),
    )


def _tlv(tag: int, content: bytes) -> bytes:
    return bytes([tag]) + _length(len(content)) + content


def _length(count: int) -> bytes:
    if count < 0x80:
        return bytes([count])
    encoded = count.to_bytes((count.bit_length() + 7) // 8)
    return bytes([0x80 | len(encoded)]) + encoded
