"""Where the work stands, worked out from every record's line each time."""

from clerkapp.domain.records.lists import LinkedFrom, RecordRow, Sight, StepQuery, StepRow
from clerkapp.domain.work.statuses import OPEN
from tests.fakes.plain_store.lists import Line, PlainLists


class PlainWork:
    def __init__(self, lists: PlainLists) -> None:
        self._lists = lists

    def _lines(self, whose: Sight | None) -> list[Line]:
        found = [line for line in self._lists.lines() if line.shown_to(whose)]
        return sorted(found, key=lambda line: line.place)

    def linked_from(
        self,
        number: str,
        *,
        whose: Sight | None = None,
        limit: int = 100,
    ) -> tuple[LinkedFrom, ...]:
        found = [
            LinkedFrom(line.row(()), link.relation)
            for line in reversed(self._lines(whose))
            for link in line.listing.links
            if link.number == number
        ]
        return tuple(found[:limit])

    def steps(self, query: StepQuery, limit: int = 500) -> tuple[StepRow, ...]:
        found = [
            StepRow(line.row(()), step)
            for line in self._lines(query.sight)
            for step in sorted(line.listing.steps, key=lambda one: (one.field, one.place))
            if query.owners is None or step.owner in query.owners
            if query.due_before is None or step.due_key < query.due_before
        ]
        return tuple(sorted(found, key=lambda one: one.step.due_key)[:limit])

    def to_come_back(
        self,
        *,
        whose: Sight | None = None,
        limit: int = 100,
    ) -> tuple[RecordRow, ...]:
        found = [one for one in self._lines(whose) if one.listing.back_key]
        found.sort(key=lambda one: one.listing.back_key)
        return tuple(one.row(()) for one in found[:limit])

    def untouched(
        self,
        before: int,
        *,
        whose: Sight | None = None,
        limit: int = 100,
    ) -> tuple[RecordRow, ...]:
        found = [
            one
            for one in self._lines(whose)
            if one.listing.status in OPEN and not one.listing.back_key and one.touched < before
        ]
        found.sort(key=lambda one: one.touched)
        return tuple(one.row(()) for one in found[:limit])
