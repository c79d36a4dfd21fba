"""What each copy shows, and what never leaves."""

from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control, Field, RedactionClass
from clerkapp.domain.records import copies, values
from clerkapp.domain.records.copies import Copy, disclosed
from tests.unit.domain.records import JAM

FIELDS = [(kind.code, field) for kind in KINDS.values() for field in kind.fields]
IDS = [f"{kind}-{field.code}" for kind, field in FIELDS]
ATTACHMENT = {"sha256": "00", "size": 1, "name": "a", "media_type": "b", "class": "photo"}


def withheld(copy: str, kind: str, record: dict[str, Any], **more: Any) -> set[str]:
    return set(record) - disclosed(copy, kind, record, **more)


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_the_full_copy_shows_everything(kind: str, field: Field) -> None:
    assert withheld("full", kind, {field.code: "x", "zz": 1, "attachment.1": ATTACHMENT}) == set()


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_the_state_copy_keeps_personal_information_and_names_home(kind: str, field: Field) -> None:
    home = field.redaction in (RedactionClass.PERSONAL, RedactionClass.VOTER) or field.names
    assert (field.code in withheld("state", kind, {field.code: "x"})) is home
    assert withheld("state", kind, {field.code: "x"}, ticked=[field.code]) == set()


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_the_public_copy_shows_what_is_open_and_was_not_typed(kind: str, field: Field) -> None:
    shown = field.code not in withheld("public", kind, {field.code: "x"})
    typed = field.control in (Control.LINE, Control.TEXT) or field.free
    cells = any(one.control in (Control.LINE, Control.TEXT) or one.free for one in field.columns)
    closed = field.redaction not in (RedactionClass.OPEN, RedactionClass.CHECKED) or field.names
    if field.code in ("public_title", "public_wording", "ballots_affected"):
        assert shown
    else:
        assert shown is not (typed or cells or closed or field.from_message)


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_nothing_of_a_field_that_must_stay_although_it_looks_like_something_leaves(
    kind: str, field: Field
) -> None:
    mark = {
        "guard_overrides": [{"field": field.code, "rule": "ssn", "reason": "The form's number."}]
    }
    for copy in ("state", "public"):
        record = {field.code: "x", **mark}
        assert {field.code, "guard_overrides"} <= withheld(
            copy, kind, record, ticked=[field.code, "guard_overrides"]
        )


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("copy", list(Copy))
def test_status_and_severity_always_go_and_reasons_not_in_public(kind: str, copy: Copy) -> None:
    record = {"status": "recorded", "severity": "low", "reason": "Counted again."}
    gone = {"reason"} if copy is Copy.PUBLIC else set()
    assert disclosed(copy, kind, record) == set(record) - gone


@pytest.mark.parametrize("code", ["subject", "message_text", "sender_name"])
def test_what_a_message_says_of_a_person_stays_home(code: str) -> None:
    harmless = {code: "Your mailbox is full"}
    told = {code: "Update SSN 123-45-6789 now"}
    assert code in disclosed("state", "message", harmless, ticked=["message_text"])
    assert code not in disclosed("state", "message", told, ticked=["message_text"])


def test_a_picture_that_tells_where_it_was_taken_stays_home_until_ticked() -> None:
    record = {
        "attachment.1": ATTACHMENT,
        "attachment.2": ATTACHMENT,
        "attachment.3": ATTACHMENT,
        "picture_notes": [
            {"file": "attachment.1", "place": True},
            {"file": "attachment.2", "place": True, "time": True, "may_go": True},
        ],
    }
    assert withheld("state", "equipment", record) == {"attachment.1"}
    assert withheld("full", "equipment", record) == set()


def test_the_state_sees_the_role_and_not_the_name() -> None:
    person = {"role": "deputy", "name": "Ann Lee", "contact": "555-0100"}
    stored = values.normalise("message", {**JAM, "noticed_by": person})
    assert withheld("state", "message", stored) == {"noticed_by_name", "noticed_by_contact"}
    shown = [stored[code] for code in disclosed("state", "message", stored)]
    assert "Ann Lee" not in str(shown)
    assert "555-0100" not in str(shown)


