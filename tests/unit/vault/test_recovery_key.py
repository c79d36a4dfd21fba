"""The printed recovery key: what a slip of the hand does, and what does not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.crypto.recovery import ALPHABET, new_recovery_key, parse
from clerkapp.domain.errors import Refused


def test_it_is_printed_in_eight_groups_of_four_from_characters_that_are_hard_to_misread() -> None:
    groups = new_recovery_key().split("-")
    assert [len(group) for group in groups] == [4] * 8
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("OIU01") & set(ALPHABET)


def test_no_two_are_alike() -> None:
    assert len({new_recovery_key() for _ in range(50)}) == 50


@pytest.mark.parametrize("separator", ["", " ", "-", "–", "\n", " - "])
def test_case_spaces_and_dashes_do_not_matter(separator: str) -> None:
    key = new_recovery_key()
    assert parse(separator.join(key.lower().split("-"))) == key


@given(st.integers(0, 31), st.integers(1, 30))
def test_one_wrong_character_is_noticed(place: int, step: int) -> None:
    key = new_recovery_key().replace("-", "")
    wrong = ALPHABET[(ALPHABET.index(key[place]) + step) % len(ALPHABET)]
    with pytest.raises(Refused, match="recovery-key-form"):
        parse(key[:place] + wrong + key[place + 1 :])


@given(st.integers(0, 30))
def test_two_swapped_neighbours_are_noticed(place: int) -> None:
    key = new_recovery_key().replace("-", "")
    if key[place] == key[place + 1]:
        return
    with pytest.raises(Refused, match="recovery-key-form"):
        parse(key[:place] + key[place + 1] + key[place] + key[place + 2 :])


@pytest.mark.parametrize("typed", ["", "ABCD", "O" * 32, "é" * 32, "A" * 33])
def test_what_cannot_be_a_key_is_told_as_such(typed: str) -> None:
    with pytest.raises(Refused, match="recovery-key-form"):
        parse(typed)
