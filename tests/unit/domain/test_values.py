"""From what was typed to what is stored, and back."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from clerkapp.codec import jcs
from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control
from clerkapp.domain.records import schema, values
from tests.unit.domain.records import JAM, records

quick = settings(deadline=None, max_examples=60)
kinds = pytest.mark.parametrize("kind", list(KINDS))


def refused(kind: str, record: dict[str, Any]) -> Refused:
    with pytest.raises(Refused) as caught:
        values.normalise(kind, record)
    return caught.value


@kinds
@quick
@given(data=st.data())
def test_stored_and_shown_and_stored_again_is_the_same(kind: str, data: st.DataObject) -> None:
    stored = values.normalise(kind, data.draw(records(kind)))
    shown = values.presented(kind, stored)
    assert values.normalise(kind, shown) == stored
    assert values.presented(kind, values.normalise(kind, shown)) == shown


@kinds
@quick
@given(data=st.data())
def test_what_is_shown_fits_the_json_schema_and_the_canonical_encoding(
    kind: str, data: st.DataObject
) -> None:
    stored = values.normalise(kind, data.draw(records(kind)))
    Draft202012Validator(schema.json_schema(kind)).validate(values.presented(kind, stored))
    assert json.loads(jcs.encode(stored)) == stored


@kinds
@quick
@given(data=st.data())
def test_nothing_empty_is_stored(kind: str, data: st.DataObject) -> None:
    stored = values.normalise(kind, data.draw(records(kind)))
    empty = {code for code, value in stored.items() if value in (None, "", [], {}, False)}
    assert empty <= {"election"}


@kinds
@quick
@given(data=st.data())
def test_amending_with_the_whole_record_changes_nothing(kind: str, data: st.DataObject) -> None:
    stored = values.normalise(kind, data.draw(records(kind)))
    assert values.amend(kind, stored, values.presented(kind, stored)) == stored


def test_the_canonical_forms_stay_as_they_are() -> None:
    record = {
        **JAM,
        "voters_waited": {"n": 25, "precision": "estimate"},
        "voters_left": {"n": None, "precision": "unknown"},
        "tried": ["cleared_jam", "unit_swapped"],
        "actions": [
            {
                "at": {"at": "2026-11-03T08:15:00-06:00", "precision": "exact"},
                "who": "technician",
                "what": "Replaced the unit.",
            }
        ],
    }
    assert values.normalise("equipment", record) == record


@pytest.mark.parametrize(
    ("code", "typed", "stored"),
    [
        (
            "occurred",
            "2026-11-03T07:40:00-06:00",
            {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"},
        ),
        ("occurred", "2026-11-03", {"at": "2026-11-03", "precision": "day"}),
        ("occurred", "unknown", {"at": None, "precision": "unknown"}),
        ("occurred", {"precision": "unknown"}, {"at": None, "precision": "unknown"}),
        ("voters_waited", 25, {"n": 25, "precision": "exact"}),
        ("voters_waited", 0, {"n": 0, "precision": "exact"}),
        ("voters_waited", "unknown", {"n": None, "precision": "unknown"}),
        ("noticed_by", "deputy", {"role": "deputy", "name": None, "contact": None}),
        ("tried", "cleaned", ["cleaned"]),
        ("tried", ["restarted", "cleaned", "restarted"], ["cleaned", "restarted"]),
        ("one_line", "  Jam \n", "Jam"),
        ("one_line", "Cafe\u0301", "Café"),
        ("seen", "One.\r\nTwo.", "One.\nTwo."),
        ("serial_unknown", True, True),
    ],
)
def test_shorthands(code: str, typed: Any, stored: Any) -> None:
    assert values.normalise("equipment", {code: typed})[code] == stored


def test_unknown_is_not_zero_and_not_nothing() -> None:
    stored = [
        values.normalise("equipment", {"voters_waited": typed}).get("voters_waited")
        for typed in (0, "unknown", None)
    ]
    assert stored == [{"n": 0, "precision": "exact"}, {"n": None, "precision": "unknown"}, None]


@pytest.mark.parametrize(
    ("code", "typed", "expected"),
    [
        ("one_line", "x" * 201, "text-long"),
        ("one_line", 7, "text-form"),
        ("one_line", "Jam\x1b[2J", "text-hidden"),
        ("one_line", "Jam \ue000", "text-hidden"),
        ("seen", "bell\x07", "text-hidden"),
        ("seen", "\ud800", "text-form"),
        ("place", "Oak\x00Hall", "text-hidden"),
        ("place", "O\u0430k Hall", "name-mixed"),
        ("category", "hacked", "choice-unknown"),
        ("danger", True, "choice-unknown"),
        ("tried", ["cleaned", "kicked"], "choice-unknown"),
        ("tried", {"cleaned": True}, "checks-form"),
        ("occurred", "7:40", "time-form"),
        ("occurred", "2026-11-03T07:40:00", "time-form"),
        ("occurred", "2026-02-30", "time-form"),
        ("occurred", {"at": "2026-11-03", "precision": "exact"}, "time-form"),
        ("occurred", {"at": None, "precision": "about"}, "time-missing"),
        (
            "occurred",
            {"at": "2026-11-03", "precision": "unknown"},
            "time-unknown-with-value",
        ),
        ("occurred", 20261103, "time-form"),
        ("voters_waited", -1, "count-range"),
        ("voters_waited", 2**53, "count-range"),
        ("voters_waited", 1.5, "count-form"),
        ("voters_waited", True, "count-form"),
        ("voters_waited", "25", "count-form"),
        ("voters_waited", {"n": 1, "precision": "about"}, "count-form"),
        ("voters_waited", {"n": None, "precision": "exact"}, "count-form"),
        ("voters_waited", {"n": 3, "precision": "unknown"}, "count-unknown-with-number"),
        ("noticed_by", "janitor", "choice-unknown"),
        ("noticed_by", {"name": "Ann"}, "choice-unknown"),
        ("noticed_by", {"role": "deputy", "party": "x"}, "person-form"),
        ("noticed_by", {"role": "deputy", "name": "A\x9bB"}, "text-hidden"),
        ("noticed_by", {"role": "deputy", "name": "D\u0430na"}, "name-mixed"),
        ("serial_unknown", "yes", "flag-form"),
        ("actions", {"what": "x"}, "table-form"),
        ("actions", ["x"], "table-form"),
        ("actions", [{"what": "x", "whom": "y"}], "column-unknown"),
        ("actions", [{"at": "noon"}], "time-form"),
        ("actions", [{"what": "x"}] * 501, "table-long"),
        ("device_log", "log.txt", "field-is-attachment"),
        ("status", "resolved", "field-kept-by-program"),
        ("reason", "because", "field-kept-by-program"),
        ("attachment.1", {"sha256": "00"}, "field-kept-by-program"),
        ("zz_note", "x", "field-unknown"),
    ],
)
def test_refusals_name_the_field(code: str, typed: Any, expected: str) -> None:
    error = refused("equipment", {code: typed})
    assert (error.code, error.fields) == (expected, (code,))


def test_a_refusal_in_a_table_names_row_and_column() -> None:
    error = refused("equipment", {"counters": [{"public": 62}, {"public": "many"}]})
    assert error.fields == ("counters",)
    assert (error.params["row"], error.params["column"]) == (2, "public")


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [(kind.code, start, end) for kind in KINDS.values() for start, end in kind.periods],
)
def test_an_end_before_its_start_is_refused(kind: str, start: str, end: str) -> None:
    late, early = "2026-11-03T08:15:00-06:00", "2026-11-03T07:40:00-06:00"
    assert refused(kind, {start: late, end: early}).fields == (start, end)
    values.normalise(kind, {start: early, end: late})
    values.normalise(kind, {start: late, end: late})
    values.normalise(kind, {start: late, end: "unknown"})


def test_an_end_is_compared_in_true_time_and_days_by_day() -> None:
    values.normalise(
        "equipment",
        {"occurred": "2026-11-01T01:50:00-05:00", "until": "2026-11-01T01:10:00-06:00"},
    )
    values.normalise("equipment", {"occurred": "2026-11-03T23:00:00-06:00", "until": "2026-11-03"})
    error = refused("equipment", {"occurred": "2026-11-03T01:00:00-06:00", "until": "2026-11-02"})
    assert error.code == "end-before-start"


def test_an_amendment_is_checked_against_what_stays() -> None:
    stored = values.normalise("equipment", JAM)
    with pytest.raises(Refused, match="end-before-start"):
        values.amend("equipment", stored, {"until": "2026-11-03T07:00:00-06:00"})


def test_election_null_is_an_answer() -> None:
    assert values.normalise("message", {"election": None}) == {"election": None}
    assert values.normalise("message", {"election": ""}) == {}


def test_a_person_is_stored_as_role_name_and_contact_apart() -> None:
    typed = {"role": "deputy", "name": "Ann Lee", "contact": "555-0100"}
    stored = values.normalise("message", {"noticed_by": typed})
    assert stored == {
        "noticed_by": {"role": "deputy", "name": None, "contact": None},
        "noticed_by_name": "Ann Lee",
        "noticed_by_contact": "555-0100",
    }
    assert values.presented("message", stored) == {"noticed_by": typed}


def test_changing_the_person_takes_the_old_name_away() -> None:
    stored = values.normalise("message", {"noticed_by": {"role": "deputy", "name": "Ann Lee"}})
    changed = values.amend("message", stored, {"noticed_by": "it"})
    assert changed == {"noticed_by": {"role": "it", "name": None, "contact": None}}
    assert values.amend("message", stored, {"noticed_by": None}) == {}


def test_a_name_typed_in_its_own_field_stands() -> None:
    stored = values.normalise("message", {"noticed_by_name": "Ann Lee", "noticed_by": "deputy"})
    assert stored["noticed_by_name"] == "Ann Lee"


def test_amending_takes_away_what_is_emptied_and_keeps_what_it_does_not_know() -> None:
    stored: dict[str, Any] = {
        **values.normalise("equipment", JAM),
        "zz_value": 1.5,
        "status": "recorded",
    }
    changed = values.amend("equipment", stored, {"place": None, "phase": "closing"})
    assert "place" not in changed
    assert changed["phase"] == "closing"
    assert (changed["zz_value"], changed["status"]) == (1.5, "recorded")


def test_text_from_a_message_is_kept_as_it_came() -> None:
    evidence = "invoice\u202efdp.exe e\u0301 \x07 "
    stored = values.normalise("message", {"subject": evidence, "links": [{"text": evidence}]})
    assert stored == {"subject": evidence, "links": [{"text": evidence}]}
    assert unicodedata.normalize("NFC", evidence) != evidence
    assert refused("message", {"subject": "\udc80"}).code == "text-form"


def test_a_unit_given_as_one_object_is_stored_as_its_fields() -> None:
    device = {"model": "Northlight NT-300", "serial": "NT3-004417", "type": "scan-single"}
    assert values.normalise("equipment", {"device": device}) == {
        "model": "Northlight NT-300",
        "serial": "NT3-004417",
        "device_type": "scan-single",
    }
    assert refused("equipment", {"device": {"type": "toaster"}}).fields == ("device_type",)
    assert refused("equipment", {"device": {"colour": "red"}}).params["field"] == "device.colour"
    assert refused("equipment", {"device": "NT3"}).code == "field-unknown"
    assert refused("message", {"device": device}).code == "field-unknown"


def test_cells_with_nothing_in_them_fall_away() -> None:
    assert values.normalise("equipment", {"actions": [{"what": "  "}, {"who": None}, {}]}) == {}


def test_a_procedure_has_the_area_of_its_category() -> None:
    assert values.normalise("procedure", {"category": "seal_mismatch"})["area"] == "custody"
    assert values.normalise("procedure", {"category": "other"})["area"] == "unsure"
    given_area = values.normalise("procedure", {"category": "observer", "area": "access"})
    assert given_area["area"] == "access"


def test_a_record_that_no_bundle_line_could_hold_is_refused() -> None:
    rows = [{"url": "https://a.example/" + "x" * 1900}] * 500
    error = refused("message", {"links": rows})
    assert error.code == "record-large"


@kinds
def test_prefilling_makes_the_five_things_enough(kind: str) -> None:
    typed = {code: JAM[code] for code in ("one_line", "occurred", "place", "noticed_by", "danger")}
    filled = values.prefill(kind, typed, now="2026-11-03T07:41:00-06:00")
    stored = values.normalise(kind, filled)
    assert stored["noticed"] == {"at": "2026-11-03T07:41:00-06:00", "precision": "exact"}
    assert (stored["election"], stored["phase"]) == (None, "between")
    assert ("channel" in stored) == (kind == "message")


def test_prefilling_never_overrides() -> None:
    filled = values.prefill(
        "message", {**JAM, "channel": "chat"}, now="2026-12-01T00:00:00-06:00", election="other"
    )
    assert {code: filled[code] for code in JAM} == JAM
    assert filled["channel"] == "chat"


@pytest.mark.parametrize(
    ("kind", "restricted", "mark"),
    [
        ("message", False, "amber"),
        ("equipment", False, "amber"),
        ("procedure", False, "amber_strict"),
        ("procedure", True, "red"),
    ],
)
def test_the_sharing_mark_follows_the_kind(kind: str, restricted: bool, mark: str) -> None:
    assert values.default_sharing(kind, restricted=restricted) == mark


def test_presenting_leaves_alone_what_it_does_not_know() -> None:
    assert values.presented("message", {"noticed_by": "deputy"})["noticed_by"] == {
        "role": "deputy",
        "name": None,
        "contact": None,
    }
    odd: dict[str, Any] = {"noticed_by": 7, "noticed_by_name": "Ann", "zz": [1.5]}
    assert values.presented("message", odd) == odd
    assert values.presented("drone", odd) == odd


@kinds
def test_schema_rows_name_every_field(kind: str) -> None:
    rows = schema.rows(kind, lambda code, column: f"{code}/{column}")
    assert [row["code"] for row in rows] == [field.code for field in KINDS[kind].fields]
    assert {row["kind"] for row in rows} == {kind}
    assert all(row["label"] == f"{row['code']}/None" for row in rows)
    category = next(row for row in rows if row["code"] == "category")
    assert (category["number"], category["gate"], category["class"]) == ("C10", "R2", "0")
    assert category["values"]


@kinds
def test_json_schema_is_a_schema_and_covers_every_stored_field(kind: str) -> None:
    made = schema.json_schema(kind)
    Draft202012Validator.check_schema(made)
    stored = {field.code for field in KINDS[kind].fields if field.control is not Control.FILE}
    assert set(made["properties"]) == stored
    assert not Draft202012Validator(made).is_valid(
        {"voters_waited": {"n": 0, "precision": "unknown"}}
    )
    assert not Draft202012Validator(made).is_valid({"zz": 1})