def test_recipients_stay_home_and_so_does_the_message_that_holds_them() -> None:
    record: dict[str, Any] = {
        "recipients": [{"address": "clerk@larkspur.example"}],
        "message_text": "Dear …",
        "attachment.1": {**ATTACHMENT, "class": "message"},
        "attachment.2": ATTACHMENT,
    }
    assert withheld("state", "message", record) == {"recipients", "message_text", "attachment.1"}
    assert withheld("state", "message", record, ticked=["recipients", "attachment.1"]) == {
        "message_text"
    }


@pytest.mark.parametrize("odd", [{"class": "held"}, {"class": 7}, {}, "file", None])
@pytest.mark.parametrize("copy", ["state", "public"])
def test_what_may_show_a_ballot_never_leaves(copy: str, odd: Any) -> None:
    assert disclosed(copy, "message", {"attachment.1": odd}, ticked=["attachment.1"]) == set()


def test_no_attachment_is_published() -> None:
    record = {"attachment.1": ATTACHMENT}
    assert disclosed("public", "message", record, ticked=["attachment.1"]) == set()


def test_restricted_travels_to_the_state_and_is_never_published() -> None:
    record = {**JAM, "restricted": True}
    assert "restricted" in disclosed("state", "procedure", record)
    assert disclosed("public", "procedure", record, ticked=["place"]) == set()
    assert not copies.publishable(record, "2027-01-01T08:00:00-06:00")


@pytest.mark.parametrize("kind", ["message", "drone"])
def test_what_is_not_declared_stays_home(kind: str) -> None:
    assert disclosed("state", kind, {"zz_note": "x"}) == set()
    assert disclosed("public", kind, {"zz_note": "x"}) == set()


@pytest.mark.parametrize(
    ("number", "shown"),
    [(None, True), (0, True), (1, False), (9, False), (10, True), (41, True)],
)
def test_small_ballot_numbers_are_not_published(number: int | None, shown: bool) -> None:
    precision = "unknown" if number is None else "exact"
    record = {"ballots_affected": {"n": number, "precision": precision}}
    assert ("ballots_affected" in disclosed("public", "equipment", record)) is shown


HAZARDS: list[dict[str, Any]] = [
    {"ballots_affected": {"n": 1, "precision": "exact"}},
    {"ballots_affected": {"n": None, "precision": "unknown"}},
    {"ballots_handled": ["provisional"]},
    {"device_type": "ballot-marking"},
]


@pytest.mark.parametrize("hazard", HAZARDS)
def test_where_ballots_are_concerned_no_time_and_no_spot_is_published(
    hazard: dict[str, Any],
) -> None:
    record = {
        **JAM,
        **hazard,
        "place_spot": "by the back door",
        "out_from": JAM["occurred"],
        "actions": [{"at": JAM["occurred"], "what": "Cleaned."}],
    }
    hidden = withheld("public", "equipment", record)
    assert {"occurred", "noticed", "place_spot", "out_from", "actions"} <= hidden
    assert {"danger", "phase"}.isdisjoint(hidden)
    assert withheld("state", "equipment", record) == set()


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_record_whose_own_time_could_reveal_a_vote_is_left_out(hazard: dict[str, Any]) -> None:
    record = {**JAM, **hazard}
    assert not copies.publishable(record, "2026-11-03T21:40:00-06:00")
    assert copies.publishable(record, "2026-11-05T09:00:00-06:00")
    unknown = {**record, "occurred": {"at": None, "precision": "unknown"}}
    assert not copies.publishable(unknown, "2026-11-05T09:00:00-06:00")


def test_without_ballots_the_time_is_published() -> None:
    record = {**JAM, "ballots_affected": {"n": 0, "precision": "exact"}}
    assert withheld("public", "equipment", record) == {"one_line", "place", "election"}
    assert copies.publishable(record, "2026-11-03T07:50:00-06:00")


def test_a_suspicion_of_tampering_is_not_published() -> None:
    assert withheld("public", "equipment", {"likely_cause": "tampering_suspected"}) == {
        "likely_cause"
    }
    assert withheld("public", "equipment", {"likely_cause": "wear"}) == set()
