"""What severity to suggest, and why. The program proposes, a person decides.

The rules are declared with each kind: an ordered list from the worst down. The first that holds gives
the suggestion and the reason that is shown beside it. They read only what was answered: no answer
raises nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.records.revision import Value
from clerkapp.domain.vocabulary.common import SEVERITIES

NOT_RATED: Final = "not_rated"
"""Nobody has decided."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """At least this severity, for this reason (a code)."""

    severity: str
    reason: str


def suggest(kind: str, values: Mapping[str, Value]) -> Suggestion:
    """The least severity that the answers so far suggest. An unknown kind suggests nothing."""
    declared = KINDS.get(kind)
    for rule in declared.rules if declared else ():
        if rule.holds(values):
            return Suggestion(rule.severity, rule.reason)
    return Suggestion(NOT_RATED, "nothing-to-go-by")


def undecided(kind: str, values: Mapping[str, Value]) -> Suggestion | None:
    """What is suggested while nobody has decided: it stays with the record, worked out from what it
    says now. None once a person decided, and where nothing is suggested."""
    if values.get("severity") not in (None, NOT_RATED):
        return None
    found = suggest(kind, values)
    return None if found.severity == NOT_RATED else found


def is_lower(chosen: str, suggested: str) -> bool:
    """Whether a chosen severity is below the suggestion, so that a reason is asked for."""
    return SEVERITIES.index(chosen) < SEVERITIES.index(suggested)


def lacks_reason(kind: str, values: Mapping[str, Value]) -> bool:
    """Whether somebody decided for less than the answers suggest and has not said why."""
    chosen = values.get("severity")
    if chosen not in SEVERITIES or chosen == "not_rated":
        return False
    lower = is_lower(str(chosen), suggest(kind, values).severity)
    return lower and not values.get("severity_reason")


def require_reasoned(kind: str, values: Mapping[str, Value], before: Mapping[str, Value]) -> None:
    """Raises Refused for a change that decides for less than is suggested and does not say why
    (severity-needs-reason), or that takes a decision back (severity-unrated).

    What happened is never refused: an answer that raises the suggestion above what was decided goes in,
    and the gates ask for the reason.
    """
    decided = before.get("severity") not in (None, "not_rated")
    if decided and values.get("severity") in (None, "not_rated"):
        raise Refused("severity-unrated", fields=["severity"])
    deciding = any(values.get(code) != before.get(code) for code in ("severity", "severity_reason"))
    if deciding and lacks_reason(kind, values):
        suggested = suggest(kind, values).severity
        raise Refused("severity-needs-reason", fields=["severity_reason"], severity=suggested)
