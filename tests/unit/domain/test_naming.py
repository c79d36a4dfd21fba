"""A number in brackets is the program's, and nobody types a name that passes for one with a number."""

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.people import naming


def test_each_further_account_has_the_next_number() -> None:
    assert naming.numbered("Rae Larsen", ["Rae Larsen"]) == "Rae Larsen (2)"
    assert naming.numbered("Rae Larsen", ["Rae Larsen", "RAE LARSEN (2)"]) == "Rae Larsen (3)"
    assert naming.numbered("Rae Larsen", ["Rae Larsen", "Rae Larsen 2"]) == "Rae Larsen (3)"
    assert naming.unnumbered("Rae Larsen (12)") == "Rae Larsen"
    assert naming.is_numbered("Rae Larsen (2)")
    assert not naming.is_numbered("Rae Larsen 2")


def test_who_types_a_name_means_the_account_with_its_number_or_without() -> None:
    for typed in ("rae larsen", "Rae Larsen (2)", "R\u0430e\u00a0Larsen\u200b"):
        assert naming.is_called("Rae Larsen (2)", typed)
    assert not naming.is_called("Rae Larsen (2)", "Rae Larsen (3)")
    assert not naming.is_called("Rae Larsen", "Rae Larsen (2)")


def test_capitals_are_compared_as_they_are_drawn() -> None:
    assert naming.looks_alike("Bea", "\u0412\u0435\u0430")
    assert naming.looks_alike("HOBBS", "\u041d\u041e\u0412\u0412S")
    assert naming.looks_alike("Bess", "8e5s")
    assert naming.numbered("Bea", ["Bea", "8ea 2"]) == "Bea (3)"


@pytest.mark.parametrize(
    "other",
    [
        *("RAE LARSEN", "Rae Larsen (2)", "Rae-Larsen", "Rae Iarsen", "R\u0430\u0435 L\u0430rsen"),
        *(
            "Rae \u0141arsen",
            "Rae La\u027dsen",
            "\u024cae Larsen",
            "Rae Larse\u0272",
            "\u0280ae Larsen",
        ),
    ],
)
def test_what_a_hurried_reader_takes_for_the_name_looks_alike(other: str) -> None:
    assert naming.looks_alike("Rae Larsen", other)
    assert not naming.looks_alike("Raoul Larsen", other)


@pytest.mark.parametrize(
    "name",
    [
        *("Rae Larsen (2)", "Rae Larsen (2), since 2020", "Rae Larsen [2]", "Rae Larsen {2}"),
        *("Rae Larsen （2）", "Rae Larsen ⑵", "Rae Larsen ❨2❩", "Rae Larsen ⟨2⟩", "Rae Larsen ⁽²⁾"),
        *("(you)", "Rae Larsen ﴾2﴿", "Rae Larsen 〔2〕"),
    ],
)
def test_no_name_has_brackets(name: str) -> None:
    with pytest.raises(Refused, match="name-brackets"):
        naming.require_persons(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Administrator", "REVIEWER", "rev\u0456ewer", "admin", "Recovery Key", "Recovery"),
        *("The State", "-", "...", "2", "\U0001f600", "\u2020 5"),
    ],
)
def test_no_account_is_a_roles(name: str) -> None:
    with pytest.raises(Refused, match="name-role"):
        naming.require_persons(name)


def test_other_marks_may_stand_in_a_name() -> None:
    for name in ("Anne-Marie O’Neill", "J. R. Smith, Jr.", "María José", "Rae “Bob” Larsen"):
        naming.require_persons(name)


@pytest.mark.parametrize(
    "written", ["Larsen, Rae", "Larsen Rae", "LARSEN,RAE (2)", "RaeLarsen", "L\u00e1rsen; Rae"]
)
def test_a_name_is_one_with_the_family_name_first_or_last(written: str) -> None:
    assert naming.seen_name(written) == naming.seen_name("Rae Larsen")
    assert naming.seen_name("Larsen, Rae M.") == naming.seen_name("Rae M. Larsen")


@pytest.mark.parametrize("other", ["Era Larsen", "Rae Larson", "Rae", ""])
def test_another_name_is_another_however_near(other: str) -> None:
    assert naming.seen_name(other) != naming.seen_name("Rae Larsen")
