"""Likely doubles: the same trouble written down twice, by two people or on two phones.

Two records are likely the same when they are of one kind and one category (or neither has one yet), of
the same place or the same unit, and less than two hours apart. It is a question, never an answer: each
morning has two jams that are two.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.text.rules import comparable
from clerkapp.domain.time.times import Precision, When, parse_instant

WITHIN: Final = timedelta(hours=2)
UNIT: Final = ("serial", "asset_tag")
"""The fields that tell one unit from another."""
ASKED_BY: Final = ("place", "occurred", "category", *UNIT)
"""The fields that the rule looks at."""


def moment(value: Any) -> datetime | None:
    """The instant of a time that says one (exact or about), else None."""
    try:
        when = When.from_value(value)
    except Refused:
        return None
    if when.at is None or when.precision is Precision.DAY:
        return None
    return parse_instant(when.at)


def apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> timedelta | None:
    """How long the second happened before (positive) or after the first; None when nobody can say."""
    first, second = moment(one.get("occurred")), moment(other.get("occurred"))
    return None if first is None or second is None else first - second


def likely(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two records of one kind are likely the same. `one`, `other`: stored or typed values."""
    between = apart(one, other)
    if between is None or abs(between) >= WITHIN:
        return False
    if one.get("category") != other.get("category"):
        return False
    return any(same(one.get(code), other.get(code)) for code in ("place", *UNIT))


def same(one: Any, other: Any) -> bool:
    """Whether two answers name one place, or one unit."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return bool(comparable(one)) and comparable(one) == comparable(other)
