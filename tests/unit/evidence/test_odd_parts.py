"""Odd parts of messages: old encodings, old programs' files, limits, and parts that are read one by one."""

import binascii

import pytest

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.messages.examination import Examination
from clerkapp.evidence import limits
from clerkapp.evidence.examination import examine
from clerkapp.evidence.parse import html, mime, qr, source
from clerkapp.evidence.parse.qr import Kind, Looked
from clerkapp.evidence.parse.steps import WHOLE, Steps, Stop, Why
from tests.fakes.letters import letter

CAT = b"Cat" * 20
HEAD = b"From: a@x.example\nSubject: s\n"
MIXED = HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n'


def _codes(result: Examination) -> set[str]:
    return {problem.code for problem in result.problems}


def _uu(content: bytes, name: str = "a.exe") -> bytes:
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return b"begin 644 " + name.encode() + b"\n" + b"".join(lines) + b"`\nend\n"


def test_files_in_the_text_are_found_with_the_padding_of_old_programs() -> None:
    padded = _uu(CAT).replace(b"\n`", b"==\n`")
    result = examine(HEAD + b"\nSee these.\n\n" + padded + b"\n" + _uu(b"Dog", "b.exe"))
    assert [(file.name, file.sha256) for file in result.attachments] == [
        ("a.exe", sha256_hex(CAT)),
        ("b.exe", sha256_hex(b"Dog")),
    ]


@pytest.mark.parametrize(
    "body", [b"begin 644 a.exe\n", b"begin 644 a.exe\n\xff\xff\xff\nend\n", b"begin it today\n"]
)
def test_a_beginning_alone_is_no_file(body: bytes) -> None:
    assert examine(HEAD + b"\n" + body).attachments == ()


def test_a_part_whose_encoding_does_not_fit_is_said() -> None:
    part = b"--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: %s\n\n%s\n"
    data = MIXED + part % (b"uuencode", b"no such thing") + part % (b"base64", b"!!!!") + b"--b--\n"
    result = examine(data)
    assert "part-damaged" in _codes(result)
    assert len(result.attachments) == 2


def test_one_part_with_a_type_that_is_none_is_text() -> None:
    assert examine(HEAD + b"Content-Type: words\n\nSeal 4471.\n").text == "Seal 4471."


def test_parts_without_headers_and_words_are_passed_over() -> None:
    result = examine(
        MIXED + b"--b\n\n \n--b\n\nWords.\n--b\nContent-Type: message/rfc822\n\n \n--b--\n"
    )
    assert result.text == "Words."


def test_empty_parts_without_end_are_not_all_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EMPTY_PARTS", 20)
    result = examine(MIXED + b"--b\nContent-Type: application/pdf\n\nx\n" * 40)
    assert "parts-many" in _codes(result)
    assert len(result.attachments) < 20


def test_a_block_of_headers_that_was_cut_leaves_its_parts_readable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = b"".join(b"X-Filler-%d: %s\n" % (n, b"x" * 900) for n in range(200))
    monkeypatch.setattr(limits, "HEADER_BLOCK_BYTES", 64_000)
    result = examine(MIXED.replace(b"\n\n", b"\n" + long + b"\n", 1) + b"--b\n\nWords.\n--b--\n")
    assert "headers-cut" in _codes(result)
    assert result.text == "Words."


def test_what_could_not_be_taken_apart_as_a_whole_is_read_piece_by_piece() -> None:
    data = MIXED + (
        b"preamble\n--b\nContent-Type: text/plain\n\nFirst words.\n"
        b"--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-1.4\n--b--\n"
    )
    read = source.open_source(data, Steps(without={WHOLE: Stop(Why.SLOW)})).envelope
    assert read.headers.plain("subject") == "s"
    assert [leaf.media_type for leaf in read.leaves] == ["text/plain", "application/pdf"]
    assert mime.pieces(HEAD + b"\nOne part.\n") == []


@pytest.mark.parametrize("stops", [("0.page",), ("0.page", "0.tags")])
def test_a_page_that_stopped_its_parser_is_read_from_its_tags(stops: tuple[str, ...]) -> None:
    page = '<p>Sign in <a href="https://portal.example/auth">here</a></p>'
    steps = Steps(without=dict.fromkeys(stops, Stop(Why.SLOW)))
    result = examine(letter("", html=page), steps=steps)
    led = [link.host for link in result.links]
    assert led == (["portal.example"] if len(stops) == 1 else [])


