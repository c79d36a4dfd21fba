"""Where a person can be in the program: each place is a value, so that it can be kept over a lock."""

from dataclasses import dataclass, field
from typing import Any

from clerkapp.domain.prints import Of


@dataclass(frozen=True, slots=True)
class Home:
    """The day at a glance."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form being filled in: a new record of `kind`, a kept draft, or an amendment of `number`.

    `begun_with`: values that a new one starts with, from a unit or a template.
    """

    kind: str = ""
    draft: str | None = None
    number: str | None = None
    cursor: dict[str, Any] = field(default_factory=dict)
    begun_with: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Records:
    """The list with search and filters."""

    text: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    selected: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One record's page."""

    number: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of the office (`domain.office_lists`). `selected`: what the chosen entry is called."""

    code: str = "unit"
    text: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    selected: str = ""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """The form of an entry. `entry`: its id, "" for a new one; `typed`: what it starts with; `sealed`: what
    somebody typed before, which only that person's unlock opens."""

    code: str
    entry: str = ""
    typed: dict[str, Any] = field(default_factory=dict)
    sealed: bytes = b""


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that is brought into a list."""

    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Send:
    """A bundle for the state, onto a stick or into a folder."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A print before it is printed or saved: which (`domain.prints`), and what it is of."""

    print: str
    of: Of


@dataclass(frozen=True, slots=True)
class Settings:
    """People, safekeeping, the state's key, look and language."""

    part: str = ""


Place = (
    Home | Form | Records | Incident | ListPage | ListEntry | ListFile | Send | Preview | Settings
)
