"""Blocks that fold: nothing needed is ever hidden, and an answer elsewhere opens what it calls for."""

from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.forms import folding
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control, Field, Gate, Kind
from clerkapp.domain.records import gates
from tests.unit.domain.records import JAM

kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
FIELDS = [(kind, field) for kind in KINDS.values() for field in kind.fields]
IDS = [f"{kind.code}-{field.code}" for kind, field in FIELDS]
VENDOR = {"told": [{"organisation": "vendor"}]}
OPENED = [
    ("equipment", {}, "touched", None),
    ("equipment", {"category": "jam"}, "touched", None),
    ("equipment", {"category": "jam", "seal_touched": "no"}, "touched", None),
    ("equipment", {"category": "jam", "seal_touched": "yes"}, "touched", "seal-touched"),
    ("equipment", {"seal_touched": "not_known"}, "touched", "seal-touched"),
    ("equipment", {"media_touched": "yes"}, "touched", "media-touched"),
    ("equipment", {"category": "jam"}, "fault", ""),
    ("equipment", {"category": "supply"}, "fault", None),
    ("equipment", {"category": "jam"}, "vendor", None),
    ("equipment", {"category": "jam", **VENDOR}, "vendor", "vendor-told"),
    ("equipment", {"tried": ["part_replaced"]}, "vendor", "part-replaced"),
    ("equipment", {"category": "jam"}, "counters", None),
    ("equipment", {"category": "box"}, "counters", ""),
    ("equipment", {"category": "jam", "tried": ["unit_swapped"]}, "counters", "unit-swapped"),
    ("equipment", {"fallback": ["emergency_bin"]}, "counters", "bin-used"),
    ("equipment", {"category": "jam"}, "handling", None),
    ("equipment", {"restricted": True}, "handling", ""),
    ("message", {"category": "cred_phish"}, "copied", None),
    ("message", {"reply_to": "x@y.example"}, "copied", ""),
    ("procedure", {"category": "late_open"}, "custody", None),
    ("procedure", {"category": "transport"}, "custody", ""),
    ("procedure", {"lost_confirmed": "items_missing"}, "custody", "items-missing"),
    ("procedure", {"category": "count_diff"}, "counts", ""),
    ("procedure", {"effects": ["counts_corrected"]}, "counts", "counts-corrected"),
    ("procedure", {"category": "seal_broken"}, "seals", ""),
    ("procedure", {"category": "late_open"}, "access", None),
]


def stands(kind: str, values: dict[str, Any], section: str) -> folding.BlockStands:
    return next(one for one in folding.standing(kind, values) if one.section == section)


@pytest.mark.parametrize(("kind", "values", "section", "because"), OPENED)
def test_the_category_and_answers_elsewhere_open_a_block(
    kind: str, values: dict[str, Any], section: str, because: str | None
) -> None:
    """`because` None: the block is folded."""
    found = stands(kind, values, section)
    assert found.apart == (because is None)
    assert found.because == (because or "")


@kinds
def test_every_block_is_told_of_once_in_form_order(kind: Kind) -> None:
    found = [one.section for one in folding.standing(kind.code, JAM)]
    assert found == [section.code for section in kind.sections]


def answers(field: Field) -> list[Any]:
    """Each answer of the field's vocabulary, or some answer."""
    if field.control is Control.CHECKS:
        return [[value] for value in field.values]
    if field.control is Control.PERSON:
        return [{"role": "voter", "name": None, "contact": None}]
    if field.control is Control.FILE:
        return []
    if field.values:
        return list(field.values)
    others: dict[Control, list[Any]] = {
        Control.TABLE: [[{column.code: "x" for column in field.columns}]],
        Control.COUNT: [{"n": 3, "precision": "exact"}, {"n": None, "precision": "unknown"}],
        Control.TIME: [{"at": "2026-11-03T07:40:00-06:00", "precision": "exact"}],
        Control.FLAG: [True],
    }
    return others.get(field.control, ["words"])


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_no_answer_hides_a_field_that_is_needed(kind: Kind, field: Field) -> None:
    """Whatever one field says, alone or in a jam: what recording and resolving ask for stands open."""
    home = {one.code: section.code for section in kind.sections for one in section.fields}
    for answer in answers(field):
        for values in ({field.code: answer}, {**JAM, field.code: answer}):
            folded = {one.section for one in folding.standing(kind.code, values) if one.apart}
            asked = gates.missing(kind.code, values, Gate.RESOLVE)
            assert [one.code for one in asked if home[one.code] in folded] == []


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_a_block_with_an_answer_an_error_or_a_file_is_open(kind: Kind, field: Field) -> None:
    home = next(section.code for section in kind.sections if field in section.fields)
    held = folding.standing(kind.code, {}, held={field.code})
    assert not next(one for one in held if one.section == home).apart
    if field.control is Control.FILE:
        values = {"attachment.1": {"class": field.values[0]}}
        assert not stands(kind.code, values, home).apart
    for answer in answers(field):
        if not field.by_program:
            assert not stands(kind.code, {field.code: answer}, home).apart


@kinds
def test_what_the_program_filled_in_opens_nothing(kind: Kind) -> None:
    filled = folding.standing(kind.code, {"sharing": kind.sharing}, filled={"sharing"})
    assert next(one for one in filled if one.section == "handling").apart


@pytest.mark.parametrize("value", [None, 1.5, {"n": "x"}, [1, {"at": []}], "zz", True])
@kinds
def test_odd_values_fail_nothing(kind: Kind, value: Any) -> None:
    values = {field.code: value for field in kind.fields}
    assert len(folding.standing(kind.code, values)) == len(kind.sections)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refused, match="kind-unknown"):
        folding.standing("email", {})
