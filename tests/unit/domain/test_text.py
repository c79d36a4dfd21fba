"""One rule for each sort of text, whatever characters it comes with."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.domain.errors import Refused
from clerkapp.domain.records import search_terms
from clerkapp.domain.records.search_text import columns
from clerkapp.domain.text import rules as texts
from clerkapp.domain.text.rules import comparable, look, one_line, visible

INVISIBLE = [
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e",
    *"\u2060\u2063\u2066\u2069\u206f\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\ufffb",
    *"\U0001d159\U0001d173\U000e0001\U000e0041\U000e0100",
]
SPACES = [*"\u00a0\u1680\u2000\u2007\u2009\u200a\u202f\u205f\u2800\u3000"]
BREAKS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
IMPOSSIBLE = [*"\x00\x07\x08\x1b\x1c\x1f\x7f\x80\x9b\ue000\ufdd0\uffff\U000f0000\U0010fffd"]
DASHES = [*"-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"]


def code(char: str) -> str:
    """How a test calls a character."""
    return "+".join(f"U+{ord(one):04X}" for one in char)


@pytest.mark.parametrize("char", INVISIBLE, ids=code)
def test_what_cannot_be_seen_is_removed_everywhere_and_alone_is_nothing(char: str) -> None:
    for rule in (texts.line, texts.prose, texts.name):
        assert rule(f"{char}Elm{char} Ha{char}ll{char}") == "Elm Hall"
        assert rule(char * 3) == ""
        assert rule(f" {char} \u0301{char}\u2800") == ""
    assert not texts.says_something(char)
    assert comparable(f"Elm{char} Hall") == comparable("Elm Hall")


@pytest.mark.parametrize("char", SPACES, ids=code)
def test_spaces_of_any_sort_are_spaces(char: str) -> None:
    for rule in (texts.line, texts.prose, texts.name):
        assert rule(f"{char}Elm{char}Hall{char}") == "Elm Hall"
        assert rule(char) == ""


@pytest.mark.parametrize("char", BREAKS, ids=code)
def test_breaks_are_spaces_in_a_line_and_breaks_in_a_long_text(char: str) -> None:
    pasted = f"{char}Jammed {char}{char}  at Elm{char}Hall{char}"
    assert texts.line(pasted) == texts.name(pasted) == "Jammed at Elm Hall"
    assert texts.prose(pasted) == "Jammed \n\n  at Elm\nHall"


def test_a_tab_is_a_space_in_a_line_and_stays_in_a_long_text() -> None:
    assert texts.line("Lid\t\t12") == texts.name("Lid\t 12") == "Lid 12"
    assert texts.prose("Lid\t12") == "Lid\t12"
    assert texts.line("two  spaces") == "two  spaces"
    assert texts.name("two  spaces") == "two spaces"


@pytest.mark.parametrize("char", IMPOSSIBLE, ids=code)
def test_what_no_text_can_hold_is_refused_and_shown_with_its_neighbours(char: str) -> None:
    for rule in (texts.line, texts.prose, texts.name):
        with pytest.raises(Refused) as caught:
            rule(f"Elm{char}Hall")
        assert caught.value.code == "text-hidden"
        assert caught.value.params["character"] == code(char)
        assert caught.value.params["near"] == f"Elm[{code(char)}]Hall"
        with pytest.raises(Refused):
            rule(char)


def test_joiners_stay_where_writing_needs_them_and_nowhere_else() -> None:
    for kept in (
        "\U0001f469\u200d\U0001f4bb",
        "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    ):
        assert texts.line(kept) == texts.prose(kept) == visible(kept) == kept
    assert texts.line("AB\u200d77\u200c1") == "AB771"
    assert visible("AB\u200d77") == "AB[U+200D]77"
    assert texts.line("\u2764\ufe0f\u200d\U0001f525") == "\u2764\u200d\U0001f525"


def test_names_of_people_who_write_them_so_are_kept() -> None:
    for kept in (
        "Kealiʻi Ka‘ahumanu",
        "O’Brien-Smith",
        "Nguyễn Thị Ánh",
        "Łukasz Żółć",
        "Αθηνά Παπά",
        "Ольга Ґалаґан",
        "山田 ハナコ",
        "김 Young-hee",
        "Dr. Ann Lee (2)",
    ):
        assert texts.name(kept) == kept
    assert texts.name("Jose\u0301") == "José"


@pytest.mark.parametrize("word", ["Аnn", "Lеe", "Ꭺnn", "Αnn", "Ｄana\u0430", "ꓮnn", "𐐄nn"])
def test_a_word_of_several_alphabets_is_no_name(word: str) -> None:
    with pytest.raises(Refused, match="name-mixed") as caught:
        texts.name(f"Dana {word}")
    assert caught.value.params["word"] == word


@pytest.mark.parametrize(
    "other",
    [
        "ANN LEE",
        "ann\u00a0 lee",
        "Ann Lee\u200b",
        "A\u0301nn Lée",
        "Ａｎｎ　Ｌｅｅ",
        "\u0410nn L\u0435\u0435",
        "𝐀𝐧𝐧 𝗟𝗲𝗲",
        "Ann\u2028Lee\U000e0041",
    ],
)
def test_names_that_read_the_same_are_the_same(other: str) -> None:
    assert comparable(other) == comparable("Ann Lee")
    assert look(other) == look("Ann Lee")


def test_names_that_differ_only_at_a_second_look_are_not_two() -> None:
    for one, other in (("Will", "WiII"), ("Al", "A1"), ("Bo Barns", "B0 Bams"), ("A-B", "AB")):
        assert look(one) == look(other)
    assert look("Ann Lee") != look("Ann Leo")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (
            "Bea",
            "\N{CYRILLIC CAPITAL LETTER VE}\N{CYRILLIC SMALL LETTER IE}\N{CYRILLIC SMALL LETTER A}",
        ),
        (
            "Kay",
            "\N{CYRILLIC CAPITAL LETTER KA}\N{CYRILLIC SMALL LETTER A}\N{CYRILLIC SMALL LETTER U}",
        ),
        (
            "HOPE",
            (
                "\N{GREEK CAPITAL LETTER ETA}\N{GREEK CAPITAL LETTER OMICRON}"
                "\N{GREEK CAPITAL LETTER RHO}\N{GREEK CAPITAL LETTER EPSILON}"
            ),
        ),
        (
            "NAN",
            "\N{GREEK CAPITAL LETTER NU}\N{GREEK CAPITAL LETTER ALPHA}\N{GREEK CAPITAL LETTER NU}",
        ),
    ],
)
def test_a_name_whose_capitals_come_from_another_alphabet_looks_the_same(
    name: str, other: str
) -> None:
    assert look(other) == look(name)
    assert comparable("Lia") != comparable("Ila")


@given(st.text())
def test_the_rules_are_settled_after_once(text: str) -> None:
    for rule in (texts.line, texts.prose, texts.name):
        try:
            kept = rule(text)
        except Refused:
            continue
        assert rule(kept) == kept
        assert unicodedata.is_normalized("NFC", kept)
        assert visible(kept) == kept
    assert len(texts.as_line(text).splitlines()) <= 1 or not text.isprintable()


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_shown_in_one_line_is_one_line(text: str) -> None:
    shown = one_line(text)
    assert len(f"x{shown}x".splitlines()) == 1
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Co")]
    assert visible(shown) == shown


def test_a_file_name_keeps_its_ending_and_its_length() -> None:
    assert texts.file_name("photo 1.jpg") == "photo 1.jpg"
    long = texts.file_name("\u202e" * 200 + "a" * 200 + ".jpg")
    assert len(long) == texts.FILE_NAME_LIMIT
    assert long.endswith("….jpg")
    assert texts.file_name("a\nb\tc\u2028d\udc80     e.txt") == (
        "a[U+000A]b[U+0009]c[U+2028]d[U+DC80] e.txt"
    )


@pytest.mark.parametrize("dash", DASHES, ids=code)
@pytest.mark.parametrize(
    "asked",
    ["AB-77123", "AB\u201177123", "AB\u221277123", "AB77123", "ab77", "ＡＢ-77", "A\u200bB77123"],
)
def test_a_number_is_found_whatever_dash_it_has(dash: str, asked: str) -> None:
    stored = columns("equipment", {"serial": f"A\u00adB{dash}77\u200b123"})["details"]
    assert search_terms.all_in(search_terms.patterns(search_terms.terms(asked)), stored)


def test_a_number_without_dashes_is_found_with_them() -> None:
    for stored in ("AB77123", "AB\u00ad77123", "AB-77123"):
        assert search_terms.all_in(
            search_terms.patterns(search_terms.terms("AB-77123")),
            columns("equipment", {"serial": stored})["details"],
        )
