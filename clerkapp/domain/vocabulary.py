"""The codes a person may choose, in the order in which they are offered (docs/formats/record.md).

Codes are stored and travel; their words stand in `clerkapp.wording`. A code is never renamed or
given another meaning: old records keep it. No code blames a person, and none claims more than what
was seen. Device types begin with the list of NIST SP 1500-101 (Election Event Logging).
"""

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
    "held",
    "other",
)
"""What an attachment is. `held` shows a ballot, a poll-book page or a voter, or may: it stays."""

# Suspicious message
MESSAGE_CATEGORIES = (
    "cred_phish",
    "mal_attach",
    "mal_link",
    "pay_fraud",
    "imp_official",
    "imp_vendor",
    "imp_voter",
    "thread_hijack",
    "data_request",
    "false_info",
    "threat",
    "callback",
    "flood",
    "spam",
    "exercise",
    "unsure",
)
CHANNELS = ("email", "text_message", "phone_call", "flyer", "social_media", "web_form", "chat")
MAILBOXES = ("shared", "personal_work", "private", "phone", "unsure")
AUTH_RESULTS = ("pass", "fail", "none", "not_known")
INDICATORS = (
    "sender",
    "reply_to",
    "return_path",
    "domain",
    "host",
    "url",
    "ip",
    "message_id",
    "attachment",
    "subject",
)
"""What offices compare of a message (docs/formats/evidence.md, indicators)."""
SEND_ALSO = ("recipients", "message_text", "original")
"""What of a message stays in the office unless a person ticks it; `original` is the kept file."""
PRETENDS = (
    "state_office",
    "federal_agency",
    "voting_vendor",
    "other_vendor",
    "county_colleague",
    "it",
    "bank_payroll",
    "voter",
    "candidate_party",
    "news",
    "nobody",
    "unsure",
)
WANTS = (
    "sign_in",
    "open_file",
    "click",
    "call",
    "scan_code",
    "pay_change_bank",
    "send_voter_data",
    "send_staff_data",
    "install",
    "reply",
    "unclear",
)
THEMES = (
    "password",
    "ballot_request",
    "invoice",
    "shared_document",
    "records_request",
    "meeting",
    "security_key",
    "results",
    "voter_complaint",
    "other",
)
INTERACTED = (
    "not_opened",
    "read",
    "replied",
    "clicked",
    "called",
    "entered_password",
    "opened_file",
    "ran_program",
    "sent_money",
    "sent_data",
    "forwarded",
    "not_known",
)
RESPONSES = (
    "told_it",
    "kept_original",
    "deleted_copies",
    "blocked_sender",
    "changed_password",
    "signed_out",
    "reset_factor",
    "unplugged",
    "scanned_computer",
    "called_real_office",
    "warned_staff",
    "told_bank",
    "nothing_yet",
)
CONTROL_LOST = ("no", "account_misuse", "malware", "not_known")
SEEN_ELSEWHERE = ("not_known", "other_office", "other_county", "state_advisory")

# Equipment
EQUIPMENT_CATEGORIES = (
    "jam",
    "read",
    "message",
    "start",
    "screen",
    "printer",
    "power",
    "media",
    "network",
    "clock",
    "count",
    "definition",
    "access",
    "box",
    "damage",
    "missing",
    "behave",
    "supply",
    "other",
    "unsure",
)
DEVICE_TYPES = (
    "scan-single",
    "scan-batch",
    "ballot-marking",
    "ballot-printing",
    "blank-ballot-printing",
    "electronic-poll-book",
    "ballot-activation",
    "dre",
    "dre-controller",
    "electronic-cast",
    "electronic-cast-paper",
    "ems",
    "adjudication",
    "transmission-sending",
    "transmission-receiving",
    "memory-media",
    "pollbook-printer",
    "network",
    "power",
    "ballot-box",
    "seal-lock",
    "office-pc",
    "phone",
    "website",
    "accessibility-aid",
    "drop-box",
    "other",
    "unsure",
)
JUST_BEFORE = (
    "switching_on",
    "opening_polls",
    "ballot_in",
    "printing",
    "check_in",
    "closing",
    "moving",
    "testing",
    "cleaning",
    "idle",
    "not_known",
)
VOTING = ("as_normal", "another_way", "stopped_part", "stopped_all", "no_voting")
FALLBACKS = (
    "second_unit",
    "emergency_bin",
    "hand_marked",
    "paper_poll_book",
    "phone_check_in",
    "provisional",
    "spare",
)
TRIED = (
    "cleared_jam",
    "cleaned",
    "restarted",
    "power_battery",
    "paper_ribbon",
    "recalibrated",
    "part_replaced",
    "unit_swapped",
    "taken_out",
    "sealed_aside",
    "nothing",
)
RETESTS = ("la", "diagnostic", "no", "not_reused")
LIKELY_CAUSES = (
    "wear",
    "power",
    "paper_humidity",
    "setup",
    "definition",
    "handling",
    "transport",
    "software",
    "tampering_suspected",
    "not_known",
)
SEAL_STATES = ("whole", "broken", "missing", "different", "removed")

# Procedure deviation
AREA_CATEGORIES: dict[str, tuple[str, ...]] = {
    "custody": (
        "seal_mismatch",
        "seal_broken",
        "seal_missing",
        "container_unsealed",
        "custody_gap",
        "log_missing",
        "transport",
    ),
    "access": ("single_person", "unauth_access", "unauth_device", "shared_login", "key_control"),
    "opening_closing": ("late_open", "late_close", "zero_tape", "results_tape", "setup_step"),
    "counts": ("count_diff", "ballots_missing", "ballots_extra", "dup_process"),
    "ballots": (
        "wrong_style",
        "short_supply",
        "spoiled",
        "provisional",
        "absentee",
        "print_error",
    ),
    "voters_place": (
        "checkin",
        "assistance",
        "accessibility",
        "wait_queue",
        "observer",
        "electioneering",
        "facility",
    ),
    "testing": ("la_step", "acceptance", "audit_step"),
    "records": (
        "results_report",
        "records_release",
        "data_sent_wrong",
        "retention",
        "statement_refused",
    ),
    "staff": ("staffing", "oath_training"),
}
AREAS = (*AREA_CATEGORIES, "unsure")
PROCEDURE_CATEGORIES = (
    *(category for categories in AREA_CATEGORIES.values() for category in categories),
    "other",
    "unsure",
)
AREA_OF = {
    category: area for area, categories in AREA_CATEGORIES.items() for category in categories
}
TWO_PERSON = ("met", "not_met", "not_required", "not_known")
CUSTODY_EVIDENCE = ("seal_whole", "camera", "lock_log", "none")
COUNT_WHAT = (
    "issued",
    "cast",
    "check_ins",
    "spoiled",
    "provisional",
    "unused",
    "emergency_bin",
    "hand_marked",
)
EXPLAINED = ("same_day", "later", "unexplained")
EFFECTS = (
    "none",
    "caught_in_time",
    "voters_waited",
    "ballots_review",
    "counts_corrected",
    "records_corrected",
    "equipment_retested",
    "results_later",
    "information_disclosed",
)
CORRECTED = ("yes", "partly", "no")
LOST_CONFIRMED = ("no", "items_missing", "copy_or_access_confirmed", "not_known")
