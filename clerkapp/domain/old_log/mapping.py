"""Which column of an old log is what: declared as data, once for all files with the same heading.

The form of the file is in docs/formats/old-log.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.common import COMMON
from clerkapp.domain.kinds.declare import Column, Control, Field
from clerkapp.domain.old_log.days import Order
from clerkapp.domain.text import rules as texts

KIND: Final = "kind"
"""A column that says of which kind its line is."""
OLD_NUMBER: Final = "old_number"
OLD_SOURCE: Final = "old_source"
DAY: Final = "day"
CLOCK: Final = "clock"
SOURCE_LIMIT: Final = 120
_MEMBERS = frozenset({"source", "kind", "columns", "dates", "words", "always"})
_NOT_TAKEN = frozenset(
    {
        "public_handling",
        "public_basis",
        "public_statement",
        "public_title",
        "public_wording",
        "restricted",
        "attachments",
        "related",
        "sharing",
        OLD_SOURCE,
    }
)
_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ColumnTarget:
    """Where a column goes: a field, or one part of it (the day or the clock of a time, a column of a
    table whose one row the line makes)."""

    field: Field
    part: str = ""

    @property
    def column(self) -> Column | None:
        """The table's column that it goes to."""
        return next((one for one in self.field.columns if one.code == self.part), None)


@dataclass(frozen=True, slots=True)
class LogMapping:
    """`columns`: the target of each heading, "" to leave it out. `kind`: of the lines that name none.

    `source`: what the old log is called; together with the old number it tells a line from all others.
    `order`: which figure of a day stands first, None while nobody said. `words`: what a cell's words mean,
    by target; `always`: answers of every line, as they are typed.
    """

    source: str
    columns: Mapping[str, str]
    kind: str = ""
    order: Order | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    always: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind and self.kind not in KINDS:
            raise Refused("kind-unknown", kind=self.kind[:40])
        taken: dict[str, str] = {}
        for heading, code in self.columns.items():
            if not code:
                continue
            if code != KIND and target_of(code) is None:
                raise Refused("log-map-field", column=heading[:60], field=code[:60])
            if code in taken and not _joins(code):
                raise Refused("log-map-twice", column=heading[:60], other=taken[code][:60])
            taken[code] = heading
        if not texts.says_something(self.source) or len(self.source) > SOURCE_LIMIT:
            raise Refused("log-map-source", limit=SOURCE_LIMIT)

    def to_value(self) -> dict[str, Any]:
        """The form in which it is kept and written to a file."""
        return {
            "source": self.source,
            "kind": self.kind or None,
            "columns": {heading: code or None for heading, code in self.columns.items()},
            "dates": str(self.order) if self.order else None,
            "words": {code: dict(words) for code, words in self.words.items()},
            "always": dict(self.always),
        }


def of_value(value: Any, *, source: str = "") -> LogMapping:
    """A mapping from the form of a file. `source`: what the log is called when the file does not say.

    Raises Refused: log-map-form (`member`), log-map-field, log-map-twice, log-map-source, kind-unknown.
    """
    if not isinstance(value, dict):
        raise Refused("log-map-form", member="{}")
    for member in value:
        if member not in _MEMBERS:
            raise Refused("log-map-form", member=str(member)[:40])
    order = value.get("dates")
    if order not in (None, *Order):
        raise Refused("log-map-form", member="dates")
    named, kind = value.get("source"), value.get("kind")
    return LogMapping(
        source=_text(named, "source") if named is not None else source,
        columns=_texts(value.get("columns"), "columns", needed=True),
        kind=_text(kind, "kind") if kind is not None else "",
        order=Order(order) if order else None,
        words={
            code: _texts(words, "words")
            for code, words in _object(value.get("words"), "words").items()
        },
        always=_object(value.get("always"), "always"),
    )


def target_of(code: str) -> ColumnTarget | None:
    """The field or part that `code` names; None for what an old log cannot bring."""
    head, _dot, part = code.partition(".")
    declared = declared_field(head)
    if declared is None or head in _NOT_TAKEN or (declared.by_program and head != OLD_NUMBER):
        return None
    target = ColumnTarget(declared, part)
    if declared.control is Control.TABLE:
        return target if target.column is not None else None
    if declared.control is Control.FILE or declared.from_message:
        return None
    if part and not (declared.control is Control.TIME and part in (DAY, CLOCK)):
        return None
    return target


def declared_field(code: str) -> Field | None:
    """The field of this code in any kind."""
    for kind in (COMMON, *KINDS.values()):
        found = kind.field(code)
        if found is not None:
            return found
    return None


def _joins(code: str) -> bool:
    """Whether several columns may go there, one after the other."""
    target = target_of(code)
    return target is not None and target.field.control is Control.TEXT


def _text(value: Any, member: str) -> str:
    if not isinstance(value, str):
        raise Refused("log-map-form", member=member)
    return texts.line(value)


def _object(value: Any, member: str) -> Mapping[str, Any]:
    if value is None:
        return _NONE
    if not isinstance(value, dict):
        raise Refused("log-map-form", member=member)
    return value


def _texts(value: Any, member: str, *, needed: bool = False) -> dict[str, str]:
    found = _object(value, member)
    if needed and not found:
        raise Refused("log-map-form", member=member)
    if not all(one is None or isinstance(one, str) for one in found.values()):
        raise Refused("log-map-form", member=member)
    return {str(key): one or "" for key, one in found.items()}
