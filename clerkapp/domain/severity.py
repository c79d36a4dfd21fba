"""What severity to suggest, and why. The program proposes, a person decides.

The rules are an ordered list from the worst down; the first that holds gives the suggestion and the
reason that is shown beside it. They read only what was answered: no answer raises nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clerkapp.domain import derived
from clerkapp.domain.kinds.conditions import (
    any_row,
    both,
    counted,
    either,
    one_of,
    seal_differs,
)
from clerkapp.domain.kinds.declare import Condition
from clerkapp.domain.revision import Value
from clerkapp.domain.vocabulary.common import SEVERITIES


@dataclass(frozen=True, slots=True)
class Suggestion:
    """At least this severity, for this reason (a code)."""

    severity: str
    reason: str


_Rule = tuple[str, str, Condition]

_DANGER: tuple[_Rule, ...] = (("critical", "danger", one_of("danger", "yes")),)

_MESSAGE: tuple[_Rule, ...] = (
    ("critical", "control-lost", one_of("control_lost", "account_misuse", "malware")),
    (
        "high",
        "password-file-money-data",
        one_of(
            "interacted",
            "entered_password",
            "opened_file",
            "ran_program",
            "sent_money",
            "sent_data",
        ),
    ),
    ("moderate", "answered-or-clicked", one_of("interacted", "clicked", "replied", "called")),
    ("note", "spam-or-exercise", one_of("category", "spam", "exercise")),
    ("note", "stopped-by-control", one_of("determination", "blocked", "exercise", "false_alarm")),
    ("low", "received-or-read", lambda _: True),
)

_TAMPERING = either(
    one_of("likely_cause", "tampering_suspected"), one_of("why", "deliberate_suspected")
)
_BALLOTS_OPEN = both(
    counted("ballots_affected"),
    either(one_of("results_affected", "yes_open"), one_of("determination", "unexplained")),
)
_OUT = one_of("tried", "unit_swapped", "taken_out", "sealed_aside")

_EQUIPMENT: tuple[_Rule, ...] = (
    ("critical", "voting-stopped-everywhere", one_of("voting", "stopped_all")),
    (
        "critical",
        "loaded-unit-missing",
        both(one_of("category", "missing"), one_of("election_data", "yes")),
    ),
    ("high", "voter-left", counted("voters_left")),
    ("high", "voting-stopped-part", one_of("voting", "stopped_part")),
    ("high", "ballots-unexplained", _BALLOTS_OPEN),
    ("high", "tampering-suspected", _TAMPERING),
    ("moderate", "voter-delayed", counted("voters_waited")),
    (
        "moderate",
        "unit-out",
        either(_OUT, lambda values: values.get("out_from") not in (None, "")),
    ),
    ("low", "fault-fixed", lambda _: True),
)

_DIFFERENCE = either(
    one_of(
        "category",
        "seal_mismatch",
        "seal_broken",
        "seal_missing",
        "container_unsealed",
        "custody_gap",
        "count_diff",
        "ballots_extra",
    ),
    any_row("seals", seal_differs),
    any_row("counts", lambda row: derived.difference(row) not in (None, 0)),
)
_UNEXPLAINED = either(
    one_of("determination", "unexplained"),
    any_row("counts", one_of("explained", "unexplained")),
)
_GONE = either(one_of("category", "ballots_missing"), one_of("lost_confirmed", "items_missing"))
_ALONE = either(
    one_of("category", "single_person"),
    both(
        one_of("two_person", "not_met"),
        one_of("area", "access", "custody", "ballots", "counts"),
    ),
)

_PROCEDURE: tuple[_Rule, ...] = (
    ("critical", "ballots-media-data-missing", _GONE),
    (
        "critical",
        "copy-or-access-confirmed",
        one_of("lost_confirmed", "copy_or_access_confirmed"),
    ),
    ("high", "difference-unexplained", both(_DIFFERENCE, _UNEXPLAINED)),
    ("high", "custody-no-evidence", one_of("custody_evidence", "none")),
    ("high", "one-person-alone", _ALONE),
    (
        "note",
        "near-miss",
        both(
            either(one_of("determination", "near_miss"), one_of("effects", "caught_in_time")),
            lambda values: not _DIFFERENCE(values),
        ),
    ),
    ("moderate", "difference-explained", _DIFFERENCE),
    ("low", "corrected-at-once", lambda _: True),
)

_RULES: dict[str, tuple[_Rule, ...]] = {
    "message": _DANGER + _MESSAGE,
    "equipment": _DANGER + _EQUIPMENT,
    "procedure": _DANGER + _PROCEDURE,
}


def suggest(kind: str, values: Mapping[str, Value]) -> Suggestion:
    """The least severity that the answers so far suggest. An unknown kind suggests nothing."""
    for severity, reason, holds in _RULES.get(kind, ()):
        if holds(values):
            return Suggestion(severity, reason)
    return Suggestion("not_rated", "nothing-to-go-by")


def is_lower(chosen: str, suggested: str) -> bool:
    """Whether a chosen severity is below the suggestion, so that a reason is asked for."""
    return SEVERITIES.index(chosen) < SEVERITIES.index(suggested)
