"""Which entries are meant by what was typed."""

import pytest

from clerkapp.gui.widgets.choosing.matching import found

ENTRIES = [
    "Election authority",
    "Election judge",
    "Supervisory judge",
    "Temporary worker",
    "Two judges, two parties",
    "Escáner de precinto NT3-004417",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", [0, 1, 2, 3, 4, 5]),
        ("  ", [0, 1, 2, 3, 4, 5]),
        ("election j", [1]),
        ("j e", [1]),
        ("judge", [1, 2, 4]),
        ("JUDGE sup", [2]),
        ("two", [4]),
        ("t", [3, 4]),
        ("escaner", [5]),
        ("4417", [5]),
        ("nt3-0044", [5]),
        ("ball", []),
        ("election two", []),
    ],
)
def test_any_word_of_an_entry_may_be_named(typed: str, meant: list[int]) -> None:
    assert found(ENTRIES, typed) == meant


def test_what_begins_as_typed_comes_first() -> None:
    assert found(["Lost or damaged ballot", "Ballot jam", "Ballot bin full"], "ballot") == [1, 2, 0]
