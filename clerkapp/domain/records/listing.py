"""What a list shows of a record and what a search finds it by, worked out from its revisions.

A store keeps this beside the revisions and makes it anew whenever one arrives. Several heads are a
conflict: the first by (rev descending, identity) is shown, and one restricted head of them restricts the
record until somebody settled it, to those whom each restricted head names. A record that was struck out may carry no more than the reason; it is
still listed by what it said before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.people.naming import seen_name
from clerkapp.domain.records import indicators, search_text, severity
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.revision import Op, Value
from clerkapp.domain.text.rules import comparable, one_line
from clerkapp.domain.time import times
from clerkapp.domain.work import links, steps
from clerkapp.domain.work.links import RecordLink
from clerkapp.domain.work.steps import OpenStep

COMPARED: Final = tuple(kind.code for kind in KINDS.values() if kind.compared)
"""The kinds of record whose indicators are compared."""


@dataclass(frozen=True, slots=True)
class Version:
    """A revision as a list looks at it: `values` are those at hand."""

    identity: str
    rev: int
    op: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a record has from its lowest revision that is here: rev 1, unless it comes later or never."""

    id: str
    number: str
    kind: str
    recorded: str
    author: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A record's line. `heads`: how many; `occurred_key` sorts by the time of occurrence, in UTC, empty
    when unknown; `text`: by column of `search_text`; `indicators`: ascending. `suggested`: the severity
    that the answers suggest until somebody decides, else ""; `urgent`: what was decided, else that.
    `back_key`: when to come back to it, sorting as a step's due key, "" for never. `links`: what any head
    says of other records, ascending; `steps`: what is still to do, none of a struck record."""

    origin: Origin
    number: RecordNumber
    identity: str
    rev: int
    heads: int
    struck: bool
    restricted: bool
    readers: tuple[str, ...]
    subjects: tuple[str, ...]
    site: str
    owed: tuple[tuple[str, int], ...]
    status: str
    severity: str
    one_line: str
    place: str
    election: str
    occurred_at: str | None
    occurred_precision: str
    occurred_key: str
    transcribed: bool
    text: Mapping[str, str]
    indicators: tuple[indicators.Indicator, ...]
    suggested: str
    urgent: str
    back_key: str
    links: tuple[RecordLink, ...]
    steps: tuple[OpenStep, ...]


def listing(
    origin: Origin,
    heads: Sequence[Version],
    before: Callable[[Version], Version | None],
    owed: Callable[[], Sequence[tuple[str, int]]],
) -> Listing:
    """The line of a record with these heads, the shown one first. `before`: the first parent, by identity,
    of a version that is here. `owed`: the signatures that the shown one is missing, as
    `signatures.owed` has them."""
    shown = heads[0]
    values = shown_values(shown, before)
    struck = shown.op == Op.STRIKE
    occurred = _when(values.get("occurred"))
    decided = _text(values.get("severity")) or "not_rated"
    undecided = None if struck else severity.undecided(origin.kind, values)
    suggested = undecided.severity if undecided else ""
    back = _when(values.get("back_on"))
    guarding = [
        told for head in heads if (told := shown_values(head, before)).get("restricted") is True
    ]
    named = [_names(told.get("restricted_to")) for told in guarding]
    return Listing(
        origin=origin,
        number=RecordNumber.parse(origin.number),
        identity=shown.identity,
        rev=shown.rev,
        heads=len(heads),
        struck=struck,
        restricted=bool(guarding),
        readers=tuple(sorted(frozenset.intersection(*named))) if named else (),
        subjects=tuple(
            sorted({name for told in guarding for name in _names(told.get("restricted_about"))})
        ),
        site=comparable(_text(values.get("place"))),
        owed=() if struck else tuple(owed()),
        status=_text(values.get("status")) or ("error" if struck else "recorded"),
        severity=decided,
        one_line=_text(values.get("one_line")),
        place=_text(values.get("place")),
        election=_text(values.get("election")),
        occurred_at=occurred.at,
        occurred_precision=str(occurred.precision),
        occurred_key=occurred.sort_key(),
        transcribed=bool(_text(values.get("old_source"))),
        text=search_text.columns(origin.kind, values, origin.number),
        indicators=tuple(sorted(indicators.of_values(values))) if origin.kind in COMPARED else (),
        suggested=suggested,
        urgent=suggested or decided,
        back_key="" if struck or back.at is None else steps.due_key(back),
        links=tuple(
            sorted({link for head in heads for link in links.of_values(shown_values(head, before))})
        ),
        steps=() if struck else steps.open_steps(values),
    )


def shown_values(
    version: Version, before: Callable[[Version], Version | None]
) -> Mapping[str, Value]:
    """What a version says: one that strikes keeps what was said before it, but the status."""
    told: dict[str, Value] = dict(version.values)
    seen = {version.identity}
    while version.op == Op.STRIKE and (earlier := before(version)) is not None:
        if earlier.identity in seen:  # only in a store that somebody tampered with
            break
        seen.add(earlier.identity)
        told = {**{code: v for code, v in earlier.values.items() if code != "status"}, **told}
        version = earlier
    return told


def counters(
    kind: str, status: str, severity: str, *, sent: bool, heads: int, owed: bool
) -> list[str]:
    """The counts that a record adds one to: what headings and filters show."""
    names = ["records", f"kind:{kind}", f"status:{status}", f"severity:{severity}"]
    names += [] if sent else ["unsent"]
    names += ["conflicts"] if heads > 1 else []
    names += ["owed"] if owed else []
    return names


def _when(value: Any) -> times.When:
    try:
        return times.When.from_value(value)
    except Refused:
        return times.When(None, times.Precision.UNKNOWN)


def _names(value: Any) -> frozenset[str]:
    """The names in a table of people, as they are compared."""
    rows = value if isinstance(value, list) else []
    names = [row.get("name") for row in rows if isinstance(row, dict)]
    return frozenset(seen for name in names if isinstance(name, str) and (seen := seen_name(name)))


def _text(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""
