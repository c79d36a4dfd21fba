"""What a rule asks of a record: a closed set of questions, each with exactly one way to be written.

    {"always": true}                                  every record
    {"kind": ["message", …]}                          records of these kinds
    {"field": CODE, "is": [ANSWER, …]}                one of these answers was chosen
    {"field": CODE, "above": N}                       a count above N
    {"field": CODE, "answered": true}                 anything at all was answered
    {"all": [QUESTION, …]} · {"any": [QUESTION, …]} · {"not": QUESTION}

Kinds, fields and answers are those of the forms; one that no form has is refused, because it would
never hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clerkapp.domain.kinds import KINDS, conditions
from clerkapp.domain.kinds.declare import Condition, Control, Field, Values

KIND = "kind"
"""The name under which a record's kind stands among the values that a trigger is asked about."""
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Trigger:
    """`holds`: the question. `severities`: it holds for records of these only; None for any."""

    holds: Condition
    severities: frozenset[str] | None = None


def trigger_of(value: Any) -> Trigger:
    """The trigger from its JSON value. Raises ValueError, which says what is unknown."""
    return _trigger(value, 0)


def _trigger(value: Any, depth: int) -> Trigger:
    if not isinstance(value, dict) or depth > _DEEPEST:
        raise ValueError("not a question")
    read = _FORMS.get(frozenset(value))
    if read is None:
        raise ValueError("unknown question: " + ", ".join(sorted(map(str, value)))[:80])
    return read(value, depth)


def _always(value: Mapping[str, Any], _: int) -> Trigger:
    _require_true(value["always"])
    return Trigger(lambda _: True)


def _kind(value: Mapping[str, Any], _: int) -> Trigger:
    wanted = _codes(value["kind"])
    if not wanted <= KINDS.keys():
        raise ValueError("unknown kind")
    return Trigger(lambda values: values.get(KIND) in wanted)


def _is(value: Mapping[str, Any], _: int) -> Trigger:
    fields, wanted = _fields(value["field"]), _codes(value["is"])
    known = {answer for field in fields for answer in _answers(field)}
    if not wanted <= known:
        raise ValueError("unknown answer: " + ", ".join(sorted(wanted - known))[:80])
    only = wanted if value["field"] == "severity" else None
    return Trigger(conditions.one_of(value["field"], *wanted), only)


def _above(value: Mapping[str, Any], _: int) -> Trigger:
    code, least = value["field"], value["above"]
    if any(field.control is not Control.COUNT for field in _fields(code)):
        raise ValueError("not a count")
    if type(least) is not int or least < 0:
        raise ValueError("not a number")
    return Trigger(lambda values: (conditions.count(values, code) or 0) > least)


def _answered(value: Mapping[str, Any], _: int) -> Trigger:
    _fields(value["field"])
    _require_true(value["answered"])
    return Trigger(conditions.answered(value["field"]))


def _all(value: Mapping[str, Any], depth: int) -> Trigger:
    parts = _parts(value["all"], depth)
    only: frozenset[str] | None = None
    for part in parts:
        if part.severities is not None:
            only = part.severities if only is None else only & part.severities
    return Trigger(conditions.both(*(part.holds for part in parts)), only)


def _any(value: Mapping[str, Any], depth: int) -> Trigger:
    parts = _parts(value["any"], depth)
    each = [part.severities for part in parts]
    known = [one for one in each if one is not None]
    only = frozenset[str]().union(*known) if len(known) == len(each) else None
    return Trigger(conditions.either(*(part.holds for part in parts)), only)


def _not(value: Mapping[str, Any], depth: int) -> Trigger:
    part = _trigger(value["not"], depth + 1).holds
    return Trigger(lambda values: not part(values))


_FORMS: Mapping[frozenset[str], Callable[[Mapping[str, Any], int], Trigger]] = {
    frozenset({"always"}): _always,
    frozenset({"kind"}): _kind,
    frozenset({"field", "is"}): _is,
    frozenset({"field", "above"}): _above,
    frozenset({"field", "answered"}): _answered,
    frozenset({"all"}): _all,
    frozenset({"any"}): _any,
    frozenset({"not"}): _not,
}


def _parts(value: Any, depth: int) -> tuple[Trigger, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("not questions")
    return tuple(_trigger(one, depth + 1) for one in value)


def _fields(code: Any) -> tuple[Field, ...]:
    found = tuple(field for kind in KINDS.values() for field in kind.fields if field.code == code)
    if not found:
        raise ValueError(f"unknown field: {str(code)[:40]}")
    return found


def _answers(field: Field) -> tuple[str, ...]:
    return ("yes",) if field.control is Control.FLAG else field.values


def _codes(value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise ValueError("not codes")
    if len(set(value)) != len(value):
        raise ValueError("a code twice")
    return frozenset(value)


def _require_true(value: Any) -> None:
    if value is not True:
        raise ValueError("not true")


def asked(kind: str, values: Values) -> Values:
    """The values of a record as triggers are asked about them."""
    return {**values, KIND: kind}
