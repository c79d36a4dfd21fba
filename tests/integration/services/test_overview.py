"""Home's numbers: what is due, in which order, for whom; nothing that a person may not see."""

from collections.abc import Callable

import pytest

from clerkapp.services import overview
from clerkapp.services.overview import DUE, RECENT
from clerkapp.services.records import drafting, recording
from clerkapp.services.records.recording import StatusDetails
from clerkapp.services.session import Session
from tests.fakes.office import AUDITOR, RECORDER, REVIEWER, STAFF, Office, whole
from tests.fakes.vaults import NAME

AsPerson = Callable[[str], Session]


def _record(session: Session, **changes: object) -> str:
    return recording.record(session, "equipment", whole(**changes)).number


def _due(session: Session) -> list[tuple[str, str]]:
    return [(one.what, one.row.number) for one in overview.at_a_glance(session).due]


def test_a_new_office_has_nothing_to_do(session: Session) -> None:
    found = overview.at_a_glance(session)
    assert (found.due, found.due_total, found.recent, found.unsent) == ((), 0, (), 0)
    assert (found.election, found.phase, found.last_sent) == (None, "between", None)
    assert (found.backup_folder, found.last_backup, found.state_accepted) == (None, None, False)
    assert found.may_send


def test_critical_comes_before_high_before_what_waits_for_review(
    session: Session, office: Office
) -> None:
    waiting = _record(session)
    recording.set_status(session, waiting, "resolved")
    critical = _record(session, severity="critical")
    older = _record(session, severity="high")
    office.clock.pass_time(60)
    newer = _record(session, severity="high")
    _record(session, severity="moderate")
    assert _due(session) == [
        ("urgent", critical),
        ("urgent", newer),
        ("urgent", older),
        ("review", waiting),
    ]
    assert overview.at_a_glance(session).due_total == 4


@pytest.mark.parametrize("status", ["working", "waiting"])
def test_grave_records_stay_due_until_they_are_resolved(session: Session, status: str) -> None:
    number = _record(session, severity="high")
    recording.set_status(session, number, status, standing=StatusDetails(waiting_on="The vendor"))
    assert _due(session) == [("urgent", number)]
    recording.set_status(session, number, "resolved")
    assert _due(session) == [("review", number)]


def test_newer_resolved_records_never_hide_an_open_one(session: Session) -> None:
    first = _record(session, severity="high")
    for _n in range(DUE + 1):
        recording.set_status(session, _record(session, severity="high"), "resolved")
    assert _due(session)[0] == ("urgent", first)
    assert overview.at_a_glance(session).due_total == DUE + 2


def test_all_that_is_due_is_counted_and_the_first_are_shown(session: Session) -> None:
    numbers = [_record(session, severity="high") for _n in range(DUE + 3)]
    found = overview.at_a_glance(session)
    assert [one.row.number for one in found.due] == numbers[: -DUE - 1 : -1]
    assert found.due_total == DUE + 3


def test_struck_and_minor_duplicate_records_are_not_due(session: Session) -> None:
    first = _record(session)
    recording.strike(session, _record(session, severity="critical"), "Typed twice")
    recording.set_status(session, _record(session), "duplicate", standing=StatusDetails(of=first))
    assert overview.at_a_glance(session).due_total == 0


def test_the_newest_records_are_recent(session: Session) -> None:
    numbers = [_record(session) for _n in range(RECENT + 2)]
    found = overview.at_a_glance(session)
    assert [row.number for row in found.recent] == numbers[: -RECENT - 1 : -1]
    assert (found.records, found.unsent) == (RECENT + 2, RECENT + 2)


def test_only_ones_own_drafts_are_shown(as_person: AsPerson) -> None:
    drafting.save(as_person(STAFF), "message", {"values": {"one_line": "Mine"}})
    assert overview.at_a_glance(as_person(REVIEWER)).drafts == ()
    assert len(overview.at_a_glance(as_person(STAFF)).drafts) == 1


def test_a_restricted_record_is_nowhere_for_who_may_not_see_it(as_person: AsPerson) -> None:
    named = [{"name": NAME}]
    hidden = {"restricted": True, "restricted_to": named}
    number = _record(as_person(REVIEWER), severity="critical", **hidden)
    assert _due(as_person(NAME)) == [("urgent", number)]
    found = overview.at_a_glance(as_person(STAFF))
    assert (found.due, found.due_total, found.recent, found.records) == ((), 0, (), 0)


def test_who_may_send_is_told_apart(as_person: AsPerson) -> None:
    may = {
        name: overview.at_a_glance(as_person(name)).may_send
        for name in (STAFF, RECORDER, REVIEWER, AUDITOR)
    }
    assert may == {STAFF: True, RECORDER: False, REVIEWER: True, AUDITOR: False}
