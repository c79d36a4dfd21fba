"""Lists of records: what is asked for, and the rows that answer it, a page at a time."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Query:
    """Which records, in which order (the newest first).

    `author`: an account id. `restricted_to`: account ids whose restricted records are included;
    None includes all. `struck`: only struck ones (True), or none of them (False). Other members: None
    or "" leaves the filter out.
    """

    text: str = ""
    kind: str | None = None
    status: str | None = None
    severity: str | None = None
    suggested: str | None = None
    place: str | None = None
    election: str | None = None
    author: str | None = None
    station: str | None = None
    not_sent: bool = False
    order: Literal["recorded", "occurred"] = "recorded"
    struck: bool | None = None
    restricted_to: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of a list. `found_in`: where a search found it when the one-line text does not show it.

    `suggested`: the severity that is suggested while nobody has decided, else "".
    """

    id: str
    number: str
    kind: str
    status: str
    severity: str
    one_line: str
    place: str
    occurred: dict[str, Any]
    recorded: str
    rev: int
    identity: str
    struck: bool
    conflict: bool
    sent: bool
    restricted: bool
    author: str
    found_in: str | None = None
    suggested: str = ""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Some rows; `next` asks for those after them, None at the end."""

    rows: tuple[RecordRow, ...]
    next: str | None
