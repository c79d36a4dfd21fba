"""Checklists: what to do now, opened by the answers, and what a person ticked of them.

The steps are declared with each kind. A tick is the clerk's memory: it lies in the draft with its time,
and becomes a line of what was done only when the person says so.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS, kind_of
from clerkapp.domain.kinds.declare import Checklist
from clerkapp.domain.records.revision import Value
from clerkapp.domain.time.times import parse_instant

BESIDE: Final = 5
"""So many steps stand beside the form; paper has all."""


def opened(kind: str, values: Mapping[str, Value]) -> tuple[Checklist, ...]:
    """The checklists that the answers call for, the most urgent first. Raises Refused("kind-unknown")."""
    return tuple(one for one in kind_of(kind).checklists if one.holds(values))


def every() -> dict[str, Checklist]:
    """All checklists of all kinds by code. Kinds that share one share its code."""
    return {one.code: one for kind in KINDS.values() for one in kind.checklists}


def checklist_of(code: str) -> Checklist:
    """A checklist by its code. Raises Refused("checklist-unknown")."""
    found = every().get(code)
    if found is None:
        raise Refused("checklist-unknown", name=code[:40])
    return found


def ticked(kind: str, ticks: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(step, instant) of what was ticked, in the order of the ticks; what this version does not know,
    or no time stands for, is left out."""
    known = {step for one in kind_of(kind).checklists for step in one.steps}
    found = [(at, step) for step, at in ticks.items() if step in known and _is_instant(at)]
    for at, step in sorted(found, key=lambda one: parse_instant(one[0])):
        yield step, at


def _is_instant(value: Any) -> bool:
    try:
        return isinstance(value, str) and parse_instant(value) is not None
    except Refused:
        return False
