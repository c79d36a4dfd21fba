"""Internet messages taken apart (RFC 5322, RFC 2045, RFC 2046) with the standard library.

The `compat32` policy: the newer policies parse header values while reading, raise on hostile ones
and take quadratic time. Here every header is cut before it is looked at, and parts that are too many
or too deep are left closed. Attached messages are left closed too: their bytes are read again as a
message of their own, so that their fingerprint is exact.
"""

import binascii
import re
from collections.abc import Callable
from email.feedparser import FeedParser
from email.message import Message
from email.policy import Compat32
from typing import cast

from clerkapp.domain.messages.examination import MessageKind, ReadingProblem
from clerkapp.evidence import limits
from clerkapp.evidence.parse import charset, headers, parameters
from clerkapp.evidence.parse.headers import Headers
from clerkapp.evidence.parse.parts import AttachedMessage, Envelope, Leaf

_CHUNK = 256 * 1024
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?$", re.MULTILINE)
_BOUNDARY = re.compile(rb"^--([^\r\n\"\\ ]{1,70})[ \t]*\r?$", re.MULTILINE)
_CONTAINERS = frozenset({"message/rfc822", "message/global", "message/news"})


class _TooManyParts(Exception):
    """Stops the parser; what was read so far is kept."""


class _TooManyLines(Exception):
    """The parser, which goes line by line, would take too long."""


class _Policy(Compat32):
    """compat32 with headers cut before anything parses them."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """One physical header as name and value, at most `limits.HEADER_BYTES` long."""
        name, _, value = sourcelines[0].partition(":")
        value = value.lstrip(" \t") + "".join(sourcelines[1:])
        return name.rstrip(" \t"), value[: limits.HEADER_BYTES].rstrip("\r\n")


class _Tree:
    """Counts the parts of one message while the parser makes them."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.too_deep = False

    def new(self, policy: Compat32) -> "_Part":
        if len(self.parts) >= limits.EMPTY_PARTS:
            raise _TooManyParts
        part = _Part(policy=policy)
        part.tree = self
        self.parts.append(part)
        return part


class _Part(Message):
    """A part that stays closed where it must."""

    tree: _Tree
    depth = 0
    _type: tuple[str, dict[str, str]] | None = None
    _own: Headers | None = None

    def attach(self, payload: "_Part") -> None:  # type: ignore[override]
        payload.depth = self.depth + 1
        super().attach(payload)

    @property
    def content_type(self) -> tuple[str, dict[str, str]]:
        """The declared type and its parameters."""
        if self._type is None:
            own = self.own_headers()
            if "content-type" not in own:
                self._type = (self.get_default_type(), {})
                return self._type
            media_type, found = parameters.split(own.plain("content-type"))
            self._type = (media_type if media_type.count("/") == 1 else "text/plain", found)
        return self._type

    def get_content_type(self) -> str:
        """The type as the parser shall see it: closed parts are plain leaves to it."""
        media_type = self.content_type[0]
        if media_type.startswith("message/"):
            return "application/octet-stream"
        if media_type.startswith("multipart/") and self.depth >= limits.DEPTH:
            self.tree.too_deep = True
            return "application/octet-stream"
        return media_type

    def get_content_maintype(self) -> str:
        """The first half of `get_content_type`."""
        return self.get_content_type().partition("/")[0]

    def get_boundary(self, failobj: str | None = None) -> str | None:  # type: ignore[override]
        """The boundary, without the standard library's quadratic parameter reader."""
        return self.content_type[1].get("boundary", "").rstrip() or failobj

    def own_headers(self) -> Headers:
        """The part's headers, undecoded."""
        if self._own is None:
            self._own = headers.from_lines(
                f"{name}: {value}\n".encode("utf-8", "surrogateescape")
                for name, value in self.raw_items()
            )
        return self._own

    def fill(self, own: Headers, body: bytes) -> None:
        """Give the part its headers and its body, without a parser."""
        self._own = own
        self.set_payload(body.decode("ascii", "surrogateescape"))

    def body(self) -> bytes:
        """The body's bytes as they are in the message, transfer encoding still on."""
        # get_payload() would already decode by the declared character set.
        payload = vars(self).get("_payload")
        return payload.encode("ascii", "surrogateescape") if isinstance(payload, str) else b""


def read(data: bytes, *, kind: MessageKind = "eml") -> Envelope:
    """A message taken apart. Raises _TooManyLines for what no message is; see `pieces`."""
    top, start = headers.read(data)
    problems = [ReadingProblem("headers-cut")] if top.cut else []
    parts = _parts(data, top, start, problems)
    if len(parts) == 1 and parts[0].content_type[0].startswith("multipart/"):
        parts = _by_first_line(parts[0], problems) or parts
    return _envelope(kind, top, parts, problems)


def pieces(data: bytes) -> list[bytes]:
    """What stands between the outermost boundaries of a message, each with headers of its own.

    For a message that could not be taken apart as a whole: what stopped that is in one of them.
    """
    top, start = headers.read(data)
    boundary = parameters.split(top.plain("content-type"))[1].get("boundary", "").rstrip()
    if not boundary:
        return []
    rim = b"\n--" + boundary.encode("utf-8", "surrogateescape")
    found = (b"\n" + data[start:]).split(rim)[1 : limits.PARTS + 1]
    return [piece.partition(b"\n")[2] for piece in found if not piece.startswith(b"--")]


