"""What was dropped or pasted: a message, an Outlook file, a mailbox of many, headers, or plain words.

The form is taken from the bytes, never from the file's name. A mailbox (mbox, RFC 4155) is cut into
messages here and one is picked; the whole file stays the evidence.
"""

import re
from dataclasses import dataclass, replace
from functools import partial

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.messages.examination import NOBODY, MessageKind, NestedMessage, ReadingProblem
from clerkapp.evidence import limits
from clerkapp.evidence.parse import addresses, dates, headers, mime
from clerkapp.evidence.parse.headers import Headers
from clerkapp.evidence.parse.parts import OUTLOOK, Envelope, Leaf, NotOutlook
from clerkapp.evidence.parse.steps import PIECE, WHOLE, Part, Steps

_POSTMARK = re.compile(
    rb"^From (?=\S)[^\r\n]{0,400}\b[0-9]{2}:[0-9]{2}(?::[0-9]{2})?\b[^\r\n]{0,60}\b[0-9]{4}[^\r\n]{0,20}\r?\n(?=[!-9;-~]{1,76}:|>From )",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """What was given. `messages` lists a mailbox's messages; the picked one is `envelope`."""

    kind: MessageKind
    envelope: Envelope
    messages: tuple[NestedMessage, ...] = ()


def open_source(data: bytes, steps: Steps, *, pick: int = 0) -> Source:
    """The form of the bytes, and the message in them. Never raises for what they hold."""
    problems: list[ReadingProblem] = []
    if len(data) > limits.FILE_BYTES:
        problems.append(ReadingProblem("file-large", {"limit": limits.FILE_BYTES}))
        data = data[: limits.FILE_BYTES]
    if not data.strip():
        nothing = Envelope("text", Headers(), (), problems=(ReadingProblem("nothing"),))
        return Source("text", nothing)
    if data.startswith(OUTLOOK):
        return _outlook(data, problems, steps)
    text = _text_bytes(data)
    starts = _postmarks(text)
    if len(starts) > 1:
        return _mailbox(text, starts, pick, problems, steps)
    kind = kind_of(text)
    if kind == "text":
        return Source("text", _words(text, problems))
    return Source(kind, _with(_apart(text, kind, steps), problems))


def kind_of(text: bytes) -> MessageKind:
    """`eml`, `headers` or `text` for bytes that are neither Outlook's nor a mailbox."""
    found, body = headers.read(text)
    names = {name for name, _ in found.items} & headers.MAIL
    if len(names) < 2 and not (names and len(found.items) == len(names) and "from" in names):
        return "text"
    return "eml" if text[body:].strip() else "headers"


def _apart(data: bytes, kind: MessageKind, steps: Steps) -> Envelope:
    """The message's parts; where taking it apart stopped the reader, piece by piece."""
    nothing = Envelope(kind, Headers(), ())
    found = steps.take(WHOLE, Part.WHOLE, "", lambda: mime.read(data, kind=kind), nothing)
    if found is not nothing:
        return found
    read = [
        steps.take(
            f"{PIECE}{index}", Part.PIECE, str(index + 1), partial(mime.read, piece), nothing
        )
        for index, piece in enumerate(mime.pieces(data))
    ]
    return Envelope(
        kind,
        headers.read(data)[0],
        tuple(leaf for message in read for leaf in message.leaves),
        tuple(attached for message in read for attached in message.messages),
    )


def _outlook(data: bytes, problems: list[ReadingProblem], steps: Steps) -> Source:
    nothing = Envelope("msg", Headers(), ())
    return Source(
        "msg", _with(steps.take(WHOLE, Part.WHOLE, "", lambda: _saved(data), nothing), problems)
    )


def _saved(data: bytes) -> Envelope:
    from clerkapp.evidence.parse import outlook  # its reader takes a tenth of a second to load

    try:
        return outlook.read(data)
    except NotOutlook as failure:
        reason = ReadingProblem("outlook-unread", {"reason": str(failure)[:60]})
        return Envelope("msg", Headers(), (), problems=(reason,))


def _with(envelope: Envelope, problems: list[ReadingProblem]) -> Envelope:
    return replace(envelope, problems=(*problems, *envelope.problems))


def _text_bytes(data: bytes) -> bytes:
    """The bytes without a byte order mark, as UTF-8 where they were UTF-16, with line ends."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in data[:65536] and b"\r" in data[:65536]:
        data = data.replace(b"\r", b"\n")
    return data.lstrip(b"\r\n") if data[:1] in b"\r\n" else data


def _postmarks(data: bytes) -> list[int]:
    if not data.startswith(b"From "):
        return []
    starts = []
    for match in _POSTMARK.finditer(data):
        at = match.start()
        if at == 0 or data[at - 2 : at] == b"\n\n" or data[at - 3 : at] == b"\n\r\n":
            starts.append(at)
            if len(starts) > limits.MBOX_MESSAGES:
                break
    return starts


def _mailbox(
    data: bytes, starts: list[int], pick: int, problems: list[ReadingProblem], steps: Steps
) -> Source:
    if len(starts) > limits.MBOX_MESSAGES:
        problems.append(ReadingProblem("mailbox-long", {"limit": limits.MBOX_MESSAGES}))
    ends = [*starts[1:], len(data)]
    pieces = [data[start:end] for start, end in zip(starts, ends, strict=True)][
        : limits.MBOX_MESSAGES
    ]
    picked = min(max(pick, 0), len(pieces) - 1)
    messages = tuple(_line(index, piece, picked) for index, piece in enumerate(pieces))
    problems.append(ReadingProblem("mailbox", {"count": len(pieces), "picked": picked + 1}))
    envelope = _apart(pieces[picked], "mbox", steps)
    return Source("mbox", _with(envelope, problems), messages)


def _line(index: int, piece: bytes, picked: int) -> NestedMessage:
    found, _ = headers.read(piece)
    return NestedMessage(
        index=index,
        name="",
        sender=next(iter(addresses.mailboxes(found, "from")), NOBODY),
        subject=(found.get("subject") or "")[: limits.NAME_CHARACTERS],
        date=dates.instant(found.plain("date")),
        message_id=found.plain("message-id")[: limits.NAME_CHARACTERS],
        sha256=sha256_hex(piece),
        analysed=index == picked,
    )


def _words(data: bytes, problems: list[ReadingProblem]) -> Envelope:
    """Words without headers: pasted text. Other files hold no message, and that is said."""
    if b"\0" in data[:4096]:
        problems.append(ReadingProblem("not-a-message"))
        return Envelope("text", Headers(), (), problems=tuple(problems))
    start = data[:200].lstrip().lower()
    media_type = "text/html" if start.startswith((b"<!doctype html", b"<html")) else "text/plain"
    leaf = Leaf(media_type, "", "", "", data)
    return Envelope("text", Headers(), (leaf,), problems=tuple(problems))
