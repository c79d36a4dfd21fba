"""Addresses in links, read the way a browser reads them (WHATWG URL, section 4.4).

What matters is where a link leads, not what it looks like: white space and control characters inside
are dropped, backslashes are slashes, everything before the last @ is not the host, and an address
may be written as one big number. Nothing is ever asked of the network.
"""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import idna

from clerkapp.evidence import limits

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}(?=:)")
_DROPPED = re.compile(r"[\x00-\x20\x7f\u200b-\u200f\u2060\ufeff\u00ad]")
_EDGES = "".join(map(chr, range(0x21))) + "\u200b\ufeff"
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_WEB = frozenset({"http", "https", "ftp", "ws", "wss"})
_IN_TEXT = re.compile(
    r"(?i)(?:\b(?:https?|ftp)://|(?<![\w@./-])www\d{0,2}\.)[^\s<>\"“”«»\u200b]{2,4000}"
)
_TRAILING = ".,;:!?'*_|]}>)…"


@dataclass(frozen=True, slots=True)
class Url:
    """A link's address taken apart. `host` is lower case, in its ASCII form (RFC 5890), or an IP."""

    text: str
    scheme: str
    host: str
    user: str
    port: str
    rest: str

    @property
    def is_web(self) -> bool:
        """Whether it leads to a host on the network."""
        return self.scheme in _WEB

    @property
    def address_literal(self) -> bool:
        """Whether the host is a bare address."""
        return is_address(self.host)

    @property
    def without_query(self) -> str:
        """Scheme, host and path: what offices compare. Queries name the recipient."""
        path = self.rest.partition("#")[0].partition("?")[0]
        port = f":{self.port}" if self.port else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{port}{path}"[: limits.URL_CHARACTERS]

    @property
    def query(self) -> str:
        """What follows the first question mark, without the fragment."""
        return self.rest.partition("?")[2].partition("#")[0]


def parse(text: str) -> Url:
    """The parts of an address. Never raises; what is no address has no host."""
    whole = _DROPPED.sub("", text.strip(_EDGES))[: limits.URL_CHARACTERS]
    match = _SCHEME.match(whole)
    scheme = match[0].lower() if match is not None else ""
    rest = whole[len(scheme) + 1 :] if match is not None else whole
    if match is None and rest.startswith(("//", "\\\\")):
        scheme = "https"
    elif match is None and rest.lower().startswith("www."):
        scheme, rest = "http", "//" + rest
    if scheme in _WEB:
        rest = _slashes(rest)
    if scheme not in _WEB and not (scheme and rest.startswith("//")):
        return Url(whole, scheme, "", "", "", rest)
    authority, path = _authority(rest.lstrip("/"))
    user, _, place = authority.rpartition("@")
    host, port = _host_and_port(place)
    return Url(whole, scheme, canonical_host(host), user, port, path)


def in_text(text: str) -> Iterator[str]:
    """Web addresses written out in running text, each once. Whoever takes them sets the limit."""
    given: set[str] = set()
    for match in _IN_TEXT.finditer(text):
        url = _without_trailing(match[0])
        if len(url) > 4 and url not in given:
            given.add(url)
            yield url


def _without_trailing(url: str) -> str:
    unopened = url.count(")") - url.count("(")
    end = len(url)
    while end and url[end - 1] in _TRAILING:
        if url[end - 1] == ")":
            if unopened <= 0:
                break
            unopened -= 1
        end -= 1
    return url[:end]


def _slashes(rest: str) -> str:
    head, mark, tail = rest, "", ""
    for index, char in enumerate(rest):
        if char in "?#":
            head, mark, tail = rest[:index], char, rest[index + 1 :]
            break
    return head.replace("\\", "/") + mark + tail


def _authority(rest: str) -> tuple[str, str]:
    for index, char in enumerate(rest):
        if char in "/?#":
            return rest[:index], rest[index:]
    return rest, ""


def _host_and_port(place: str) -> tuple[str, str]:
    if place.startswith("["):
        host, _, after = place[1:].partition("]")
        return host, after.removeprefix(":")
    host, colon, port = place.rpartition(":")
    return (host, port) if colon and (port.isdigit() or not port) else (place, "")


@lru_cache(maxsize=4096)
def canonical_host(host: str) -> str:
    """A host name in lower-case ASCII form, or an address in its usual form."""
    name = _PERCENT.sub(lambda match: chr(int(match[1], 16)), host).strip().rstrip(".").lower()
    name = name.replace("\u3002", ".").replace("\uff0e", ".").replace("\uff61", ".")
    address = _number_address(name)
    if address:
        return address
    if name.isascii():
        return name[:255]
    try:
        return idna.encode(name, uts46=True, transitional=False).decode("ascii")[:255]
    except (idna.IDNAError, UnicodeError, ValueError, IndexError):
        return name[:255]


@lru_cache(maxsize=4096)
def unicode_host(host: str) -> str:
    """A host name as a person would see it, punycode decoded."""
    if "xn--" not in host:
        return host
    labels = []
    for label in host.split("."):
        try:
            labels.append(
                label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
            )
        except (UnicodeError, ValueError, IndexError, OverflowError):
            labels.append(label)
    return ".".join(labels)


def is_address(host: str) -> bool:
    """Whether a canonical host is an IP address."""
    if not host or not (host[0].isdigit() or ":" in host):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _number_address(name: str) -> str:
    """An IPv4 address however it is written: dotted, one number, octal, hexadecimal."""
    if ":" in name:
        try:
            return str(ipaddress.IPv6Address(name.partition("%")[0]))
        except ValueError:
            return ""
    pieces = name.split(".")
    if not 1 <= len(pieces) <= 4 or not pieces[0][:1].isdigit():
        return ""
    try:
        numbers = [_number(piece) for piece in pieces]
    except ValueError:
        return ""
    *front, last = numbers
    if any(part > 255 for part in front) or last >= 256 ** (5 - len(numbers)):
        return ""
    value = last
    for place, part in enumerate(front):
        value += part << 8 * (3 - place)
    return str(ipaddress.IPv4Address(value))


def _number(piece: str) -> int:
    if not piece or len(piece) > 20 or not piece.isascii():
        raise ValueError
    if piece.startswith("0x"):
        return int(piece, 16)
    if not piece.isdigit():
        raise ValueError
    return int(piece, 8) if piece.startswith("0") and len(piece) > 1 else int(piece)
