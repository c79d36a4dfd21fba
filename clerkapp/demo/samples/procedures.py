"""Three stories of procedures: a near miss, an unexplained difference, a restricted record."""

from clerkapp.demo.samples.story import Amendment, File, Story, action, at, told

_ELECTION = {"election": "ZZ-2026-11-03", "danger": "no"}
_NO_VOTER = {"voters_waited": 0, "voters_left": 0, "ballots_affected": 0, "information": ["no"]}
_STATEMENT = b"""\
STATEMENT OF THE FACT AND THE REASONS, AS FAR AS KNOWN
Polling place: Cedar Street Hall. Signed identification certificates: 413.
Ballots: 410 scanned, 0 in the emergency bin, 3 spoiled and issued again, 2 provisional.
Two of three were found in the curbside bag and scanned at 7:48 p.m. One is unexplained.
Signed by the judges of both parties.
"""

_COURIER = b"""\
COURIER'S COPY  2026-11-02 14:32
BALLOT CASE MILL ROAD SCHOOL  SEAL 0091456  WHOLE
HANDED OVER BY: warehouse   TAKEN BY: courier
"""
_WAREHOUSE = b"""\
WAREHOUSE SHEET  2026-11-02 14:05
BALLOT CASE MILL ROAD SCHOOL  SEAL 0091456
LOADING PHOTO TAKEN 14:10
"""

