"""A story of a place and its safety: the lights go out, and voting goes on."""

from clerkapp.demo.samples.story import Amendment, Story, action, at, told

PLACES = (
    Story(
        kind="place",
        recorded="2026-11-04T09:05:00-06:00",
        by="Rae Larsen",
        status="reviewed",
        moved="2026-11-05T15:40:00-06:00",
        amendments=(
            Amendment(
                "2026-11-05T15:20:00-06:00",
                "Rae Larsen",
                "The utility wrote what had happened",
                {
                    "determination": "confirmed",
                    "resolution": (
                        "A branch had fallen on the line in Mill Road. Power was back after 20 "
                        "minutes. Voting went on throughout; no ballot was affected."
                    ),
                    "why": ["place_building"],
                    "prevention": [
                        {
                            "step": "Two charged lamps and a list of the utility's numbers in every supply box.",
                            "owner": "permanent_staff",
                            "due": "2027-02-01",
                        }
                    ],
                },
            ),
        ),
        values={
            "danger": "no",
            "category": "power_out",
            "one_line": "Power out at Mill Road School; pollbooks on battery, voting went on.",
            "occurred": at("2026-11-03T13:10:00-06:00", "about"),
            "until": at("2026-11-03T13:30:00-06:00", "about"),
            "noticed": at("2026-11-03T13:10:00-06:00", "about"),
            "place": "Mill Road School",
            "place_type": "polling_place",
            "place_spot": "Gym",
            "election": "ZZ-2026-11-03",
            "phase": "open",
            "noticed_by": "supervisory_judge",
            "how_noticed": "poll_worker",
            "seen": (
                "The lights went out; the scanner and two pollbooks went on with their batteries. "
                "Judges opened the gym doors for daylight and had voters mark ballots near them. "
                "Two judges of both parties stayed with the scanner and the box. The third pollbook "
                "was at 15 percent and was switched off. Copied from the place's paper log."
            ),
            "all_safe": "yes",
            "called": ["building"],
            "called_reference": "LPU-55-0171",
            "place_left": "no",
            "voting": "another_way",
            "went_on": ["spare", "paper_poll_book"],
            "ballots_watched": "yes",
            "voters_waited": {"n": 12, "precision": "estimate"},
            "longest_wait": {"n": 10, "precision": "estimate"},
            "voters_left": {"n": None, "precision": "unknown"},
            "ballots_affected": 0,
            "results_affected": "no",
            "information": ["no"],
            "severity": "moderate",
            "determination": "suspected",
            "actions": [
                action(
                    "2026-11-03T13:12:00-06:00",
                    "supervisory_judge",
                    "Called the utility and the county's hotline.",
                ),
                action(
                    "2026-11-03T13:15:00-06:00",
                    "election_judge",
                    "Went on with the paper poll book; noted the charge of each battery.",
                ),
                action(
                    "2026-11-03T13:31:00-06:00",
                    "election_judge",
                    "Power back; pollbooks compared with the paper list, nothing missing.",
                ),
            ],
            "told": [
                told(
                    "Larkspur Public Utility",
                    "",
                    "2026-11-03T13:12:00-06:00",
                    "phone",
                    "LPU-55-0171",
                ),
                told("state", "state", "2026-11-03T13:25:00-06:00", "phone", "ZZ-26-1303"),
            ],
        },
    ),
)
