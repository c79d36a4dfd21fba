"""Small strict checks on parsed JSON values, shared by the format modules.

Each returns the value, narrowed, or raises ValueError with the member's name. Python's `bool` is
never taken for an integer.
"""

import base64
import itertools
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

HEX32 = re.compile(r"[0-9a-f]{32}")
HEX40 = re.compile(r"[0-9a-f]{40}")
HEX64 = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CODE = re.compile(r"[A-Z0-9]+")
PRINCIPAL = re.compile(r"[A-Z0-9]+@[A-Z0-9]+")
DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
INSTANT = re.compile(
    DATE.pattern + r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
"""RFC 3339 with an offset, in the grammar's own ranges. Nothing is decided by a time that travels."""


def members(value: Any, names: Collection[str], what: str) -> dict[str, Any]:
    """An object that has all of `names`; others are allowed."""
    if not isinstance(value, dict) or any(name not in value for name in names):
        raise ValueError(f"{what}: a member is missing")
    return value


def exactly(value: Any, names: Collection[str], what: str) -> dict[str, Any]:
    """An object with `names` and nothing else."""
    if len(members(value, names, what)) != len(names):
        raise ValueError(f"{what}: an unknown member")
    return dict(value)


def text(value: Any, what: str) -> str:
    """Text that is not empty."""
    if not isinstance(value, str) or not value:
        raise ValueError(f"{what}: not text")
    return value


def text_or_null(value: Any, what: str) -> str | None:
    """Text, or null."""
    return None if value is None else text(value, what)


def matching(value: Any, pattern: re.Pattern[str], what: str) -> str:
    """Text that `pattern` matches wholly."""
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise ValueError(f"{what}: wrong form")
    return value


def from_base64(value: Any, what: str) -> bytes:
    """Bytes from base64 in its one spelling (RFC 4648 with padding, no line feeds, no spare bits)."""
    encoded = text(value, what)
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise ValueError(f"{what}: not base64") from None
    if base64.b64encode(data).decode() != encoded:
        raise ValueError(f"{what}: not canonical base64")
    return data


def all_matching(values: Iterable[Any], pattern: re.Pattern[str], what: str) -> list[str]:
    """Texts that `pattern`, which matches no comma, matches wholly: one scan for all of them."""
    listed = list(values)
    try:
        joined = ",".join([*listed, ""])
    except TypeError:
        raise ValueError(f"{what}: not text") from None
    if re.fullmatch(rf"(?:{pattern.pattern},)*", joined) is None or joined.count(",") != len(
        listed
    ):
        raise ValueError(f"{what}: wrong form")
    return listed


def integer(value: Any, minimum: int, what: str) -> int:
    """An integer of `minimum` or more."""
    if not isinstance(value, int) or isinstance(value, bool) or value < minimum:
        raise ValueError(f"{what}: not a number from {minimum}")
    return value


def array(value: Any, what: str) -> list[Any]:
    """An array."""
    if not isinstance(value, list):
        raise ValueError(f"{what}: not an array")
    return value


def ascending(values: list[Any], pattern: re.Pattern[str], what: str) -> tuple[str, ...]:
    """Texts of one form, each once, in ascending order."""
    texts = tuple(matching(value, pattern, what) for value in values)
    if any(later <= earlier for earlier, later in itertools.pairwise(texts)):
        raise ValueError(f"{what}: not ascending")
    return texts


def counts(value: Any, what: str) -> Mapping[str, int]:
    """An object of names and integers."""
    if not isinstance(value, dict):
        raise ValueError(f"{what}: not an object")
    return {name: integer(count, 0, what) for name, count in value.items()}
