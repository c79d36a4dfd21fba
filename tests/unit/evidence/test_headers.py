"""Header blocks and their words, read from bytes that nobody promised anything about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.domain.messages.examination import Mailbox
from clerkapp.evidence import limits
from clerkapp.evidence.parse import addresses, charset, headers, parameters, source


def test_a_block_ends_at_the_empty_line() -> None:
    found, body = headers.read(b"Subject: one\r\n two\r\nX: y\r\n\r\nBody: not a header")
    assert found.items == (("subject", b"one\r\n two"), ("x", b"y"))
    assert found.get("Subject") == "one two"
    assert body == 28


def test_a_body_without_an_empty_line_before_it_is_body() -> None:
    data = b"Subject: one\nno header here\nX: y\n"
    found, body = headers.read(data)
    assert [name for name, _ in found.items] == ["subject"]
    assert data[body:] == b"no header here\nX: y\n"


def test_a_header_is_cut_before_anything_looks_inside() -> None:
    found, _ = headers.read(b"Subject: " + b"a" * 2 * limits.HEADER_BYTES + b"\n\n")
    assert found.cut
    assert limits.HEADER_BYTES // 2 < len(found.items[0][1]) <= limits.HEADER_BYTES


@pytest.mark.parametrize(
    "before",
    [
        b"".join(b"X-%d: v\n" % n for n in range(10 * limits.HEADERS)),
        b"X: " + b"a" * 2 * limits.HEADER_BLOCK_BYTES + b"\n",
        b"X: a\n" + b" folded\n" * limits.HEADER_BLOCK_BYTES,
    ],
    ids=["many", "one long", "folded"],
)
def test_nothing_in_front_hides_who_sent_it(before: bytes) -> None:
    mail = b"From: a@lark.example\nSubject: one\n two\nFrom: b@lark.example\n\nFrom: body"
    found, body = headers.read(before + mail)
    assert found.cut
    assert found.all_plain("From") == ("a@lark.example",)
    assert found.get("Subject") == "one two"
    assert (before + mail)[body:] == b"From: body"
    assert source.kind_of(before + mail) == "eml"


def test_a_block_is_cut_and_the_body_still_found() -> None:
    line = b"X-Filler: " + b"a" * 1000 + b"\n"
    data = b"Subject: s\n" + line * 400 + b"\nbody"
    found, body = headers.read(data)
    assert found.cut
    assert data[body:] == b"body"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("plain", "plain"),
        ("=?utf-8?q?caf=C3=A9_au_lait?=", "café au lait"),
        ("=?UTF-8?B?Y2Fmw6k=?= and =?utf-8?q?more?=", "café and more"),
        ("=?utf-8?q?one?=\r\n =?utf-8?q?two?=", "onetwo"),
        # cut in the middle of a character
        ("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),
        ("=?iso-8859-1?q?caf=E9?=", "café"),
        ("=?x-none?q?abc?=", "abc"),
        ("=?utf-8?b?***?=", ""),
        ("=?utf-8*en?q?tagged?=", "tagged"),
        ("=?broken", "=?broken"),
    ],
)
def test_words_are_decoded(written: str, read: str) -> None:
    assert headers.readable(written.encode()) == read


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        (b"caf\xe9", "utf-8", "café"),
        (b"caf\xc3\xa9", "us-ascii", "café"),
        (b"\xa4\xa4\xa4\xe5", "big5", "中文"),
        (b"\xff\xfe\x81", "no-such-set", "ÿþ\ufffd"),
        (b"YWJj", "base64", "YWJj"),
        (b"abc", "\x00weird", "abc"),
    ],
)
def test_text_is_read_whatever_the_label(data: bytes, name: str, text: str) -> None:
    assert charset.decode(data, name) == text


@pytest.mark.parametrize(
    ("page", "name"),
    [(1251, "cp1251"), (65001, "utf-8"), (28592, "iso-8859-2"), (999, ""), (0, "")],
)
def test_code_pages_have_names(page: int, name: str) -> None:
    assert charset.of_code_page(page) == name


@pytest.mark.parametrize(
    ("language", "name"),
    [(0x0404, "cp950"), (0x0804, "gb18030"), (0x0419, "cp1251"), (0x0409, ""), (None, "")],
)
def test_languages_have_usual_code_pages(language: int | None, name: str) -> None:
    assert charset.of_language(language) == name


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("maria@county.example", [("", "maria@county.example")]),
        ('"Maria, Delgado" <maria@county.example>', [("Maria, Delgado", "maria@county.example")]),
        ("Maria <maria@county.example>, Dana <dana@county.example>", [("Maria", "maria@county.example"), ("Dana", "dana@county.example")]),
        # the quoted address is a name, not the address
        ('"bank@county.example" <x@elsewhere.example>', [("bank@county.example", "x@elsewhere.example")]),
        ("maria@county.example (Maria D.)", [("Maria D.", "maria@county.example")]),
        ("Staff: a@x.example, b@x.example;", [("", "a@x.example"), ("", "b@x.example")]),
        ("=?utf-8?q?Jos=C3=A9?= <jose@x.example>", [("José", "jose@x.example")]),
        ('"=?utf-8?q?Jos=C3=A9?=" <jose@x.example>', [("José", "jose@x.example")]),
        ("<@relay.example:jose@x.example>", [("", "jose@x.example")]),
        ("Nobody <>", [("Nobody", "")]),
        ("<b> <a@x.example>", [("", "a@x.example")]),
        ('"unclosed <a@x.example>', [("unclosed", "a@x.example")]),
        ("", []),
    ],
)  # fmt: skip
def test_mailboxes_are_told_apart(written: str, found: list[tuple[str, str]]) -> None:
    assert [(box.name, box.address) for box in addresses.parse(written)] == found


def test_a_domain_is_what_follows_the_last_at() -> None:
    assert Mailbox("", "a@b@County.Example.").domain == "county.example"
    assert Mailbox("", "nowhere").domain == ""


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('attachment; filename="a.pdf"', "a.pdf"),
        ("attachment; filename=a.pdf; size=3", "a.pdf"),
        ("attachment; filename*=utf-8''caf%C3%A9.pdf", "café.pdf"),
        ('attachment; filename*0="long "; filename*1=name.pdf', "long name.pdf"),
        ("attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9.pdf", "café.pdf"),
        ('attachment; filename="=?utf-8?q?caf=C3=A9.pdf?="', "café.pdf"),
        ('attachment; filename="semi;colon.pdf"', "semi;colon.pdf"),
        (r'attachment; filename="quo\"te.pdf"', 'quo"te.pdf'),
        ('attachment; filename="never closed', "never closed"),
        ("attachment", ""),
    ],
)
def test_file_names_are_read(value: str, name: str) -> None:
    disposition, found = parameters.split(value)
    assert disposition == "attachment"
    assert parameters.file_name(found, {}) == name


def test_parameters_without_end_take_no_time() -> None:
    value = "text/plain" + "".join(f'; p{number}="v' for number in range(5000))
    assert parameters.split(value)[0] == "text/plain"


@given(st.binary(max_size=600))
def test_nothing_in_a_header_block_raises(data: bytes) -> None:
    found, body = headers.read(b"From: " + data)
    assert 0 <= body <= len(data) + 6
    for name, value in found.items:
        assert isinstance(headers.readable(value), str)
        addresses.mailboxes(found, name)
        parameters.split(charset.decode(value))
