"""What is soon guessed is refused; four words that have nothing to do with each other are not."""

import pytest

from clerkapp.domain.people import guessing
from clerkapp.domain.people.common_words import COMMON

NAMES = ("Rae Larsen", "Larkspur County", "LARK", "W1")


@pytest.mark.parametrize(
    "typed",
    [
        *("password", "Password1!", "P@ssw0rd2026!", "drowssap", "passwordpassword", "letmein123"),
        *(
            "aaaaaaaa",
            "jjjjjjjjjjjjjjjjjjjjjjjj",
            "abcabcabcabc",
            "xy9 xy9 xy9 xy9",
            "a b a b a b a b",
        ),
        *("12345678", "87654321", "abcdefgh", "qwertyuiop", "1qaz2wsx", "q1w2e3r4t5", "asdf1234"),
        *(
            "Larkspur2026",
            "rae.larsen",
            "RaeLarsen99",
            "LARK W1 2026",
            "larkspur county w1",
            "Larsen!!",
        ),
        *("November 3, 2026", "11/03/2026", "20261103", "2026-11-03", "03.11.2026 2026"),
        *("correct horse battery staple", "to be or not to be", "In God we trust!", "sí se puede"),
        *(
            "contraseña1",
            "zebrafish",
            "Marigold77",
            "sunshine dragon",
            "ELECTION2026",
            "ｐａｓｓｗｏｒｄ",
        ),
        *("p a s s w o r d", "iloveyou!!", "countyclerk", "!!!!!!!!!!!!", "        x        "),
    ],
)
def test_what_is_tried_first_is_weak(typed: str) -> None:
    assert guessing.is_weak(typed, NAMES)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "five quiet words on paper",
            "tulip harbor seven lantern",
            "walnut ferry compass drizzle",
        ),
        *("dragon monkey sunshine football", "la grúa bebe té frío", "кот любит синий чайник"),
        *("我的密码很好记得住", "kx7#pq9z!b", "Qm4-vT9-xL2-hB7", "thornbasketglimmerquay"),
    ],
)
def test_unrelated_words_and_random_signs_are_not(typed: str) -> None:
    assert not guessing.is_weak(typed, NAMES)


def test_a_passphrase_of_names_is_weak_only_where_they_are_known() -> None:
    typed = "Brindlewick Ostermann"
    assert not guessing.is_weak(typed)
    assert guessing.is_weak(typed, ["Ada Ostermann", "Brindlewick County"])


def test_the_longest_passphrase_is_judged_at_once_and_more_text_never_makes_it_easier() -> None:
    typed = "walnut ferry compass drizzle "
    assert not guessing.is_weak(typed * 36)
    assert guessing.tries(typed + "ochre") >= guessing.tries(typed)


def test_the_list_is_as_it_is_compared() -> None:
    words = COMMON.split()
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
    assert len(set(words)) > 1800


def test_spaces_and_case_make_no_other_passphrase() -> None:
    assert guessing.letters("Walnut  Ferry") == guessing.letters("walnutferry ")
    assert guessing.letters("walnut ferry") != guessing.letters("walnut ferri")
