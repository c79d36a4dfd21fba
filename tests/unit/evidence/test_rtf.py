"""Outlook's rich text unpacked as its specification does ([MS-OXRTFCP] 4), and its words taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.evidence.parse import rtf

SIMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
    "0af3 2068656c0900206277 05b06c647d0a800fa0".replace(" ", "")
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
"""A reference to bytes that are only being written."""
HELLO = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_the_examples_of_the_specification_are_unpacked() -> None:
    assert rtf.unpack(SIMPLE) == HELLO
    assert rtf.unpack(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_no_more_is_unpacked_than_was_asked_for() -> None:
    assert HELLO.startswith(rtf.unpack(SIMPLE, limit=9))
    assert len(rtf.unpack(SIMPLE, limit=9)) < len(HELLO)


@pytest.mark.parametrize("kept", range(16, len(SIMPLE)))
def test_what_is_cut_short_is_read_as_far_as_it_goes(kept: int) -> None:
    assert HELLO.startswith(rtf.unpack(SIMPLE[:kept]))


@pytest.mark.parametrize("data", [b"", SIMPLE[:15], SIMPLE.replace(b"LZFu", b"zip!")])
def test_what_is_no_rich_text_is_nothing(data: bytes) -> None:
    assert rtf.unpack(data) == b""


@given(st.binary(max_size=300))
def test_nothing_packed_raises(data: bytes) -> None:
    rtf.content(rtf.unpack(SIMPLE[:12] + bytes(4) + data))


@pytest.mark.parametrize(
    ("rich", "words"),
    [
        (rb"{\rtf1 Seal\~4471 \{whole\} and \\dry}", "Seal 4471 {whole} and \\dry"),
        (rb"{\rtf1 A\tab B\line C\par D}", "A\tB\nC\nD"),
        (rb"{\rtf1{\info{\author Nobody}}Words{\*\hidden not these} again}", "Words again"),
        (rb"{\rtf1\u8220\'93quoted\u8221\'94}", "\u201cquoted\u201d"),
        (rb"{\rtf1\ansicpg1251 \'cf\'f0}", "Пр"),
        (rb"Words without a group}}} and more", "Words without a group and more"),
        (rb"{\rtf1 \lquote so\rquote  \emdash  \bullet }", "\u2018so\u2019 \u2014 \u2022"),
    ],
)
def test_the_words_are_taken_out(rich: bytes, words: str) -> None:
    assert rtf.content(rich) == ("text", words)


def test_a_page_inside_keeps_its_own_lines() -> None:
    rich = rb"{\rtf1\fromhtml1 {\*\htmltag64 <p>}One\par {\*\htmltag72 </p>}}"
    assert rtf.content(rich) == ("html", "<p>One\n</p>")
