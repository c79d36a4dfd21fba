"""Which times of a record cannot be true: ahead of the clock, or noticed before it happened.

Asked at the field and refused when recording. What may lie ahead (when a task is due) is declared
so; what was copied out of a message is evidence and may say anything. How well a time is known
counts: a day is ahead only when the whole day is, and "about" leaves an hour.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import kind_of
from clerkapp.domain.kinds.conditions import rows
from clerkapp.domain.kinds.declare import Control
from clerkapp.domain.records.revision import Value
from clerkapp.domain.time.times import (
    Precision,
    When,
    fixed,
    format_instant,
    parse_day,
    parse_instant,
)

AHEAD_TOLERANCE = timedelta(minutes=5)
"""Two clocks of one office differ; what was read from the other one is not refused."""
ABOUT = timedelta(hours=1)


def impossible(
    kind: str,
    values: Mapping[str, Value],
    now: datetime,
    codes: Collection[str] | None = None,
) -> Iterator[Refused]:
    """A refusal for each time that cannot be true at `now` (the office's clock, with its offset).

    `fields` names where it is said: time-ahead (in a table with `row` and `column`),
    noticed-before-start (at `noticed`). `codes`: only these fields, None for all.
    """
    for field in kind_of(kind).fields:
        if field.from_message or not (codes is None or field.code in codes):
            continue
        if field.control is Control.TIME and not field.planned:
            yield from _ahead(values.get(field.code), now, {"field": field.code})
        elif field.control is Control.TABLE:
            for place, row in enumerate(rows(values, field.code), start=1):
                for column in field.columns:
                    if column.control is Control.TIME and not column.planned:
                        where = {"field": field.code, "row": place, "column": column.code}
                        yield from _ahead(row.get(column.code), now, where)
    if codes is None or {"occurred", "noticed"} & set(codes):
        yield from _noticed_early(values, now)


def is_ahead(when: When | None, now: datetime) -> bool:
    """Whether a time is still to come, by more than two clocks of one office differ."""
    if when is None or when.at is None:
        return False
    latest = fixed(now) + AHEAD_TOLERANCE
    if when.precision is Precision.DAY:
        return parse_day(when.at) > latest.date()
    return parse_instant(when.at) > latest


def _ahead(value: Any, now: datetime, where: Mapping[str, Any]) -> Iterator[Refused]:
    when = _time(value)
    if when is not None and is_ahead(when, now):
        yield Refused(
            "time-ahead", fields=(where["field"],), **where, at=when.at, now=format_instant(now)
        )


def _noticed_early(values: Mapping[str, Value], now: datetime) -> Iterator[Refused]:
    occurred, noticed = _time(values.get("occurred")), _time(values.get("noticed"))
    if occurred is None or noticed is None or occurred.at is None or noticed.at is None:
        return
    if is_ahead(occurred, now):
        return  # that slip is told at `occurred`; put right, it may put this right too
    precisions = (occurred.precision, noticed.precision)
    if Precision.DAY in precisions:
        early = parse_day(noticed.at[:10]) < parse_day(occurred.at[:10])
    else:
        room = ABOUT if Precision.ABOUT in precisions else timedelta(minutes=1)
        early = parse_instant(noticed.at) + room <= parse_instant(occurred.at)
    if early:
        yield Refused("noticed-before-start", fields=("noticed", "occurred"), start=occurred.at)


def _time(value: Any) -> When | None:
    try:
        return When.from_value(value)
    except Refused:
        return None
