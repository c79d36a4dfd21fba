"""Place and safety: people first, nobody described, and what must stay stays."""

from typing import Any

import pytest

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Gate, RedactionClass
from clerkapp.domain.records import copies, gates, severity, values
from tests.unit.domain.records import JAM

PLACE = KINDS["place"]
POWER: dict[str, Any] = {**JAM, "category": "power_out"}
THREAT: dict[str, Any] = {**JAM, "category": "threat_people", "came_by": "voicemail"}


def _missing(record: dict[str, Any], gate: Gate = Gate.RESOLVE) -> set[str]:
    stored = values.normalise("place", record)
    return {one.code for one in gates.missing("place", stored, gate)}


def test_danger_is_asked_first_and_then_what_it_was() -> None:
    first = [field.code for field in PLACE.sections[0].fields]
    assert first[:3] == ["danger", "category", "one_line"]
    assert PLACE.people_first
    assert not any(kind.people_first for kind in KINDS.values() if kind is not PLACE)


def test_recording_needs_no_more_than_for_any_other_kind() -> None:
    assert not gates.missing("place", values.normalise("place", JAM), Gate.RECORD)


@pytest.mark.parametrize(
    ("record", "asked", "not_asked"),
    [
        (POWER, {"all_safe", "called", "place_left", "voting"}, {"came_by", "original_kept"}),
        (THREAT, {"all_safe"}, {"came_by", "original_kept", "left_from", "still_from"}),
        ({**THREAT, "came_by": None}, {"came_by"}, {"original_kept"}),
        ({**THREAT, "came_by": "letter"}, {"original_kept"}, {"came_by"}),
        ({**POWER, "place_left": "part"}, {"left_from", "ballots_watched"}, {"still_from"}),
        ({**POWER, "voting": "stopped_part"}, {"still_from"}, {"went_on", "left_from"}),
        ({**POWER, "voting": "another_way"}, {"went_on"}, {"still_from"}),
    ],
)
def test_what_resolving_asks_follows_from_the_answers(
    record: dict[str, Any], asked: set[str], not_asked: set[str]
) -> None:
    found = _missing(record)
    assert asked <= found
    assert not found & not_asked


@pytest.mark.parametrize(
    ("given", "suggested", "reason"),
    [
        ({}, "low", "place-settled"),
        ({"danger": "yes"}, "critical", "danger"),
        ({"all_safe": "no"}, "critical", "not-everybody-safe"),
        ({"voting": "stopped_all"}, "critical", "voting-stopped-everywhere"),
        ({"category": "threat_people"}, "high", "threat-or-parcel"),
        ({"category": "parcel", "determination": "exercise"}, "note", "false-alarm-or-exercise"),
        ({"ballots_watched": "no"}, "high", "ballots-alone"),
        ({"place_left": "whole", "determination": "false_alarm"}, "moderate", "place-left"),
        ({"category": "hoax_call"}, "moderate", "hoax-or-crowd"),
    ],
)
def test_severity(given: dict[str, Any], suggested: str, reason: str) -> None:
    found = severity.suggest("place", given)
    assert (found.severity, found.reason) == (suggested, reason)


def test_no_field_describes_a_person_and_only_functions_say_whom_it_was_aimed_at() -> None:
    own = [field for section in PLACE.sections[2:4] for field in section.fields]
    assert {field.code for field in own if field.redaction is RedactionClass.NAME} == {
        "called_reference",
        "aimed_at",
        "person_named",
    }
    assert not [field.code for field in own if "describ" in field.code or "suspect" in field.code]


def test_copies_of_a_threat() -> None:
    stored = values.normalise(
        "place",
        {
            **THREAT,
            "came_by": "letter",
            "called": ["police"],
            "called_reference": "LSO-26-0815",
            "aimed_at": ["election_judge"],
            "person_named": "yes",
            "original_where": "Sheriff's evidence room",
            "place_left": "no",
            "sharing": "amber",
        },
    )
    public = copies.disclosed("public", "place", stored)
    assert {"category", "came_by", "called", "place_left"} <= public
    assert not public & {"called_reference", "aimed_at", "person_named", "original_where", "place"}
    state = copies.disclosed("state", "place", stored)
    assert {"called_reference", "aimed_at", "original_where"} <= state


def test_the_mark_is_amber_and_red_when_restricted() -> None:
    assert values.default_sharing("place", restricted=False) == "amber"
    assert values.default_sharing("place", restricted=True) == "red"
