"""The rules about revisions that a bag must keep (docs/formats/bundle.md, "Records"); those about
people are in `people`. Reader and writer share them, so the one never refuses what the other made.

Memory grows only with the number of revisions and attachments: a digest or two each, never with what
they say.
"""

from collections import Counter
from collections.abc import Iterable

from clerkapp.codec import record_line
from clerkapp.codec.statement import Totals
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.numbers import is_training
from clerkapp.domain.records.revision import Revision


def require_real(station: str) -> None:
    """Raises Refused("training") for a station of a practice vault: nothing of it enters a bundle."""
    if is_training(station):
        raise Refused("training", station=station)


class CarriedRecords:
    """Revisions in order, their parents, their attachments, and the control totals of the heads."""

    def __init__(self, authority: str) -> None:
        self._authority = authority
        self._last: tuple[str, int, str] = ("", 0, "")
        self._number = ""
        self._group: dict[str, _Head] = {}
        self._identities: set[bytes] = set()
        self._outside: set[bytes] = set()
        self._totals = _Counting()
        self.attachments: dict[str, int] = {}
        self.revisions = 0

    def take(self, revision: Revision) -> None:
        """Raises Refused: record, foreign-record, training."""
        try:
            self._take(revision)
        except ValueError as error:
            raise Refused("record", number=revision.header.number, why=str(error)) from None

    def finish(self) -> Totals:
        """The control totals. Raises Refused("record") for a parent that is another record's."""
        self._close_group()
        if not self._outside.isdisjoint(self._identities):
            raise Refused("record", why="a parent of another record")
        return self._totals.totals()

    def require_named(self, sha256: str, size: int) -> None:
        """Raises Refused("record") unless a disclosed field names the attachment with this size."""
        if self.attachments.get(sha256) != size:
            raise Refused("record", why="attachment", sha256=sha256)

    def missing(self, carried: Iterable[str]) -> tuple[str, ...]:
        """Attachments that a disclosed field names and the bag does not carry, ascending."""
        return tuple(sorted(self.attachments.keys() - set(carried)))

    def _take(self, revision: Revision) -> None:
        header = revision.header
        number = record_line.number_of(header.number)
        require_real(number.station)
        if number.authority != self._authority:
            raise Refused("foreign-record", number=header.number)
        place = (header.id, header.rev, revision.identity)
        if place <= self._last:
            raise ValueError("order")
        if header.id != self._last[0]:
            self._close_group()
            self._number = header.number
        self._last = place
        if header.number != self._number:
            raise ValueError("one record, two numbers")
        self._take_parents(revision)
        self._group[revision.identity] = _Head(
            header.rev,
            header.kind,
            _text(revision, "severity", "not_rated"),
            _text(revision, "status", "unknown"),
        )
        _text(revision, "reason", "")
        for named in record_line.named_attachments(revision.fields):
            if self.attachments.setdefault(named.sha256, named.size) != named.size:
                raise ValueError("one attachment, two sizes")
        self._identities.add(bytes.fromhex(revision.identity))
        self.revisions += 1

    def _take_parents(self, revision: Revision) -> None:
        here = []
        for parent in revision.header.parents:
            head = self._group.get(parent)
            if head is None:
                self._outside.add(bytes.fromhex(parent))
            else:
                head.replaced = True
                here.append(head.rev)
        if not here:
            return
        all_here = len(here) == len(revision.header.parents)
        lowest = max(here) + 1
        if revision.header.rev < lowest or (all_here and revision.header.rev != lowest):
            raise ValueError("rev is one more than the highest of the parents")

    def _close_group(self) -> None:
        for head in self._group.values():
            if not head.replaced:
                self._totals.count(head)
        self._group = {}


class _Head:
    """A revision of the record at hand, as the totals need it."""

    __slots__ = ("kind", "replaced", "rev", "severity", "status")

    def __init__(self, rev: int, kind: str, severity: str, status: str) -> None:
        self.rev, self.kind, self.severity, self.status = rev, kind, severity, status
        self.replaced = False


class _Counting:
    def __init__(self) -> None:
        self._kinds: Counter[str] = Counter()
        self._severities: Counter[str] = Counter()
        self._statuses: Counter[str] = Counter()

    def count(self, head: _Head) -> None:
        self._kinds[head.kind] += 1
        self._severities[head.severity] += 1
        self._statuses[head.status] += 1

    def totals(self) -> Totals:
        return Totals(
            self._kinds.total(), dict(self._kinds), dict(self._severities), dict(self._statuses)
        )


def _text(revision: Revision, code: str, withheld: str) -> str:
    value = record_line.text_field(revision.fields, code)
    return withheld if value is None else value
