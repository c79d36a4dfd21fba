"""Recording and changing: nothing lost, nothing silently changed, nothing refused for detail."""

from collections.abc import Callable
from functools import partial

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import ActKind, Op
from clerkapp.services.records import drafting, reading, recording, signing
from clerkapp.services.session import Session
from tests.fakes.office import (
    AUDITOR,
    JAM,
    RECORDER,
    REVIEWER,
    STAFF,
    TO_RESOLVE,
    TO_REVIEW,
    Office,
    whole,
)
from tests.fakes.vaults import NAME

FIRST = "LARK-2026-W1-0001"


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def test_five_things_and_one_answer_are_enough(session: Session) -> None:
    needed = ("one_line", "occurred", "place", "noticed_by", "danger")
    recorded = recording.record(session, "procedure", {code: JAM[code] for code in needed})
    shown = reading.show(session, recorded.number)
    assert (recorded.number, recorded.rev) == (FIRST, 1)
    assert shown.values["status"] == "recorded"
    assert shown.values["severity"] == "not_rated"
    assert shown.values["noticed"] == {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"}


def test_what_is_missing_is_named_and_nothing_is_recorded(session: Session) -> None:
    refused = _refused(lambda: recording.record(session, "equipment", {"one_line": "A jam"}))
    assert refused.code == "missing-to-record"
    assert refused.fields == ("occurred", "place", "noticed_by", "danger")
    assert reading.count_records(session, Query()) == 0
    assert recording.record(session, "equipment", JAM).number == FIRST


def test_numbers_have_no_gaps(session: Session) -> None:
    first = recording.record(session, "equipment", JAM)
    _refused(lambda: recording.record(session, "message", {}))
    second = recording.record(session, "procedure", JAM)
    assert [first.number[-4:], second.number[-4:]] == ["0001", "0002"]


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x9b", "\ue000", "\uffff"])
def test_hidden_characters_in_typing_are_refused_by_field(session: Session, character: str) -> None:
    refused = _refused(
        lambda: recording.record(session, "equipment", {**JAM, "place": f"Oak{character}Hall"})
    )
    assert (refused.code, refused.fields) == ("text-hidden", ("place",))
    assert refused.params["character"] == f"U+{ord(character):04X}"


def test_a_change_keeps_the_old_value_and_the_reason(session: Session) -> None:
    recording.record(session, "equipment", {**JAM, "voters_waited": "unknown"})
    amended = recording.amend(session, FIRST, {"voters_waited": 0, "place_spot": "Gym"}, "Counted")
    history = reading.history(session, FIRST)
    assert (amended.rev, history[1].reason) == (2, "Counted")
    assert {change.code: (change.old, change.new) for change in history[1].changes} == {
        "voters_waited": (
            {"n": None, "precision": "unknown"},
            {"n": 0, "precision": "exact"},
        ),
        "place_spot": (None, "Gym"),
    }
    assert history[0].reason is None


def test_null_takes_a_field_away_but_is_an_answer_for_the_election(session: Session) -> None:
    recording.record(session, "equipment", {**JAM, "place_spot": "Gym"})
    recording.amend(session, FIRST, {"place_spot": None, "election": None}, "Not tied to one")
    values = reading.show(session, FIRST).values
    assert "place_spot" not in values
    assert values["election"] is None


def test_a_change_needs_a_reason_and_a_difference(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    for reason, code in (
        ("  ", "reason-missing"),
        ("a\x1bb", "text-hidden"),
        ("\u200b\u3164", "reason-missing"),
    ):
        refused = _refused(partial(recording.amend, session, FIRST, {"place": "X"}, reason))
        assert (refused.code, refused.fields) == (code, ("reason",))
    refused = _refused(lambda: recording.amend(session, FIRST, {"place": "Oak Hall"}, "Again"))
    assert refused.code == "nothing-changed"


def test_a_needed_field_cannot_be_taken_away(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    refused = _refused(lambda: recording.amend(session, FIRST, {"place": None}, "Unsure"))
    assert (refused.code, refused.fields) == ("missing-to-record", ("place",))


def test_a_struck_record_stays_readable_and_is_closed(session: Session) -> None:
    recording.record(session, "equipment", JAM)
    recording.strike(session, FIRST, "Typed for the wrong place")
    shown = reading.show(session, FIRST)
    assert (shown.row.struck, shown.row.status) == (True, "error")
    assert shown.values["one_line"] == JAM["one_line"]
    assert reading.history(session, FIRST)[1].op is Op.STRIKE
    for attempt in (
        lambda: recording.amend(session, FIRST, {"place": "X"}, "Later"),
        lambda: recording.strike(session, FIRST, "Again"),
        lambda: recording.set_status(session, FIRST, "working"),
    ):
        assert _refused(attempt).code == "record-struck"
    assert recording.record(session, "equipment", JAM).number == "LARK-2026-W1-0002"


def test_resolving_names_what_is_missing(session: Session) -> None:
    recording.record(session, "equipment", {**JAM, **TO_RESOLVE, "resolution": ""})
    refused = _refused(lambda: recording.set_status(session, FIRST, "resolved"))
    assert (refused.code, refused.fields) == ("missing-to-resolve", ("resolution",))
    assert reading.show(session, FIRST).row.status == "recorded"
    recording.amend(session, FIRST, {"resolution": "Cleared."}, "Now known")
    assert recording.set_status(session, FIRST, "resolved").rev == 3


@pytest.mark.parametrize(
    ("status", "code"),
    [("reviewed", "status-needs-act"), ("error", "status-needs-act"), ("done", "status-unknown")],
)
def test_statuses_that_nobody_sets(session: Session, status: str, code: str) -> None:
    recording.record(session, "equipment", JAM)
    refused = _refused(lambda: recording.set_status(session, FIRST, status))
    assert (refused.code, refused.fields) == (code, ("status",))


def test_a_reviewed_record_that_changes_must_be_reviewed_again(
    as_person: Callable[[str], Session],
) -> None:
    recording.record(as_person(STAFF), "equipment", whole())
    session = as_person(REVIEWER)
    recording.set_status(session, FIRST, "resolved")
    signing.sign(session, FIRST, ActKind.REVIEW)
    assert _refused(
        lambda: recording.amend(as_person(STAFF), FIRST, {"place": "X"}, "Wrong place")
    ).code == ("not-permitted")
    session = as_person(NAME)
    recording.amend(session, FIRST, {"place": "Elm Hall"}, "Wrong place")
    assert reading.show(session, FIRST).row.status == "resolved"
    recording.amend(session, FIRST, {"resolution": None}, "Not so after all")
    assert reading.show(session, FIRST).row.status == "working"


def test_who_may_record_and_change(as_person: Callable[[str], Session]) -> None:
    session = as_person(RECORDER)
    recording.record(session, "equipment", {**JAM, **TO_RESOLVE, **TO_REVIEW})
    recording.amend(session, FIRST, {"place_spot": "Gym"}, "Added")
    assert (
        _refused(lambda: recording.set_status(session, FIRST, "resolved")).code == "not-permitted"
    )
    recording.record(as_person(STAFF), "equipment", JAM)
    session = as_person(RECORDER)
    assert (
        _refused(
            lambda: recording.amend(session, "LARK-2026-W1-0002", {"place": "X"}, "Mine now")
        ).code
        == "not-permitted"
    )
    session = as_person(AUDITOR)
    assert _refused(lambda: recording.record(session, "equipment", JAM)).code == "not-permitted"
    assert reading.show(session, FIRST).rev == 2


def test_a_restricted_record_exists_only_for_its_author_and_whom_it_names(
    as_person: Callable[[str], Session],
) -> None:
    named = {"restricted": True, "restricted_to": [{"name": REVIEWER.upper()}]}
    recording.record(as_person(RECORDER), "procedure", {**JAM, **named})
    for name in (STAFF, AUDITOR, NAME):
        session = as_person(name)
        assert _refused(partial(reading.show, session, FIRST)).code == "record-not-found"
        assert reading.count_records(session, Query()) == 0
        assert reading.list_records(session, Query(text="Scanner")).rows == ()
        assert reading.totals(session).get("records", 0) == 0
    for name in (RECORDER, REVIEWER):
        session = as_person(name)
        assert reading.show(session, FIRST).row.restricted
        assert reading.totals(session)["records"] == 1


def test_everything_is_journaled_with_codes_and_digests_only(session: Session) -> None:
    recording.record(session, "equipment", {**JAM, "one_line": "Zebra words"})
    recording.amend(session, FIRST, {"place": "Heron words"}, "Walnut words")
    recording.strike(session, FIRST, "Walnut words")
    entries = session.vault.journal.entries()
    assert [entry.event for entry in entries[-3:]] == [Event.RECORDED, Event.AMENDED, Event.STRUCK]
    assert all("words" not in str(entry.params) for entry in entries)
    assert session.vault.journal.verify() == len(entries)


def test_recording_takes_the_draft_away(session: Session) -> None:
    draft = drafting.save(session, "equipment", {"values": {"one_line": "Half"}})
    recording.record(session, "equipment", JAM, draft=draft)
    assert drafting.mine(session) == []


def test_a_draft_is_its_authors_alone(as_person: Callable[[str], Session]) -> None:
    draft = drafting.save(as_person(STAFF), "equipment", {"values": {}})
    session = as_person(NAME)
    assert drafting.mine(session) == []
    assert drafting.count(session) == 1
    for attempt in (
        lambda: drafting.read(session, draft),
        lambda: drafting.discard(session, draft),
    ):
        assert _refused(attempt).code == "draft-missing"
    recording.record(session, "equipment", JAM, draft=draft)
    assert drafting.count(session) == 1


def test_the_office_sets_what_a_new_form_starts_with(session: Session, office: Office) -> None:
    session.vault.settings.set("election", "ZZ-2026-11-03")
    session.vault.settings.set("phase", "closing")
    values = {code: value for code, value in JAM.items() if code not in ("election", "phase")}
    shown = reading.show(session, recording.record(session, "equipment", values).number)
    assert (shown.values["election"], shown.values["phase"]) == ("ZZ-2026-11-03", "closing")
