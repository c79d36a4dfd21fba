"""Typed records made from the declarations, and a few written by hand."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Column, Control, Field

JAM: dict[str, Any] = {
    "one_line": "Precinct scanner at Oak Hall jammed; ballots went to the emergency bin.",
    "occurred": {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"},
    "noticed": {"at": "2026-11-03T07:40:00-06:00", "precision": "exact"},
    "place": "Oak Hall",
    "election": "ZZ-2026-11-03",
    "phase": "open",
    "noticed_by": {"role": "supervisory_judge", "name": None, "contact": None},
    "danger": "no",
}

lines = st.text(
    st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u00a0"), max_size=40
)
names = st.text(
    st.characters(categories=["L", "N", "P"], max_codepoint=0x24F, exclude_characters="µ"),
    max_size=40,
)
offsets = st.sampled_from([-7, -6, -5, 0, 5.5]).map(lambda hours: timezone(timedelta(hours=hours)))
instants = st.builds(
    lambda seconds, zone: datetime.fromtimestamp(seconds, zone).isoformat(),
    st.integers(631_152_000, 3_786_912_000),
    offsets,
)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(str)
times = st.one_of(
    st.builds(
        lambda at, precision: {"at": at, "precision": precision},
        instants,
        st.sampled_from(["exact", "about"]),
    ),
    days.map(lambda day: {"at": day, "precision": "day"}),
    st.just({"at": None, "precision": "unknown"}),
)
counts = st.one_of(
    st.builds(
        lambda n, precision: {"n": n, "precision": precision},
        st.integers(0, 2**53 - 1),
        st.sampled_from(["exact", "estimate"]),
    ),
    st.just({"n": None, "precision": "unknown"}),
)


def _plain(item: Field | Column) -> st.SearchStrategy[Any]:
    match item.control:
        case Control.TIME:
            return times
        case Control.COUNT:
            return counts
        case Control.FLAG:
            return st.booleans()
        case Control.SEGMENT | Control.LIST if not item.free:
            return st.sampled_from(item.values)
        case Control.LIST:
            return names
        case _:
            return lines


def typed(field: Field) -> st.SearchStrategy[Any]:
    """Values that a person could give for a field, shorthands left out."""
    match field.control:
        case Control.CHECKS:
            return st.lists(st.sampled_from(field.values), max_size=4)
        case Control.PERSON:
            return st.builds(
                lambda role, name, contact: {"role": role, "name": name, "contact": contact},
                st.sampled_from(field.values),
                st.none() | names,
                st.none() | lines,
            )
        case Control.TABLE:
            row = st.fixed_dictionaries(
                {}, optional={column.code: _plain(column) for column in field.columns}
            )
            return st.lists(row, max_size=3)
        case _:
            return st.none() | _plain(field)


@st.composite
def records(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """A typed record with some of the kind's fields, in any order. Ends of periods are left out."""
    fields = [
        field
        for field in KINDS[kind].fields
        if field.control is not Control.FILE and not field.ends and not field.part_of
    ]
    chosen = draw(st.lists(st.sampled_from(fields), max_size=12, unique_by=lambda f: f.code))
    return {field.code: draw(typed(field)) for field in chosen}
