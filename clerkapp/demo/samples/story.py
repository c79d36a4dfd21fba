"""What a story is: a record, who wrote it when, and how far the work on it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later change. `by`: the name of an account; `at`: RFC 3339."""

    at: str
    by: str
    reason: str
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A small file kept with the record."""

    name: str
    data: bytes
    what: str


@dataclass(frozen=True, slots=True)
class Story:
    """`status`: where the work is at the end. A reviewed one was resolved first, and one entered in
    error is struck, with the reason `struck`.

    `two_people`: (name, capacity) of those who signed as two. `reviewer`: who reviewed it. `authority`:
    the election authority signed it too, as is asked of what is high.
    """

    kind: str
    recorded: str
    by: str
    values: Mapping[str, Any]
    status: str = "recorded"
    amendments: tuple[Amendment, ...] = ()
    files: tuple[File, ...] = ()
    two_people: tuple[tuple[str, str], ...] = ()
    reviewer: str = "Wren Castellan"
    authority: bool = False
    struck: str = ""
    moved: str | None = field(default=None)
    """When the status was set, RFC 3339; None for an hour after recording."""


def at(instant: str, precision: str = "exact") -> dict[str, str]:
    """A time value."""
    return {"at": instant, "precision": precision}


def action(instant: str, who: str, what: str) -> dict[str, Any]:
    """A line of the actions taken."""
    return {"at": at(instant), "who": who, "what": what}


def told(
    organisation: str, role: str, instant: str, how: str, reference: str = ""
) -> dict[str, Any]:
    """A line of who was told."""
    return {
        "organisation": organisation,
        "role": role or None,
        "at": at(instant),
        "how": how,
        "reference": reference,
    }
