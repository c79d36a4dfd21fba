"""Canonical JSON: RFC 8785 (JCS) bytes, without floats (docs/formats/bundle.md, "JSON").

A line is read by parsing it, encoding the value again and comparing the bytes. That one comparison
refuses duplicate keys, spacing, escapes, key order, floats, a byte-order mark and lone surrogates.

The standard library's encoder gives RFC 8785 bytes for such values, with one exception: it sorts
member names by code point, RFC 8785 by UTF-16 code unit. The two orders differ only where a
character above U+FFFF occurs; those values go through the reference encoder.
"""

import json
import re
from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import Any, NoReturn

import rfc8785

from clerkapp.codec.limits import MAX_DEPTH, MAX_INTEGER, MAX_LINE


class NotCanonical(ValueError):
    """The bytes are not the canonical form of a JSON value."""


class LimitPassed(ValueError):
    """Longer or deeper than the format allows."""


def encode(value: Any) -> bytes:
    """JCS bytes of a JSON value.

    Raises NotCanonical for floats, integers of 2**53 and more, names that are not text, and lone
    surrogates.
    """
    _require_json(value)
    return encode_parsed(value)


def encode_parsed(value: Any) -> bytes:
    """JCS bytes of a value that `parse` returned, or a part of one: known to be plain JSON."""
    # Most values are plain text; the general encoder is ten times slower for one string.
    text = encode_basestring(value) if isinstance(value, str) else _ENCODER.encode(value)
    try:
        if not text.isascii() and max(text) > "\uffff":
            return rfc8785.dumps(value)
        return text.encode()
    except (rfc8785.CanonicalizationError, UnicodeError):
        raise NotCanonical("not a canonical JSON value") from None


def decode_line(line: bytes, *, limit: int = MAX_LINE - 1) -> Any:
    """The value of one canonical line without its line feed.

    Raises LimitPassed above `limit` bytes or 64 levels, before anything is parsed, and
    NotCanonical for every byte sequence that encoding the value again does not give.
    """
    value = parse(line, limit=limit)
    if encode_parsed(value) != line:
        raise NotCanonical("not the canonical bytes")
    return value


def parse(line: bytes, *, limit: int = MAX_LINE - 1) -> Any:
    """The value of a line, without comparing its bytes: the caller must encode and compare.

    Raises LimitPassed and NotCanonical.
    """
    if len(line) > limit:
        raise LimitPassed("line too long")
    _require_depth(line)
    try:
        return _DECODER.decode(line.decode())
    except ValueError:
        raise NotCanonical("not JSON") from None


def _require_depth(line: bytes) -> None:
    if line.count(b"[") + line.count(b"{") <= MAX_DEPTH:
        return
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub(b"", line)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            raise LimitPassed("nested too deeply")


def _require_json(value: Any) -> None:
    if isinstance(value, dict):
        for name in value:
            if not isinstance(name, str):
                raise NotCanonical("a member name is not text")
        members: Iterable[Any] = value.values()
    elif isinstance(value, list | tuple):
        members = value
    else:
        members = (value,)
    for member in members:
        if isinstance(member, str) or member is None:
            continue
        if isinstance(member, int):
            if abs(member) > MAX_INTEGER:
                raise NotCanonical("integer too large")
        elif isinstance(member, dict | list | tuple):
            _require_json(member)
        else:
            raise NotCanonical(f"{type(member).__name__} is not a JSON type here")


def _integer(text: str) -> int:
    # The length is compared first: converting a long run of digits takes quadratic time.
    if len(text) > 17 or abs(int(text)) > MAX_INTEGER:
        raise ValueError("integer too large")
    return int(text)


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]}: a number that is not an integer")


# An unfinished string runs to the end, so that the scan stays linear on hostile bytes.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_DECODER = json.JSONDecoder(parse_float=_refuse, parse_int=_integer, parse_constant=_refuse)
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)
