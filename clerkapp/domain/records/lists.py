"""Lists of records: what is asked for, and the rows that answer it, a page at a time."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol

from clerkapp.domain.work.steps import OpenStep


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see (services.records.visibility says for whom).

    `accounts`: the person's own account ids; what they began is seen. `reader`: their name as
    `naming.seen_name` has it, where they may be named to read a restricted record, else "". `subject`: their
    name in any case: whoever a restricted record is about never sees it. `sites`: only records of these places
    and the person's own, as `rules.comparable` has them; None: of all places.
    """

    accounts: tuple[str, ...]
    reader: str
    subject: str
    sites: tuple[str, ...] | None = None

    def shows(self, row: "Guarded") -> bool:
        """Whether a record is there for the person."""
        own = row.author in self.accounts
        if row.restricted:
            named = bool(self.reader) and self.reader in row.readers
            return (own or named) and self.subject not in row.subjects
        return self.sites is None or own or row.site in self.sites


class Guarded(Protocol):
    """What decides who may see a record. `readers`, `subjects`: names as `naming.seen_name` has them; `site`:
    its place as `rules.comparable` has it."""

    @property
    def author(self) -> str:
        """The account that began it."""

    @property
    def restricted(self) -> bool:
        """Whether it is for those who are named."""

    @property
    def readers(self) -> tuple[str, ...]:
        """Who is named to read it."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """Whom it is about."""

    @property
    def site(self) -> str:
        """Where it happened."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which records, in which order (the newest first).

    `author`: an account id. `sight`: only what somebody may see; None: everything. `struck`: only struck ones
    (True), or none of them (False). `owed`: only those that a signature is missing of. `urgent`: a severity
    that somebody decided or, until somebody has, that the answers suggest. `occurred`:
    those that happened between two times, both included, as they sort (`When.sort_key`). Other members: None or ""
    leaves the filter out.
    """

    text: str = ""
    kind: str | None = None
    status: str | None = None
    severity: str | None = None
    place: str | None = None
    election: str | None = None
    author: str | None = None
    station: str | None = None
    not_sent: bool = False
    order: Literal["recorded", "occurred"] = "recorded"
    struck: bool | None = None
    urgent: str | None = None
    owed: bool = False
    sight: Sight | None = None
    occurred: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of a list. `found_in`: where a search found it when the one-line text does not show it.
    `suggested`: the severity that the answers suggest while nobody has decided, else "". `owed`: acts that are missing,
    each with how many people. `readers`, `subjects`, `site`: as in `Guarded`. `transcribed`: it was written down
    before, in an old log or on paper."""

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
    readers: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    site: str = ""
    owed: tuple[tuple[str, int], ...] = ()
    found_in: str | None = None
    suggested: str = ""
    transcribed: bool = False


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Some rows; `next` asks for those after them, None at the end."""

    rows: tuple[RecordRow, ...]
    next: str | None


class LinkedFrom(NamedTuple):
    """The other end of a link: the record `row` names the one asked about."""

    row: RecordRow
    relation: str


@dataclass(frozen=True, slots=True)
class StepQuery:
    """Which open steps, the first due first. `owners`: only those of one of these, compared as they are
    stored; `due_before`: those that sort before this key (`steps.due_key`); `sight` as in `Query`."""

    owners: tuple[str, ...] | None = None
    due_before: str | None = None
    sight: Sight | None = None


class StepRow(NamedTuple):
    """An open step with the record that it is about."""

    row: RecordRow
    step: OpenStep
