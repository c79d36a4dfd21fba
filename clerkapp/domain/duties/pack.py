"""A rule pack: who must be told of which records, by when, with which words (docs/formats/rules.md).

A pack is data. It says nothing that has to be run: a trigger is a question about a record's answers out
of a small closed set, a deadline one of six forms.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from clerkapp.domain.kinds.declare import Condition

Texts = Mapping[str, str]
"""The same words by language; English is always there."""


class DueForm(StrEnum):
    """How long there is to tell somebody.

    AT_ONCE: now. HOURS: so many hours after it was noticed, as they pass. SAME_DAY: at a time of the day on
    which it was noticed; noticed after that, by the end of the day. BUSINESS_DAYS: by the end of the n-th
    day after, Saturdays and Sundays not counted. AFTER_ELECTION: by the end of the n-th day after the
    election. NEXT_UPLOAD: with the next bundle.
    """

    AT_ONCE = "at_once"
    HOURS = "hours"
    SAME_DAY = "same_day"
    BUSINESS_DAYS = "business_days"
    AFTER_ELECTION = "days_after_election"
    NEXT_UPLOAD = "next_upload"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`count`: hours or days, 0 where the term has none. `until`: the time of a SAME_DAY."""

    term: DueForm
    count: int = 0
    until: time = time(23, 59)


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One duty. `when`: whether a record asks for it; `severities`: it can only hold for records of one of
    these. `tell`: a code of `vocabulary.common.ORGANISATIONS`. `say`: the sentence to read out, with the
    names of PLACEHOLDERS in braces. `source`: where the rule stands."""

    code: str
    name: Texts
    when: Condition
    severities: frozenset[str]
    deadline: Deadline
    tell: str
    say: Texts
    source: str


@dataclass(frozen=True, slots=True)
class Yearly:
    """Something that is owed once a year whatever happened, by this day."""

    code: str
    name: Texts
    month: int
    day: int
    tell: str
    source: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of a state. `to_confirm`: the office's counsel has to confirm them before they are relied on."""

    id: str
    version: int
    title: Texts
    to_confirm: bool
    rules: tuple[DutyRule, ...]
    yearly: tuple[Yearly, ...]


PLACEHOLDERS = frozenset({"office", "number", "line", "kind", "noticed", "place"})
"""What a sentence to read out may name."""


def said(texts: Texts, language: str) -> str:
    """The words in this language, in English where they are missing."""
    return texts.get(language, texts["en"])
