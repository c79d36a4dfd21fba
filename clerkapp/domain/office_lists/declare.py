"""How a list of the office is declared: once, as data (docs/adr/0040).

The table in the vault, the form of an entry, the columns of a CSV file, the options of clerkctl and
the JSON of an answer follow from the declaration.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from clerkapp.domain.people.roles import Permission
from clerkapp.domain.text.rules import comparable

Values = Mapping[str, Any]
"""What an entry says, by column: no column stands empty in it."""


class Control(StrEnum):
    """How a column is filled in, and so what its value is (docs/formats/vault.md, section 8).

    LINE, NAME and TEXT are text, by the rules of `domain.text`; CHOICE is a code of the column's
    answers; DAY is "2026-11-03"; CLOCK is "19:00"; FLAG is true; CODES are codes of entries of another
    list; RECORD is an object of record fields.
    """

    LINE = "line"
    NAME = "name"
    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    CLOCK = "clock"
    FLAG = "flag"
    CODES = "codes"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that an entry says.

    `limit`: characters. `offers`: list and column whose values are offered, other text is taken too;
    for CODES the list whose entries it names. `mono`: read letter by letter. `guarded`: not for those
    who only record. `default`: what a new entry says when nothing is given.
    """

    code: str
    control: Control = Control.LINE
    needed: bool = False
    limit: int = 120
    values: tuple[str, ...] = ()
    offers: tuple[str, str] | None = None
    mono: bool = False
    guarded: bool = False
    default: str = ""


def _never(_: Values, __: Values | None) -> bool:
    return False


def _sound(_: Values) -> None:
    pass


@dataclass(frozen=True)
class OfficeList:
    """One list.

    `key`: the column by which people and records name an entry; no two entries have the same, by the
    measure of `same`. `permission`: who may change it. `shown`: the columns of a table of it.
    `needs_two`: whether a change (None: it is closed) needs a second person. `check` raises Refused for
    values that do not fit each other.
    """

    code: str
    order: int
    columns: tuple[Column, ...]
    key: str
    permission: Permission
    shown: tuple[str, ...]
    same: Callable[[str], str] = comparable
    needs_two: Callable[[Values, Values | None], bool] = _never
    check: Callable[[Values], None] = _sound

    @cached_property
    def by_code(self) -> Mapping[str, Column]:
        """The columns by their codes, in order."""
        return {column.code: column for column in self.columns}

    def mark(self, values: Values) -> str:
        """What tells the entry with these values from all others."""
        return self.same(str(values.get(self.key, "")))
