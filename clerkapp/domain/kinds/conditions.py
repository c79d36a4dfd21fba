"""When a field is shown or needed: small pure questions about the values at hand.

A value may be missing or, in a record from elsewhere, of another type: every question then answers
no instead of failing.
"""

from clerkapp.domain.kinds.declare import Condition, Values
from clerkapp.domain.vocabulary.common import SEVERITIES

STRUCK = "struck"
"""The key of a row that was struck: when, by whom, why (`rows/struck.py`)."""


def chosen(values: Values, code: str) -> frozenset[str]:
    """The codes chosen in a list, segment or checks field; a flag counts as "yes"."""
    value = values.get(code)
    if value is True:
        return frozenset({"yes"})
    if isinstance(value, str):
        return frozenset({value})
    if isinstance(value, list):
        return frozenset(item for item in value if isinstance(item, str))
    return frozenset()


def one_of(code: str, *wanted: str) -> Condition:
    """A field holds one of these codes."""
    return lambda values: not chosen(values, code).isdisjoint(wanted)


def none_of(code: str, *unwanted: str) -> Condition:
    """A field holds none of these codes."""
    return lambda values: chosen(values, code).isdisjoint(unwanted)


def either(*conditions: Condition) -> Condition:
    """At least one condition holds."""
    return lambda values: any(condition(values) for condition in conditions)


def both(*conditions: Condition) -> Condition:
    """All conditions hold."""
    return lambda values: all(condition(values) for condition in conditions)


def answered(code: str) -> Condition:
    """A field has a value."""
    return lambda values: values.get(code) not in (None, "", [], {})


def unanswered(code: str) -> Condition:
    """A field has no value."""
    return lambda values: values.get(code) in (None, "", [], {}, False)


def count(values: Values, code: str) -> int | None:
    """The number in a count field; None when unknown or not given."""
    value = values.get(code)
    number = value.get("n") if isinstance(value, dict) else value
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def counted(code: str) -> Condition:
    """A count is above zero."""
    return lambda values: (count(values, code) or 0) > 0


def counted_none(code: str) -> Condition:
    """A count was taken and is 0; unknown is not 0."""
    return lambda values: count(values, code) == 0


def rows(values: Values, code: str) -> tuple[Values, ...]:
    """The rows of a table field that are objects and were not struck."""
    value = values.get(code)
    if not isinstance(value, list):
        return ()
    return tuple(row for row in value if isinstance(row, dict) and STRUCK not in row)


def severity_at_least(severity: str) -> Condition:
    """The severity that a person decided is this or worse."""
    worse = SEVERITIES[SEVERITIES.index(severity) :]
    return one_of("severity", *worse)


def seal_differs(row: Values) -> bool:
    """The number read on a seal is not the number in the log."""
    logged, found = row.get("logged"), row.get("found")
    return isinstance(logged, str) and isinstance(found, str) and logged != found


def difference(row: Values) -> int | None:
    """A row of a count table: what is, less what should be; None when either is unknown."""
    found, expected = count(row, "is"), count(row, "should_be")
    return None if found is None or expected is None else found - expected


def any_row(code: str, question: Condition) -> Condition:
    """At least one row of a table answers yes."""
    return lambda values: any(question(row) for row in rows(values, code))
