"""What is asked right after a record is made, and what a record is begun with that is like another one.

Both follow from the declaration of its kind: `Kind.useful` and `Field.again`.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from clerkapp.domain.answers.first_answers import has_answer
from clerkapp.domain.kinds import kind_of
from clerkapp.domain.kinds.declare import Gate, Kind, Useful
from clerkapp.domain.records import gates

MOST: Final = 3
"""So many questions are asked at once; nobody has to sit an exam."""


def questions(
    kind: str, values: Mapping[str, Any], skipped: Collection[str] = ()
) -> tuple[Useful, ...]:
    """The questions that help most and have no answer, at most `MOST`. `skipped`: codes that a person passed
    over. Raises Refused("kind-unknown")."""
    declared = kind_of(kind)
    return tuple(
        question
        for question in declared.useful
        if question.code not in skipped
        and question.holds(values)
        and _is_open(declared, question.code, values)
    )[:MOST]


def to_fill_in(kind: str, before: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes that somebody who fills in the rest is asked for, in form order: what any gate asks for
    and had no answer `before`, with the ends of the periods among it. `values`: what is answered now, which
    may call for more. Raises Refused("kind-unknown")."""
    declared = kind_of(kind)
    asked = {
        field.code
        for field in declared.fields
        if field.gate in (Gate.RECORD, Gate.RESOLVE, Gate.REVIEW)
        and gates.needed(field, values)
        and not has_answer(field, before)
    }
    asked |= {missing.code for missing in gates.missing(kind, values, Gate.REVIEW)}
    asked |= {end for start, end in declared.periods if start in asked and not before.get(end)}
    return tuple(
        field.code
        for field in declared.fields
        if field.code in asked or (has_answer(field, values) and not has_answer(field, before))
    )


def begun_like(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a new record takes from one with these values (typed form): never times, counts, people or
    words. Raises Refused("kind-unknown")."""
    return {
        field.code: values[field.code]
        for field in kind_of(kind).fields
        if field.again and has_answer(field, values)
    }


def _is_open(kind: Kind, code: str, values: Mapping[str, Any]) -> bool:
    field = kind.field(code)
    return (
        field is not None
        and not has_answer(field, values)
        and (field.shown_when is None or field.shown_when(values))
    )
