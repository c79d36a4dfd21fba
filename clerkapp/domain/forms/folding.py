"""Which blocks of a form stand open, and why. One rule for every kind.

A block is *apart* when the answers so far do not call for it: the form then shows one line for it. A
block with an answer of a person, with something to look at, or with a field that is needed to record or
to resolve is never apart, so nothing that is needed is ever hidden.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clerkapp.domain.kinds import kind_of
from clerkapp.domain.kinds.declare import Control, Field, Gate, Section
from clerkapp.domain.records.gates import needed
from clerkapp.domain.records.revision import Value
from clerkapp.domain.records.value_forms import is_empty

_NEEDED = (Gate.RECORD, Gate.RESOLVE)


@dataclass(frozen=True, slots=True)
class BlockStands:
    """How a block stands. `because`: the code of the answer elsewhere that opened it, or ""."""

    section: str
    apart: bool
    because: str = ""


def standing(
    kind: str,
    values: Mapping[str, Value],
    *,
    filled: Collection[str] = (),
    held: Collection[str] = (),
) -> tuple[BlockStands, ...]:
    """Every block in form order. `filled`: codes that the program filled in and nobody changed.

    `held`: codes with something to look at, which keep their block open: an error, a question, a file.
    Raises Refused("kind-unknown").
    """
    return tuple(_stands(section, values, filled, held) for section in kind_of(kind).sections)


def _stands(
    section: Section, values: Mapping[str, Value], filled: Collection[str], held: Collection[str]
) -> BlockStands:
    if section.opens is None:
        return BlockStands(section.code, apart=False)
    for opening in section.opens:
        if opening.holds(values):
            return BlockStands(section.code, apart=False, because=opening.because)
    holds = any(
        field.code in held or _is_needed(field, values) or _answered(field, values, filled)
        for field in section.fields
    )
    return BlockStands(section.code, apart=not holds)


def _is_needed(field: Field, values: Mapping[str, Value]) -> bool:
    return field.gate in _NEEDED and needed(field, values)


def _answered(field: Field, values: Mapping[str, Value], filled: Collection[str]) -> bool:
    """Whether a person answered it; what only the program writes calls nobody."""
    if field.code in filled or field.by_program:
        return False
    if field.control is Control.FILE:
        return any(
            isinstance(value, dict) and value.get("class") in field.values
            for code, value in values.items()
            if code.startswith("attachment.")
        )
    return not is_empty(values.get(field.code))
