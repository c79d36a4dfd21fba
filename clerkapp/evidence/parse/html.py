"""A web-page message as text only: words, link targets, and what it would have done if opened.

Parsed, never rendered: no script runs, no style applies, no picture or frame is asked for. Nesting
and the attributes of each element are counted before the parser sees the bytes, because a tree of a
hundred thousand elements is made to hurt, and the parser compares each attribute with all before it;
such a page is read by taking the tags away.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from clerkapp.evidence import limits
from clerkapp.evidence.parse.headers import one_line

_STARTED = re.compile(
    r"<!--(?:-?>|(?:(?!--!?>).)*+(?:--!?>)?)|<(/?)([a-zA-Z][^\s/>]*+)"
    r"((?:[^>\"'=]++|=\s*+\"[^\"]*+\"?|=\s*+'[^']*+'?|[\"'=])*+)>?",
    re.DOTALL,
)
"""A comment, or a tag as parsers see it: what is in quotes does not end it."""
_ATTRIBUTE = re.compile(r"[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "option",
        "dt",
        "dd",
    ]
)
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "title",
        "tr",
        "ul",
    ]
)
_UNREAD = frozenset(["script", "style", "title", "template", "iframe"])
"""What is in them is shown nowhere; programs for mail run no scripts, so they do show `noscript`."""
_HIDING = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)|mso-hide\s*:\s*all"
)
_RAW = frozenset(["script", "style", "title", "textarea", "template"])
"""Elements whose words nobody sees as text."""
_CLOSING = {name: re.compile(rf"(?i)</{name}(?=[\s/>])") for name in _RAW}
"""What ends them, whatever else stands before it."""
_MERGED = frozenset(["html", "body"])
"""There is one of each: what later ones bring is added to it."""
_EVENT = re.compile(r"on[a-z]{3,20}")
_REFRESH = re.compile(r"(?i)url\s*=\s*[\"']?([^\"'\s]{1,4000})")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")
_UNSEEN = re.compile(
    r"[\u200b-\u200d\u2060\ufeff\u034f\u00ad\u115f\u1160\u17b4\u17b5\u180e\u3164\u2800]"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link as the page has it: what a person sees, and where it says it leads."""

    text: str
    href: str


@dataclass(slots=True)
class Page:
    """What a page says and would do."""

    text: str = ""
    anchors: list[Anchor] = field(default_factory=list)
    pictures: int = 0
    remote: int = 0
    scripts: int = 0
    forms: int = 0
    passwords: int = 0
    frames: list[str] = field(default_factory=list)
    refreshes: list[str] = field(default_factory=list)
    hidden: int = 0
    base: str = ""
    cut: bool = False
    text_cut: bool = False
    more_links: bool = False
    flattened: bool = False
    _known: set[Anchor] = field(default_factory=set, repr=False)

    def lead(self, text: str, href: str) -> None:
        """Keep a link, each once: thousands of equal ones hide no other."""
        anchor = Anchor(text[:500], href)
        if anchor in self._known:
            return
        if len(self.anchors) >= limits.LINKS:
            self.more_links = True
            return
        self._known.add(anchor)
        self.anchors.append(anchor)

    def keep(self, text: str) -> None:
        """Keep the words as they are shown."""
        tidy = _tidy(text)
        self.text_cut = self.text_cut or len(tidy) > limits.TEXT_CHARACTERS
        self.text = tidy[: limits.TEXT_CHARACTERS]

    @property
    def running_text(self) -> str:
        """The text without what its links show: an address there is no link of its own."""
        return _SHOWN_LINK.sub(" ", self.text)


_ROOM = 2000
"""Characters that a link may show where the rest of a long text is left out."""
_SHOWN_LINK = re.compile(r"\[link: [^\]\n]{0,500}+\]")
"""A link as it is in the text, without where it leads."""


def read(markup: str) -> Page:
    """The page's text, links and intentions. Never raises."""
    page = Page(cut=len(markup) > limits.HTML_BYTES)
    markup = markup[: limits.HTML_BYTES].replace("\0", "")
    if _is_made_to_hurt(markup):
        _flatten(markup, page)
    else:
        root = LexborHTMLParser(markup).root
        if root is not None:
            _Walk(page).walk(root)
    return page


def flattened(markup: str) -> Page:
    """The page's words and where it leads, with its tags taken away. Never raises."""
    page = Page(cut=len(markup) > limits.HTML_BYTES)
    _flatten(markup[: limits.HTML_BYTES].replace("\0", ""), page)
    return page


