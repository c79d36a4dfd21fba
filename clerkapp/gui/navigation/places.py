"""Where a person can be in the program: each place is a value, so that it can be kept over a lock."""

from dataclasses import dataclass, field
from typing import Any

from clerkapp.domain.prints import Of


@dataclass(frozen=True, slots=True)
class Home:
    """The day at a glance."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form being filled in: a new record of `kind`, a kept draft, or an amendment of `number`."""

    kind: str = ""
    draft: str | None = None
    number: str | None = None
    cursor: dict[str, Any] = field(default_factory=dict)


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


Place = Home | Form | Records | Incident | Send | Preview | Settings
