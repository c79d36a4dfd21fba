"""What is still missing: to record (R1), to resolve (R2), to review (R3).

Recording never waits for detail: a gate names what is missing and where, and a person goes on. A
later gate asks for everything that the earlier ones ask for. "Unknown" and "not known" are answers. An
answer that stands for itself and has others beside it has to be settled to resolve.
What the program filled in (A) may have been emptied since: a review asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clerkapp.domain.kinds import contradictions, kind_of
from clerkapp.domain.kinds.conditions import rows, seal_differs
from clerkapp.domain.kinds.declare import Control, Field, Gate
from clerkapp.domain.records import severity
from clerkapp.domain.records.revision import Value
from clerkapp.domain.records.value_forms import is_empty

_ORDER = (Gate.RECORD, Gate.RESOLVE, Gate.REVIEW)
_REASONS = {
    Gate.RECORD: "needed-now",
    Gate.RESOLVE: "needed-to-resolve",
    Gate.REVIEW: "needed-to-review",
    Gate.AUTOMATIC: "needed-to-review",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that a gate asks for, and why: a code that wording turns into words."""

    code: str
    reason: str


def missing(kind: str, values: Mapping[str, Value], gate: Gate) -> tuple[Missing, ...]:
    """What `gate` still asks for, in form order. Raises Refused("kind-unknown")."""
    if gate not in _ORDER:
        return ()
    passed = [*_ORDER[: _ORDER.index(gate) + 1]]
    if gate is Gate.REVIEW:
        passed.append(Gate.AUTOMATIC)
    lacking: list[Missing] = []
    for field in kind_of(kind).fields:
        if field.gate in passed and needed(field, values) and not _given(field, values):
            lacking.append(Missing(field.code, _REASONS[field.gate]))
        elif gate is Gate.RECORD:
            continue
        elif field.code == "seals" and _unexplained_seal(values):
            lacking.append(Missing("seals", "seal-unexplained"))
        elif field.code == "severity_reason" and severity.lacks_reason(kind, values):
            lacking.append(Missing(field.code, "severity-needs-reason"))
        elif contradictions.alone(field, values):
            lacking.append(Missing(field.code, "answers-contradict"))
    return tuple(lacking)


def needed(field: Field, values: Mapping[str, Value]) -> bool:
    """Whether a field's gate holds for these values."""
    return field.needed_when is None or field.needed_when(values)


def _given(field: Field, values: Mapping[str, Value]) -> bool:
    if field.control is Control.FILE:
        return any(
            code.startswith("attachment.")
            and isinstance(value, dict)
            and value.get("class") in field.values
            for code, value in values.items()
        )
    if field.answers_null:
        return field.code in values
    if field.entries:
        return bool(rows(values, field.code))
    if field.code == "severity":
        return values.get("severity") not in (None, "not_rated")
    return not is_empty(values.get(field.code))


def _unexplained_seal(values: Mapping[str, Value]) -> bool:
    """A seal's two numbers differ, and neither the category nor a word on the row says why."""
    return values.get("category") != "seal_mismatch" and any(
        seal_differs(row) and not row.get("explanation") for row in rows(values, "seals")
    )
