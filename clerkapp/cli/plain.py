"""Values for a terminal, in the words of the forms."""

from collections.abc import Iterator, Mapping

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.records.revision import Value
from clerkapp.domain.records.shown import Change
from clerkapp.domain.text.rules import one_line
from clerkapp.wording.changes import change_words
from clerkapp.wording.labels import computed_label, label
from clerkapp.wording.times import instant_words
from clerkapp.wording.values import length_words, value_words


def line_of(kind: str, code: str, value: Value) -> Iterator[str]:
    """`Label: value`; a table's rows are on indented lines."""
    lines = value_words(kind, code, value, year=True).split("\n") if value is not None else ["–"]
    rows = isinstance(value, list) and any(isinstance(row, dict) for row in value)
    if len(lines) == 1 and not rows:
        yield f"{one_line(label(code))}: {lines[0]}"
        return
    yield f"{one_line(label(code))}:"
    yield from (f"  {line}" for line in lines)


def minutes_of(kind: str, code: str, computed: Mapping[str, Value]) -> Iterator[str]:
    """The length of the period that a time ends."""
    declared = KINDS.get(kind)
    field = declared.field(code) if declared else None
    if field is not None and field.minutes in computed:
        words = length_words(computed[field.minutes])
        yield f"{computed_label(field.minutes)}: {words}"


def changed_lines(kind: str, change: Change) -> Iterator[str]:
    """What an amendment changed: `Label: old  ->  new`, in a table for each cell and row."""
    for words in change_words(kind, change.code, change.old, change.new, year=True):
        old, new = spread(words.old) or "–", spread(words.new) or "–"
        new_only = change.old is None and not words.old
        yield (
            f"  {one_line(words.what)}: {new}"
            if new_only
            else f"  {one_line(words.what)}: {old}  ->  {new}"
        )


def spread(text: str) -> str:
    """A text of several lines in one: lines of the record are the program's."""
    return one_line(" ".join(text.split()))


def time_of(instant: str) -> str:
    """A time as people read it."""
    return instant_words(instant, year=True)
