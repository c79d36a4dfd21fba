"""What is printed shows everything that is there, and nothing that the fonts cannot draw."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.report.lettering import printable, printable_values

LATIN = frozenset(range(0x20, 0x7F)) | {0xE9, 0xAD, 0xE000, 0x200B, 0xFEFF, 0x202E, 0x00}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Oak Hall", "Oak Hall"),
        ("caf\u00e9", "caf\u00e9"),
        ("cafe\u0301", "caf\u00e9"),
        ("bell\x07", "bell[U+0007]"),
        ("nul\x00", "nul[U+0000]"),
        ("exe.\u202egpj", "exe.[U+202E]gpj"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("mark\ufeff", "mark[U+FEFF]"),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
        ("7:40\u202fAM", "7:40 AM"),
        ("wide\u2003space", "wide space"),
        ("tag\U000e0041", "tag[U+E0041]"),
        ("filler\u3164", "filler[U+3164]"),
        ("variation\ufe0f", "variation[U+FE0F]"),
        ("private \ue000", "private [U+E000]"),
        ("\U0001f600", "[U+1F600]"),
        ("投票", "[U+6295][U+7968]"),
        ("half \ud800", "half [U+D800]"),
        ("line\u2028separator", "line[U+2028]separator"),
        ("form\x0cfeed", "form[U+000C]feed"),
        ("lonely\rreturn", "lonely[U+000D]return"),
    ],
)
def test_each_hidden_or_undrawn_character_is_shown_by_its_code_point(text: str, shown: str) -> None:
    assert printable(text, LATIN) == shown


def test_lines_stay_lines_and_a_tab_is_a_space() -> None:
    assert printable("one\ntwo\r\nthree\tfour", LATIN) == "one\ntwo\nthree four"


def test_values_are_made_printable_wherever_they_stand() -> None:
    values = {"a\u202e": ["x\x07", {"deep": ("\u202e", 3, None, True)}]}
    assert printable_values(values, LATIN) == {
        "a\u202e": ["x[U+0007]", {"deep": ["[U+202E]", 3, None, True]}]
    }


@given(st.text())
def test_no_text_brings_a_character_without_a_glyph(text: str) -> None:
    shown = printable(text, LATIN)
    assert all(char == "\n" or ord(char) in LATIN for char in shown)
    assert not [char for char in shown.replace("\u00ad", "") if unicodedata.category(char) == "Cf"]