def _is_made_to_hurt(markup: str) -> bool:
    """Whether elements stand too deep, or one has more attributes than any page needs."""
    depth = merged = 0
    for match in _STARTED.finditer(markup):
        if match[2] is None:
            continue
        name, given = match[2].lower(), match[3]
        if len(given) > 2 * limits.HTML_ATTRIBUTES or name in _MERGED:
            count = sum(1 for _ in _ATTRIBUTE.finditer(given))
            merged += count if name in _MERGED else 0
            if max(count, merged) > limits.HTML_ATTRIBUTES:
                return True
        if name in _VOID or given.endswith("/"):
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > limits.HTML_DEPTH:
            return True
    return False


def _flatten(markup: str, page: Page) -> None:
    """Words, links, forms and pictures in their order, from the tags alone: no tree is made."""
    page.flattened = True
    flat = _Flat(page)
    at = 0
    while match := _STARTED.search(markup, at):
        flat.words(markup[at : match.start()])
        at = match.end()
        if match[2] is not None:
            flat.tag(match[2].lower(), match[3], closes=bool(match[1]))
        if flat.skipped:
            closing = _CLOSING[flat.skipped].search(markup, at)
            at = len(markup) if closing is None else closing.start()
    flat.words(markup[at:])
    flat.end()


class _Flat:
    """What a page says and would do, read from its tags one after another."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._out: list[str] = []
        self._length = 0
        self.skipped = ""
        self._href: str | None = None
        self._shown: list[str] = []
        self._room = 0

    def words(self, text: str) -> None:
        """Text between two tags."""
        if self.skipped or not text:
            return
        if self._length >= limits.TEXT_CHARACTERS and (self._href is None or self._room <= 0):
            self._page.text_cut = self._page.text_cut or not text.isspace()
            return
        self._page.text_cut = self._page.text_cut or len(text) > limits.TEXT_CHARACTERS
        piece = unescape(text[: limits.TEXT_CHARACTERS])
        self._length += len(piece)
        self._room -= len(piece)
        (self._out if self._href is None else self._shown).append(piece)

    def tag(self, name: str, given: str, *, closes: bool) -> None:
        """One tag with what was given to it."""
        if self.skipped:
            self.skipped = "" if closes and name == self.skipped else self.skipped
            return
        if name in {"a", "area"}:
            self._link(None if closes else _attributes(given).get("href"))
        elif not closes:
            self._element(name, given)
        if name in _BLOCK:
            (self._out if self._href is None else self._shown).append("\n")

    def end(self) -> None:
        """Close what is open and keep the text."""
        self._link(None)
        self._page.keep("".join(self._out))

    def _element(self, name: str, given: str) -> None:
        page = self._page
        page.scripts += name == "script"
        page.forms += name == "form"
        page.pictures += name == "img"
        if name in _RAW:
            self.skipped = name
        if name in {"form", "input", "button", "iframe", "frame", "meta", "base"}:
            attributes = _attributes(given)
            kind = attributes.get("type", "").strip().lower()
            page.passwords += name == "input" and kind == "password"
            if name in {"iframe", "frame"}:
                page.frames.append(attributes.get("src", "")[:4000])
            if name == "base":
                page.base = page.base or attributes.get("href", "").strip()
            found = _REFRESH.search(attributes.get("content", "")) if name == "meta" else None
            if found is not None and attributes.get("http-equiv", "").lower() == "refresh":
                page.refreshes.append(found[1])
            target = attributes.get("action") or attributes.get("formaction")
            if target:
                page.lead("", target)

    def _link(self, href: str | None) -> None:
        if self._href is not None:
            words = one_line(_UNSEEN.sub("", "".join(self._shown)))[:500]
            self._out.append(f"[link: {words}]" if words else "[link]")
            self._page.lead(words, self._href)
        self._href, self._shown, self._room = href, [], _ROOM


def _attributes(given: str) -> dict[str, str]:
    """The first attributes of a tag, by lower-case name; of one named twice the first, as browsers do."""
    found: dict[str, str] = {}
    for match in islice(_ATTRIBUTE.finditer(given), limits.HTML_ATTRIBUTES):
        name, _, value = match[0].partition("=")
        found.setdefault(name.strip().lower(), unescape(value.strip().strip("\"'")[:4000]))
    return found


class _Walk:
    """One pass through the tree, without calls into depth."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._out: list[str] = []
        self._length = 0
        self._links: list[tuple[LexborNode, str, int]] = []
        self._room = 0

    def walk(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        hidden: LexborNode | None = None
        left = limits.HTML_NODES
        while node is not None:
            left -= 1
            if left == 0:
                self._page.cut = True
                break
            tag = node.tag or ""
            if tag == "-text":
                self._words(node.text_content or "", unseen=hidden is not None)
            enter = tag not in {"-text", "-comment"} and self._open(node, tag)
            if enter and hidden is None and _hides(node):
                hidden = node
            child = node.child if enter else None
            if child is not None:
                node = child
                continue
            while node is not None:
                self._close(node)
                if hidden is not None and node.mem_id == hidden.mem_id:
                    hidden = None
                if node.mem_id == root.mem_id:
                    node = None
                    break
                if node.next is not None:
                    node = node.next
                    break
                node = node.parent
        self._page.keep("".join(self._out))

    def _words(self, text: str, *, unseen: bool) -> None:
        if unseen:
            self._page.hidden += len(_UNSEEN.sub("", one_line(text)))
        elif self._length < limits.TEXT_CHARACTERS or (self._links and self._room > 0):
            piece = _SPACE.sub(" ", text)
            self._length += len(piece)
            self._room -= len(piece)
            self._out.append(piece)
        else:
            self._page.text_cut = self._page.text_cut or not text.isspace()

    def _open(self, node: LexborNode, tag: str) -> bool:
        """Note what an element does. Whether to read what is inside it."""
        attributes = node.attributes
        page = self._page
        page.scripts += tag == "script"
        page.scripts += sum(1 for name in attributes if _EVENT.fullmatch(name))
        page.remote += _is_remote(attributes.get("background"))
        if tag in _BLOCK:
            self._out.append("\n")
        if tag in {"a", "area"}:
            self._link(node, attributes.get("href"))
        elif tag == "img":
            self._picture(attributes)
        elif tag == "form":
            page.forms += 1
            self._target(attributes.get("action"), "")
        elif tag in {"input", "button"}:
            self._control(attributes)
        elif tag in {"iframe", "frame", "object", "embed"}:
            page.frames.append((attributes.get("src") or attributes.get("data") or "")[:4000])
        elif tag in {"meta", "base", "link"}:
            self._head(tag, attributes)
        return tag not in _UNREAD

    def _link(self, node: LexborNode, href: str | None) -> None:
        if href is not None:
            self._links.append((node, href, len(self._out)))
            self._room = _ROOM

    def _head(self, tag: str, attributes: dict[str, str | None]) -> None:
        page = self._page
        if tag == "base":
            page.base = page.base or (attributes.get("href") or "").strip()
        elif tag == "link":
            page.remote += _is_remote(attributes.get("href"))
        elif (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            found = _REFRESH.search(attributes.get("content") or "")
            if found is not None:
                page.refreshes.append(found[1])

    def _picture(self, attributes: dict[str, str | None]) -> None:
        self._page.pictures += 1
        self._page.remote += _is_remote(attributes.get("src"))
        words = one_line(attributes.get("alt") or "")
        if words:
            self._out.append(f" [picture: {words[:200]}] ")

    def _control(self, attributes: dict[str, str | None]) -> None:
        if (attributes.get("type") or "").strip().lower() == "password":
            self._page.passwords += 1
        self._target(attributes.get("formaction"), one_line(attributes.get("value") or ""))

    def _target(self, href: str | None, text: str) -> None:
        if href:
            self._page.lead(text, href)

    def _close(self, node: LexborNode) -> None:
        if self._links and node.mem_id == self._links[-1][0].mem_id:
            _, href, start = self._links.pop()
            words = one_line(_UNSEEN.sub("", "".join(self._out[start:])))[:500]
            self._out[start:] = [f"[link: {words}]" if words else "[link]"]
            self._page.lead(words, href)
        if node.tag in _BLOCK and node.tag != "br":
            self._out.append("\n")


def _hides(node: LexborNode) -> bool:
    attributes = node.attributes
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDING.search(style) is not None)


def _is_remote(address: str | None) -> bool:
    return address is not None and address.strip().lower().startswith(("http:", "https:", "//"))


def _tidy(text: str) -> str:
    lines = [_BLANKS.sub(" ", line).strip() for line in text.splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
