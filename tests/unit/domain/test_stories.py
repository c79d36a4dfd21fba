"""Three stories from the field, told in full: they can be recorded, resolved and reviewed."""

from typing import Any

import pytest

from clerkapp.domain.kinds import conditions
from clerkapp.domain.kinds.declare import Gate
from clerkapp.domain.records import copies, gates, severity, values
from clerkapp.domain.rows import derived

OPENED_ZIP: dict[str, Any] = {
    "one_line": "Temporary worker opened a zip in a reply about absentee applications.",
    "occurred": {"at": "2026-10-06T14:20:00-05:00", "precision": "about"},
    "noticed": "2026-10-06T15:05:00-05:00",
    "place": "Office",
    "election": "General election 2026-11-03",
    "phase": "advance",
    "noticed_by": "temporary_worker",
    "danger": "no",
    "how_noticed": "staff_saw",
    "category": "thread_hijack",
    "seen": "A reply in a real conversation with our printer gave a password for a zip. The worker "
    "opened it; a document asked to enable editing; she did. The screen flickered.",
    "channel": "email",
    "mailbox": "shared",
    "received": "2026-10-06T14:11:00-05:00",
    "sender_address": "orders@quillmark.example",
    "recipients_count": 1,
    "subject": "RE: corrected applications",
    "message_attachments": [
        {
            "name": "Applications_1006.zip",
            "sha256": "69f7ffb880e2a743a4d89fc69782fd699e3c687e7d77a3563141bad09ec7a6a8",
        }
    ],
    "pretends": "other_vendor",
    "pretends_name": "Quillmark Mailing",
    "wants": ["open_file"],
    "interacted": ["opened_file", "ran_program"],
    "account_role": "temporary_worker",
    "computer": "EL-PC-04",
    "response": ["unplugged", "told_it", "changed_password", "called_real_office"],
    "phishing_test": "no",
    "voters_waited": 0,
    "voters_left": 0,
    "ballots_affected": 0,
    "results_affected": "no",
    "information": ["not_known"],
    "severity": "high",
    "determination": "confirmed",
    "actions": [
        {"at": "2026-10-06T15:06:00-05:00", "who": "election_authority", "what": "Unplugged."},
        {"at": "2026-10-06T15:09:00-05:00", "who": "it", "what": "Called from another phone."},
    ],
    "told": [
        {
            "organisation": "state",
            "at": "2026-10-06T15:30:00-05:00",
            "how": "phone",
            "reference": "ZZ-26-1182",
        }
    ],
    "resolution": "The computer was replaced the same day. No sign-in was misused.",
    "why": ["temporary_new", "time_pressure", "instruction_missing"],
    "prevention": [
        {
            "step": "Printed rule: phone before opening a file with a password.",
            "owner": "deputy",
            "due": "2026-10-09",
            "done": True,
        }
    ],
}

JAMMED: dict[str, Any] = {
    "one_line": "Precinct scanner at Oak Hall jammed; ballots went to the emergency bin.",
    "occurred": "2026-11-03T07:40:00-06:00",
    "until": "2026-11-03T08:15:00-06:00",
    "noticed": "2026-11-03T07:40:00-06:00",
    "place": "Oak Hall",
    "election": "General election 2026-11-03",
    "phase": "open",
    "noticed_by": "supervisory_judge",
    "danger": "no",
    "how_noticed": "device_message",
    "category": "jam",
    "seen": "Rain, damp ballots. After 62 ballots the scanner showed E-17 PAPER PATH three times.",
    "device": {
        "type": "scan-single",
        "manufacturer": "Northlight",
        "model": "NT-300",
        "serial": "NT3-004417",
        "version": "4.2.1",
    },
    "hardware_revision": "C",
    "certification": "NLS-300-42",
    "election_data": "yes",
    "screen_words": "E-17 PAPER PATH",
    "just_before": "ballot_in",
    "how_often": 3,
    "first_election": "no",
    "voting": "another_way",
    "fallback": ["emergency_bin"],
    "out_from": "2026-11-03T07:40:00-06:00",
    "out_to": "2026-11-03T08:15:00-06:00",
    "counters": [{"at": "2026-11-03T07:44:00-06:00", "public": 62, "in_box": 4, "check_ins": 66}],
    "seal_touched": "yes",
    "seals": [
        {
            "spot": "lid",
            "logged": "0083312",
            "found": "0083312",
            "state": "removed",
            "new": "0083390",
            "two_people": True,
        }
    ],
    "tried": ["cleared_jam", "restarted", "unit_swapped"],
    "replacement_serial": "NT3-004402",
    "retest": "not_reused",
    "manufacturer_told": "no",
    "eac_told": "no",
    "likely_cause": "paper_humidity",
    "voters_waited": {"n": 25, "precision": "estimate"},
    "voters_left": "unknown",
    "ballots_affected": 41,
    "ballots_handled": ["scanned_later"],
    "results_affected": "no",
    "information": ["no"],
    "severity": "moderate",
    "determination": "confirmed",
    "actions": [{"who": "technician", "what": "Replaced the unit."}],
    "resolution": "41 ballots were scanned by two people at 7:20 p.m.; the count agreed.",
    "why": ["place_building"],
    "prevention": [{"step": "Ballots stay in the closed case.", "owner": "permanent_staff"}],
}

