"""Records that belong together: what one record says about others, by number.

A link stands in the record that names the other one. The other end is worked out: a store finds the
records that name a number, and both pages show the link.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from clerkapp.domain.kinds.conditions import rows
from clerkapp.domain.text.rules import one_line

FIELD: Final = "related"
DUPLICATE_OF: Final = "duplicate_of"


class RecordLink(NamedTuple):
    """What a record says of the record `number`; `relation` is "" where nobody said how."""

    number: str
    relation: str


def of_values(values: Mapping[str, Any]) -> tuple[RecordLink, ...]:
    """The links that a version of a record states, in its order."""
    return tuple(
        RecordLink(one_line(number), relation if isinstance(relation, str) else "")
        for number, relation in (
            (row.get("number"), row.get("relation")) for row in rows(values, FIELD)
        )
        if isinstance(number, str) and number
    )


def master_of(values: Mapping[str, Any]) -> str | None:
    """The number of the record that this one repeats."""
    found = (link.number for link in of_values(values) if link.relation == DUPLICATE_OF)
    return next(found, None)


def with_master(values: Mapping[str, Any], number: str) -> dict[str, Any]:
    """`values` as a duplicate of `number`, and of no other record."""
    kept = _but_master(values)
    return {**values, FIELD: [*kept, {"number": number, "relation": DUPLICATE_OF}]}


def without_master(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` as no duplicate of anything."""
    kept = _but_master(values)
    told = {code: value for code, value in values.items() if code != FIELD}
    return {**told, FIELD: kept} if kept else told


def _but_master(values: Mapping[str, Any]) -> list[Any]:
    return [dict(row) for row in rows(values, FIELD) if row.get("relation") != DUPLICATE_OF]
