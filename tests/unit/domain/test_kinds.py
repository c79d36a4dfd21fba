"""The declarations hold together: codes, numbers, gates, vocabularies, conditions."""

import re

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS, kind_of
from clerkapp.domain.kinds.common import COMMON, DANGER
from clerkapp.domain.kinds.declare import Control, Field, Gate, Kind, RedactionClass, Tile
from clerkapp.domain.vocabulary import common as common_codes
from clerkapp.domain.vocabulary import procedure as procedure_codes

FIELDS = [(kind, field) for kind in KINDS.values() for field in kind.fields]
IDS = [f"{kind.code}-{field.code}" for kind, field in FIELDS]

VECTOR_CODES = {
    "message": "category danger determination election how_noticed noticed noticed_by occurred "
    "one_line phase place resolution seen sending_server severity",
    "equipment": "ballots_affected category danger determination election how_noticed noticed "
    "noticed_by occurred one_line phase place seen severity voters_waited",
    "procedure": "category danger determination election how_noticed instruction noticed "
    "noticed_by occurred one_line phase place seen severity",
}


def test_kinds_are_found_in_order() -> None:
    assert list(KINDS)[:4] == ["message", "equipment", "procedure", "place"]
    assert [kind.order for kind in KINDS.values()] == list(range(1, len(KINDS) + 1))
    assert len(KINDS) < 10  # Ctrl and a digit
    assert kind_of("message") is KINDS["message"]
    with pytest.raises(Refused, match="kind-unknown"):
        kind_of("email")


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_codes_are_unique_and_snake_case(kind: Kind) -> None:
    codes = [field.code for field in kind.fields]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not re.fullmatch(r"[a-z][a-z0-9_]*", code)] == []
    sections = [section.code for section in kind.sections]
    assert len(sections) == len(set(sections))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_codes_of_the_format_samples_are_kept(kind: Kind) -> None:
    assert {
        code for code in VECTOR_CODES.get(kind.code, "").split() if kind.field(code) is None
    } == set()


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_a_field_has_what_its_control_needs(kind: Kind, field: Field) -> None:
    chosen = {Control.SEGMENT, Control.CHECKS, Control.PERSON, Control.FILE}
    assert bool(field.values) == (
        field.control in chosen or (field.control is Control.LIST and not field.free)
    )
    assert bool(field.columns) == (field.control is Control.TABLE)
    assert len(field.values) == len(set(field.values))
    if field.control is Control.SEGMENT:
        assert 2 <= len(field.values) <= 4
    if field.limit:
        assert field.control in (Control.LINE, Control.TEXT, Control.LIST)
    assert re.fullmatch(r"[A-Z]{1,2}[0-9]+", field.number)


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_conditions_answer_for_any_values(kind: Kind, field: Field) -> None:
    odd: list[object] = [None, 1.5, {"n": "x"}, [1, {"at": []}], "yes", True]
    for value in odd:
        values = {other.code: value for other in kind.fields}
        for condition in (field.needed_when, field.shown_when):
            if condition is not None:
                assert condition(values) in (True, False)
                assert condition({}) in (True, False)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_five_things_and_one_question_are_needed_to_record(kind: Kind) -> None:
    needed = {field.code for field in kind.fields if field.gate is Gate.RECORD}
    assert needed == {
        "one_line",
        "occurred",
        "noticed",
        "place",
        "election",
        "phase",
        "noticed_by",
        "danger",
    }
    first = kind.sections[0]
    assert needed <= {field.code for field in first.fields}


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_a_hidden_field_is_never_needed(kind: Kind, field: Field) -> None:
    """Whatever is needed is shown: a gate must not ask for what a person cannot see."""
    for other in kind.fields:
        for value in other.values:
            values = {other.code: [value] if other.control is Control.CHECKS else value}
            needed = field.gate in (Gate.RECORD, Gate.RESOLVE, Gate.REVIEW) and (
                field.needed_when is None or field.needed_when(values)
            )
            if needed and field.needed_when is not None:
                assert field.shown_when is None or field.shown_when(values)


def test_personal_information_and_names_never_are_indicators() -> None:
    for _kind, field in FIELDS:
        if field.indicator:
            assert field.redaction not in (RedactionClass.PERSONAL, RedactionClass.VOTER)
            assert not field.names


def test_no_field_asks_for_party_voter_or_choice() -> None:
    codes = {field.code for _, field in FIELDS}
    assert not {code for code in codes if re.search(r"party|voter_name|stub|choice", code)}


def test_every_procedure_category_but_two_has_an_area() -> None:
    without = set(procedure_codes.PROCEDURE_CATEGORIES) - set(procedure_codes.AREA_OF)
    assert without == {"other", "unsure"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_person_has_its_name_and_contact_apart(kind: Kind) -> None:
    for field in kind.fields:
        if field.control is Control.PERSON:
            parts = {part.code for part in kind.fields if part.part_of == field.code}
            assert parts == {f"{field.code}_name", f"{field.code}_contact"}
        elif field.part_of:
            whole = kind.field(field.part_of)
            assert whole is not None
            assert whole.control is Control.PERSON
            assert field.names


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_what_a_declaration_names_is_declared(kind: Kind) -> None:
    for start, end in kind.periods:
        for code in (start, end):
            field = kind.field(code)
            assert field is not None
            assert field.control is Control.TIME
    for parts in kind.composites.values():
        assert [code for code in parts.values() if kind.field(code) is None] == []
    for field in kind.fields:
        assert not field.default or field.default in field.values
    for rule in kind.rules:
        assert rule.severity in common_codes.SEVERITIES
    assert kind.rules[0] == DANGER
    assert kind.rules[-1].holds({})
    assert kind.with_tile(Tile.WHAT)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_kind_has_what_every_kind_has(kind: Kind) -> None:
    assert [field.code for field in COMMON.fields if kind.field(field.code) is None] == []
    own = {field.code for field in kind.sections[0].fields}
    assert {field.code for field in COMMON.sections[0].fields} <= own


OPEN_ANSWERS = {
    *("unsure", "not_known", "not_sure", "unknown", "not_rated", "suspected", "checking"),
    *("not_yet", "unclear"),
}
KNOWN_IN_THE_OFFICE = {
    *("manufacturer_told", "eac_told", "retest", "retest_by", "public_handling", "sharing"),
}
"""What the office itself does or decides."""


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_nobody_is_made_to_choose_what_nobody_knows(kind: Kind, field: Field) -> None:
    """Every list and every choice has a "not sure yet", a "not known" or a "not yet"."""
    if field.by_program:
        return
    chosen = (Control.LIST, Control.SEGMENT, Control.PERSON)
    if field.control in chosen and not field.free and field.code not in KNOWN_IN_THE_OFFICE:
        assert OPEN_ANSWERS & set(field.values)
    for column in field.columns:
        if column.control is Control.LIST and not column.free:
            known = {"related.relation", "told.how", "indicators.kind"}
            counted = {"counts.what"}
            name = f"{field.code}.{column.code}"
            assert name in known | counted or OPEN_ANSWERS & set(column.values), name
