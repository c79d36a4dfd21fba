"""The way a message took, from its Received headers (RFC 5321 section 4.4), newest first.

Only what the office's own servers wrote can be trusted, and that is the top of the list; everything
below may be made up by the sender. The sending server is the first address outside private ranges
on the way down: the machine that handed the message in.
"""

import ipaddress
import re

from clerkapp.domain.messages.examination import Hop
from clerkapp.evidence.parse import dates
from clerkapp.evidence.parse.headers import Headers

_FROM = re.compile(r"^\s*from\s+(\S{1,255})", re.IGNORECASE)
_BY = re.compile(r"\bby\s+([A-Za-z0-9._:\[\]-]{1,255})", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<![\w.:])(?:IPv6:)?((?:[0-9]{1,3}\.){3}[0-9]{1,3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\w.:])"
)
_MOST = 60


def hops(headers: Headers) -> tuple[Hop, ...]:
    """The hops, newest first."""
    return tuple(_hop(line) for line in headers.all_plain("received")[:_MOST])


def received_at(way: tuple[Hop, ...]) -> str | None:
    """When the office's server took the message: the newest date of the way."""
    return next((hop.at for hop in way if hop.at is not None), None)


def sending_server(way: tuple[Hop, ...]) -> str:
    """The first outside hop as `name (address)`, or what is known of it; empty if nothing."""
    for hop in way:
        if hop.ip and is_public(hop.ip):
            return f"{hop.sender} ({hop.ip})" if hop.sender and hop.sender != hop.ip else hop.ip
    return next((hop.sender for hop in way if "." in hop.sender), "")


def is_public(text: str) -> bool:
    """Whether an address is outside private and local ranges; the documentation ranges count."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    local = (
        address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_unspecified
    )
    if local:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        return not address.is_private or address in _DOCUMENTATION_6
    return not any(address in network for network in _PRIVATE_4)


_DOCUMENTATION_6 = ipaddress.IPv6Network("2001:db8::/32")
_PRIVATE_4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "240.0.0.0/4",
    )
)


def _hop(line: str) -> Hop:
    way, _, date = line.rpartition(";")
    way = way or line
    sender = _FROM.match(way)
    by = _BY.search(way)
    before_by = way[: by.start()] if by is not None else way
    ip = next((match[1] for match in _ADDRESS.finditer(before_by) if _is_address(match[1])), "")
    return Hop(
        sender[1].strip("[]();") if sender is not None else "",
        ip,
        by[1] if by is not None else "",
        dates.instant(date),
    )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
