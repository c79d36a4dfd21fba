"""Records: revisions and acts, lists of them, and what messages share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

from clerkapp.domain.records.indicators import Indicator
from clerkapp.domain.records.lists import (
    LinkedFrom,
    Query,
    RecordPage,
    RecordRow,
    Sight,
    StepQuery,
    StepRow,
)
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.revision import Act, Revision, Value


class Records(Protocol):
    """Revisions and acts. Lists, search and counts follow each change in its transaction."""

    def next_number(self, year: int) -> RecordNumber:
        """The number that this station's next record of `year` must carry: without gaps, from 1."""

    def skip_numbers(self, year: int, *, at: str) -> tuple[int, int]:
        """Pass over the running numbers up to the next hundred; the range (first, last), which is kept."""

    def append(self, revision: Revision, act: Act) -> None:
        """Add a revision that was made here, with its author's act.

        Everything that it stands on is here: its parents, its author, the number that is next.
        Raises Refused: revision-form, revision-known, revision-digest, revision-identity,
        revision-parents, revision-number, revision-act, record-too-long.
        """

    def add_act(self, act: Act) -> None:
        """Add a signature to a revision that is here.

        Raises Refused: revision-unknown, revision-act, act-known.
        """

    def receive(self, revision: Revision) -> None:
        """Add a revision that was made elsewhere, before or after its parents and its acts.

        It may withhold fields. What it shows of itself is checked, what it stands on is not.
        Raises Refused: revision-form, revision-known, revision-digest, revision-identity,
        revision-number (its number is another record's), record-too-long.
        """

    def receive_act(self, act: Act) -> None:
        """Add a signature that was made elsewhere, before or after its revision; its signer is known.

        Raises Refused: revision-act, act-known.
        """

    def record_id_of(self, number: RecordNumber | str) -> str:
        """The id of the record with this number. Raises Refused("record-not-found")."""

    def get(self, identity: str) -> Revision:
        """One revision. Raises Refused("revision-unknown")."""

    def heads(self, record: str) -> tuple[Revision, ...]:
        """The revisions that no other one here replaces, by (rev descending, identity): the first one is
        shown. Raises Refused("record-not-found")."""

    def history(self, record: str) -> tuple[Revision, ...]:
        """All revisions by (rev, identity). Raises Refused("record-not-found")."""

    def acts(self, record: str) -> tuple[Act, ...]:
        """All signatures over revisions of the record that are here, in the order of arrival."""

    def arrived(self, after: int, up_to: int) -> tuple[str, ...]:
        """The ids of the records of which a revision came after the first `after` ones and among the first
        `up_to`, each once, in the order of the last."""

    def erase(self, record: str, *, keep: frozenset[str], at: str, reason: str) -> None:
        """Take the values of all revisions of a record away for good, but those of the codes in `keep`.

        Headers, digests and signatures stay, so that everything still verifies; the codes are kept as
        erased. What stood there is overwritten. Joins the caller's transaction. Raises
        Refused("record-not-found").
        """

    def names_file(self, sha256_hex: str, *, besides: frozenset[str]) -> bool:
        """Whether a field of a record that is not in `besides` names this attachment."""

    def newest_recorded(self) -> str | None:
        """The time of recording (RFC 3339) of the revision that arrived last."""

    def count(self) -> int:
        """How many revisions there are."""


class Lists(Protocol):
    """Lists of records, the newest first, a page at a time."""

    def page(self, query: Query, after: str | None = None, limit: int = 50) -> RecordPage:
        """The rows after the position `after`, which is the `next` of a page before.

        A record that is added meanwhile moves no row of a later page. Raises Refused("page-unknown")
        for a position of no page.
        """

    def count(self, query: Query, at_most: int = 2**62) -> int:
        """How many records the query finds; stops counting at `at_most`."""

    def answers(
        self, codes: Sequence[str], whose: Sight | None = None
    ) -> Iterator[tuple[str, dict[str, Value]]]:
        """(kind, {code: value}) of every record as it stands, in no order, struck ones too; without those
        that have none of the fields `codes`. `whose`: only of what somebody may see; None: of everything."""

    def row(self, record: str) -> RecordRow:
        """One record by id. Raises Refused("record-not-found")."""

    def distinct(
        self, column: Literal["place", "election"], query: Query = ..., limit: int = 500
    ) -> tuple[str, ...]:
        """The values that the records of `query` (its filters) use, ascending, without the empty one."""

    def totals(self, whose: Sight | None = None) -> dict[str, int]:
        """Counts above nought: records, unsent, conflicts, owed, kind:…, status:…, severity:….

        `whose`: only of what somebody may see; None: of everything.
        """


class Indicators(Protocol):
    """Which records hold the same indicators."""

    def shared(
        self,
        wanted: Iterable[Indicator],
        *,
        whose: Sight | None = None,
        each: int = 50,
    ) -> Mapping[str, tuple[Indicator, ...]]:
        """The ids of records that hold one of `wanted`, each with what it shares, in that order.

        At most `each` records for one indicator, the newest. `whose`: only what somebody may see;
        None: everything. Struck records are left out.
        """


class Work(Protocol):
    """Where the work stands over all records. `whose`, `StepQuery.sight`: only of what somebody may see."""

    def linked_from(
        self,
        number: str,
        *,
        whose: Sight | None = None,
        limit: int = 100,
    ) -> tuple[LinkedFrom, ...]:
        """The records of which a head names `number`, the newest first, each with what it says of it;
        twice where it says two things (relations ascending). Struck ones too, by what they said before."""

    def steps(self, query: StepQuery, limit: int = 500) -> tuple[StepRow, ...]:
        """Open steps of records that are not struck, the first due first, those without a day last;
        of the same day in the order of recording, prevention before to-dos, rows in their order."""

    def to_come_back(
        self,
        *,
        whose: Sight | None = None,
        limit: int = 100,
    ) -> tuple[RecordRow, ...]:
        """The records, not struck, with a day to come back to them, the earliest first."""

    def untouched(
        self,
        before: int,
        *,
        whose: Sight | None = None,
        limit: int = 100,
    ) -> tuple[RecordRow, ...]:
        """Open records without a day to come back whose newest revision (the last that arrived) was
        recorded before `before`, a second of UTC since 1970: the longest first."""
