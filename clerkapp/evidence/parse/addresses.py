"""Mailboxes from From, Reply-To and the like (RFC 5322 section 3.4), read tolerantly.

One pass over the characters: hostile headers make the standard library's address parser slow or
wrong (CVE-2023-27043), and a sender who writes `"bank@county.example" <x@elsewhere.example>` must
not be able to pass the quoted text off as the address.
"""

import re
from dataclasses import dataclass

from clerkapp.domain.messages.examination import NOBODY, Mailbox
from clerkapp.evidence import limits
from clerkapp.evidence.parse import charset
from clerkapp.evidence.parse.headers import Headers, decode_words, one_line

ADDRESS = re.compile(r"[^\s<>()\",;:@\[\]]{1,128}@[^\s<>()\",;:@]{1,255}")


def mailboxes(headers: Headers, name: str) -> tuple[Mailbox, ...]:
    """All mailboxes in all headers called `name`, in order."""
    wanted = name.lower()
    found: list[Mailbox] = []
    for known, value in headers.items:
        if known == wanted and len(found) < limits.ADDRESSES:
            found.extend(parse(charset.decode(value)))
    return tuple(found[: limits.ADDRESSES])


def parse(text: str) -> tuple[Mailbox, ...]:
    """The mailboxes of one header value, encoded words still in place."""
    return tuple(
        mailbox for piece in _split(one_line(text)) if (mailbox := _mailbox(piece)) != NOBODY
    )


@dataclass(slots=True)
class _Piece:
    phrase: str = ""
    quoted: str = ""
    angle: str = ""
    comment: str = ""
    has_angle: bool = False


def _split(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    piece = _Piece()
    position = 0
    while position < len(text) and len(pieces) < limits.ADDRESSES:
        char = text[position]
        if char == '"':
            quoted, position = _quoted(text, position + 1)
            piece.quoted += quoted
            if not piece.has_angle:
                piece.phrase += quoted
        elif char == "(":
            comment, position = _comment(text, position + 1)
            piece.comment = piece.comment or comment
        elif char == "<":
            end = text.find(">", position)
            end = len(text) if end < 0 else end
            inside = text[position + 1 : end]
            # "<<a@b>>" and "<b> <a@b>" are both seen: the innermost, and the last, is the address.
            piece.angle = inside.rpartition("<")[2] or piece.angle
            piece.has_angle = True
            position = end + 1
        elif char in ",;":
            pieces.append(piece)
            piece = _Piece()
            position += 1
        elif char == ":" and not piece.has_angle and "@" not in piece.phrase:
            piece = _Piece()  # a group's name ends here
            position += 1
        else:
            if not piece.has_angle:
                piece.phrase += char
            position += 1
    pieces.append(piece)
    return pieces


def _mailbox(piece: _Piece) -> Mailbox:
    phrase = one_line(decode_words(piece.phrase)).strip("'\" ")
    if piece.has_angle:
        address = _clean(piece.angle)
        name = phrase or one_line(decode_words(piece.comment))
        return Mailbox(_short(name), _short(address))
    match = ADDRESS.search(piece.phrase.replace(piece.quoted, "") if piece.quoted else piece.phrase)
    if match is None and piece.quoted:
        # "local part"@host: the quotes belong to the address.
        match = ADDRESS.search(piece.phrase)
    if match is None:
        return Mailbox(_short(phrase), "")
    around = one_line(piece.phrase.replace(match[0], " "))
    return Mailbox(
        _short(one_line(decode_words(piece.comment or around)).strip("'\"<> ")), _short(match[0])
    )


def _clean(address: str) -> str:
    text = one_line(address).strip("'\" ").removeprefix("mailto:")
    if "=?" in text:
        text = decode_words(text)
    # A source route (<@a,@b:c@d>, RFC 5322 section 4.4) ends at the colon.
    return text.rpartition(":")[2].strip() if text.startswith("@") else text.replace(" ", "")


def _short(text: str) -> str:
    return text[: limits.NAME_CHARACTERS]


def _quoted(text: str, position: int) -> tuple[str, int]:
    out: list[str] = []
    while position < len(text):
        char = text[position]
        if char == "\\" and position + 1 < len(text):
            out.append(text[position + 1])
            position += 2
            continue
        position += 1
        if char == '"':
            break
        out.append(char)
    return "".join(out), position


def _comment(text: str, position: int) -> tuple[str, int]:
    depth = 1
    out: list[str] = []
    while position < len(text):
        char = text[position]
        if char == "\\" and position + 1 < len(text):
            out.append(text[position + 1])
            position += 2
            continue
        position += 1
        depth += (char == "(") - (char == ")")
        if depth == 0:
            break
        out.append(char)
    return "".join(out), position
