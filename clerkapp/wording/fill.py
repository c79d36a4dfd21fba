"""Filling the places of a sentence: codes become words, times are written out, and what came from
elsewhere stays in its line.

A parameter that is missing leaves its place readable instead of failing: a sentence about trouble
must never be trouble itself. A test holds sentences and parameters together.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from clerkapp.domain.text.rules import one_line
from clerkapp.wording.capacities import capacity_words, party_label
from clerkapp.wording.characters import character_words
from clerkapp.wording.labels import (
    act_label,
    kind_label,
    label,
    role_label,
    rule_label,
    severity_label,
    status_label,
    stay_label,
)
from clerkapp.wording.times import full_day_words, when_words
from clerkapp.wording.values import size_words

_WORDED: dict[str, Callable[[str], str]] = {
    "character": character_words,
    "field": label,
    "kind": kind_label,
    "status": status_label,
    "was": status_label,
    "severity": severity_label,
    "function": role_label,
    "stay": stay_label,
    "stays": stay_label,
    "rules": rule_label,
    "acts": act_label,
    "parties": party_label,
    "capacity": capacity_words,
    "start": when_words,
    "end": when_words,
    "at": when_words,
    "until": when_words,
    "next": when_words,
    "now": partial(when_words, year=True),
    "seen": full_day_words,
    "today": full_day_words,
    "day": full_day_words,
}
_SIZES = frozenset({"free", "needed"})
"""Places whose number is a size in bytes."""
_AMOUNTS = frozenset({"count", "length", "limit", "seconds", "size"})
"""Numbers of this kind are grouped ("1,673"); years, revisions and the like are not."""


class _Places(dict[str, str]):
    def __missing__(self, place: str) -> str:
        return f"({place})"


def fill(words: str, params: Mapping[str, Any]) -> str:
    """`words` with its `{places}` filled."""
    return words.format_map(_Places({place: _word(place, params[place]) for place in params}))


def _word(place: str, value: Any) -> str:
    if isinstance(value, str):
        return one_line(_WORDED[place](value) if place in _WORDED else value)
    if isinstance(value, list | tuple):
        return ", ".join(_word(place, item) for item in value)
    if isinstance(value, int) and place in _SIZES:
        return size_words(value)
    return f"{value:,}" if isinstance(value, int) and place in _AMOUNTS else str(value)
