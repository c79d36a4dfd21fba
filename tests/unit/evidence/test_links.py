"""Where a link leads when a filter or a redirector has written it anew, and how many are kept."""

import base64

import pytest

from clerkapp.domain.messages.examination import Link
from clerkapp.evidence import limits
from clerkapp.evidence.parse.html import Anchor
from clerkapp.evidence.parse.links import ParsedLink, collect

PHISH = "https://portal.example/auth?id=7"
IN_BASE64 = base64.urlsafe_b64encode(PHISH.encode()).decode().rstrip("=")


def _one(href: str, text: str = "Sign in", base: str = "") -> ParsedLink:
    (link,) = collect([Anchor(text, href)], base, [])[0]
    return link


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://urldefense.com/v3/__https://portal.example/auth?id=7__;!!AbC$",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__portal.example_auth-3Fid-3D7&d=x",
        "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fportal.example%2fauth%3fid%3d7&c=E,1",
        "https://google.com/url?sa=t&amp;url=https%3A%2F%2Fportal.example%2Fauth%3Fid%3D7",
        f"https://slack-redir.net/link?v=3&url={IN_BASE64}",
        "https://bing.com/ck?u=https%253A%252F%252Fportal.example%252Fauth%253Fid%253D7",
    ],
)
def test_what_a_filter_hides_is_taken_out_again(wrapped: str) -> None:
    link = _one(wrapped)
    assert link.target.text == PHISH
    assert link.through == link.url.host
    assert link.link == Link("Sign in", wrapped, "portal.example")


def test_filters_one_in_another_are_all_taken_off() -> None:
    once = "https://safelinks.filter.example/?url=" + PHISH.replace(":", "%3A").replace("?", "%3F")
    twice = "https://google.com/url?q=" + once.replace("%", "%25").replace("?", "%3F")
    link = _one(twice)
    assert (link.target.text, link.through) == (PHISH, "google.com")


@pytest.mark.parametrize(
    "plain",
    [
        "https://portal.example/?url=https%3A%2F%2Fother.example%2F",
        "https://google.com/search?q=election+office",
        "https://google.com/url?q=AAAAAAAAAAAAAAAAAAAAAA",
        "https://google.com/url?q=_____________________w",
        "https://urldefense.com/v3/__mailto:clerk@county.example__;!!AbC$",
        "mailto:clerk@county.example?url=https%3A%2F%2Fportal.example%2F",
    ],
)
def test_what_leads_nowhere_else_is_itself(plain: str) -> None:
    link = _one(plain)
    assert (link.target, link.through) == (link.url, "")


@pytest.mark.parametrize("base", ["", "mailto:clerk@county.example", "not an address"])
def test_a_relative_link_without_a_base_leads_nowhere(base: str) -> None:
    assert _one("login", base=base).target.host == ""


@pytest.mark.parametrize("href", ["", "#top", "cid:part1@county.example"])
def test_what_stays_in_the_message_is_no_link(href: str) -> None:
    assert collect([Anchor("x", href)], "https://portal.example/", []) == ((), False)


@pytest.mark.parametrize(
    ("shown", "host"),
    [
        ("www.county.example/vote", "www.county.example"),
        ("<https://county.example>", "county.example"),
        ("County office", ""),
    ],
)
def test_a_text_that_reads_like_an_address_claims_a_host(shown: str, host: str) -> None:
    assert _one(PHISH, shown).shown_host == host
    assert _one("mailto:clerk@county.example", shown).shown_host == ""


def test_links_have_a_limit_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINKS", 2)
    anchors = [Anchor(str(n), f"https://a{n}.example/") for n in range(3)]
    links, more = collect(anchors, "", [])
    assert ([link.text for link in links], more) == (["0", "1"], True)
    said = " ".join(f"https://b{n}.example/" for n in range(3))
    links, more = collect(anchors[:1], "", [f"https://a0.example {said}", "https://c.example/"])
    assert ([link.url.host for link in links], more) == (["a0.example", "b0.example"], True)


@pytest.mark.parametrize("texts", [1, 3])
def test_more_links_in_words_than_are_read_are_told(
    monkeypatch: pytest.MonkeyPatch, texts: int
) -> None:
    monkeypatch.setattr(limits, "LINKS", 3)
    addresses = [f"https://b{n}.example/" for n in range(4)]
    for count, told in ((3, False), (4, True)):
        said = " ".join(addresses[:count])
        links, more = collect([], "", [said] * texts)
        assert (len(links), more) == (3, told)


def test_links_that_are_known_hide_none_behind_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINKS", 3)
    known = [f"https://a{n}.example/" for n in range(2)]
    anchors = [Anchor(str(n), href) for n, href in enumerate(known)]
    links, more = collect(anchors, "", [" ".join([*known, "https://c.example/"])])
    assert ([link.url.host for link in links][-1], more) == ("c.example", False)
