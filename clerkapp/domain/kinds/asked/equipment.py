"""What equipment asks about, and what to do when a unit fails while people wait."""

from clerkapp.domain.kinds.asked.common import (
    COUNT_STEPS,
    DANGER_STEPS,
    SAID_TWICE,
    SEAL_STEPS,
    SEALS_AND_STATE,
    VOTING_AND_VOTERS,
    together,
)
from clerkapp.domain.kinds.conditions import answered, both, either, none_of, one_of, unanswered
from clerkapp.domain.kinds.declare import Checklist, Contradiction
from clerkapp.domain.vocabulary import equipment as equipment_codes

RETESTED = one_of("retest", "la", "diagnostic")
"""It was tested before it is used again."""
_STOPPED = one_of("voting", "another_way", "stopped_part", "stopped_all")


def _denied(question: str, code: str, more: str) -> Contradiction:
    """It did not happen, and something is said of it."""
    return together(question, code, more, one_of(code, "no"), answered(more))


CONTRADICTIONS = (
    *SAID_TWICE,
    *VOTING_AND_VOTERS,
    *SEALS_AND_STATE,
    together(
        "serial-and-unknown",
        "serial_unknown",
        "serial",
        one_of("serial_unknown", "yes"),
        answered("serial"),
    ),
    together(
        "went-on-but-fallback",
        "fallback",
        "voting",
        one_of("voting", "as_normal", "no_voting"),
        answered("fallback"),
    ),
    together(
        "tested-still-out",
        "retest",
        "out_to",
        RETESTED,
        answered("out_from"),
        unanswered("out_to"),
    ),
    together(
        "back-but-not-reused",
        "retest",
        "out_to",
        one_of("retest", "not_reused"),
        answered("out_to"),
    ),
    together(
        "not-tested-but-how",
        "retest",
        "retest_result",
        one_of("retest", "no", "not_reused"),
        either(answered("retest_by"), answered("retest_at"), answered("retest_result")),
    ),
    together(
        "not-swapped-but-replaced",
        "tried",
        "replacement_serial",
        answered("tried"),
        none_of("tried", "unit_swapped"),
        answered("replacement_serial"),
    ),
    _denied("seal-untouched-but-read", "seal_touched", "seals"),
    _denied("media-untouched-but-listed", "media_touched", "media"),
    _denied("manufacturer-not-told-but-when", "manufacturer_told", "manufacturer_told_at"),
    _denied("eac-not-told-but-when", "eac_told", "eac_told_at"),
)
CHECKLISTS = (
    DANGER_STEPS,
    SEAL_STEPS,
    Checklist(
        "unit",
        either(
            _STOPPED,
            both(
                one_of("phase", "open", "advance"),
                one_of("category", *equipment_codes.SHOWN_BY_THE_UNIT, "power", "damage"),
                none_of("voting", "as_normal", "no_voting"),
            ),
        ),
        (
            "calm_line",
            "use_fallback",
            "two_at_unit",
            "copy_screen",
            "read_counters",
            "call_hotline",
            "stay_closed",
            "write_down",
            "test_again",
        ),
    ),
    COUNT_STEPS,
)
