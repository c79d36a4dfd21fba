"""How a kind of incident is declared: once, as data.

The form, validation, JSON Schema, search, the printed sheet, the copies and the exports all follow
from the declaration. Adding a field touches the kind's own file and the wording catalogue.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

Values = Mapping[str, Any]
Condition = Callable[[Values], bool]


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
    may lie ahead.
    """

    code: str
    control: Control
    values: tuple[str, ...] = ()
    free: bool = False
    limit: int = 0
    mono: bool = False
    searched: bool = True
    planned: bool = False


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
    searched: bool = False
    mono: bool = False
    indicator: bool = False
    names: bool = False
    from_message: bool = False
    answers_null: bool = False
    planned: bool = False
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A block of a form and of the printed sheet. Some blocks open only when they matter."""

    code: str
    fields: tuple[Field, ...]
    shown_when: Condition | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of incident: its sections in form order, which is print order."""

    code: str
    sections: tuple[Section, ...]

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
