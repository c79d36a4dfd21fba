"""Links read the way a browser reads them, and domains by their owners."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.evidence.parse.html import Anchor
from clerkapp.evidence.parse.links import ParsedLink, collect
from clerkapp.evidence.web import domains, lists, urls
from clerkapp.resources import resource_path


@pytest.mark.parametrize(
    ("written", "scheme", "host"),
    [
        ("https://County.Example/a", "https", "county.example"),
        ("  http://county.example  ", "http", "county.example"),
        ("//county.example/a", "https", "county.example"),
        ("www.county.example", "http", "www.county.example"),
        ("https:\\\\county.example\\a", "https", "county.example"),
        ("https:county.example", "https", "county.example"),
        ("ht\ntps://cou\tnty.example", "https", "county.example"),
        ("http://sos.gov@county.example/", "http", "county.example"),
        ("http://county.example:8080/", "http", "county.example"),
        ("http://3221225985/", "http", "192.0.2.1"),
        ("http://0xc0.0.2.1/", "http", "192.0.2.1"),
        ("http://0300.0.02.01/", "http", "192.0.2.1"),
        ("http://192.0.513/", "http", "192.0.2.1"),
        ("http://[2001:DB8::1]:80/", "http", "2001:db8::1"),
        ("http://c%6Funty.example/", "http", "county.example"),
        ("http://county。example/", "http", "county.example"),
        ("http://пример.example/", "http", "xn--e1afmkfd.example"),
        ("javascript:alert(1)", "javascript", ""),
        ("java\nscript:alert(1)", "javascript", ""),
        ("mailto:a@county.example", "mailto", ""),
        ("#top", "", ""),
        ("", "", ""),
    ],
)
def test_an_address_leads_where_a_browser_would_go(written: str, scheme: str, host: str) -> None:
    url = urls.parse(written)
    assert (url.scheme, url.host) == (scheme, host)


def test_what_is_compared_has_no_query() -> None:
    url = urls.parse("https://u@County.Example:8443/a/b?id=clerk@county.example#x")
    assert url.without_query == "https://county.example:8443/a/b"
    assert url.user == "u"


def test_addresses_are_found_in_running_text() -> None:
    text = "See https://county.example/a. Or (www.vendor.example/b), or <http://x.example/(c)>!"
    assert list(urls.in_text(text)) == [
        "https://county.example/a",
        "www.vendor.example/b",
        "http://x.example/(c)",
    ]


@given(st.text(max_size=300))
def test_no_text_is_too_odd_for_an_address(text: str) -> None:
    for written in (text, "http://" + text, "https://a.example/" + text):
        url = urls.parse(written)
        assert urls.unicode_host(url.host) is not None
        assert domains.owner(url.host) is not None
        assert "?" not in url.without_query
    list(urls.in_text(text))


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("mail.county.example", "county.example"),
        ("a.b.co.uk", "b.co.uk"),
        ("192.0.2.1", "192.0.2.1"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_an_owner_is_the_part_that_is_registered(host: str, owner: str) -> None:
    assert domains.owner(host) == owner


@pytest.mark.parametrize(
    ("host", "like"),
    [
        ("xn--80ak6aa92e.com", "apple.com"),
        ("xn--pypal-4ve.example", "paypal.example"),
        ("xn--bcher-kva.example", None),  # bücher: Latin, reads as itself
        ("xn--e1afmkfd.xn--p1ai", None),  # a Cyrillic name under a Cyrillic ending
        ("county.example", None),
    ],
)
def test_letters_of_other_alphabets_are_seen_through(host: str, like: str | None) -> None:
    found = domains.imitates_letters(host)
    assert found == like or (like == "apple.com" and found is not None)


@pytest.mark.parametrize(
    ("host", "imitated"),
    [
        ("larkspurcounty.example", None),
        ("mail.larkspurcounty.example", None),
        ("larkspurcountv.example", "larkspurcounty.example"),
        ("larkspurcounty-support.example", "larkspurcounty.example"),
        ("larkspur-county.example", "larkspurcounty.example"),
        ("1arkspurc0unty.example", "larkspurcounty.example"),
        ("larkspucrounty.example", "larkspurcounty.example"),
        ("larkspurcounty.example.login.test-host.example", "larkspurcounty.example"),
        ("bluestem.example", None),
        ("192.0.2.1", None),
    ],
)
def test_a_domain_that_only_looks_like_ours_is_found(host: str, imitated: str | None) -> None:
    assert domains.imitates_owner(host, frozenset({"larkspurcounty.example"})) == imitated


def _links(*anchors: tuple[str, str], base: str = "") -> tuple[ParsedLink, ...]:
    return collect([Anchor(text, href) for text, href in anchors], base, [])[0]


def test_filters_rewriting_is_taken_off() -> None:
    wrapped = "https://safelinks.filter.example/?url=https%3A%2F%2Fphish.example%2Flogin&data=x"
    (link,) = _links(("Sign in", wrapped))
    assert (link.url.text, link.target.host) == (wrapped, "phish.example")
    assert link.through == "safelinks.filter.example"


def test_relative_links_need_a_base() -> None:
    assert _links(("a", "/login"), base="https://phish.example/x")[0].target.host == "phish.example"
    assert _links(("a", "/login"))[0].target.host == ""


def test_links_in_text_are_added_once() -> None:
    links, _ = collect(
        [Anchor("Hours", "https://vendor.example/hours")],
        "",
        ["https://vendor.example/hours and https://other.example/"],
    )
    assert [link.target.host for link in links] == ["vendor.example", "other.example"]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://sos.state.example/login", "sos.state.example"),
        ("county.example", "county.example"),
        ("Click here", ""),
        ("v2.0", ""),
        ("See county.example for more", ""),
    ],
)
def test_a_text_that_reads_like_an_address_claims_a_host(text: str, host: str) -> None:
    assert _links((text, "https://phish.example/"))[0].shown_host == host


def _date_of(name: str) -> str:
    """The day that a list says it is of."""
    head = resource_path("rules", f"{name}.txt").read_text("utf-8").splitlines()[1]
    return head.removeprefix("# as of ").strip()


@pytest.mark.parametrize("name", ["free-mail", "free-hosting", "shorteners", "redirectors"])
def test_lists_hold_lower_case_hosts_and_a_date(name: str) -> None:
    assert all(host == host.lower() and "." in host for host in lists.hosts(name))
    assert _date_of(name) >= "2026-01-01"


def test_claims_name_domains() -> None:
    assert all(claim.words and claim.domains for claim in lists.claims())
    assert {claim.official for claim in lists.claims()} == {True, False}


@pytest.mark.parametrize(
    "name",
    ["pressure", "sign-in", "payment", "gift-cards", "extortion", "lures", "office-roles"],
)
def test_phrases_are_found_as_whole_words(name: str) -> None:
    phrase = lists.words(name)[0]
    assert lists.first(f"so {phrase} it", [name]) == {name: phrase}
    assert lists.first(f"so ({phrase})", [name]) == {name: phrase}
    assert lists.first(f"x{phrase}x", [name]) == {name: ""}
    assert _date_of(name) >= "2026-01-01"


@pytest.mark.parametrize("name", ["pressure", "sign-in", "lures"])
def test_every_phrase_is_found_wherever_it_stands(name: str) -> None:
    for phrase in lists.words(name):
        said = " ".join(phrase.split())
        found = lists.first(f"dear clerk, {said}. thank you", [name])[name]
        # An earlier one of the list may begin at the same word.
        assert found
        assert found.startswith(said) or said.startswith(found)
