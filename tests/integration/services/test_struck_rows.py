"""A line of a log that was recorded never leaves the record: not by clerkctl, not by the desktop."""

from collections.abc import Callable
from typing import Any

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.records.revision import Op
from clerkapp.services.records import reading, recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import safekeeping
from tests.fakes.office import JAM, STAFF, Office

As = Callable[[str], Session]

OPENED = {"what": "Opened the lid.", "who": "election_judge"}
CALLED = {"what": "Called the hotline.", "who": "election_judge"}
NOW = "2026-11-23T18:40:00-06:00"


@pytest.fixture
def number(office: Office, session: Session) -> str:
    """A record with two actions."""
    office.clock.set_to(NOW)
    return recording.record(session, "equipment", {**JAM, "actions": [OPENED, CALLED]}).number


def _actions(session: Session, number: str) -> Any:
    return reading.show(session, number).stored["actions"]


def test_an_action_that_is_left_out_is_struck_with_when_by_whom_and_why(
    session: Session, number: str
) -> None:
    recording.amend(session, number, {"actions": [OPENED]}, "It was the other line.")
    first, second = _actions(session, number)
    assert first == OPENED
    assert second == {
        **CALLED,
        "struck": {
            "at": {"at": NOW, "precision": "exact"},
            "by": "election_authority",
            "why": "It was the other line.",
        },
    }
    assert reading.history(session, number)[1].changes[0].old == [OPENED, CALLED]
    assert safekeeping.check(session).problems == ()


@pytest.mark.parametrize("gone", [None, []])
def test_taking_the_whole_table_away_strikes_all_of_it(
    session: Session, number: str, gone: Any
) -> None:
    recording.amend(session, number, {"actions": gone}, "Another record.")
    assert [row["struck"]["why"] for row in _actions(session, number)] == ["Another record."] * 2


def test_a_struck_line_cannot_be_taken_away_later_or_made_good_again(
    session: Session, number: str
) -> None:
    recording.amend(session, number, {"actions": [OPENED]}, "Wrong line.")
    before = _actions(session, number)
    with pytest.raises(Refused, match="nothing-changed"):
        recording.amend(session, number, {"actions": [OPENED]}, "Once more.")
    recording.amend(session, number, {"actions": [OPENED, CALLED]}, "It was right after all.")
    assert _actions(session, number) == [*before, CALLED]


def test_whoever_adds_a_line_strikes_none(session: Session, number: str) -> None:
    recording.add_action(session, number, {"what": "Swapped the unit."})
    assert _actions(session, number) == [OPENED, CALLED, {"what": "Swapped the unit."}]


def test_another_function_strikes_in_its_own_name(as_person: As, office: Office) -> None:
    office.clock.set_to(NOW)
    session = as_person(STAFF)
    number = recording.record(session, "place", {**JAM, "told": [{"organisation": "it"}]}).number
    recording.amend(session, number, {"told": [{"organisation": "state"}]}, "It was the state.")
    rows: Any = reading.show(session, number).stored["told"]
    assert [row.get("organisation") for row in rows] == ["it", "state"]
    assert rows[0]["struck"]["by"] == session.account.function


def test_a_line_struck_by_name_keeps_its_own_reason(session: Session, number: str) -> None:
    changes = {"actions": [OPENED, {**CALLED, "struck": "Said by somebody else."}]}
    recording.amend(session, number, changes, "Read again.")
    assert _actions(session, number)[1]["struck"]["why"] == "Said by somebody else."
    assert _actions(session, number)[1]["struck"]["by"] == "election_authority"


def test_a_record_that_is_struck_itself_keeps_all_lines(session: Session, number: str) -> None:
    recording.strike(session, number, "Typed twice.")
    assert _actions(session, number) == [OPENED, CALLED]
    assert reading.history(session, number)[1].op is Op.STRIKE


def test_a_line_that_comes_in_struck_is_no_first_answer(session: Session, number: str) -> None:
    forged = {"what": "Called the board.", "struck": {"why": "Never said."}}
    changes = {"actions": [OPENED, CALLED, forged], "model": "DS-200"}
    with pytest.raises(Refused, match="reason-missing"):
        recording.amend(session, number, changes)
    recording.amend(session, number, changes, "The line stood on the paper, crossed out.")
    recording.amend(session, number, {"screen_words": "Jam 3"})
    assert [row.get("struck", {}).get("why") for row in _actions(session, number)] == [
        *(None, None),
        "Never said.",
    ]
