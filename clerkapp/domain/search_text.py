"""What of a record can be found by typing a word: six columns of plain text.

Works for records from elsewhere too: a value of an unexpected form adds what text it has. Codes are
indexed with spaces for underscores, so that "seal mismatch" finds a category.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Control, Field
from clerkapp.domain.revision import Value
from clerkapp.domain.text import searchable, undashed

COLUMNS = ("number", "one_line", "place", "people", "story", "details")

_STORY = ("seen", "instead", "resolution", "why_text", "actions", "message_text", "prevention")
_PLACE = ("place", "place_spot")
_CODED = ("category", "device_type", "area")


def columns(kind: str, values: Mapping[str, Value], number: str = "") -> dict[str, str]:
    """Text for each column, in the order of COLUMNS, as `text.searchable` has it. A number with dashes
    is found without them too."""
    parts: dict[str, list[str]] = {column: [] for column in COLUMNS}
    for code, column, left_out in _searched_fields(kind):
        if values.get(code) is not None:
            parts[column].extend(_texts(_searched(left_out, values[code])))
    for code in _CODED:
        parts["details"].extend(text.replace("_", " ") for text in _texts(values.get(code)))
    for code, value in values.items():
        if code.startswith("attachment.") and isinstance(value, dict):
            parts["details"].extend(_texts(value.get("name")))
    if kind not in KINDS:
        parts["one_line"].extend(_texts(values.get("one_line")))
        parts["place"].extend(_texts(values.get("place")))
        parts["story"].extend(_texts(values.get("seen")))
    return {
        column: searchable(number) if column == "number" else _indexed("\n".join(texts))
        for column, texts in parts.items()
    }


def _indexed(text: str) -> str:
    plain = searchable(text)
    joined = undashed(plain) if "-" in plain else []
    return "\n".join([plain, " ".join(joined)]) if joined else plain


@cache
def _searched_fields(kind: str) -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Code and column of each field that is searched, and the columns of its table that are left out."""
    declared = KINDS.get(kind)
    return tuple(
        (
            field.code,
            _column(field),
            frozenset(column.code for column in field.columns if not column.searched),
        )
        for field in (declared.fields if declared else ())
        if field.searched
    )


def _column(field: Field) -> str:
    if field.code == "one_line":
        return "one_line"
    if field.code in _PLACE:
        return "place"
    if field.names or field.control is Control.PERSON:
        return "people"
    return "story" if field.code in _STORY else "details"


def _searched(left_out: frozenset[str], value: Any) -> Any:
    """A table without the columns that say the same in every record."""
    if not left_out or not isinstance(value, list):
        return value
    return [
        {code: cell for code, cell in row.items() if code not in left_out}
        if isinstance(row, dict)
        else row
        for row in value
    ]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
