"""Codes that every kind of incident offers, or that several do."""

YES_NO = ("no", "yes")
YES_NO_UNSURE = ("no", "yes", "not_sure")
YES_NO_UNKNOWN = ("no", "yes", "not_known")

SEVERITIES = ("not_rated", "note", "low", "moderate", "high", "critical")
"""How bad, ascending, for voters, ballots, custody or data."""

STATUSES = ("recorded", "working", "waiting", "resolved", "reviewed", "duplicate", "error")
"""Where the work stands. A draft is not a status of a record: it is not recorded yet."""

DETERMINATIONS = (
    "suspected",
    "confirmed",
    "blocked",
    "failed_attempt",
    "near_miss",
    "false_alarm",
    "exercise",
    "unexplained",
)

HOW_NOTICED = (
    "staff_saw",
    "poll_worker",
    "voter_said",
    "observer_said",
    "routine_check",
    "testing",
    "device_message",
    "security_tool",
    "vendor_told",
    "state_told",
    "other_county",
    "sender_message",
    "audit",
    "other",
    "unsure",
)

PHASES = (
    "between",
    "prep",
    "testing",
    "advance",
    "setup",
    "open",
    "closing",
    "transport",
    "tabulation",
    "canvass",
    "audit",
    "storage",
)
"""Where an election is: the office sets it, its calendar goes through it."""
PHASE_ANSWERS = (*PHASES, "unsure")
"""The stages that a record may name."""

PLACE_TYPES = (
    "office",
    "warehouse",
    "polling_place",
    "advance_site",
    "counting_room",
    "in_transit",
    "mailbox",
    "vendor",
    "other",
    "unsure",
)

ROLES = (
    "election_authority",
    "deputy",
    "permanent_staff",
    "temporary_worker",
    "supervisory_judge",
    "election_judge",
    "technician",
    "vendor",
    "it",
    "courier",
    "observer",
    "voter",
    "public",
    "police",
    "state",
    "unknown",
)
"""The function in which a person acted or saw something. Never a permission in the program."""

WORKING_HERE = (*ROLES[: ROLES.index("vendor")], "it")
"""The functions that a person with an account here may have."""

INFORMATION = ("seen", "changed", "lost", "no", "not_known")
INFORMATION_WHAT = ("staff_data", "voter_data", "passwords", "equipment_data", "money")

BALLOTS_HANDLED = (
    "scanned_later",
    "duplicated",
    "hand_counted",
    "spoiled_reissued",
    "provisional",
    "set_aside",
    "not_yet",
)

RESULTS_AFFECTED = ("no", "checking", "yes_corrected", "yes_open")

WHY = (
    "instruction_unclear",
    "instruction_missing",
    "not_trained",
    "temporary_new",
    "too_few_people",
    "time_pressure",
    "equipment_problem",
    "supply_problem",
    "place_building",
    "misheard",
    "interrupted",
    "form_design",
    "vendor_action",
    "deliberate_suspected",
    "not_known",
)

ORGANISATIONS = (
    "state",
    "state_security",
    "it",
    "vendor",
    "police",
    "board",
    "cisa",
    "ms_isac",
    "eac",
    "bank",
    "media",
    "other",
)
TOLD_HOW = ("phone", "in_person", "email", "portal", "letter", "bundle", "other")

RELATIONS = ("same_cause", "duplicate_of", "follow_up_of", "same_message")

SHARING = ("clear", "green", "amber", "amber_strict", "red")
"""The Traffic Light Protocol 2.0, from open to named persons only."""

PUBLIC_HANDLING = ("open", "partly_closed", "closed")

ATTACHMENT_CLASSES = (
    "document",
    "photo",
    "screen",
    "message",
    "statement",
    "seal-log",
    "device-log",
    "signed-sheet",
    "held",
    "other",
)
"""What an attachment is. `held` shows a ballot, a poll-book page or a voter, or may: it stays."""
INK_ACTS = ("two-person", "review", "authority")
"""What is signed on paper."""

SEAL_STATES = ("whole", "broken", "missing", "different", "removed", "not_known")