PROCEDURES = (
    Story(
        kind="procedure",
        recorded="2026-11-03T06:02:00-06:00",
        by="Ivo Marsh",
        status="reviewed",
        moved="2026-11-04T09:15:00-06:00",
        two_people=(("Ivo Marsh", "Judge, first party"), ("Noor Abadi", "Judge, second party")),
        files=(
            File("courier-copy-1102.txt", _COURIER, "seal-log"),
            File("warehouse-sheet-1102.txt", _WAREHOUSE, "seal-log"),
        ),
        values={
            **_ELECTION,
            **_NO_VOTER,
            "one_line": "Seal number on the ballot case did not match the log.",
            "occurred": at("2026-11-03T05:35:00-06:00"),
            "noticed": at("2026-11-03T05:35:00-06:00"),
            "place": "Mill Road School",
            "place_type": "polling_place",
            "phase": "setup",
            "noticed_by": "election_judge",
            "how_noticed": "routine_check",
            "category": "seal_mismatch",
            "seen": (
                "The log said 0091465, the case carried 0091456. The case was not opened. The "
                "warehouse sheet, the loading photo of 2 November, 2:10 p.m., and the courier's "
                "copy all showed 0091456: the typed log had two digits swapped."
            ),
            "instruction": "County Security Plan",
            "instruction_section": "4.3",
            "instruction_version": "2026-08",
            "should": "The case carries the seal of the log, 0091465.",
            "instead": "The case carried 0091456. Two judges and the deputy signed; then both opened it.",
            "put_right": at("2026-11-03T05:52:00-06:00"),
            "roles_involved": ["deputy", "election_judge"],
            "two_person": "met",
            "seals": [
                {
                    "spot": "Ballot case",
                    "logged": "0091465",
                    "found": "0091456",
                    "state": "whole",
                    "two_people": True,
                    "explanation": "Two digits swapped when the log was typed.",
                }
            ],
            "effects": ["caught_in_time"],
            "corrected": "yes",
            "results_affected": "no",
            "severity": "moderate",
            "determination": "near_miss",
            "actions": [
                action("2026-11-03T05:40:00-06:00", "deputy", "Compared three other papers."),
                action("2026-11-03T05:52:00-06:00", "election_judge", "Both opened the seal."),
            ],
            "resolution": "The log was typed wrong. Three papers show the seal that was found.",
            "why": ["misheard", "form_design"],
            "prevention": [
                {
                    "step": "Read the number back aloud; scan the bar code.",
                    "owner": "permanent_staff",
                    "due": "2027-02-01",
                }
            ],
        },
    ),
    Story(
        kind="procedure",
        recorded="2026-11-03T20:10:00-06:00",
        by="Rae Larsen",
        status="resolved",
        moved="2026-11-10T15:20:00-06:00",
        files=(File("signed-statement.txt", _STATEMENT, "statement"),),
        two_people=(("Ivo Marsh", "Judge, first party"), ("Noor Abadi", "Judge, second party")),
        authority=True,
        amendments=(
            Amendment(
                "2026-11-10T14:40:00-06:00",
                "Dana Whitfield",
                "The board accepted the signed statement",
                {
                    "severity": "moderate",
                    "severity_reason": "The board looked into it and accepted the statement.",
                    "results_affected": "no",
                },
            ),
        ),
        values={
            **_ELECTION,
            "one_line": "One more check-in than ballots at close.",
            "occurred": at("2026-11-03T19:25:00-06:00"),
            "noticed": at("2026-11-03T19:25:00-06:00"),
            "place": "Cedar Street Hall",
            "place_type": "polling_place",
            "phase": "closing",
            "noticed_by": "supervisory_judge",
            "how_noticed": "routine_check",
            "category": "count_diff",
            "seen": (
                "413 certificates, 410 scanned at first look. Two ballots were still in the "
                "curbside bag and were scanned at 7:48 p.m. One is unexplained. A judge remembers a "
                "person who left after check-in because of a child; nobody wrote it down."
            ),
            "instruction": "Closing checklist",
            "instruction_section": "7",
            "should": "Ballots and certificates agree, or the difference is explained.",
            "instead": "One more certificate than ballots; signed statement of the fact and the reasons.",
            "put_right": at("2026-11-03T19:48:00-06:00"),
            "roles_involved": ["supervisory_judge", "election_judge"],
            "two_person": "met",
            "counts": [
                {
                    "what": "cast",
                    "should_be": 413,
                    "is": 410,
                    "explained": "same_day",
                    "how": "First look. Two were still in the curbside bag, scanned at 7:48 p.m.",
                },
                {
                    "what": "cast",
                    "should_be": 413,
                    "is": 412,
                    "explained": "unexplained",
                    "how": "After the curbside bag. One is unexplained.",
                },
                {"what": "check_ins", "should_be": 413, "is": 413},
                {"what": "emergency_bin", "should_be": 0, "is": 0},
                {"what": "spoiled", "should_be": 3, "is": 3, "how": "Issued again."},
                {"what": "provisional", "should_be": 2, "is": 2, "how": "On a list of their own."},
            ],
            "effects": ["none"],
            "corrected": "partly",
            "voters_waited": 0,
            "voters_left": {"n": None, "precision": "unknown"},
            "ballots_affected": 0,
            "information": ["no"],
            "results_affected": "checking",
            "severity": "high",
            "determination": "unexplained",
            "actions": [
                action("2026-11-03T19:48:00-06:00", "election_judge", "Scanned two ballots."),
                action("2026-11-03T20:05:00-06:00", "supervisory_judge", "Signed the statement."),
            ],
            "told": [told("board", "election_authority", "2026-11-03T20:08:00-06:00", "phone")],
            "resolution": "The board accepted the statement on 10 November. One stays unexplained.",
            "why": ["not_known"],
            "prevention": [
                {
                    "step": "A tick “left before voting” on the check-in sheet.",
                    "owner": "deputy",
                    "due": "2027-02-01",
                }
            ],
        },
    ),
    Story(
        kind="procedure",
        recorded="2026-10-30T16:22:00-05:00",
        by="Rae Larsen",
        status="reviewed",
        moved="2026-10-30T17:05:00-05:00",
        two_people=(
            ("Rae Larsen", "Deputy, first party"),
            ("Wren Castellan", "Staff, second party"),
        ),
        reviewer="Dana Whitfield",
        authority=True,
        values={
            **_ELECTION,
            **_NO_VOTER,
            "restricted": True,
            "restricted_to": [{"name": "Wren Castellan"}, {"name": "Dana Whitfield"}],
            "one_line": "One worker alone in the equipment room for 12 minutes.",
            "occurred": at("2026-10-28T16:41:00-05:00"),
            "until": at("2026-10-28T16:53:00-05:00"),
            "noticed": at("2026-10-30T10:20:00-05:00"),
            "place": "County warehouse",
            "place_type": "warehouse",
            "place_spot": "Equipment room",
            "phase": "storage",
            "noticed_by": "deputy",
            "how_noticed": "routine_check",
            "category": "single_person",
            "seen": (
                "The weekly check of the lock log showed one card from 4:41 to 4:53 p.m. The "
                "technician had come in with a cart while the second person answered the door. "
                "The camera covers the door only."
            ),
            "instruction": "County Security Plan",
            "instruction_section": "2.1",
            "instruction_version": "2026-08",
            "should": "Two people, not of the same party, are in the room.",
            "instead": "One technician was in the room for 12 minutes.",
            "put_right": at("2026-10-30T15:00:00-05:00"),
            "roles_involved": ["technician"],
            "two_person": "not_met",
            "custody_item": "14 scanners, sealed",
            "custody_id": "Rack 2, NT3-004401 to 004414",
            "custody_last": at("2026-10-28T16:41:00-05:00"),
            "custody_last_by": "permanent_staff",
            "custody_next_by": "permanent_staff",
            "custody_next": at("2026-10-28T16:53:00-05:00"),
            "custody_where": "Equipment room",
            "custody_evidence": ["seal_whole", "camera", "lock_log"],
            "effects": ["none"],
            "corrected": "yes",
            "results_affected": "no",
            "severity": "high",
            "determination": "confirmed",
            "actions": [
                action(
                    "2026-10-30T15:00:00-05:00",
                    "deputy",
                    "Two people checked all 14 seals against the log: whole and matching.",
                ),
            ],
            "told": [told("state", "state", "2026-10-30T16:20:00-05:00", "phone", "ZZ-26-1240")],
            "resolution": (
                "All 14 seals are whole and match the log; no unit had election data loaded. The "
                "state was told the same day."
            ),
            "why": ["interrupted", "too_few_people"],
            "prevention": [
                {
                    "step": "A door bell that rings at the front desk; one waits outside for two.",
                    "owner": "deputy",
                    "due": "2026-11-20",
                }
            ],
        },
    ),
)
