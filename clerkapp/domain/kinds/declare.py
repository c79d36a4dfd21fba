"""How a kind of incident is declared: once, as data.

The form, validation, JSON Schema, search, the printed sheet, the record's page, the copies and the
exports all follow from the declaration. A field touches two source files: its kind's here, and the
kind's words (`clerkapp.wording.kinds`); a test adds a kind with one of each and an icon.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, NamedTuple

Values = Mapping[str, Any]
Condition = Callable[[Values], bool]


def by_effect(values: Values) -> bool:
    """Whether two people sign because of what came of it, whatever the kind: ballots were affected, results
    were, or a seal was looked at."""
    ballots = values.get("ballots_affected")
    number = ballots.get("n") if isinstance(ballots, dict) else None
    return (
        (isinstance(number, int) and number > 0)
        or bool(values.get("ballots_handled"))
        or bool(values.get("seals"))
        or values.get("results_affected") in ("yes_corrected", "yes_open")
    )


class Control(StrEnum):
    """How a field is filled in, and so what its value looks like (docs/formats/record.md)."""

    SEGMENT = "segment"
    LIST = "list"
    CHECKS = "checks"
    LINE = "line"
    TEXT = "text"
    TIME = "time"
    COUNT = "count"
    PERSON = "person"
    TABLE = "table"
    FLAG = "flag"
    FILE = "file"


CellControl = Literal[Control.TIME, Control.COUNT, Control.FLAG, Control.LIST, Control.LINE]
"""The controls that a cell of a table may have."""


class Search(StrEnum):
    """The column of the search in which a field's text is found."""

    ONE_LINE = "one_line"
    PLACE = "place"
    PEOPLE = "people"
    STORY = "story"
    DETAILS = "details"


class Paper(StrEnum):
    """Where a field is on the printed sheet.

    HEAD: a part of the sheet shows it by itself (title, times, narrative, actions). The other parts
    list their fields by number; BLOCK follows the order of the form.
    """

    HEAD = "head"
    CIRCUMSTANCES = "circumstances"
    PLACE = "place"
    EFFECT = "effect"
    RESOLUTION = "resolution"
    BLOCK = "block"


class Tile(StrEnum):
    """Where the head of a record's page shows a field, which its blocks then do not repeat.

    WHAT: in the tile that tells records of this kind apart. ELSE: there, when no WHAT is answered.
    UNDER: in small letters under it. COUNT: a tile of its own. HEAD: title, chips, times or story.
    """

    HEAD = "head"
    WHAT = "what"
    ELSE = "else"
    UNDER = "under"
    COUNT = "count"


class Gate(StrEnum):
    """When a field is needed: to record (R1), to resolve (R2), to review (R3); A is automatic."""

    RECORD = "R1"
    RESOLVE = "R2"
    REVIEW = "R3"
    AUTOMATIC = "A"
    NEVER = "-"


