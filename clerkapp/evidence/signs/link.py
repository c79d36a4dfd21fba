"""Signs about where links lead."""

from collections.abc import Iterator

from clerkapp.domain.messages.examination import Sign
from clerkapp.evidence.parse.links import ParsedLink
from clerkapp.evidence.parse.message import Message
from clerkapp.evidence.signs.sender import claimed_by, near
from clerkapp.evidence.signs.sign import sign
from clerkapp.evidence.web import domains, lists, urls

_CODE = frozenset(
    {"javascript", "vbscript", "data", "file", "ms-msdt", "search-ms", "ms-appinstaller"}
)
_PORTS = frozenset({"", "80", "443"})


def find(message: Message) -> Iterator[Sign]:
    """All signs of this family, each once with its first evidence."""
    seen: set[str] = set()
    for found in _all(message):
        if found.code not in seen:
            seen.add(found.code)
            yield found


def _all(message: Message) -> Iterator[Sign]:
    protected = near(message)
    for link in message.links:
        if link.url.scheme in _CODE and not link.url.text.lower().startswith("data:image/"):
            yield sign("link-runs-code", url=link.url.text[:200], scheme=link.url.scheme)
        if link.target.is_web and link.target.host:
            yield from _one(link, message, protected)
    yield from _brand(message)


def _one(link: ParsedLink, message: Message, protected: frozenset[str]) -> Iterator[Sign]:
    host = link.target.host
    shown = link.shown_host
    own = message.sender.domain
    if shown and not _same(shown, link):
        yield sign("link-shows-other", shown=link.text[:200], host=host)
    like = domains.imitates_letters(host)
    if like is not None:
        yield sign("link-mixed-letters", host=host, shown=urls.unicode_host(host), like=like)
    elif (imitated := _imitated(host, protected)) is not None:
        yield sign("link-lookalike", host=host, like=imitated)
    if link.target.address_literal:
        yield sign("link-address-literal", host=host)
    if link.target.user:
        yield sign("link-user-part", user=link.target.user[:100], host=host)
    if link.target.port not in _PORTS:
        yield sign("link-odd-port", host=host, port=link.target.port)
    if lists.listed(host, "shorteners"):
        yield sign("link-shortened", host=host)
    if lists.listed(host, "free-hosting") and not domains.same_owner(host, own):
        yield sign("link-free-hosting", host=host)
    if link.through and not _is_filter(link.through):
        yield sign("link-redirected", through=link.through, host=host)
    if _names_recipient(link, message):
        yield sign("link-names-recipient", host=host)


def _imitated(host: str, protected: frozenset[str]) -> str | None:
    return domains.imitates_brand(host) or domains.imitates_owner(host, protected)


def _same(shown: str, link: ParsedLink) -> bool:
    return any(
        domains.same_owner(shown, host) for host in (link.target.host, link.url.host) if host
    )


def _is_filter(host: str) -> bool:
    return host.startswith("urldefense.") or "safelinks." in host or "linkprotect." in host


def _names_recipient(link: ParsedLink, message: Message) -> bool:
    """Whether a page is asked for with the reader's own address behind a # : made for one person."""
    fragment = link.target.rest.partition("#")[2].lower()
    fragment = fragment.replace("%40", "@")
    return "@" in fragment and any(to.address.lower() in fragment for to in message.recipients)


def _brand(message: Message) -> Iterator[Sign]:
    """A brand in the subject or in what its links say, and neither sender nor links are the brand's."""
    hosts = [link.target.host for link in message.links if link.target.is_web and link.target.host]
    if not hosts or not message.sender.domain:
        return
    local = message.sender.address.partition("@")[0].replace(".", " ").replace("_", " ")
    claim = claimed_by(message.subject, message.sender.domain) or claimed_by(
        local, message.sender.domain
    )
    if claim is None or any(domains.owned_by(host, d) for host in hosts for d in claim.domains):
        return
    yield sign("brand-elsewhere", claim=claim.name, host=hosts[0])
