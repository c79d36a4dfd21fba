"""Parameters of Content-Type and Content-Disposition (RFC 2045 section 5.1, RFC 2231).

Names are what a stranger typed: values keep their odd characters, because a name that reads
backwards is itself a sign.
"""

import re
from collections.abc import Mapping

from clerkapp.evidence import limits
from clerkapp.evidence.parse import charset
from clerkapp.evidence.parse.headers import decode_words, one_line

_PARAMETER = re.compile(
    r';\s*+([^\s=;"]{1,80}+)\s*+=\s*+(?:"((?:[^"\\]++|\\.)*+)("|\\?\Z)|([^;]*+))', re.DOTALL
)
_SECTION = re.compile(r"([^*]+)\*(?:([0-9]{1,3})(\*?))?")


def split(value: str) -> tuple[str, dict[str, str]]:
    """The value before the first semicolon, lower case, and the parameters by lower-case name."""
    head, separator, rest = value.partition(";")
    found: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for count, match in enumerate(_PARAMETER.finditer(separator + rest)):
        if count >= limits.PARAMETERS:
            break
        name = match[1].lower()
        text = _unquote(match[2]) if match[2] is not None else match[4].strip()
        section = _SECTION.fullmatch(name)
        if section is None:
            found.setdefault(name, _word(text))
        else:
            place = int(section[2] or 0)
            encoded = section[2] is None or bool(section[3])
            sections.setdefault(section[1], {}).setdefault(place, (text, encoded))
    for name, parts in sections.items():
        found[name] = _continued(parts)
    return one_line(head).lower(), found


def file_name(disposition: Mapping[str, str], content_type: Mapping[str, str]) -> str:
    """The name a part gives its file; empty if none."""
    name = disposition.get("filename") or content_type.get("name") or ""
    return one_line(name)[: limits.NAME_CHARACTERS]


def _word(text: str) -> str:
    return decode_words(text)


def _unquote(text: str) -> str:
    return re.sub(r"\\([\\\"])", r"\1", text)


def _continued(parts: Mapping[int, tuple[str, bool]]) -> str:
    encoding = ""
    data = b""
    for place in sorted(parts):
        text, encoded = parts[place]
        if place == 0 and encoded and text.count("'") >= 2:
            encoding, _, text = text.split("'", 2)
        data += _percent_bytes(text) if encoded else text.encode("utf-8", "surrogateescape")
    return decode_words(charset.decode(data, encoding))


def _percent_bytes(text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), raw)
