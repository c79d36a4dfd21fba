"""What offices compare: who sent it, from where, where it leads, and fingerprints.

Recipients are never among them, nor the queries of links, which name the reader. Values are in one
form each (lower case, ASCII host names), so that two offices that had the same mail find each other.
"""

from typing import Final

from clerkapp.domain.records.indicators import Indicator, normal_subject
from clerkapp.domain.vocabulary.message import INDICATORS
from clerkapp.evidence.parse import received
from clerkapp.evidence.parse.message import Message
from clerkapp.evidence.web import domains, urls

KINDS: Final = INDICATORS


def find(message: Message) -> tuple[Indicator, ...]:
    """The indicators without repeats, in the order of KINDS."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
    own = {to.address.lower() for to in message.recipients}

    def add(kind: str, value: str) -> None:
        if value and value.lower() not in own:
            found[kind].setdefault(value)

    for kind, address in (
        ("sender", message.sender.address),
        ("reply_to", message.reply_to[0].address if message.reply_to else ""),
        ("return_path", message.return_path),
    ):
        add(kind, address.lower())
        if address.lower() not in own:
            add("domain", domains.owner(urls.canonical_host(address.rpartition("@")[2])))
    for link in message.links:
        if link.target.is_web and link.target.host:
            add("host", link.target.host)
            add(
                "domain" if not link.target.address_literal else "ip",
                domains.owner(link.target.host),
            )
            add("url", _without_reader(link.target.without_query, own))
    for code in message.codes:
        url = urls.parse(code.text)
        if url.is_web and url.host:
            add("host", url.host)
            add("url", _without_reader(url.without_query, own))
    for hop in message.way:
        if hop.ip and received.is_public(hop.ip):
            add("ip", hop.ip)
    add("message_id", message.message_id)
    for file in message.attachments:
        add("attachment", file.sha256)
    add("subject", normal_subject(message.subject))
    return tuple(Indicator(kind, value) for kind in KINDS for value in found[kind])


def _without_reader(url: str, own: set[str]) -> str:
    """A link's path without the reader's own address in it."""
    if "@" not in url:
        return url
    lowered = url.lower()
    if len(lowered) != len(url):
        url = lowered  # some letters become two
    for address in own:
        pieces: list[str] = []
        at = 0
        while address and (found := lowered.find(address, at)) >= 0:
            pieces += (url[at:found], "*")
            at = found + len(address)
        if pieces:
            url = "".join((*pieces, url[at:]))
            lowered = url.lower()
    return url
