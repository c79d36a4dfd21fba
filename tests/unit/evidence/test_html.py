"""A page as text only."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.evidence import limits
from clerkapp.evidence.parse import html


def test_text_stands_in_lines_and_links_say_what_they_show() -> None:
    page = html.read(
        "<style>p{}</style><p>Hello&nbsp;<b>you</b><br>there</p>"
        '<ul><li>one<li>two</ul><a href="https://phish.example/x"><b>Keep</b> it</a>'
    )
    assert page.text == "Hello you\nthere\n\none\n\ntwo\n\n[link: Keep it]"
    assert page.anchors == [html.Anchor("Keep it", "https://phish.example/x")]


def test_what_a_page_would_do_is_noted_and_not_done() -> None:
    page = html.read(
        '<base href="https://b.example/"><meta http-equiv="Refresh" content="0;url=https://r.example/">'
        '<img src="http://t.example/p.gif" alt="Logo"><body background="//t.example/b.png" onload="x()">'
        '<script>document.write("gone")</script><iframe src="http://t.example/f"></iframe>'
        '<form action="http://t.example/post"><input type=PASSWORD></form>'
    )
    assert page.base == "https://b.example/"
    assert page.refreshes == ["https://r.example/"]
    assert page.frames == ["http://t.example/f"]
    assert (page.forms, page.passwords, page.pictures) == (1, 1, 1)
    assert page.scripts == 2
    assert page.remote == 2
    assert page.anchors == [html.Anchor("", "http://t.example/post")]
    assert page.text == "[picture: Logo]"


@pytest.mark.parametrize(
    "style", ["display:none", "font-size: 0px", "opacity:0;", "visibility : hidden", "mso-hide:all"]
)
def test_hidden_words_are_counted_and_not_shown(style: str) -> None:
    page = html.read(f'<p>seen</p><div style="{style}"><b>unseen</b> words</div><p>seen too</p>')
    assert page.text == "seen\n\nseen too"
    assert page.hidden == len("unseenwords")


@pytest.mark.parametrize("nest", ["<div>", "<b>", "<blockquote><a href=x>", "<span title='>'>"])
def test_a_page_nested_without_end_is_flattened(nest: str) -> None:
    page = html.read(nest * 20_000 + "words")
    assert page.flattened
    assert "words" in page.text


def test_a_long_page_is_cut() -> None:
    page = html.read("<p>word</p>" * (limits.HTML_BYTES // 8))
    assert page.cut
    assert len(page.text) <= limits.TEXT_CHARACTERS


def test_links_have_a_limit_and_more_are_told() -> None:
    page = html.read(
        "".join(f'<a href="https://x.example/{n}">a</a>' for n in range(limits.LINKS + 50))
    )
    assert len(page.anchors) == limits.LINKS
    assert page.more_links


LURE = '<a href="https://phish.example/in">https://office.example</a>'
SHOWN = html.Anchor("https://office.example", "https://phish.example/in")


@pytest.mark.parametrize(
    "before",
    [
        '<a href="https://x.example/">a</a>' * (limits.LINKS + 50),
        '<form action="https://x.example/"></form>' * (limits.LINKS + 50),
        '<a href="https://x.example/">' * 40_000,
        "<a href=x><table>" * 20_000,
        "&" * (limits.TEXT_CHARACTERS + 1),
        "words " * limits.TEXT_CHARACTERS,
        "<p>" + "word " * 1000 + "</p>" + "<b>" * 1000 + "&lt;" * limits.TEXT_CHARACTERS,
        f'<a href="https://x.example/">{"word " * limits.TEXT_CHARACTERS}</a>',
    ],
)
def test_whatever_stands_before_a_link_it_is_found_with_what_it_shows(before: str) -> None:
    page = html.read((before + LURE)[-limits.HTML_BYTES :])
    assert SHOWN in page.anchors
    assert len(page.text) <= limits.TEXT_CHARACTERS
    assert not page.more_links


@pytest.mark.parametrize("reader", [html.read, html.flattened])
@pytest.mark.parametrize(
    "around",
    [
        "<noscript>%s</noscript>",
        "<object data=x>%s</object>",
        "<svg><foreignObject>%s</foreignObject></svg>",
        "<svg><p>%s",
        "<math><mtext>%s</mtext></math>",
        "<textarea></textarea>%s",
        "<!-->%s",
        "<!--->%s",
        "<!-- a --!>%s",
        "<!-- a > b -- c -->%s",
        "<script><!--</script>%s",
        "<style>/* <!-- */</STYLE >%s",
        "<title></title>%s",
    ],
)
def test_a_link_is_found_in_whatever_shows_it(
    reader: Callable[[str], html.Page], around: str
) -> None:
    page = reader(around % LURE)
    assert page.anchors == [SHOWN]
    assert page.text == "[link: https://office.example]"


@pytest.mark.parametrize("reader", [html.read, html.flattened])
@pytest.mark.parametrize(
    "parts", [("word " * limits.TEXT_CHARACTERS,), ("word " * 70_000, "<p>last ") * 2]
)
def test_words_that_are_left_out_are_told(
    reader: Callable[[str], html.Page], parts: tuple[str, ...]
) -> None:
    page = reader("".join(parts)[: limits.HTML_BYTES])
    assert page.text_cut
    assert not reader("<p>word</p>" * 100).text_cut


@given(st.text(alphabet="<>/=\"'abip -!&#;x0\n", max_size=200))
def test_no_markup_raises(markup: str) -> None:
    page = html.read(markup)
    assert "\0" not in page.text
