"""Lists worked out from the revisions each time, by the rule of `domain.records.listing`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.naming import seen_name
from clerkapp.domain.records import search_terms
from clerkapp.domain.records.indicators import Indicator
from clerkapp.domain.records.listing import Listing, Origin, Version, counters, listing
from clerkapp.domain.records.lists import Query, RecordPage, RecordRow, Sight
from clerkapp.domain.records.revision import Revision, Value
from clerkapp.domain.signing.signatures import Who, owed
from clerkapp.domain.time import times
from tests.fakes.plain_store.bundles import PlainBundles
from tests.fakes.plain_store.people import PlainAccounts
from tests.fakes.plain_store.records import PlainRecords, heads_of, in_order

_POSITION = re.compile(r"(-?\d{1,15})\.(\d{1,9})\|(.*)", re.DOTALL)
_ALL = Query()
_ELSEWHERE = ("people", "story", "details", "place", "number")


@dataclass(frozen=True)
class Line:
    """A record's line, with its place in the order of recording."""

    listing: Listing
    sent: bool
    place: tuple[int, int]
    touched: int

    def shown_to(self, whose: Sight | None) -> bool:
        return whose is None or whose.shows(self.row(()))

    def is_found(self, query: Query, patterns: tuple[re.Pattern[str], ...]) -> bool:
        one = self.listing
        asked = (
            (query.kind, one.origin.kind),
            (query.status, one.status),
            (query.severity, one.severity),
            (query.urgent, one.urgent),
            (query.place, one.place),
            (query.election, one.election),
            (query.author, one.origin.author),
            (query.station, one.number.station),
        )
        return (
            all(not wanted or wanted == found for wanted, found in asked)
            and not (query.not_sent and self.sent)
            and (query.occurred is None or _between(query.occurred, one.occurred_key))
            and query.struck in (None, one.struck)
            and self.shown_to(query.sight)
            and not (query.owed and not one.owed)
            and all(
                any(search_terms.any_in((term,), text) for text in one.text.values())
                for term in patterns
            )
        )

    def row(self, patterns: tuple[re.Pattern[str], ...]) -> RecordRow:
        one = self.listing
        elsewhere = patterns and not search_terms.all_in(patterns, one.one_line)
        return RecordRow(
            id=one.origin.id,
            number=one.origin.number,
            kind=one.origin.kind,
            status=one.status,
            severity=one.severity,
            suggested=one.suggested,
            one_line=one.one_line,
            place=one.place,
            occurred={"at": one.occurred_at, "precision": one.occurred_precision},
            recorded=one.origin.recorded,
            rev=one.rev,
            identity=one.identity,
            struck=one.struck,
            conflict=one.heads > 1,
            sent=self.sent,
            restricted=one.restricted,
            author=one.origin.author,
            readers=one.readers,
            subjects=one.subjects,
            site=one.site,
            owed=one.owed,
            found_in=next(
                (c for c in _ELSEWHERE if elsewhere and search_terms.any_in(patterns, one.text[c])),
                None,
            ),
            transcribed=one.transcribed,
        )