def test_tags_alone_say_what_a_page_would_do() -> None:
    page = html.flattened(
        '<base href=" https://b.example/ "><meta http-equiv=Refresh content="0; url=https://r.example/">'
        '<meta name=author content="url=https://n.example/"><script>if (a < b) { x("</p>") }</script>'
        '<img src=x><iframe src="https://t.example/f">'
        '<form action="https://t.example/post"><input type="PassWord">'
        '<button formaction="https://t.example/other">Go</button></form>'
        '<p>Keep <a href="https://k.example/">it <b>here</b></a>  <a href="https://e.example/"></a>'
        "<style>p { color: red }"
    )
    assert page.flattened
    assert page.base == "https://b.example/"
    assert page.refreshes == ["https://r.example/"]
    assert page.frames == ["https://t.example/f"]
    assert (page.scripts, page.forms, page.passwords, page.pictures) == (1, 1, 1, 1)
    assert [(anchor.text, anchor.href) for anchor in page.anchors] == [
        ("", "https://t.example/post"),
        ("", "https://t.example/other"),
        ("it here", "https://k.example/"),
        ("", "https://e.example/"),
    ]
    assert page.text.split() == ["Go", "Keep", "[link:", "it", "here]", "[link]"]


def test_tags_alone_give_no_more_words_than_a_page_may_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "TEXT_CHARACTERS", 40)
    page = html.flattened("<p>words</p>" * 40 + "<p> </p>")
    assert page.text_cut
    assert len(page.text) < 200


def test_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXT_CHARACTERS", 100)
    monkeypatch.setattr(limits, "LINKS", 1)
    words = " ".join(f"https://a{n}.example/" for n in range(20))
    result = examine(letter(words, headers={"Date": "someday"}))
    assert {"text-cut", "links-many", "date-unread"} <= _codes(result)
    result = examine(letter("Plain.", html="<p>" + "word " * 200 + "</p>"))
    assert "text-cut" in _codes(result)


def test_a_page_that_says_next_to_nothing_stands_before_the_text() -> None:
    result = examine(letter("The whole letter, which goes on for quite a while.", html="<p>Hi</p>"))
    assert result.text.split("\n\n") == [
        "Hi",
        "The whole letter, which goes on for quite a while.",
    ]


def test_an_unknown_character_set_is_said() -> None:
    data = HEAD + b"Content-Type: text/plain; charset=klingon\n\nqapla\n"
    assert "charset-unknown" in _codes(examine(data))


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        (b'"O\\"Hara, Pat" <pat@x.example>', 'O"Hara, Pat', "pat@x.example"),
        (b"pat@x.example (Pat \\(the\\) clerk (of x))", "Pat (the) clerk (of x)", "pat@x.example"),
        (b"Pat <@a.example,@b.example:pat@x.example>", "Pat", "pat@x.example"),
        (b"<mailto:pat@x.example>", "", "pat@x.example"),
        (b"Pat <=?utf-8?q?pat=40x.example?=>", "Pat", "pat@x.example"),
        (b'"unclosed <pat@x.example>', "unclosed", "pat@x.example"),
        (b"Nobody at all", "Nobody at all", ""),
    ],
)
def test_a_sender_is_read_however_it_is_written(written: bytes, name: str, address: str) -> None:
    result = examine(b"From: " + written + b"\nSubject: s\nReceived: from a by b\n\nWords.\n")
    assert (result.sender.name, result.sender.address) == (name, address)


@pytest.mark.parametrize(
    ("content", "kind", "looked"),
    [
        (b"no picture", Kind.PICTURE, Looked(problem="picture-unread")),
        (b"no document", Kind.PDF, Looked()),
        (b"%PDF-1.4 1 0 obj", Kind.PDF, Looked(problem="pdf-unread")),
    ],
)
def test_what_is_no_picture_is_said(content: bytes, kind: Kind, looked: Looked) -> None:
    assert qr.look(kind, content, 1 << 20) == looked
