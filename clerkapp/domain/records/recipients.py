"""The addresses of those who received a message: they stay in the office (domain guide, 10.1).

Hostile mail writes them into links, return paths and references too, so that a click tells who
clicked. These functions find and mask them there: as they are, with the @ written otherwise, and in
Base64.
"""

import base64
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from clerkapp.domain.records.revision import Value

MASK = "[recipient]"
_SHORTEST = 6
_LATIN = re.compile(r"[\x21-\x7e]+")


def of_values(values: Mapping[str, Value]) -> frozenset[str]:
    """The recipients' addresses of a record, lower case."""
    rows = values.get("recipients")
    return cleaned(
        row.get("address")
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict)
    )


def cleaned(addresses: Iterable[object]) -> frozenset[str]:
    """Addresses that can be looked for: lower case, not so short that they are in other words."""
    trimmed = (address.strip().lower() for address in addresses if isinstance(address, str))
    return frozenset(
        address
        for address in trimmed
        if len(address) >= _SHORTEST and "@" in address[1:-1] and _LATIN.fullmatch(address)
    )


def held_by(value: Value, addresses: Collection[str]) -> bool:
    """Whether a value, or any text within it, holds one of the addresses."""
    if isinstance(value, str):
        return any(_pattern(address).search(value) for address in _likely(value, addresses))
    if isinstance(value, Mapping):
        return any(held_by(item, addresses) for item in value.values())
    return isinstance(value, list) and any(held_by(item, addresses) for item in value)


def masked(text: str, addresses: Collection[str]) -> str:
    """`text` with MASK where one of the addresses stood."""
    for address in sorted(_likely(text, addresses), key=len, reverse=True):
        text = _pattern(address).sub(MASK, text)
    return text


def _likely(text: str, addresses: Collection[str]) -> list[str]:
    """The few of many addresses for which a closer look is worth its time."""
    lowered = text.lower()
    return [
        address
        for address in addresses
        if address.rpartition("@")[0] in lowered or _coded(address) in text
    ]


@lru_cache(maxsize=2048)
def _pattern(address: str) -> re.Pattern[str]:
    local, _, host = address.rpartition("@")
    plain = rf"(?i:{re.escape(local)}(?:@|%40|=40|=){re.escape(host)})"
    return re.compile(rf"{plain}|{re.escape(_coded(address))}=*")


@lru_cache(maxsize=2048)
def _coded(address: str) -> str:
    return base64.b64encode(address.encode("ascii")).decode("ascii").rstrip("=")
