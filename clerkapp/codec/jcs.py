"""Canonical JSON: RFC 8785 (JCS) bytes, without floats (docs/formats/bundle.md, section 3).

A line is read by parsing it, encoding the value again and comparing the bytes. That one comparison
refuses duplicate keys, spacing, escapes, key order, floats, a byte-order mark and lone surrogates.
"""

from typing import Any

import rfc8785

MAX_INTEGER = 2**53 - 1


def encode(value: Any) -> bytes:
    """JCS bytes of a JSON value. Raises ValueError for floats, big integers and lone surrogates."""
    _require_no_floats(value)
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise ValueError("not a canonical JSON value") from error


def _require_no_floats(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("not a canonical JSON value")
    if isinstance(value, dict):
        for member in value.values():
            _require_no_floats(member)
    elif isinstance(value, list | tuple):
        for member in value:
            _require_no_floats(member)
