"""Filling in the rest needs no reason, and a likely double is found and added to."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.records import gates
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.records import doubling, drafting, reading, recording, signing
from clerkapp.services.records.drafting import FormWords
from clerkapp.services.session import Session
from tests.fakes.office import JAM, RECORDER, REVIEWER, STAFF, TO_RESOLVE, TO_REVIEW

FIRST, SECOND = "LARK-2026-W1-0001", "LARK-2026-W1-0002"
LATER = {**JAM, "occurred": {"at": "2026-11-03T07:35:00-06:00", "precision": "exact"}}


def _refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.fields == ("reason",)
    return caught.value.code


def test_first_answers_need_no_reason_and_the_record_says_how_many(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    recording.amend(session, FIRST, {"voting": "as_normal", "category": "jam"})
    entry = reading.history(session, FIRST)[1]
    assert entry.reason == "2 answers were added"
    recording.amend(session, FIRST, {"severity": "low"}, "Decided by phone")
    assert reading.history(session, FIRST)[2].reason == "Decided by phone"


@pytest.mark.parametrize("change", [{"place": "Cedar"}, {"election": None}, {"voting": None}])
def test_a_changed_answer_needs_one_also_among_first_answers(
    session: Session, change: dict[str, Any]
) -> None:
    recording.record(session, "equipment", {**JAM, "voting": "as_normal"})
    amend = partial(recording.amend, session, FIRST, {"category": "jam", **change})
    assert _refused(amend) == "reason-missing"
    assert _refused(partial(amend, " \u200b")) == "reason-missing"
    assert reading.show(session, FIRST).rev == 1
    amend("Asked again")
    assert reading.show(session, FIRST).rev == 2


def test_a_reviewed_record_needs_a_reviewer_and_a_reason(
    as_person: Callable[[str], Session],
) -> None:
    """Domain guide 3.4: a reviewed record is frozen."""
    session = as_person(STAFF)
    recording.record(session, "equipment", {**JAM, **TO_RESOLVE, **TO_REVIEW})
    recording.set_status(session, FIRST, "resolved")
    signing.sign(as_person(REVIEWER), FIRST, ActKind.REVIEW)
    with pytest.raises(Refused, match="not-permitted"):
        recording.amend(as_person(STAFF), FIRST, {"asset_tag": "7"}, "Found it")
    session = as_person(REVIEWER)
    assert _refused(lambda: recording.amend(session, FIRST, {"asset_tag": "7"})) == "reason-missing"
    assert recording.amend(session, FIRST, {"asset_tag": "7"}, "Found it").rev == 4


def test_filling_in_all_the_rest_leads_to_resolved_without_a_reason(session: Session) -> None:
    """Criterion 5: what is missing can be answered and the record resolved."""
    recording.record(session, "equipment", JAM)
    recording.amend(session, FIRST, TO_RESOLVE)
    shown = reading.show(session, FIRST)
    assert gates.missing("equipment", shown.stored, Gate.RESOLVE) == ()
    recording.set_status(session, FIRST, "resolved")


def test_an_unfinished_change_is_found_again_by_its_record(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    assert drafting.change_of(session, FIRST) is None
    drafting.save(session, "equipment", {"values": {"place": "A"}}, draft="new")
    drafting.save(session, "equipment", {"values": {}}, draft="change", record=FIRST)
    found = drafting.change_of(session, FIRST)
    assert found is not None
    assert (found.id, found.record) == ("change", FIRST)
    recording.amend(session, FIRST, {"voting": "as_normal"}, draft="change")
    assert drafting.change_of(session, FIRST) is None


def test_the_nearest_record_of_the_same_trouble_is_found(session: Session) -> None:
    early = {**JAM, "occurred": {"at": "2026-11-03T05:50:00-06:00", "precision": "exact"}}
    recording.record(session, "equipment", early)
    recording.record(session, "equipment", JAM)
    found = doubling.likely(session, "equipment", LATER)
    assert found is not None
    assert (found.row.number, found.apart.total_seconds()) == (SECOND, 25 * 60)
    nearest = doubling.likely(session, "equipment", LATER, without=SECOND)
    assert nearest is not None
    assert nearest.row.number == FIRST
    assert doubling.likely(session, "procedure", LATER) is None
    recording.strike(session, SECOND, "Typed twice")
    nearest = doubling.likely(session, "equipment", LATER)
    assert nearest is not None
    assert nearest.row.number == FIRST


def test_only_what_one_may_see_and_add_to_is_offered(as_person: Callable[[str], Session]) -> None:
    """Criterion 40: a restricted record of somebody else is not there, not as a double either."""
    recording.record(as_person(STAFF), "equipment", {**JAM, "restricted": True})
    session = as_person(RECORDER)
    assert doubling.likely(session, "equipment", LATER) is None
    recording.record(session, "equipment", JAM)
    found = doubling.likely(session, "equipment", LATER)
    assert found is not None
    assert found.row.number == SECOND
    recording.record(as_person(STAFF), "equipment", {**JAM, "place": "Cedar"})
    session = as_person(RECORDER)
    assert doubling.likely(session, "equipment", {**LATER, "place": "Cedar"}) is None
    session = as_person(REVIEWER)
    found = doubling.likely(session, "equipment", LATER)
    assert found is not None
    assert found.row.number in (FIRST, SECOND)


def test_a_draft_becomes_a_change_that_takes_nothing_away(session: Session) -> None:
    recording.record(session, "equipment", {**JAM, "voters_waited": 3})
    typed = {
        **LATER,
        "one_line": "Jam at Oak Hall again",
        "voting": "another_way",
        "voters_waited": {"n": 9, "precision": "exact"},
        "noticed_by": {"role": "supervisory_judge", "name": None, "contact": None},
        "actions": [{"what": "Called the help desk."}],
    }
    content = {"values": typed, "unread": {}, "attachments": [], "cursor": {"field": "voting"}}
    drafting.save(session, "equipment", content, draft="mine")
    doubling.add_to(session, FormWords("mine", "equipment", None, content), FIRST)
    draft = drafting.change_of(session, FIRST)
    assert draft is not None
    assert draft.id == "mine"
    values = draft.content["values"]
    assert set(values) == {"voting", "actions"}
    assert values["voting"] == "another_way"
    assert values["actions"] == [
        {"at": LATER["occurred"], "who": "supervisory_judge", "what": "Jam at Oak Hall again"},
        {"what": "Called the help desk."},
    ]
    assert draft.content["left"] == {"voters_waited": {"n": 9, "precision": "exact"}}
    recording.amend(session, FIRST, values, draft="mine")
    assert reading.history(session, FIRST)[1].reason == "2 answers were added"


def test_nobody_adds_to_a_record_that_is_closed_to_them(
    as_person: Callable[[str], Session],
) -> None:
    recording.record(as_person(STAFF), "equipment", JAM)
    session = as_person(RECORDER)
    words = FormWords("mine", "equipment", None, {"values": dict(LATER)})
    with pytest.raises(Refused, match="not-permitted"):
        doubling.add_to(session, words, FIRST)
    assert drafting.mine(session) == []