ONE_MORE: dict[str, Any] = {
    "one_line": "One more check-in than ballots at close.",
    "occurred": "2026-11-03T19:25:00-07:00",
    "noticed": "2026-11-03T19:25:00-07:00",
    "place": "Library",
    "election": "General election 2026-11-03",
    "phase": "closing",
    "noticed_by": "election_judge",
    "danger": "no",
    "how_noticed": "routine_check",
    "category": "count_diff",
    "seen": "Certificates signed 413; scanned 410, spoiled 3. Two curbside ballots were found.",
    "instruction": "County Security Plan",
    "instruction_section": "6.2",
    "should": "Check-ins and ballots agree.",
    "instead": "One check-in has no ballot.",
    "put_right": "unknown",
    "roles_involved": ["election_judge"],
    "two_person": "met",
    "counts": [
        {
            "what": "check_ins",
            "should_be": 412,
            "is": 413,
            "explained": "unexplained",
            "how": "A person may have left because of a child.",
        }
    ],
    "effects": ["counts_corrected"],
    "corrected": "partly",
    "voters_waited": 0,
    "voters_left": 1,
    "ballots_affected": 0,
    "results_affected": "no",
    "information": ["no"],
    "severity": "high",
    "determination": "unexplained",
    "actions": [{"who": "election_judge", "what": "Recounted by two people."}],
    "resolution": "The board accepted the signed statement. One check-in stays unexplained.",
    "why": ["not_known"],
    "prevention": [{"step": "A tick for “left before voting” on the check-in sheet."}],
}

STORIES = [
    ("message", OPENED_ZIP, "high"),
    ("equipment", JAMMED, "moderate"),
    ("procedure", ONE_MORE, "high"),
]


@pytest.mark.parametrize(("kind", "story", "suggested"), STORIES, ids=[s[0] for s in STORIES])
def test_a_whole_story_passes_every_gate(kind: str, story: dict[str, Any], suggested: str) -> None:
    stored = values.normalise(
        kind, {**story, "sharing": values.default_sharing(kind, restricted=False)}
    )
    assert gates.missing(kind, stored, Gate.RESOLVE) == ()
    attached: dict[str, Any] = {"attachment.1": {"class": "statement"}}
    assert gates.missing(kind, {**stored, **attached}, Gate.REVIEW) == ()
    assert severity.suggest(kind, stored).severity == suggested
    assert values.amend(kind, stored, {}) == stored


def test_the_jam_was_out_for_35_minutes_and_its_counts_stay_out_of_public_copies() -> None:
    stored = values.normalise("equipment", JAMMED)
    assert derived.computed("equipment", stored)["minutes_out"] == {"n": 35, "precision": "exact"}
    public = copies.disclosed("public", "equipment", stored)
    assert "ballots_affected" in public
    assert {"occurred", "counters", "seals", "out_from"}.isdisjoint(public)
    assert {"device_type", "category", "severity"} <= public
    assert {"one_line", "seen", "resolution", "place"}.isdisjoint(public)


def test_the_difference_is_counted_and_stays_unexplained() -> None:
    stored = values.normalise("procedure", ONE_MORE)
    row = stored["counts"]
    assert isinstance(row, list)
    assert [conditions.difference(cells) for cells in row if isinstance(cells, dict)] == [1]
    assert severity.suggest("procedure", stored).reason == "difference-unexplained"
