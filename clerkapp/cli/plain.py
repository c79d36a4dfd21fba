"""Values for a terminal, in the words of the forms."""

from collections.abc import Iterator

from clerkapp.domain.records.revision import Value
from clerkapp.domain.text.rules import one_line
from clerkapp.wording.labels import label
from clerkapp.wording.times import instant_words
from clerkapp.wording.values import value_words


def line_of(kind: str, code: str, value: Value) -> Iterator[str]:
    """`Label: value`; a table's rows are on indented lines."""
    lines = value_words(kind, code, value, year=True).split("\n") if value is not None else ["–"]
    if len(lines) == 1:
        yield f"{one_line(label(code))}: {lines[0]}"
        return
    yield f"{one_line(label(code))}:"
    yield from (f"  {line}" for line in lines)


def spread(text: str) -> str:
    """A text of several lines in one: lines of the record are the program's."""
    return one_line(" ".join(text.split()))


def time_of(instant: str) -> str:
    """A time as people read it."""
    return instant_words(instant, year=True)
