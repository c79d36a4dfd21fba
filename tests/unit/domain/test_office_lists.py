"""Lists of the office as they are declared, and what becomes of what is typed for an entry."""

from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.office_lists import LISTS, list_of
from clerkapp.domain.office_lists.declare import Control
from clerkapp.domain.office_lists.unit import FILLED, digits
from clerkapp.domain.office_lists.values import normalise
from clerkapp.domain.people.roles import PERMISSIONS, Permission, Role
from clerkapp.wording import office_lists as wording

COLUMNS = [(one.code, column.code) for one in LISTS.values() for column in one.columns]
ELECTION = {"code": "ZZ-2026-11-03", "name": "General Election", "day": "2026-11-03"}


@pytest.mark.parametrize(("code", "column"), COLUMNS)
def test_every_column_and_answer_has_its_words(code: str, column: str) -> None:
    declared = LISTS[code].by_code[column]
    assert wording.column_label(code, column) != column
    for value in declared.values:
        assert wording.answer_label(code, column, value) != value


@pytest.mark.parametrize("code", LISTS)
def test_a_list_is_declared_whole(code: str) -> None:
    one, words = LISTS[code], wording.LIST_WORDS[code]
    assert one.by_code[one.key].needed
    assert set(one.shown) <= set(one.by_code)
    assert set(words.columns) == set(one.by_code)
    for column in one.columns:
        assert bool(column.values) == (column.control is Control.CHOICE)
        if column.offers:
            named, offered = column.offers
            assert offered in LISTS[named].by_code


def test_the_lists_are_those_of_the_command_line() -> None:
    assert set(LISTS) == {"unit", "site", "election", "procedure", "contact", "template"}
    with pytest.raises(Refused, match="list-unknown"):
        list_of("voter")


def test_what_a_record_takes_from_a_unit_is_a_field_of_equipment() -> None:
    for code in FILLED:
        assert KINDS["equipment"].field(code) is not None
        assert code in LISTS["unit"].by_code


def test_who_may_change_which_list() -> None:
    may = {
        role: {code for code, one in LISTS.items() if one.permission in PERMISSIONS[role]}
        for role in Role
    }
    everyday = {"unit", "contact", "template"}
    assert may[Role.RECORDER] == may[Role.AUDITOR] == set()
    assert may[Role.STAFF] == everyday
    for role in (Role.REVIEWER, Role.AUTHORITY, Role.ADMINISTRATOR):
        assert may[role] == set(LISTS)
    assert Permission.SET_UP_OFFICE not in PERMISSIONS[Role.STAFF]


def test_what_is_typed_takes_its_one_form() -> None:
    typed = {
        "code": " ZZ-2026-11-03 ", "name": "General  Election", "day": "11/3/2026", "until": "",
        "opens": "7:00 a.m.", "closes": "7:00 PM", "federal": "Yes", "sites": "OAK; MILL;OAK;",
        "begins_canvass": "2026-11-04", "note": None,
    }  # fmt: skip
    assert normalise(LISTS["election"], typed) == {
        **ELECTION, "opens": "07:00", "closes": "19:00", "federal": True, "sites": ["OAK", "MILL"],
        "begins_canvass": "2026-11-04",
    }  # fmt: skip
    assert normalise(LISTS["unit"], {"serial": "NT3-004417"})["state"] == "in_use"
    assert "federal" not in normalise(LISTS["election"], {**ELECTION, "federal": "no"})


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("12:00 am", "00:00"),
        ("12:30 PM", "12:30"),
        ("19:00:00", "19:00"),
        ("7:05", "07:05"),
        ("7a", "07:00"),
        ("7 p.m.", "19:00"),
        ("7:30p", "19:30"),
        ("0640", "06:40"),
        ("12a", "00:00"),
    ],
)
def test_a_time_of_day_is_read_as_people_and_spreadsheets_write_it(text: str, clock: str) -> None:
    assert normalise(LISTS["election"], {**ELECTION, "opens": text})["opens"] == clock


