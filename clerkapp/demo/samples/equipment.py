"""Four stories of equipment, and one of them typed twice."""

from clerkapp.demo.samples.story import Amendment, File, Story, action, at, told

_TAPE = b"""\
NORTHLIGHT NT-300   SN NT3-004402
ZERO TAPE  2026-11-03 08:12
PUBLIC COUNTER  0
SIGNED: two judges
"""
_ELECTION = {"election": "ZZ-2026-11-03", "danger": "no"}

_JAM_ACTIONS = (
    action("2026-11-03T07:44:00-06:00", "supervisory_judge", "Took out a corner."),
    action("2026-11-03T08:15:00-06:00", "technician", "Replaced the unit."),
)

EQUIPMENT = (
    Story(
        kind="equipment",
        recorded="2026-11-03T09:40:00-06:00",
        by="Ivo Marsh",
        status="resolved",
        moved="2026-11-04T10:30:00-06:00",
        files=(File("zero-tape-NT3-004402.txt", _TAPE, "document"),),
        two_people=(("Ivo Marsh", "Judge, first party"), ("Noor Abadi", "Judge, second party")),
        amendments=(
            Amendment(
                "2026-11-03T19:55:00-06:00",
                "Ivo Marsh",
                "Count of the evening scan added",
                {
                    "ballots_affected": 41,
                    "actions": [
                        *_JAM_ACTIONS,
                        action(
                            "2026-11-03T19:20:00-06:00",
                            "election_judge",
                            "Two people scanned 41 ballots of the bin; the count agreed.",
                        ),
                    ],
                },
            ),
        ),
        values={
            **_ELECTION,
            "one_line": (
                "Precinct scanner at Oak Hall jammed; ballots went to the emergency bin for 35 "
                "minutes."
            ),
            "occurred": at("2026-11-03T07:40:00-06:00"),
            "until": at("2026-11-03T08:15:00-06:00"),
            "noticed": at("2026-11-03T07:40:00-06:00"),
            "place": "Oak Hall",
            "place_type": "polling_place",
            "phase": "open",
            "noticed_by": {"role": "supervisory_judge", "name": "Perrin Oduya"},
            "how_noticed": "device_message",
            "category": "jam",
            "seen": (
                "Rain, damp ballots. After 62 ballots the scanner showed “E-17 PAPER PATH” three "
                "times. Judges of both parties opened the path with the key, took out a folded "
                "corner and restarted; the jam came back. Voting went on: ballots into the "
                "emergency bin. The county technician replaced the unit at 8:15."
            ),
            "device_type": "scan-single",
            "manufacturer": "Northlight",
            "model": "NT-300",
            "serial": "NT3-004417",
            "software_version": "4.2.1",
            "hardware_revision": "C",
            "certification": "NLS-300-42",
            "election_data": "yes",
            "screen_words": "E-17 PAPER PATH",
            "just_before": "ballot_in",
            "how_often": 3,
            "first_election": "no",
            "voting": "another_way",
            "fallback": ["emergency_bin"],
            "out_from": at("2026-11-03T07:40:00-06:00"),
            "out_to": at("2026-11-03T08:15:00-06:00"),
            "counters": [
                {
                    "at": at("2026-11-03T07:44:00-06:00"),
                    "public": 62,
                    "in_box": 4,
                    "check_ins": 66,
                },
                {"at": at("2026-11-03T08:15:00-06:00"), "in_box": 41},
            ],
            "seal_touched": "yes",
            "seals": [
                {
                    "spot": "Lid",
                    "logged": "0083312",
                    "found": "0083312",
                    "state": "removed",
                    "new": "0083390",
                    "two_people": True,
                }
            ],
            "media_touched": "no",
            "tried": ["cleared_jam", "restarted", "unit_swapped"],
            "replacement_serial": "NT3-004402",
            "retest": "not_reused",
            "manufacturer_told": "yes",
            "manufacturer_told_at": "2026-11-03",
            "eac_told": "no",
            "likely_cause": "paper_humidity",
            "voters_waited": {"n": 25, "precision": "estimate"},
            "longest_wait": {"n": 35, "precision": "estimate"},
            "voters_left": {"n": 1, "precision": "estimate"},
            "ballots_affected": {"n": 40, "precision": "estimate"},
            "ballots_handled": ["scanned_later"],
            "results_affected": "no",
            "information": ["no"],
            "severity": "moderate",
            "severity_reason": "The unit was swapped within 35 minutes and voting never stopped.",
            "determination": "confirmed",
            "actions": [*_JAM_ACTIONS],
            "told": [
                told("vendor", "vendor", "2026-11-03T08:30:00-06:00", "phone", "55-2107"),
            ],
            "resolution": (
                "The unit was replaced. The 41 ballots of the emergency bin were scanned by two "
                "people in the evening, and the count agreed."
            ),
            "why": ["equipment_problem", "place_building"],
            "prevention": [
                {
                    "step": "Ballots stay in the closed case; a drying mat goes along.",
                    "owner": "permanent_staff",
                    "due": "2027-03-01",
                },
                {
                    "step": "The spare unit waits nearer to Oak Hall.",
                    "owner": "permanent_staff",
                    "due": "2027-03-01",
                },
            ],
        },
    ),
    Story(
        kind="equipment",
        recorded="2026-11-03T06:48:00-06:00",
        by="Rae Larsen",
        status="working",
        moved="2026-11-05T08:20:00-06:00",
        amendments=(
            Amendment(
                "2026-11-04T10:15:00-06:00",
                "Rae Larsen",
                "The vendor's answer, and the same trouble in advance voting",
                {
                    "likely_cause": "power",
                    "related": [{"number": "LARK-2026-W1-0011", "relation": "same_cause"}],
                },
            ),
        ),
        values={
            **_ELECTION,
            "one_line": "Pollbook at the library shows yesterday's date.",
            "occurred": at("2026-11-03T05:50:00-06:00", "about"),
            "noticed": at("2026-11-03T05:50:00-06:00", "about"),
            "place": "Public library",
            "place_type": "polling_place",
            "phase": "setup",
            "noticed_by": "election_judge",
            "how_noticed": "routine_check",
            "category": "clock",
            "seen": (
                "One of three pollbooks showed 2 November, 4:02 p.m. Check-ins would have been "
                "stamped wrong. Judges used the other two and the paper list until IT gave the "
                "steps by phone. Time set, restarted, compared with a phone, synchronized at 6:25, "
                "before opening at 7:00. The battery was flat from storage."
            ),
            "device_type": "electronic-poll-book",
            "manufacturer": "Cobble",
            "model": "CP-2",
            "serial": "CB2-10977",
            "software_version": "7.0.3",
            "hardware_revision": "2",
            "election_data": "yes",
            "just_before": "switching_on",
            "how_often": 1,
            "first_election": "no",
            "voting": "no_voting",
            "seal_touched": "no",
            "media_touched": "no",
            "tried": ["restarted", "power_battery"],
            "manufacturer_told": "yes",
            "manufacturer_told_at": "2026-11-03",
            "eac_told": "no",
            "voters_waited": 0,
            "voters_left": 0,
            "ballots_affected": 0,
            "results_affected": "no",
            "information": ["no"],
            "severity": "low",
            "determination": "confirmed",
            "vendor_calls": [
                {
                    "called_at": at("2026-11-03T05:58:00-06:00"),
                    "ticket": "55-2093",
                    "on_site": False,
                },
            ],
            "actions": [
                action(
                    "2026-11-03T05:55:00-06:00",
                    "election_judge",
                    "Used the other two and the paper list.",
                ),
                action("2026-11-03T06:25:00-06:00", "it", "Set the time; all three agree."),
            ],
            "told": [told("vendor", "vendor", "2026-11-03T05:58:00-06:00", "phone", "55-2093")],
            "owner": "Rae Larsen",
            "todo": [
                {
                    "step": "Order new clock batteries for the CP-2 units.",
                    "owner": "it",
                    "due": "2026-12-01",
                }
            ],
        },
    ),
    Story(
        kind="equipment",
        recorded="2026-11-03T11:20:00-06:00",
        by="Ivo Marsh",
        status="recorded",
        two_people=(("Ivo Marsh", "Judge, first party"), ("Noor Abadi", "Judge, second party")),
        values={
            **_ELECTION,
            "one_line": "Accessible unit printed one ballot twice; second copy spoiled.",
            "occurred": at("2026-11-03T10:30:00-06:00", "about"),
            "noticed": at("2026-11-03T10:35:00-06:00", "about"),
            "place": "Mill Road School",
            "place_type": "polling_place",
            "place_spot": "Booth by the north window",
            "phase": "open",
            "noticed_by": {"role": "election_judge", "name": "Tamsin Quist"},
            "how_noticed": "poll_worker",
            "category": "printer",
            "seen": (
                "The printer fed two sheets; the second was a copy of the first. Following the manual, two judges folded the second "
                "sheet without reading it, marked it spoiled, sealed it in the spoiled envelope, "
                "and wrote down the time window only. Rollers cleaned; the test page is good."
            ),
            "device_type": "ballot-marking",
            "manufacturer": "Northlight",
            "model": "NB-20",
            "serial": "NB2-00318",
            "software_version": "2.6.0",
            "hardware_revision": "A",
            "election_data": "yes",
            "just_before": "printing",
            "how_often": 1,
            "first_election": "no",
            "voting": "as_normal",
            "counters": [{"at": at("2026-11-03T10:40:00-06:00", "about"), "public": 17}],
            "seal_touched": "yes",
            "seals": [
                {
                    "spot": "Envelope for spoiled ballots",
                    "logged": "0083377",
                    "found": "0083377",
                    "state": "removed",
                    "new": "0083402",
                    "two_people": True,
                }
            ],
            "media_touched": "no",
            "tried": ["cleaned"],
            "manufacturer_told": "no",
            "eac_told": "no",
            "likely_cause": "wear",
            "voters_waited": 0,
            "voters_left": 0,
            "ballots_affected": 1,
            "ballots_handled": ["spoiled_reissued"],
            "results_affected": "no",
            "information": ["no"],
            "severity": "moderate",
            "determination": "confirmed",
            "actions": [
                action("2026-11-03T10:40:00-06:00", "election_judge", "Sealed the second sheet."),
                action(
                    "2026-11-03T10:50:00-06:00",
                    "election_judge",
                    "Cleaned the rollers; the test page is good.",
                ),
            ],
            "resolution": (
                "The second sheet is in the sealed envelope for spoiled ballots. The rollers were "
                "cleaned and the printer feeds one sheet again."
            ),
            "why": ["equipment_problem"],
            "prevention": [
                {
                    "step": "Clean the rollers of the accessible units before each election.",
                    "owner": "technician",
                    "due": "2027-03-01",
                }
            ],
        },
    ),
    Story(
        kind="equipment",
        recorded="2026-11-03T20:25:00-06:00",
        by="Ivo Marsh",
        status="error",
        moved="2026-11-03T20:31:00-06:00",
        struck="Typed a second time from the paper log; it is 0007 already.",
        values={
            **_ELECTION,
            "one_line": "Scanner at Oak Hall jammed in the morning.",
            "occurred": at("2026-11-03T07:40:00-06:00", "about"),
            "noticed": at("2026-11-03T07:40:00-06:00", "about"),
            "place": "Oak Hall",
            "place_type": "polling_place",
            "phase": "open",
            "noticed_by": "supervisory_judge",
            "category": "jam",
        },
    ),
    Story(
        kind="equipment",
        recorded="2026-11-04T08:40:00-06:00",
        by="Rae Larsen",
        status="resolved",
        moved="2026-11-04T10:20:00-06:00",
        values={
            **_ELECTION,
            "one_line": "Pollbook at the fair hall was a day behind in advance voting.",
            "occurred": at("2026-10-24T08:20:00-05:00", "about"),
            "noticed": at("2026-10-24T08:20:00-05:00", "about"),
            "place": "Fair hall",
            "place_type": "advance_site",
            "phase": "advance",
            "noticed_by": "temporary_worker",
            "how_noticed": "routine_check",
            "category": "clock",
            "seen": (
                "The pollbook showed the day before. Its time was set by hand before the first "
                "voter came. Written on paper that morning, typed in after election day."
            ),
            "device_type": "electronic-poll-book",
            "manufacturer": "Cobble",
            "model": "CP-2",
            "serial": "CB2-10952",
            "software_version": "7.0.3",
            "hardware_revision": "2",
            "election_data": "yes",
            "just_before": "switching_on",
            "voting": "no_voting",
            "tried": ["restarted", "power_battery"],
            "voters_waited": 0,
            "voters_left": 0,
            "ballots_affected": 0,
            "results_affected": "no",
            "information": ["no"],
            "severity": "low",
            "determination": "confirmed",
            "likely_cause": "power",
            "actions": [
                action("2026-10-24T08:30:00-05:00", "temporary_worker", "Set the time by hand."),
            ],
            "resolution": "The time was set before opening. The battery is on the list of orders.",
            "related": [{"number": "LARK-2026-W1-0006", "relation": "same_cause"}],
        },
    ),
)