class PlainLists:
    def __init__(
        self, records: PlainRecords, bundles: PlainBundles, accounts: PlainAccounts
    ) -> None:
        self._records = records
        self._accounts = accounts
        self._bundles = bundles

    def lines(self) -> Iterator[Line]:
        """Every record's line, in no order."""
        by_record: dict[str, list[Revision]] = {}
        for revision in self._records.all():
            by_record.setdefault(revision.header.id, []).append(revision)
        sent = self._bundles.sent_upstream()
        for arrival, revisions in enumerate(by_record.values()):
            yield self._line(revisions, arrival, sent)

    def _found(self, query: Query) -> list[Line]:
        patterns = _patterns(query)
        found = [line for line in self.lines() if line.is_found(query, patterns)]
        return sorted(found, key=lambda line: _position(query, line), reverse=True)

    def page(self, query: Query, after: str | None = None, limit: int = 50) -> RecordPage:
        limit = max(1, min(limit, 500))
        found = self._found(query)
        if after is not None:
            match = _POSITION.fullmatch(after)
            if match is None:
                raise Refused("page-unknown")
            second, arrival, key = match.groups()
            key = key if query.order == "occurred" else ""
            last = (key, (int(second), int(arrival)))
            found = [line for line in found if _position(query, line) < last]
        shown = found[:limit]
        rows = tuple(line.row(_patterns(query)) for line in shown)
        if len(found) <= limit:
            return RecordPage(rows, None)
        second, arrival = shown[-1].place
        return RecordPage(rows, f"{second}.{arrival}|{shown[-1].listing.occurred_key}")

    def answers(
        self, codes: Sequence[str], whose: Sight | None = None
    ) -> Iterator[tuple[str, dict[str, Value]]]:
        for line in self.lines():
            if whose is not None and not whose.shows(line.row(())):
                continue
            one = self._records.get(line.listing.identity)
            said = {code: value for code, value in one.values().items() if code in codes}
            if said:
                yield one.header.kind, said

    def count(self, query: Query, at_most: int = 2**62) -> int:
        return min(at_most, len(self._found(query)))

    def row(self, record: str) -> RecordRow:
        for line in self.lines():
            if line.listing.origin.id == record:
                return line.row(())
        raise Refused("record-not-found", number=record[:60])

    def distinct(
        self, column: Literal["place", "election"], query: Query = _ALL, limit: int = 500
    ) -> tuple[str, ...]:
        used = {getattr(line.listing, column) for line in self._found(query)}
        return tuple(sorted(used - {""})[:limit])

    def totals(self, whose: Sight | None = None) -> dict[str, int]:
        totals: dict[str, int] = {}
        for line in self.lines():
            if line.shown_to(whose):
                one = line.listing
                for name in counters(
                    one.origin.kind,
                    one.status,
                    one.severity,
                    sent=line.sent,
                    heads=one.heads,
                    owed=bool(one.owed),
                ):
                    totals[name] = totals.get(name, 0) + 1
        return totals

    def shared(
        self,
        wanted: Iterable[Indicator],
        *,
        whose: Sight | None = None,
        each: int = 50,
    ) -> Mapping[str, tuple[Indicator, ...]]:
        query = Query(struck=False, sight=whose)
        lines = self._found(query)
        found: dict[str, list[Indicator]] = {}
        for indicator in dict.fromkeys(wanted):
            holding = [one.listing for one in lines if indicator in one.listing.indicators]
            for one in holding[:each]:
                found.setdefault(one.origin.id, []).append(indicator)
        return {record: tuple(shared) for record, shared in found.items()}

    def _line(self, revisions: list[Revision], arrival: int, sent: set[str]) -> Line:
        known = {one.identity: one for one in revisions}
        heads = heads_of(revisions)

        def before(version: Version) -> Version | None:
            parents = sorted(known.keys() & set(known[version.identity].header.parents))
            return _version(known[parents[0]]) if parents else None

        def missing() -> list[tuple[str, int]]:
            acts = [one for one in self._records.all_acts() if one.revision in known]
            kind = heads[0].header.kind
            found = owed(kind, heads[0], in_order(revisions), acts, self._who)
            return [(str(one.act), one.people) for one in found]

        lowest = min(revisions, key=lambda one: (one.header.rev, one.identity)).header
        origin = Origin(lowest.id, lowest.number, lowest.kind, lowest.recorded, lowest.author)
        return Line(
            listing(origin, [_version(one) for one in heads], before, missing),
            known.keys() <= sent,
            (times.epoch_seconds(lowest.recorded), arrival),
            times.epoch_seconds(revisions[-1].header.recorded),
        )

    def _who(self, account: str) -> Who:
        try:
            found = self._accounts.get(account)
        except Refused:
            return Who(account, "", None)
        return Who(found.person, seen_name(found.name), found.may)


def _between(times: tuple[str, str], key: str) -> bool:
    return times[0] <= key <= times[1]


def _patterns(query: Query) -> tuple[re.Pattern[str], ...]:
    return search_terms.patterns(search_terms.terms(query.text))


def _position(query: Query, line: Line) -> tuple[str, tuple[int, int]]:
    return (line.listing.occurred_key if query.order == "occurred" else "", line.place)


def _version(revision: Revision) -> Version:
    header = revision.header
    return Version(revision.identity, header.rev, header.op, revision.values())
