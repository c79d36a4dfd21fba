"""Where a person can be in the program: each place is a value, so that it can be kept over a lock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clerkapp.domain.prints import Of
from clerkapp.domain.records.drafts import PAPER_LOG, RESOLVING


@dataclass(frozen=True, slots=True)
class Home:
    """The day at a glance."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form being filled in: a new record of `kind`, a kept draft, or an amendment of `number`.

    `begun_with`: values that a new one starts with, from a unit or a template.
    `closing`: the way on which the record was being closed; that page follows when the change is recorded.
    `filling`: only what is missing is asked.
    """

    kind: str = ""
    draft: str | None = None
    number: str | None = None
    cursor: dict[str, Any] = field(default_factory=dict)
    begun_with: dict[str, Any] = field(default_factory=dict)
    closing: str = ""
    filling: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """A record that was just made, with the questions that help most. `skipped`: those passed over (codes);
    `kept`: how many were answered here; `new`: it was just recorded, and says so."""

    number: str
    skipped: tuple[str, ...] = ()
    kept: int = 0
    new: bool = True


@dataclass(frozen=True, slots=True)
class Records:
    """The list with search and filters."""

    text: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    selected: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One record's page. `said`: what has just become of it, in words."""

    number: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Resolve:
    """A record being closed. `way`: resolved, waiting or duplicate."""

    number: str
    way: str = "resolved"
    draft: str | None = None
    cursor: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToDos:
    """What is still to do, over all records. `which`: all, mine, overdue."""

    which: str = "all"


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
class Signatures:
    """The signatures that are owed: of the record `number`, or of the first one; `act`: which of them is asked for;
    `new`: the record was just made, and its receipt follows."""

    number: str = ""
    act: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class Calls:
    """The call sheet of a record: whom to tell, and what to say."""

    number: str


@dataclass(frozen=True, slots=True)
class NothingToReport:
    """That nothing happened, declared by the authority."""


@dataclass(frozen=True, slots=True)
class OldLog:
    """A file of an old log that is brought in. `sealed`: what somebody chose and mended before, which only
    that person's unlock opens."""

    path: str
    sealed: bytes = b""


@dataclass(frozen=True, slots=True)
class PaperLog:
    """The page on which a paper log is typed, a line an entry. `draft`: the one that it goes on with."""

    draft: str | None = None


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
    Home
    | Form
    | Receipt
    | Records
    | Incident
    | Resolve
    | ToDos
    | Calls
    | Signatures
    | ListPage
    | ListEntry
    | ListFile
    | OldLog
    | PaperLog
    | NothingToReport
    | Send
    | Preview
    | Settings
)


def unfinished(kind: str, draft: str, number: str | None, content: Mapping[str, Any]) -> Place:
    """Where the work goes on that a draft holds."""
    if number and content.get("page") == RESOLVING:
        return Resolve(number, content.get("way", "resolved"), draft)
    if content.get("page") == PAPER_LOG:
        return PaperLog(draft)
    return Form(kind=kind, draft=draft, number=number)


def after_change(number: str, closing: str, *, two_sign: bool = False) -> Place:
    """Where one is when a change of the record `number` is recorded. `closing`: as in Form. `two_sign`: two people
    have to sign it, who stand there now."""
    if two_sign and not closing:
        return Signatures(number)
    return Resolve(number, closing) if closing else Incident(number)