@pytest.mark.parametrize(
    ("code", "typed", "refused", "column"),
    [
        ("site", {"name": "Oak Hall"}, "needed-now", "code"),
        ("site", {"code": "​", "name": "Oak Hall"}, "needed-now", "code"),
        ("site", {"code": "OAK", "name": "Oak Hаll"}, "name-mixed", "name"),
        ("site", {"code": "O" * 21, "name": "Oak Hall"}, "text-long", "code"),
        ("site", {"code": "OAK", "name": "Oak Hall", "colour": "red"}, "column-not-listed", "colour"),
        ("site", {"code": 14, "name": "Oak Hall"}, "text-form", "code"),
        ("site", {"code": "OAK", "name": "Oak Hall", "place_type": "castle"}, "choice-unknown", "place_type"),
        ("unit", {"serial": "1.23E+12"}, "list-number-mangled", "serial"),
        ("unit", {"serial": "NT3", "state": ["in_use"]}, "choice-unknown", "state"),
        ("election", {**ELECTION, "day": "2026-02-30"}, "list-day-form", "day"),
        ("election", {**ELECTION, "day": "13/3/2026"}, "list-day-form", "day"),
        ("election", {**ELECTION, "day": "2926-11-03"}, "time-year", "day"),
        ("election", {**ELECTION, "opens": "13:00 pm"}, "list-clock-form", "opens"),
        ("election", {**ELECTION, "opens": "25:00"}, "list-clock-form", "opens"),
        ("election", {**ELECTION, "opens": "7"}, "list-clock-form", "opens"),
        ("election", {**ELECTION, "opens": "13 pm"}, "list-clock-form", "opens"),
        ("election", {**ELECTION, "opens": "19:00", "closes": "07:00"}, "election-closes-before", "closes"),
        ("election", {**ELECTION, "until": "2026-11-01"}, "election-ends-before", "until"),
        ("election", {**ELECTION, "until": "2026-11-30", "begins_audit": "2026-12-01"}, "election-stage-after", "begins_audit"),
        ("election", {**ELECTION, "federal": "perhaps"}, "flag-form", "federal"),
        ("election", {**ELECTION, "sites": [1]}, "list-codes-form", "sites"),
        ("template", {"name": "Jam", "kind": "equipment", "values": "x"}, "list-record-form", "values"),
        ("template", {"name": "Jam", "kind": "equipment", "values": {"nonsense": "x"}}, "field-unknown", "values"),
        ("template", {"name": "Jam", "kind": "equipment", "values": {"category": "castle"}}, "choice-unknown", "values"),
        ("template", {"name": "Jam", "kind": "equipment", "values": {"occurred": "unknown"}}, "template-field", "values"),
        ("template", {"name": "Jam", "kind": "equipment", "values": {"actions": []}}, "template-field", "values"),
        ("template", {"name": "Jam", "kind": "message", "values": {"serial": "NT3"}}, "field-unknown", "values"),
        ("template", {"name": "Jam", "kind": "equipment", "values": {"status": "resolved"}}, "field-kept-by-program", "values"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_its_column(
    code: str, typed: dict[str, Any], refused: str, column: str
) -> None:
    with pytest.raises(Refused) as told:
        normalise(LISTS[code], typed)
    assert (told.value.code, told.value.fields) == (refused, (column,))


def test_a_serial_number_is_known_whatever_stands_between_its_letters() -> None:
    assert digits("NT3-004417") == digits("nt3 004 417") == digits("NT3.004417")
    assert digits("NT3-004417") != digits("NT3-004418")


def test_a_unit_set_aside_under_seal_needs_two_to_leave_that_state() -> None:
    needs_two, sealed = LISTS["unit"].needs_two, {"serial": "NT3-1", "state": "sealed"}
    assert needs_two(sealed, {**sealed, "state": "in_use"})
    assert needs_two(sealed, {**sealed, "serial": "NT3-2"})
    assert needs_two(sealed, None)
    assert not needs_two(sealed, {**sealed, "note": "In the cage"})
    assert not needs_two({**sealed, "state": "in_use"}, None)
