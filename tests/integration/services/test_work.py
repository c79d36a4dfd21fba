"""Where the work stands: which status follows which, what each needs to say, and links to other records."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.records.revision import ActKind
from clerkapp.domain.work.statuses import FOLLOWS, SETTABLE
from clerkapp.services import overview
from clerkapp.services.records import reading, recording, signing, todos
from clerkapp.services.records.recording import StatusDetails
from clerkapp.services.session import Session
from tests.fakes.office import JAM, RECORDER, REVIEWER, STAFF, Office, whole
from tests.fakes.vaults import NAME

As = Callable[[str], Session]
FIRST, SECOND, THIRD = (f"LARK-2026-W1-000{n}" for n in (1, 2, 3))
VENDOR = StatusDetails(waiting_on="The vendor, ticket 55-2107")


def refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def record(session: Session, **changes: Any) -> str:
    return recording.record(session, "equipment", whole(**changes)).number


def values(session: Session, number: str = FIRST) -> dict[str, Any]:
    return dict(reading.show(session, number).values)


def link(number: str, relation: str = "same_cause") -> list[dict[str, str]]:
    return [{"number": number, "relation": relation}]


def duplicate(session: Session, number: str, of: str) -> None:
    recording.set_status(session, number, "duplicate", standing=StatusDetails(of=of))


def bring_to(session: Session, number: str, status: str) -> None:
    """Set a fresh record to a status with all that it needs."""
    if status != "recorded":
        standing = {"waiting": VENDOR, "duplicate": StatusDetails(of=FIRST)}.get(
            status, StatusDetails()
        )
        recording.set_status(session, number, status, standing=standing)


@pytest.mark.parametrize("before", [one for one in FOLLOWS if one not in ("reviewed", "error")])
def test_only_what_may_follow_follows(session: Session, before: str) -> None:
    record(session)
    for status in SETTABLE:
        number = record(session)
        bring_to(session, number, before)
        if status in FOLLOWS[before]:
            details = {"waiting": VENDOR, "duplicate": StatusDetails(of=FIRST)}
            recording.set_status(
                session, number, status, standing=details.get(status, StatusDetails())
            )
            assert values(session, number)["status"] == status
        elif status != before:
            why = refused(partial(recording.set_status, session, number, status))
            assert (why.code, why.fields) == ("status-order", ("status",))


def test_waiting_says_for_whom_and_since_when_and_is_over_in_the_history(
    session: Session, office: Office
) -> None:
    record(session)
    why = refused(lambda: recording.set_status(session, FIRST, "waiting"))
    assert (why.code, why.fields) == ("waiting-needs-whom", ("waiting_on",))
    back = StatusDetails(waiting_on="Northlight", back_on="2026-11-09")
    recording.set_status(session, FIRST, "waiting", standing=back)
    found = values(session)
    assert found["waiting_on"] == "Northlight"
    assert found["waiting_since"] == {"at": session.now(), "precision": "exact"}
    assert found["back_on"] == {"at": "2026-11-09", "precision": "day"}
    office.clock.pass_time(600)
    recording.set_status(
        session, FIRST, "waiting", standing=StatusDetails(waiting_on="The courier")
    )
    assert values(session)["waiting_since"]["at"] == session.now()
    recording.set_status(session, FIRST, "working")
    assert {"waiting_on", "waiting_since", "back_on"}.isdisjoint(values(session))
    changes = {change.code: change.old for change in reading.history(session, FIRST)[-1].changes}
    assert changes["waiting_on"] == "The courier"


def test_waiting_since_is_what_was_given_and_cannot_lie_ahead(session: Session) -> None:
    record(session)
    ahead = StatusDetails(waiting_on="IT", waiting_since="2027-01-05")
    why = refused(lambda: recording.set_status(session, FIRST, "waiting", standing=ahead))
    assert (why.code, why.fields) == ("time-ahead", ("waiting_since",))
    since = StatusDetails(waiting_on="IT", waiting_since="2026-11-02")
    recording.set_status(session, FIRST, "waiting", standing=since)
    assert values(session)["waiting_since"] == {"at": "2026-11-02", "precision": "day"}
    why = refused(
        lambda: recording.set_status(
            session, FIRST, "waiting", standing=StatusDetails(waiting_on="IT")
        )
    )
    assert why.code == "status-already"


def test_what_is_worked_on_belongs_to_somebody(as_person: As) -> None:
    record(as_person(STAFF))
    recording.set_status(as_person(STAFF), FIRST, "working")
    session = as_person(NAME)
    assert values(session)["owner"] == STAFF
    recording.set_status(session, FIRST, "working", standing=StatusDetails(owner=NAME))
    assert values(session)["owner"] == NAME
    why = refused(lambda: recording.amend(session, FIRST, {"owner": None}, "Nobody's."))
    assert (why.code, why.fields) == ("status-needs-it", ("owner",))
    recording.set_status(session, FIRST, "recorded")
    assert "owner" not in values(session)


def test_what_a_status_says_cannot_be_taken_away_alone(session: Session) -> None:
    record(session)
    recording.set_status(session, FIRST, "waiting", standing=VENDOR)
    why = refused(lambda: recording.amend(session, FIRST, {"waiting_on": None}, "Gone."))
    assert (why.code, why.fields) == ("status-needs-it", ("waiting_on",))
    duplicate(session, record(session), FIRST)
    why = refused(lambda: recording.amend(session, SECOND, {"related": []}, "Gone."))
    assert (why.code, why.fields) == ("status-needs-it", ("related",))


def test_a_duplicate_names_its_first_and_both_pages_show_it(session: Session) -> None:
    record(session)
    number = record(session, related=link(FIRST, "same_message"))
    why = refused(lambda: recording.set_status(session, number, "duplicate"))
    assert (why.code, why.fields) == ("duplicate-needs-first", ("related",))
    duplicate(session, number, FIRST.lower())
    assert values(session, number)["related"] == [
        *link(FIRST, "same_message"),
        *link(FIRST, "duplicate_of"),
    ]
    (one, two) = reading.show(session, FIRST).linked_from
    assert {one.relation, two.relation} == {"same_message", "duplicate_of"}
    assert one.row.number == number
    recording.set_status(session, number, "working")
    assert values(session, number)["related"] == link(FIRST, "same_message")


def test_the_first_one_stands_for_itself(session: Session) -> None:
    for _n in range(4):
        record(session)
    recording.strike(session, "LARK-2026-W1-0004", "Typed twice")
    duplicate(session, SECOND, FIRST)

    def why(number: str, of: str) -> tuple[str, tuple[str, ...]]:
        found = refused(lambda: duplicate(session, number, of))
        return found.code, found.fields

    field = ("related",)
    assert why(FIRST, FIRST) == ("link-self", field)
    assert why(FIRST, SECOND) == ("duplicate-circle", field)
    assert why(THIRD, SECOND) == ("duplicate-of-duplicate", field)
    assert why(THIRD, "LARK-2026-W1-0004") == ("duplicate-of-struck", field)
    assert why(THIRD, "LARK-2026-W1-0099") == ("link-not-found", field)
    assert why(THIRD, "MEAD-2026-W1-0001") == ("duplicate-elsewhere", field)
    assert why(THIRD, "99") == ("link-number-form", field)
    two = [*link(FIRST, "duplicate_of"), *link("ZZ-2026-W1-0001", "duplicate_of")]
    with pytest.raises(Refused, match="duplicate-many"):
        recording.amend(session, THIRD, {"related": two}, "Which?")
    assert "related" not in values(session, THIRD)


def test_what_others_repeat_is_neither_struck_nor_a_duplicate(session: Session) -> None:
    for _n in range(3):
        record(session)
    duplicate(session, SECOND, FIRST)
    for attempt in (
        partial(recording.strike, session, FIRST, "Typed twice"),
        partial(duplicate, session, FIRST, THIRD),
    ):
        found = refused(attempt)
        assert (found.code, found.params["duplicates"]) == ("first-of-duplicates", SECOND)
    duplicate(session, SECOND, THIRD)
    recording.strike(session, FIRST, "Typed twice")
    assert values(session)["status"] == "error"


def test_a_number_that_is_not_there_is_refused_at_every_door(as_person: As) -> None:
    record(as_person(NAME), restricted=True)
    session = as_person(STAFF)
    for number in ("LARK-2026-W1-0077", FIRST):
        why = refused(partial(record, session, related=link(number)))
        assert (why.code, why.fields) == ("link-not-found", ("related",))
    second = record(session, related=link("tall-2026-p2-0005"))
    assert values(session, second)["related"] == link("TALL-2026-P2-0005")
    why = refused(
        lambda: recording.amend(session, second, {"related": link("TALL-2026")}, "Reworded.")
    )
    assert (why.code, why.fields) == ("link-number-form", ("related",))


def test_links_of_restricted_records_are_for_those_who_may_see_them(as_person: As) -> None:
    record(as_person(STAFF))
    record(
        as_person(NAME), restricted=True, restricted_to=[{"name": REVIEWER}], related=link(FIRST)
    )
    assert reading.show(as_person(STAFF), FIRST).linked_from == ()
    assert len(reading.show(as_person(REVIEWER), FIRST).linked_from) == 1


def test_a_grave_duplicate_stays_due_until_somebody_reviewed_it(as_person: As) -> None:
    session = as_person(STAFF)
    record(session)
    number = record(session, severity="high")
    duplicate(session, number, FIRST)
    due = overview.at_a_glance(as_person(REVIEWER)).due
    assert [(one.what, one.row.number) for one in due] == [("review", number)]
    signing.sign(as_person(REVIEWER), number, ActKind.REVIEW)
    found = overview.at_a_glance(as_person(REVIEWER))
    assert (found.due, found.due_total) == ((), 0)
    assert values(as_person(STAFF), number)["related"] == link(FIRST, "duplicate_of")


def test_an_unrated_record_is_due_by_what_its_answers_suggest(session: Session) -> None:
    number = recording.record(session, "equipment", {**JAM, "danger": "yes"}).number
    (due,) = overview.at_a_glance(session).due
    assert (due.what, due.row.number, due.row.suggested) == ("urgent", number, "critical")


def test_less_than_suggested_needs_its_reason_at_every_door(as_person: As) -> None:
    """F12: add, amend, status and review."""
    session = as_person(STAFF)
    low = {"voters_left": 2, "severity": "low"}
    why = refused(lambda: record(session, **low))
    assert (why.code, why.fields) == ("severity-needs-reason", ("severity_reason",))
    number = record(session, voters_left=2, severity="high")
    why = refused(lambda: recording.amend(session, number, {"severity": "low"}, "Not so bad."))
    assert why.code == "severity-needs-reason"
    lower = {"severity": "low", "severity_reason": "Both came back and voted."}
    recording.amend(session, number, lower, "Not so bad.")
    assert values(session, number)["severity"] == "low"


def test_what_happened_is_never_refused_for_the_severity_but_the_gates_ask(as_person: As) -> None:
    session = as_person(STAFF)
    number = record(session)
    recording.amend(session, number, {"voters_left": 2}, "Recounted.")
    why = refused(lambda: recording.set_status(session, number, "resolved"))
    assert (why.code, why.fields) == ("missing-to-resolve", ("severity_reason",))
    said = {"severity_reason": "Both came back and voted."}
    recording.set_status(session, number, "resolved", changes=said)
    session = as_person(REVIEWER)
    assert signing.sign(session, number, ActKind.REVIEW).act == "review"


def test_a_decision_about_severity_is_not_taken_back(session: Session) -> None:
    record(session)
    for undecided in ("not_rated", None):
        change = {"severity": undecided}
        why = refused(partial(recording.amend, session, FIRST, change, "Not sure."))
        assert (why.code, why.fields) == ("severity-unrated", ("severity",))


def test_a_new_record_is_suspected_until_somebody_looked(session: Session) -> None:
    recording.record(session, "procedure", JAM)
    assert values(session)["determination"] == "suspected"


def test_signatures_hold_while_only_where_the_work_stands_changes(session: Session) -> None:
    record(session)
    signing.sign(session, FIRST, ActKind.TWO_PERSON, "Judge, first party")
    recording.set_status(session, FIRST, "waiting", standing=VENDOR)
    recording.set_status(session, FIRST, "working")
    assert all(one.holds for one in reading.show(session, FIRST).signatures)


def test_setting_a_status_is_not_writing_the_record(as_person: As) -> None:
    record(as_person(STAFF))
    session = as_person(REVIEWER)
    recording.set_status(session, FIRST, "waiting", standing=VENDOR)
    recording.set_status(session, FIRST, "resolved")
    assert signing.sign(session, FIRST, ActKind.REVIEW).act == "review"


def test_answers_given_with_a_status_are_one_revision(session: Session) -> None:
    record(session, todo=[{"step": "Ask the vendor"}])
    done = recording.set_status(
        session,
        FIRST,
        "resolved",
        changes={"todo": [{"step": "Ask the vendor", "done": True}], "resolution": "It runs."},
    )
    assert done.rev == 2
    codes = {change.code for change in reading.history(session, FIRST)[-1].changes}
    assert codes == {"status", "todo", "resolution"}


def test_steps_are_listed_by_day_with_whose_they_are(as_person: As) -> None:
    session = as_person(STAFF)
    due = {
        "yesterday": {"at": "2026-11-02", "precision": "day"},
        "today": {"at": "2026-11-03", "precision": "day"},
        "an hour ago": {"at": "2026-11-03T06:40:00-06:00", "precision": "exact"},
    }
    rows = [{"step": what, "due": when, "owner": STAFF} for what, when in due.items()]
    record(session, todo=rows, prevention=[{"step": "some day", "owner": "vendor"}])
    record(session, restricted=True, todo=[{"step": "secret"}])
    names = [one.step.what for one in todos.listed(session)]
    assert names == ["yesterday", "an hour ago", "today", "some day", "secret"]
    assert [one.step.what for one in todos.listed(session, mine=True)] == names[:3]
    assert [one.step.what for one in todos.listed(session, overdue=True)] == names[:2]
    found = overview.at_a_glance(session)
    assert (found.steps, found.steps_overdue) == (5, 2)
    assert "secret" not in [one.step.what for one in todos.listed(as_person(RECORDER))]


def test_what_waits_comes_back_on_its_day_and_what_lies_is_noticed(
    session: Session, office: Office
) -> None:
    for _n in range(3):
        record(session)
    later = StatusDetails(waiting_on="The judge", back_on="2026-11-20")
    recording.set_status(session, FIRST, "waiting", standing=later)
    recording.amend(session, SECOND, {"back_on": "2026-11-03"}, "Look again.")
    found = overview.at_a_glance(session).come_back
    assert [(one.row.number, one.has_come, one.waiting_on) for one in found] == [
        (SECOND, True, ""),
        (FIRST, False, "The judge"),
    ]
    office.clock.pass_time(8 * 24 * 3600)
    found = overview.at_a_glance(session).come_back
    assert [(one.row.number, one.day) for one in found][-1] == (THIRD, None)


def test_what_was_struck_is_in_no_list_of_home(session: Session) -> None:
    number = record(session, severity="critical", todo=[{"step": "Call"}], back_on="2026-11-03")
    recording.strike(session, number, "Typed twice")
    found = overview.at_a_glance(session)
    assert (found.recent, found.due, found.come_back, found.steps) == ((), (), (), 0)