class RedactionClass(StrEnum):
    """Who may see a field outside the office (docs/formats/record.md, redaction classes)."""

    OPEN = "0"
    CHECKED = "0*"
    NAME = "N"
    PERSONAL = "P"
    VOTER = "V"
    SECURITY = "S"
    BALLOT = "B"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table field. Cells hold the same value forms as fields.

    `searched`: its cells are found by the search when the field is searched. `planned`: a time that
    may lie ahead. `below`: the form shows it as a second line of the row.
    """

    code: str
    control: CellControl
    values: tuple[str, ...] = ()
    free: bool = False
    limit: int = 0
    mono: bool = False
    searched: bool = True
    planned: bool = False
    below: bool = False


class Difference(NamedTuple):
    """A column that is worked out: in each row the count `second` less the count `first`.

    It stands after `second`. `code` has its words.
    """

    code: str
    first: str
    second: str


class Alone(NamedTuple):
    """An answer that stands for itself: with any other of its field, but those `beside` it, it is asked
    which is right."""

    answer: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    `code` is what is stored; `number` is the form's number (C10, Q17). `values` are the codes a
    person may choose, in order; `free` allows other text. `needed_when` narrows the gate, `shown_when`
    hides the field until it matters. `limit` is in characters. `mono` marks what must be read letter
    by letter. `indicator` marks what the state compares between offices. `names` marks what holds a
    name or a contact, which the state's copy leaves out. `from_message` marks what is copied out of a
    message: kept as it came, hidden characters too, and always shown with them made visible.
    `answers_null` marks a field where null is an answer ("not tied to an election").
    `planned` marks a time that may lie ahead; all others tell what has happened.
    `part_of` names the person's field through which this one is asked: a control for a person holds
    role, name and contact, and the form does not show the parts again.
    `search`: where the search finds its text; codes are found as words. `paper`, `tile`: where it is
    on the sheet and at the head of the page. `ends`: the time that begins the period which this one ends.
    `proper_name`: its other text is a name and is compared as one. `default`: the code that a new record
    starts with. `by_program`: no form asks for it. `ahead`: the form asks it before all else in its block.
    `minutes`: the code of the length of the period that this time ends; `difference`: a column of its table.
    Both are worked out (`rows/derived.py`) and never typed or stored. `entries`: the columns that tell a
    row of this table from another. Its rows are entries of a log: what was recorded is never taken away,
    only struck (`rows/struck.py`).
    `alone`: answers of a CHECKS field that stand for themselves.
    `again`: begun from another record, the form takes it along.
    A FILE field holds no value: its `values` are the classes of attachment that belong there.
    """

    code: str
    number: str
    control: Control
    gate: Gate = Gate.NEVER
    redaction: RedactionClass = RedactionClass.OPEN
    values: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    free: bool = False
    needed_when: Condition | None = None
    shown_when: Condition | None = None
    limit: int = 0
    search: Search | None = None
    paper: Paper = Paper.BLOCK
    tile: Tile | None = None
    mono: bool = False
    indicator: bool = False
    names: bool = False
    from_message: bool = False
    answers_null: bool = False
    planned: bool = False
    part_of: str = ""
    ends: str = ""
    proper_name: bool = False
    default: str = ""
    by_program: bool = False
    ahead: bool = False
    minutes: str = ""
    difference: Difference | None = None
    entries: tuple[str, ...] = ()
    alone: tuple[Alone, ...] = ()
    again: bool = False

    @property
    def place(self) -> int:
        """The number of its form without the letters: 10 for C10."""
        return int(self.number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


class Contradiction(NamedTuple):
    """Answers of two fields that can hardly both be so. `question`: a code that has its words, said at
    the field `at`; `other` is the one to look at."""

    question: str
    at: str
    other: str
    holds: Condition


class Opening(NamedTuple):
    """An answer that opens a block. `because`: a code that has its words; "" where the category says it."""

    holds: Condition
    because: str = ""


class Checklist(NamedTuple):
    """What to do now, in the order of the hand, when `holds`; code and steps have their words.

    The first five steps stand beside the form; a printed list has all of them.
    """

    code: str
    holds: Condition
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A block of a form and of the printed sheet.

    `opens`: when the form shows it open; None is always, nothing only when it holds something. Whatever
    is needed is shown all the same (`domain/forms/folding.py`).
    `finder`: the form asks first which unit of the inventory it is (Q1), which no record holds.
    """

    code: str
    fields: tuple[Field, ...]
    opens: tuple[Opening, ...] | None = None
    finder: bool = False


class Useful(NamedTuple):
    """A question that helps most right after recording, when `holds`. `also`: a field asked with it, such
    as the end of a period."""

    code: str
    holds: Condition = lambda _: True
    also: tuple[str, ...] = ()


class SeverityRule(NamedTuple):
    """At least this severity when the condition holds; the reason is a code that has its words."""

    severity: str
    reason: str
    holds: Condition


@dataclass(frozen=True)
class Kind:
    """One kind of incident: its sections in form order, which is print order.

    `order`: its place among the kinds, from 1; Ctrl and this digit begin a record. `icon`: the name of
    a file in resources/icons; its colours are the roles kind-CODE and kind-CODE-tint of the theme.
    `rules`: what severity to suggest, from the worst down. `sharing`: the mark a record starts with.
    `two_people`: when two people, not of the same party, have to sign. `follows`: answers that follow from what was typed, taken where nothing was. `composites`: objects
    that are read and stored as the fields named. `compared`: its indicators are compared with those
    of other records. `contradictions`: answers of two fields that are asked about. `checklists`: what to
    do now, the most urgent first. `begins_with`: the field that its form shows above all blocks.
    `people_first`: its form says whom to call before anything is typed.
    `useful`: what is asked right after recording, the most useful first.
    """

    code: str
    sections: tuple[Section, ...]
    order: int
    icon: str
    rules: tuple[SeverityRule, ...] = ()
    sharing: str = "amber"
    two_people: Condition = by_effect
    follows: Callable[[Values], Values] = lambda _: {}
    composites: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    compared: bool = False
    people_first: bool = False
    contradictions: tuple[Contradiction, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    begins_with: str = ""
    useful: tuple[Useful, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields in order."""
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def _by_code(self) -> Mapping[str, Field]:
        return {field.code: field for field in self.fields}

    def field(self, code: str) -> Field | None:
        """The field with this code, if the kind has it."""
        return self._by_code.get(code)

    @cached_property
    def periods(self) -> tuple[tuple[str, str], ...]:
        """The codes of times that begin and end something, in form order."""
        return tuple((field.ends, field.code) for field in self.fields if field.ends)

    def on_paper(self, part: Paper) -> tuple[str, ...]:
        """The codes of the fields in a part of the sheet, in its order."""
        placed_fields = [field for field in self.fields if field.paper is part]
        return tuple(
            field.code
            for field in (
                placed_fields
                if part is Paper.BLOCK
                else sorted(placed_fields, key=lambda placed: placed.place)
            )
        )

    def with_tile(self, *tiles: Tile) -> tuple[str, ...]:
        """The codes of the fields that are there at the head of the page, in form order."""
        return tuple(field.code for field in self.fields if field.tile in tiles)