def _parts(data: bytes, top: Headers, start: int, problems: list[ReadingProblem]) -> list[_Part]:
    tree = _Tree()
    # The stubs know only factories without a policy.
    factory = cast("Callable[[], Message]", tree.new)
    parser = FeedParser(_factory=factory, policy=_Policy())
    tree.parts.clear()  # the parser tries its factory once
    if not parameters.split(top.plain("content-type"))[0].startswith("multipart/"):
        # One part: what the parser would do line by line is here already.
        tree.new(_Policy()).fill(top, data[start:])
        return tree.parts
    if data.count(b"\n") > limits.LINES:
        raise _TooManyLines
    try:
        # The block was read above; the parser gets it shortened, and the body as it is.
        parser.feed(_shortened(data, top, start))
        for offset in range(start, len(data), _CHUNK):
            parser.feed(data[offset : offset + _CHUNK].decode("ascii", "surrogateescape"))
        parser.close()
    except _TooManyParts:
        problems.append(ReadingProblem("parts-many", {"limit": limits.PARTS}))
    except RecursionError:
        problems.append(ReadingProblem("parts-deep", {"limit": limits.DEPTH}))
    if tree.too_deep:
        problems.append(ReadingProblem("parts-deep", {"limit": limits.DEPTH}))
    return tree.parts


def _by_first_line(part: _Part, problems: list[ReadingProblem]) -> list[_Part]:
    """The parts of a message whose boundary is missing or wrong, by the line that looks like one."""
    body = part.body()
    match = _BOUNDARY.search(body[: limits.HEADER_BLOCK_BYTES])
    if match is None:
        return []
    problems.append(ReadingProblem("boundary-wrong"))
    head = b'Content-Type: multipart/mixed; boundary="' + match[1] + b'"\n\n'
    return _parts(head + body, *headers.read(head), problems)[1:]


def _shortened(data: bytes, top: Headers, start: int) -> str:
    if not top.cut:
        return data[:start].decode("ascii", "surrogateescape")
    block = b"".join(name.encode() + b": " + value + b"\n" for name, value in top.items)
    return (block + b"\n").decode("ascii", "surrogateescape")


def _envelope(
    kind: MessageKind, top: Headers, parts: list[_Part], problems: list[ReadingProblem]
) -> Envelope:
    leaves: list[Leaf] = []
    messages: list[AttachedMessage] = []
    report = False
    for part in parts:
        if len(leaves) + len(messages) >= limits.PARTS:
            problems.append(ReadingProblem("parts-many", {"limit": limits.PARTS}))
            break
        report = report or part.content_type[0] == "multipart/report"
        if part.is_multipart():
            continue
        own = part.own_headers()
        content, problem = _decoded(part, own)
        media_type, found = part.content_type
        if not own.items and not content.strip() and len(parts) > 1:
            continue
        if media_type.startswith("multipart/") and part.depth < limits.DEPTH:
            if content.strip():  # nothing told the parts apart: what is there is text
                leaves.append(Leaf("text/plain", "", "", "", content, problem=problem))
        elif media_type in _CONTAINERS and content.strip():
            name = parameters.file_name(_disposition(own)[1], found)
            messages.append(AttachedMessage(name, content.lstrip(b"\r\n")))
        else:
            leaves.extend(_leaves(own, part.content_type, content, problem))
    if any(leaf.problem for leaf in leaves):
        problems.append(ReadingProblem("part-damaged"))
    return Envelope(kind, top, tuple(leaves), tuple(messages), tuple(problems), report)


def _disposition(own: Headers) -> tuple[str, dict[str, str]]:
    return parameters.split(own.plain("content-disposition"))


def _leaves(
    own: Headers, content_type: tuple[str, dict[str, str]], content: bytes, problem: str | None
) -> list[Leaf]:
    media_type, found = content_type
    disposition, given = _disposition(own)
    leaf = Leaf(
        media_type=media_type,
        charset=found.get("charset", ""),
        disposition=disposition,
        name=parameters.file_name(given, found),
        content=content,
        content_id=own.plain("content-id").strip("<>"),
        problem=problem,
    )
    return [leaf, *_uuencoded(leaf)] if leaf.is_text else [leaf]


def _decoded(part: _Part, own: Headers) -> tuple[bytes, str | None]:
    body = part.body()
    encoding = own.plain("content-transfer-encoding").partition(";")[0].strip("\"' ").lower()
    if part.content_type[0].startswith("multipart/"):
        return body, "parts-unread"
    if encoding == "base64":
        content = headers.lenient_base64(body)
        return content, "base64" if body.strip() and not content else None
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body), None
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        found = _uudecode(body)
        return (found[0][1], None) if found else (body, "uuencode")
    return body, None


def _uuencoded(leaf: Leaf) -> list[Leaf]:
    """Files that old programs put into the text itself."""
    if b"begin " not in leaf.content:
        return []
    return [
        Leaf("application/octet-stream", "", "attachment", name, content)
        for name, content in _uudecode(leaf.content)
    ]


def _uudecode(body: bytes) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    match = _UU_BEGIN.search(body)
    while match is not None and len(found) < limits.PARTS:
        end = body.find(b"\nend", match.end())
        if end < 0:
            break
        out = bytearray()
        for line in filter(None, body[match.end() : end].splitlines()):
            try:
                out += binascii.a2b_uu(line)
            except binascii.Error:
                out += _uu_line(line)
        if out:
            found.append((charset.decode(match[1]), bytes(out)))
        match = _UU_BEGIN.search(body, end)
    return found


def _uu_line(line: bytes) -> bytes:
    """A line with padding that a strict reader refuses."""
    count = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
    try:
        return binascii.a2b_uu(line[:count])
    except binascii.Error:
        return b""
