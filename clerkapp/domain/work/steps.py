"""What is still to do about a record: open to-dos, and open steps so that it does not happen again.

A step is open until it is done, or until somebody said why it is not needed. A step of which nobody
says whose it is belongs to whoever has the record.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds.conditions import STRUCK
from clerkapp.domain.text.rules import one_line
from clerkapp.domain.time.times import Precision, When, parse_day, parse_instant

FIELDS: Final = ("todo", "prevention")
"""The tables that hold steps."""
NO_DUE: Final = "9999"
"""The due key of a step without a day: after all others."""


class OpenStep(NamedTuple):
    """An open step. `place`: its row in the table `field`, from 0. `owner`: a role's code or a name, ""
    for nobody; `due_at`: RFC 3339, a date, or None; `due_key` sorts by it."""

    field: str
    place: int
    what: str
    owner: str
    due_at: str | None
    due_key: str

    def is_overdue(self, now: datetime) -> bool:
        """Whether its day is over, or its time has come, by the office's clock."""
        if self.due_at is None:
            return False
        if len(self.due_at) == len("2026-11-03"):
            return parse_day(self.due_at) < now.date()
        return parse_instant(self.due_at) < now


def open_steps(values: Mapping[str, Any]) -> tuple[OpenStep, ...]:
    """The open steps of a version of a record, in the order of the form."""
    return tuple(
        step
        for field in FIELDS
        for place, row in enumerate(stored(values, field))
        if is_open(row) and (step := _step(field, place, row, values)).what
    )


def is_open(row: Any) -> bool:
    """Whether a row of a table of steps still waits for somebody."""
    return (
        isinstance(row, Mapping)
        and STRUCK not in row
        and row.get("done") is not True
        and not row.get("not_needed")
    )


def stored(values: Mapping[str, Any], field: str) -> list[Any]:
    """The rows of a table as they are kept, struck ones and others: their places are counted over all."""
    value = values.get(field)
    return value if isinstance(value, list) else []


def _step(field: str, place: int, row: Mapping[str, Any], values: Mapping[str, Any]) -> OpenStep:
    owner = row.get("owner") or values.get("owner")
    due = _when(row.get("due"))
    return OpenStep(
        field,
        place,
        _text(row.get("step")),
        _text(owner),
        due.at,
        due_key(due),
    )


def due_key(due: When) -> str:
    """UTC text that sorts by time; a day sorts at its end, for it is not over before."""
    if due.at is None:
        return NO_DUE
    if due.precision is Precision.DAY:
        return f"{due.at}T23:59:59Z"
    return due.sort_key()


def _when(value: Any) -> When:
    try:
        return When.from_value(value)
    except Refused:
        return When(None, Precision.UNKNOWN)


def _text(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""
