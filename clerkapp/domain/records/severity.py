"""What severity to suggest, and why. The program proposes, a person decides.

The rules are declared with each kind: an ordered list from the worst down. The first that holds gives
the suggestion and the reason that is shown beside it. They read only what was answered: no answer
raises nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

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
