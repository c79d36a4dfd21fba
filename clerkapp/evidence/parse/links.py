"""The links of a message: the text a person sees against the address it leads to.

Mail filters rewrite links (Safe Links, URL Defense, Link Protection); what they hide is taken out
again, so that the host shown is the host meant. The address itself stays as it stands.
"""

import binascii
import re
from dataclasses import dataclass

from clerkapp.domain.messages.examination import Link
from clerkapp.evidence import limits
from clerkapp.evidence.parse.headers import lenient_base64
from clerkapp.evidence.parse.html import Anchor
from clerkapp.evidence.web import lists, urls
from clerkapp.evidence.web.urls import Url

_SHOWN = re.compile(
    r"(?i)^\W{0,3}(?:[a-z]{2,6}://)?([^\s/?#:@]{1,200}\.[a-z]{2,24})(?::\d{1,5})?(?:[/?#]\S*)?\W{0,3}$"
)
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_PARAMETERS = (
    "url",
    "u",
    "q",
    "a",
    "target",
    "dest",
    "destination",
    "redirect",
    "redirect_uri",
    "goto",
    "link",
    "to",
)


@dataclass(frozen=True, slots=True)
class ParsedLink:
    """A link with its addresses taken apart. `url` as written; `target` where it leads after filters' rewriting is taken off.

    `through`: the redirecting service's host, empty if it leads there directly.
    """

    text: str
    url: Url
    target: Url
    through: str = ""

    @property
    def shown_host(self) -> str:
        """The host that the text claims, if the text reads like an address; else empty."""
        match = _SHOWN.match(self.text)
        if match is None or not self.url.is_web:
            return ""
        return urls.canonical_host(match[1])

    @property
    def link(self) -> Link:
        """What is told of it."""
        return Link(self.text, self.url.text, self.target.host)


def collect(
    anchors: list[Anchor], base: str, texts: list[str]
) -> tuple[tuple[ParsedLink, ...], bool]:
    """The links of anchors and of running text, each address once with the same text; and whether
    there were more than are read."""
    found: dict[tuple[str, str], ParsedLink] = {}
    cut = False
    for anchor in anchors:
        url = _resolved(anchor.href, base)
        if not url.text or url.text.startswith("#") or url.scheme == "cid":
            continue
        if len(found) >= limits.LINKS:
            cut = True
            break
        found.setdefault((url.text, anchor.text), _link(anchor.text, url))
    known = {address.rstrip("/") for address, _ in found}
    for text in texts:
        for address in urls.in_text(text):
            url = urls.parse(address)
            if url.text.rstrip("/") in known or (url.text, address) in found:
                continue
            if len(found) >= limits.LINKS:
                cut = True
                break
            known.add(url.text.rstrip("/"))
            found[url.text, address] = _link(address, url)
    return tuple(found.values()), cut


def _resolved(href: str, base: str) -> Url:
    url = urls.parse(href)
    if url.scheme or not url.text or url.text.startswith("#"):
        return url
    root = urls.parse(base)
    if not root.is_web:
        return url
    path = url.text if url.text.startswith("/") else "/" + url.text
    return urls.parse(f"{root.scheme}://{root.host}{path}")


def _link(text: str, url: Url) -> ParsedLink:
    target, through = url, ""
    for _ in range(3):
        inner = _inside(target)
        if inner is None:
            break
        through = through or target.host
        target = inner
    return ParsedLink(text[: limits.NAME_CHARACTERS], url, target, through)


def _inside(url: Url) -> Url | None:
    """The address that a rewriting filter or a known redirector carries, if it does."""
    if not url.is_web or not lists.listed(url.host, "redirectors"):
        return None
    wrapped, closed, _ = url.rest.partition("/v3/__")[2].partition("__;")
    if closed:
        return _web(urls.parse(wrapped.replace("*", "%")))
    for name, value in _query(url.query):
        if name in _PARAMETERS:
            if "urldefense" in url.host and "/v2/" in url.rest:
                value = value.replace("-", "%").replace("_", "/")
            found = _web(urls.parse(_unescape(value))) or _web(urls.parse(_base64(value)))
            if found is not None:
                return found
    return None


def _web(url: Url) -> Url | None:
    return url if url.is_web and url.host else None


def _query(query: str) -> list[tuple[str, str]]:
    pairs = [piece.partition("=") for piece in query.replace("&amp;", "&").split("&")[:50]]
    return [(name.lower(), _unescape(value)) for name, _, value in pairs if value]


def _unescape(text: str) -> str:
    raw = _PERCENT.sub(lambda match: bytes([int(match[1], 16)]), text.encode("utf-8", "replace"))
    return raw.decode("utf-8", "replace")


def _base64(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9+/_=-]{12,4000}", text):
        return ""
    try:
        return lenient_base64(text.replace("-", "+").replace("_", "/").encode()).decode("utf-8")
    except (UnicodeError, binascii.Error):
        return ""
