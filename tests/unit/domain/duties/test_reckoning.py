"""C32: which rules hold for a record, and whether somebody was told."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clerkapp.domain.duties.pack import Pack
from clerkapp.domain.duties.reckoning import Duty, duties, yearly_due
from clerkapp.services.duties import packs

CENTRAL = ZoneInfo("America/Chicago")
RECORDED = "2026-11-03T07:45:00-06:00"
NOTICED = {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"}
GENERAL, KANSAS = packs.available()[:2]


def _duties(pack: Pack = GENERAL, kind: str = "equipment", **values: Any) -> tuple[Duty, ...]:
    return duties(kind, {"noticed": NOTICED, **values}, RECORDED, pack, CENTRAL)


def _told(organisation: str, at: str | None, precision: str = "exact") -> dict[str, Any]:
    return {"organisation": organisation, "at": {"at": at, "precision": precision}}


def test_critical_is_due_now_and_high_the_same_day() -> None:
    [critical] = _duties(severity="critical")
    assert (critical.rule.code, critical.due) == (
        "critical_now",
        datetime.fromisoformat(NOTICED["at"]),
    )
    [high] = _duties(severity="high")
    assert high.due == datetime.fromisoformat("2026-11-03T17:00:00-06:00")
    [low] = _duties(severity="low")
    assert (low.due, low.is_owed) == (None, False)


def test_a_call_does_not_wait_for_a_rating() -> None:
    [duty] = _duties(kind="message", severity="not_rated", danger="yes")
    assert duty.rule.code == "critical_now"


def test_a_row_of_who_was_told_fulfils_the_rule() -> None:
    rows = [_told("vendor", "2026-11-03T08:00:00-06:00"), _told("state", None, "unknown")]
    [duty] = _duties(severity="critical", told=rows)
    assert duty.told is not None
    assert (duty.told.row, duty.told.at) == (1, None)
    assert not duty.is_owed


def test_what_was_told_later_does_not_count_yet() -> None:
    rows = [_told("state", "2026-11-03T09:00:00-06:00")]
    values = {"noticed": NOTICED, "severity": "critical", "told": rows}
    before, after = (
        datetime.fromisoformat(f"2026-11-03T{clock}:00-06:00") for clock in ("08:59", "09:00")
    )
    [then] = duties("equipment", values, RECORDED, GENERAL, CENTRAL, at=before)
    assert then.is_owed
    assert then.is_late(before)
    [now] = duties("equipment", values, RECORDED, GENERAL, CENTRAL, at=after)
    assert not now.is_owed


@pytest.mark.parametrize("status", ["error", "duplicate"])
def test_what_asks_for_nothing(status: str) -> None:
    assert _duties(severity="critical", status=status) == ()


@pytest.mark.parametrize("told", [None, "state", [["state"]], [{"organisation": "state", "at": 7}]])
def test_values_of_another_form_fail_nothing(told: Any) -> None:
    assert len(_duties(severity="critical", told=told, noticed=told)) == 1


def test_kansas_tells_two_offices_when_election_data_are_involved() -> None:
    values = {
        "severity": "high",
        "information": ["seen"],
        "information_what": ["voter_data"],
    }
    found = _duties(KANSAS, "message", **values)
    assert [(duty.rule.code, duty.rule.tell) for duty in found] == [
        ("high_same_day", "state"),
        ("ks_cyber_security_office", "state_security"),
        ("ks_cyber_election_data", "state"),
    ]
    assert {duty.due.isoformat() for duty in found[1:] if duty.due} == {"2026-11-03T19:40:00-06:00"}
    other = _duties(KANSAS, "message", **{**values, "information_what": ["staff_data"]})
    assert "ks_cyber_election_data" not in [duty.rule.code for duty in other]


def test_a_scanner_that_jams_is_no_cyber_incident() -> None:
    assert [duty.rule.code for duty in _duties(KANSAS, severity="high")] == ["high_same_day"]


@pytest.mark.parametrize(
    ("now", "done", "due"),
    [
        ("2026-11-28T09:00:00-06:00", 0, "2027-04-01"),
        ("2027-03-20T09:00:00-05:00", 0, "2027-04-01"),
        ("2027-05-02T09:00:00-05:00", 0, "2027-04-01"),
        ("2027-05-02T09:00:00-05:00", 2027, "2028-04-01"),
        ("2028-01-02T09:00:00-06:00", 2027, "2028-04-01"),
    ],
)
def test_once_a_year(now: str, done: int, due: str) -> None:
    [yearly] = KANSAS.yearly
    moment = datetime.fromisoformat(now)
    found = yearly_due(yearly, moment, CENTRAL, done=done, begun=date(2026, 11, 3))
    assert found.date().isoformat() == due
