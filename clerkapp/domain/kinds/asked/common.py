"""What every kind, or several, ask about and say to do now: contradictions and checklists.

A contradiction is a question and never a verdict: a record from elsewhere, or an old one, may hold it,
and what was written down stays evidence.
"""

from clerkapp.domain.kinds.conditions import (
    answered,
    any_row,
    both,
    counted,
    counted_none,
    difference,
    either,
    one_of,
    seal_differs,
)
from clerkapp.domain.kinds.declare import Checklist, Condition, Contradiction


def together(question: str, at: str, other: str, *hold: Condition) -> Contradiction:
    """A contradiction where all of these conditions hold."""
    return Contradiction(question, at, other, both(*hold))


def _and_voters(said: str, code: str, *answers: str) -> tuple[Contradiction, Contradiction]:
    """Answers that say that nobody was concerned, with voters who waited, or who left."""
    return (
        together(f"{said}-but-waited", code, "voters_waited", one_of(code, *answers), _WAITED),
        together(f"{said}-but-left", code, "voters_left", one_of(code, *answers), _LEFT),
    )


_WAITED = counted("voters_waited")
_LEFT = counted("voters_left")
VOTING_AND_VOTERS = (
    together(
        "stopped-nobody-waited",
        "voters_waited",
        "voting",
        one_of("voting", "stopped_part", "stopped_all"),
        counted_none("voters_waited"),
    ),
    *_and_voters("normal", "voting", "as_normal"),
    *_and_voters("no-voting", "voting", "no_voting"),
)
"""Whether voting went on, and how many waited."""
EFFECTS_AND_VOTERS = (
    *_and_voters("no-effect", "effects", "none"),
    together(
        "waited-but-none",
        "effects",
        "voters_waited",
        one_of("effects", "voters_waited"),
        counted_none("voters_waited"),
    ),
    together(
        "no-effect-but-ballots",
        "effects",
        "ballots_affected",
        one_of("effects", "none"),
        counted("ballots_affected"),
    ),
)
"""The effect that was ticked, and the counts."""
SAID_TWICE = (
    together(
        "no-ballots-but-handled",
        "ballots_affected",
        "ballots_handled",
        counted_none("ballots_affected"),
        answered("ballots_handled"),
    ),
    together(
        "information-safe-but-which",
        "information",
        "information_what",
        one_of("information", "no"),
        answered("information_what"),
    ),
    together(
        "false-alarm-but-information",
        "determination",
        "information",
        one_of("determination", "false_alarm", "exercise"),
        one_of("information", "seen", "changed", "lost"),
    ),
    together(
        "near-miss-but-voters",
        "determination",
        "voters_waited",
        one_of("determination", "near_miss"),
        either(_WAITED, _LEFT),
    ),
)
"""What the blocks of every kind can say in two ways."""
SEALS_AND_STATE = (
    together(
        "seal-missing-but-read",
        "seals",
        "seals",
        any_row("seals", both(one_of("state", "missing"), answered("found"))),
    ),
)
"""A seal that is gone has no number to read."""

COUNTS_DIFFER = any_row("counts", lambda row: difference(row) not in (None, 0))
DANGER_STEPS = Checklist(
    "danger",
    one_of("danger", "yes", "not_sure"),
    ("call_911", "to_safety", "leave_as_is", "call_sheriff", "call_county", "write_down"),
)
SEAL_STEPS = Checklist(
    "seal",
    either(
        any_row("seals", seal_differs),
        any_row("seals", one_of("state", "different", "broken", "missing")),
        one_of("category", "seal_mismatch", "seal_broken", "seal_missing"),
    ),
    (
        "stop_use",
        "second_reader",
        "check_log",
        "photograph_seal",
        "call_supervisor",
        "set_aside",
        "both_statement",
        "write_down",
        "authority_decides",
    ),
)
COUNT_STEPS = Checklist(
    "count",
    either(one_of("category", "count_diff", "count"), COUNTS_DIFFER),
    ("recount", "check_other_ballots", "write_difference", "explain_or_say_so", "both_sign"),
)
