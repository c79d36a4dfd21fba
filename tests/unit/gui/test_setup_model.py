"""The first run without a screen: what each step asks, and the recovery key read back from paper."""

import random

import pytest

from clerkapp.gui.parts.paper_check import PaperCheck
from clerkapp.gui.setup.model import STEPS, SetupModel, Step, step_name

KEY = "7K4M-PD2X-9QRT-H3WC-V6NA-J8BE-2FYL-TG5S"


def _answered(**changes: str | None) -> SetupModel:
    answers: dict[str, str | None] = {
        "authority_name": "Larkspur County",
        "authority": "LARK",
        "zone": "America/Chicago",
        "station": "W1",
        "voting_computer": "no",
        "person": "Dana Whitfield",
        "function": "election_authority",
        "passphrase": "heron willow canvas",
        "passphrase_again": "heron willow canvas",
    }
    return SetupModel(**{**answers, **changes})  # type: ignore[arg-type]


def test_the_language_is_asked_first_and_every_step_has_a_name() -> None:
    assert STEPS[0] is Step.LANGUAGE
    assert len({step_name(step) for step in STEPS}) == len(STEPS)


def test_nothing_is_wrong_with_a_whole_set_of_answers() -> None:
    model = _answered()
    assert {step: model.problems(step) for step in STEPS} == {step: {} for step in STEPS}


def test_finishing_a_step_leads_to_the_next_and_stays_at_the_last() -> None:
    model = _answered()
    for step in STEPS:
        assert model.step is step
        model.finish(step)
    assert model.step is STEPS[-1]
    assert model.done == set(STEPS)


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [
        (Step.OFFICE, "authority_name", "  "),
        (Step.OFFICE, "authority", ""),
        (Step.OFFICE, "authority", "lark"),
        (Step.OFFICE, "authority", "LARK COUNTY"),
        (Step.STATION, "station", "-1"),
        (Step.STATION, "voting_computer", None),
        (Step.STATION, "voting_computer", "yes"),
        (Step.PERSON, "person", ""),
        (Step.PERSON, "function", None),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_alone(
    step: Step, field: str, value: str | None
) -> None:
    found = _answered(**{field: value}).problems(step)
    assert list(found) == [field]
    assert found[field].endswith(".")


def test_a_voting_computer_is_told_to_stop_and_that_nothing_was_written() -> None:
    words = _answered(voting_computer="yes").problems(Step.STATION)["voting_computer"]
    assert "Stop here" in words
    assert "Nothing was written" in words


@pytest.mark.parametrize("short", ["", "seven77", "   a b c   "])
def test_a_short_passphrase_is_refused(short: str) -> None:
    found = _answered(passphrase=short, passphrase_again=short).problems(Step.PERSON)
    assert list(found) == ["passphrase"]


def test_composed_letters_are_counted_as_letters() -> None:
    decomposed = "n\u0303" * 7
    found = _answered(passphrase=decomposed, passphrase_again=decomposed).problems(Step.PERSON)
    assert list(found) == ["passphrase"]


def test_passphrases_that_differ_in_a_space_differ() -> None:
    found = _answered(passphrase_again="heron willow canvas ").problems(Step.PERSON)
    assert list(found) == ["passphrase_again"]


def test_passphrases_are_in_no_printed_form_of_the_model() -> None:
    assert "heron" not in repr(_answered())


def test_two_different_groups_are_asked_in_order_and_anew_each_time() -> None:
    asked = {PaperCheck.of(KEY, random.Random(seed)).asked for seed in range(40)}
    assert len(asked) > 5
    assert all(0 <= first < second < 8 for first, second in asked)


def test_a_group_is_read_in_any_case_and_spacing_and_nothing_else() -> None:
    check = PaperCheck.of(KEY.replace("-", " "), random.Random(1))
    assert check.groups == tuple(KEY.split("-"))
    assert check.right(0, " 7k 4m ")
    assert not check.right(0, "7K4N")
    assert not check.right(0, "")
    assert not check.right(1, "7K4M")


def test_all_asked_groups_have_to_be_right() -> None:
    check = PaperCheck.of(KEY, random.Random(1))
    right = [check.groups[place] for place in check.asked]
    assert check.passed(right)
    assert not check.passed(right[::-1])
    assert not check.passed(right[:1])
    assert not check.passed([*right, "AAAA"])
