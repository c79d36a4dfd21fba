"""Checklists open where it hurts (criterion 15), and what was ticked can become actions."""

from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.forms import checklists
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Kind
from clerkapp.domain.records import severity
from clerkapp.wording import labels
from clerkapp.wording.kinds import CHECKLISTS, STEPS

kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
DIFFERS = {"logged": "0091465", "found": "0091456"}
OPENED: list[tuple[str, dict[str, Any], list[str]]] = [
    ("message", {}, []),
    ("message", {"interacted": ["read"]}, []),
    ("message", {"interacted": ["clicked"]}, ["password"]),
    ("message", {"interacted": ["opened_file"]}, ["password"]),
    ("message", {"danger": "not_sure", "interacted": ["clicked"]}, ["danger", "password"]),
    ("equipment", {"phase": "open"}, []),
    ("equipment", {"phase": "open", "category": "jam"}, ["unit"]),
    ("equipment", {"phase": "storage", "category": "jam"}, []),
    ("equipment", {"phase": "open", "category": "jam", "voting": "as_normal"}, []),
    ("equipment", {"voting": "stopped_part"}, ["unit"]),
    ("equipment", {"seals": [DIFFERS]}, ["seal"]),
    ("equipment", {"category": "count"}, ["count"]),
    ("procedure", {"category": "late_open"}, []),
    ("procedure", {"category": "seal_mismatch"}, ["seal"]),
    ("procedure", {"seals": [DIFFERS]}, ["seal"]),
    ("procedure", {"category": "count_diff"}, ["count"]),
    ("procedure", {"counts": [{"should_be": {"n": 413}, "is": {"n": 412}}]}, ["count"]),
    ("procedure", {"counts": [{"should_be": {"n": 413}, "is": {"n": 413}}]}, []),
    ("place", {"category": "weather"}, []),
    ("place", {"category": "parcel"}, ["parcel"]),
    ("place", {"category": "threat_people", "came_by": "powder"}, ["parcel", "threat"]),
    ("place", {"danger": "yes", "category": "power_out"}, ["danger", "power"]),
]


def test_a_password_raises_the_suggestion_and_opens_the_checklist() -> None:
    """Criterion 15."""
    values = {"interacted": ["read", "entered_password"]}
    assert severity.suggest("message", values).severity == "high"
    assert severity.undecided("message", values) == severity.suggest("message", values)
    [found] = checklists.opened("message", values)
    assert [labels.step_words(step) for step in found.steps[: checklists.BESIDE]] == [
        "Stop; delete nothing",
        "Unplug the network; leave it on",
        "Phone IT from another phone",
        "New password, other computer",
        "Sign out everywhere",
    ]


@pytest.mark.parametrize(("kind", "values", "codes"), OPENED)
def test_a_checklist_opens_where_it_hurts(
    kind: str, values: dict[str, Any], codes: list[str]
) -> None:
    assert [one.code for one in checklists.opened(kind, values)] == codes


@kinds
def test_every_checklist_has_words_and_at_least_five_steps(kind: Kind) -> None:
    assert [one.code for one in kind.checklists]
    for one in kind.checklists:
        assert len(one.steps) >= checklists.BESIDE
        assert len(set(one.steps)) == len(one.steps)
        assert one.code in CHECKLISTS
        assert [step for step in one.steps if step not in STEPS] == []
        assert [step for step in one.steps if len(STEPS[step]) > 36] == []


def test_no_words_of_a_checklist_are_left_over() -> None:
    every = checklists.every().values()
    assert set(CHECKLISTS) == {one.code for one in every}
    assert set(STEPS) == {step for one in every for step in one.steps}


def test_a_code_means_one_list() -> None:
    """Paper asks for it by its code alone."""
    for kind in KINDS.values():
        for one in kind.checklists:
            assert checklists.checklist_of(one.code).steps == one.steps
    with pytest.raises(Refused, match="checklist-unknown"):
        checklists.checklist_of("zz")


def test_ticks_come_in_the_order_in_which_they_were_made() -> None:
    ticks = {
        "phone_it": "2026-11-03T08:02:00-06:00",
        "keep_all": "2026-11-03T14:01:00Z",
        "calm_line": "2026-11-03T08:00:00-06:00",
        "unplug": "soon",
        "sign_out": None,
    }
    assert list(checklists.ticked("message", ticks)) == [
        ("keep_all", "2026-11-03T14:01:00Z"),
        ("phone_it", "2026-11-03T08:02:00-06:00"),
    ]


def test_a_decision_ends_the_suggestion() -> None:
    values = {"interacted": ["entered_password"]}
    assert severity.undecided("message", {**values, "severity": "not_rated"}) is not None
    assert severity.undecided("message", {**values, "severity": "low"}) is None
    assert severity.undecided("zz", values) is None
