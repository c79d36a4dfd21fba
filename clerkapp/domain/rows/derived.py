"""What the program works out itself and nobody types: minutes of periods, differences of counts.

What is worked out is declared with the fields it is worked out from (`Field.minutes`,
`Field.difference`) and is never stored. Minutes are counted between instants, so that midnight and the
change of clocks are right. A number worked out from an estimate, or from a time that is about right, is
an estimate; what one of the two does not tell is not worked out at all.
"""

from collections.abc import Mapping
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Difference, Field
from clerkapp.domain.records.revision import Value
from clerkapp.domain.time.times import Precision, When, parse_instant

Number = dict[str, Value]
"""`{"n": integer, "precision": "exact" or "estimate"}`; a difference may be below zero."""


def minutes(start: Any, end: Any) -> Number | None:
    """The length of a period in whole minutes; None where the times do not tell it."""
    try:
        begins, ends = When.from_value(start), When.from_value(end)
    except Refused:
        return None
    precisions = (begins.precision, ends.precision)
    if begins.at is None or ends.at is None or Precision.DAY in precisions:
        return None
    length = int((parse_instant(ends.at) - parse_instant(begins.at)).total_seconds() // 60)
    return _number(length, estimated=Precision.ABOUT in precisions)


def difference(row: Mapping[str, Any], declared: Difference) -> Number | None:
    """What is, less what should be; None when either is unknown or not given."""
    parts = [row.get(declared.first), row.get(declared.second)]
    numbers: list[int] = []
    estimated = False
    for part in parts:
        number, precision = (
            (part.get("n"), part.get("precision")) if isinstance(part, Mapping) else (part, "exact")
        )
        if not isinstance(number, int) or isinstance(number, bool):
            return None
        numbers.append(number)
        estimated = estimated or precision != "exact"
    return _number(numbers[1] - numbers[0], estimated=estimated)


def of_field(field: Field, values: Mapping[str, Any]) -> Value:
    """What is worked out at one field: minutes at the end of a period, a list with an object for each
    row (`{code: difference}`) at a table; None where there is nothing."""
    if field.minutes:
        found = minutes(values.get(field.ends), values.get(field.code))
        return None if found is None else dict(found)
    if field.difference is not None:
        value = values.get(field.code)
        found_rows = [
            {field.difference.code: dict(number)}
            if isinstance(row, Mapping) and (number := difference(row, field.difference))
            else {}
            for row in (value if isinstance(value, list) else [])
        ]
        return list(found_rows) if any(found_rows) else None
    return None


def computed(kind: str, values: Mapping[str, Any]) -> dict[str, Value]:
    """Everything that follows from a record's values: minutes by their code, differences by the code
    of their table. Nothing for a kind that this version does not have."""
    declared = KINDS.get(kind)
    found = {
        field.minutes or field.code: of_field(field, values)
        for field in (declared.fields if declared else ())
        if field.minutes or field.difference is not None
    }
    return {code: value for code, value in found.items() if value is not None}


def _number(n: int, *, estimated: bool) -> Number:
    return {"n": n, "precision": "estimate" if estimated else "exact"}
