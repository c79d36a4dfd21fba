"""Text and HTML out of Outlook's rich text ([MS-OXRTFCP], [MS-OXRTFEX]).

Outlook often keeps a web-page message only as RTF with the HTML inside it. The compressed form is
unpacked, then either the HTML is taken out or, for real rich text, the words. Nothing is drawn.
"""

import re
import struct

from clerkapp.evidence import limits
from clerkapp.evidence.parse import charset

_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
    b"\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_COMPRESSED = b"LZFu"
_STORED = b"MELA"
_TOKEN = re.compile(
    rb"\\'([0-9A-Fa-f]{2})|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_UNSEEN = frozenset(
    {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer",
     b"listtable", b"generator", b"themedata", b"datastore", b"xmlnstbl"}
)  # fmt: skip
_WORDS = {
    b"par": "\n", b"line": "\n", b"tab": "\t", b"cell": "\t", b"row": "\n", b"emdash": "\u2014",
    b"endash": "\u2013", b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c",
    b"rdblquote": "\u201d", b"bullet": "\u2022",
}  # fmt: skip
_OUTPUT = 4 * limits.MIB
_HEAD = 4096
_FROM_HTML = b"\\fromhtml1"


def holds_html(data: bytes) -> bool:
    """Whether a PidTagRtfCompressed value is a web page inside RTF; its beginning says so."""
    return _FROM_HTML in unpack(data, limit=_HEAD)


def unpack(data: bytes, *, limit: int = _OUTPUT) -> bytes:
    """The RTF bytes of a PidTagRtfCompressed value, at most `limit`; empty if it is not one."""
    if len(data) < 16:
        return b""
    size, form = struct.unpack("<4xI4s", data[:12])
    if form == _STORED:
        return data[16 : 16 + min(size, limit)]
    if form != _COMPRESSED:
        return b""
    return _decompress(data[16:], min(size, limit))


def _decompress(data: bytes, size: int) -> bytes:
    ring = bytearray(4096)
    ring[: len(_DICTIONARY)] = _DICTIONARY
    write = len(_DICTIONARY)
    out = bytearray()
    position = 0
    while position < len(data) and len(out) < size:
        control = data[position]
        position += 1
        for bit in range(8):
            if position >= len(data):
                break
            if control >> bit & 1:
                pair = data[position : position + 2]
                position += 2
                if len(pair) < 2:
                    break
                word = pair[0] << 8 | pair[1]
                offset, length = word >> 4, (word & 15) + 2
                if offset == write:
                    return bytes(out)
                for step in range(length):
                    byte = ring[(offset + step) & 4095]
                    out.append(byte)
                    ring[write] = byte
                    write = write + 1 & 4095
            else:
                out.append(data[position])
                ring[write] = data[position]
                write = write + 1 & 4095
                position += 1
    return bytes(out)


def content(rtf: bytes) -> tuple[str, str]:
    """("html" or "text", what it says) of RTF bytes."""
    from_html = _FROM_HTML in rtf[:_HEAD]
    reader = _Reader(from_html=from_html, code_page=_code_page(rtf))
    return ("html" if from_html else "text", reader.read(rtf))


def _code_page(rtf: bytes) -> str:
    match = re.search(rb"\\ansicpg([0-9]{1,5})", rtf[:_HEAD])
    return f"cp{match[1].decode()}" if match is not None else "cp1252"


class _Reader:
    """One pass over the tokens. Groups nest as a list, not as calls."""

    def __init__(self, *, from_html: bool, code_page: str) -> None:
        self._from_html = from_html
        self._code_page = code_page
        self._out: list[str] = []
        self._held = bytearray()
        self._hidden = False
        self._starred = False
        self._skip = 0
        self._stack: list[bool] = []

    def read(self, rtf: bytes) -> str:
        for match in _TOKEN.finditer(rtf[:_OUTPUT]):
            byte, word, number, symbol, brace, text = match.groups()
            if byte is not None:
                if not self._take_skip():
                    self._bytes(bytes([int(byte, 16)]))
            elif brace is not None:
                self._group(brace)
            elif word is not None:
                self._word(word, int(number) if number else None)
            elif symbol is not None:
                self._symbol(symbol)
            elif text is not None:
                self._bytes(text)
        self._flush()
        return "".join(self._out)

    def _group(self, brace: bytes) -> None:
        self._flush()
        if brace == b"{":
            self._stack.append(self._hidden)
        elif self._stack:
            self._hidden = self._stack.pop()
        self._starred = False

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == b"htmltag":
            self._hidden = False
        elif word == b"htmlrtf":
            self._flush()
            self._hidden = number != 0
        elif starred or word in _UNSEEN:
            self._flush()
            self._hidden = True
        elif word == b"u" and number is not None:
            self._flush()
            self._text(chr(number & 0xFFFF))
            self._skip = 1
        elif word in _WORDS and not (self._from_html and word in {b"par", b"line"}):
            self._flush()
            self._text(_WORDS[word])
        elif word in {b"par", b"line"}:
            self._flush()
            self._text("\n")

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol == b"~":
            self._bytes(b" ")
        elif symbol in b"\\{}":
            self._bytes(symbol)

    def _take_skip(self) -> bool:
        taken = self._skip > 0
        self._skip = 0
        return taken

    def _bytes(self, data: bytes) -> None:
        if self._skip and data:
            data = data[1:]
            self._skip = 0
        if not self._hidden:
            self._held += data

    def _flush(self) -> None:
        if self._held:
            self._out.append(charset.decode(bytes(self._held), self._code_page))
            self._held.clear()

    def _text(self, text: str) -> None:
        if not self._hidden:
            self._out.append(text)
