"""Codes about a procedure deviation. Each category belongs to an area of the work."""

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
EXPLAINED = ("same_day", "later", "unexplained", "not_yet")
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
CORRECTED = ("yes", "partly", "no", "not_known")
LOST_CONFIRMED = ("no", "items_missing", "copy_or_access_confirmed", "not_known")
