"""A tolerant reader of header blocks (RFC 5322 section 2.2, RFC 2047, RFC 6532).

Plain and bounded, so that it may run outside the child as well: when the child had to be stopped,
the headers are still shown. Every header is cut at `limits.HEADER_BYTES`, the block at
`limits.HEADER_BLOCK_BYTES`, before anything looks inside.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clerkapp.evidence import limits
from clerkapp.evidence.parse import charset

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:[ \t]*(.*)", re.DOTALL)
_ENCODED = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,80}\?[bBqQ]\?)")
_SPACES = re.compile(r"\s+")
MAIL = frozenset(
    [
        "from",
        "to",
        "subject",
        "date",
        "received",
        "message-id",
        "mime-version",
        "content-type",
        "return-path",
        "sender",
        "reply-to",
        "dkim-signature",
        "authentication-results",
        "delivered-to",
        "sent",
        "cc",
        "x-mailer",
    ]
)
"""Headers that say what mail is. Of each the first is read also where too much stands before it:
whoever puts thousands of others in front must not hide who sent it."""
_SEARCHED = 16 * limits.HEADER_BLOCK_BYTES
"""Octets after a block that is too long in which its mail headers are looked for."""
_MAIL_HEADER = re.compile(
    rb"^(%s)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*\n?" % b"|".join(sorted(name.encode() for name in MAIL)),
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of one message or part, in order, undecoded. `cut`: some of it was too long."""

    items: tuple[tuple[str, bytes], ...] = ()
    cut: bool = False

    def raw(self, name: str) -> bytes | None:
        """The bytes of the first header called `name`, unfolded, or None."""
        wanted = name.lower()
        return next((value for known, value in self.items if known == wanted), None)

    def get(self, name: str) -> str | None:
        """The first header called `name`, decoded for reading, or None."""
        value = self.raw(name)
        return None if value is None else readable(value)

    def plain(self, name: str) -> str:
        """The first header called `name` as text, encoded words left alone; empty if absent."""
        value = self.raw(name)
        return "" if value is None else one_line(charset.decode(value))

    def all_plain(self, name: str) -> tuple[str, ...]:
        """All headers called `name` as text, encoded words left alone, in order."""
        wanted = name.lower()
        return tuple(
            one_line(charset.decode(value)) for known, value in self.items if known == wanted
        )

    def __contains__(self, name: str) -> bool:
        return self.raw(name) is not None


def read(data: bytes) -> tuple[Headers, int]:
    """The headers at the start of `data`, and the offset at which the body begins."""
    lines: list[bytes] = []
    offset = 0
    end = min(len(data), limits.HEADER_BLOCK_BYTES)
    cut = False
    while offset < len(data):
        if offset >= end:
            cut = True
            start, offset = offset, _body_offset(data, offset)
            lines.extend(_mail_headers(data[start : min(offset, start + _SEARCHED)]))
            break
        stop = data.find(b"\n", offset)
        stop = len(data) if stop < 0 else stop + 1
        line = data[offset:stop]
        if not line.strip(b"\r\n"):
            offset = stop
            break
        if line[:1] in b" \t" or _FIELD.match(line) or (not lines and line.startswith(b"From ")):
            lines.append(line)
        else:
            break  # no empty line before the body: what follows is body
        offset = stop
    return from_lines(lines, cut=cut), offset


def from_lines(lines: Iterable[bytes], *, cut: bool = False) -> Headers:
    """Headers from physical lines, folded ones included."""
    items: list[tuple[str, bytes]] = []
    seen: set[str] = set()
    for whole in _unfold(lines):
        field = whole
        if len(field) > limits.HEADER_BYTES:
            field = field[: limits.HEADER_BYTES]
            # At a space, so that no encoded word is left half; one has at most 75 octets (RFC 2047).
            whole_words, _, last = field.rpartition(b" ")
            field = field if len(last) > 75 else whole_words
            cut = True
        match = _FIELD.match(field)
        if match is None:
            continue
        name = match[1].decode("ascii").lower()
        if len(items) >= limits.HEADERS:
            cut = True
            if name not in MAIL or name in seen:
                continue
        seen.add(name)
        items.append((name, match[2].strip(b" \t\r\n")))
    return Headers(tuple(items), cut)


def readable(value: bytes) -> str:
    """A header's value for reading: unfolded, encoded words decoded."""
    return one_line(decode_words(charset.decode(value)))


def decode_words(text: str) -> str:
    """`text` with its encoded words (RFC 2047) decoded, also inside quotes, where many put them.

    Words that stand directly beside each other are joined before decoding when they share a
    character set, because senders cut in the middle of a character.
    """
    if "=?" not in text:
        return text
    text = _BETWEEN.sub(r"\1", text)
    pieces: list[str] = []
    held: list[tuple[str, bytes]] = []
    position = 0
    for match in _ENCODED.finditer(text):
        if match.start() > position or (held and held[-1][0] != match[1].lower()):
            pieces.append(_join(held))
            held = []
        pieces.append(text[position : match.start()])
        held.append((match[1].lower(), _word_bytes(match[2], match[3])))
        position = match.end()
    pieces.extend((_join(held), text[position:]))
    return "".join(pieces)


def one_line(text: str) -> str:
    """`text` with runs of white space, line breaks included, as one space."""
    return _SPACES.sub(" ", text).strip()


def _join(held: list[tuple[str, bytes]]) -> str:
    if not held:
        return ""
    name = held[0][0].partition("*")[0]
    return charset.decode(b"".join(data for _, data in held), name)


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return binascii.a2b_qp(raw.replace(b"\n", b""), header=True)
    return lenient_base64(raw)


def lenient_base64(data: bytes) -> bytes:
    """Base64 with anything else ignored and a broken end given up. Never raises."""
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    return base64.b64decode(clean + b"=" * (-len(clean) % 4))


def _unfold(lines: Iterable[bytes]) -> Iterator[bytes]:
    field: list[bytes] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and field:
            field.append(line)
            continue
        if field:
            yield b"".join(field)
        field = [line]
    if field:
        yield b"".join(field)


def _mail_headers(block: bytes) -> Iterator[bytes]:
    """The first header of each name in `MAIL` in the rest of a block that is too long."""
    wanted = set(MAIL)
    for match in _MAIL_HEADER.finditer(block):
        name = match[1].decode("ascii").lower()
        if name in wanted:
            wanted.remove(name)
            yield match[0]


def _body_offset(data: bytes, start: int) -> int:
    """Where the body begins after a header block that is too long: past the next empty line."""
    found = [at + len(gap) for gap in (b"\n\n", b"\n\r\n") if (at := data.find(gap, start)) >= 0]
    return min(found, default=len(data))
