"""What of a record can be found by typing a word: six columns of plain text.

Works for records from elsewhere too: a value of an unexpected form adds what text it has, and of a kind
that is not known what every kind has is searched. Codes are indexed with spaces for underscores, so that "seal mismatch" finds a category.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.common import COMMON
from clerkapp.domain.kinds.declare import Search
from clerkapp.domain.records.revision import Value
from clerkapp.domain.text.rules import searchable, undashed

COLUMNS = ("number", *Search)


def columns(kind: str, values: Mapping[str, Value], number: str = "") -> dict[str, str]:
    """Text for each column, in the order of COLUMNS, as `text.searchable` has it. A number with dashes
    is found without them too."""
    parts: dict[str, list[str]] = {column: [] for column in COLUMNS}
    for field in _searched_fields(kind):
        if values.get(field.code) is not None:
            texts = _texts(_searched(field.left_out, values[field.code]))
            parts[field.column].extend(
                text.replace("_", " ") if field.coded else text for text in texts
            )
    for code, value in values.items():
        if code.startswith("attachment.") and isinstance(value, dict):
            parts["details"].extend(_texts(value.get("name")))
    return {
        column: searchable(number) if column == "number" else _indexed("\n".join(texts))
        for column, texts in parts.items()
    }


def _indexed(text: str) -> str:
    plain = searchable(text)
    joined = undashed(plain) if "-" in plain else []
    return "\n".join([plain, " ".join(joined)]) if joined else plain


class _Searched(NamedTuple):
    """A field that is searched. `left_out`: the columns of its table that are not."""

    code: str
    column: str
    coded: bool
    left_out: frozenset[str]


@cache
def _searched_fields(kind: str) -> tuple[_Searched, ...]:
    """What is searched of a kind: codes last, of them those that every kind has first.

    The order is what a vault's check compares: another order would ask every vault to be mended.
    """
    searched_fields = (
        _Searched(
            field.code,
            field.search,
            bool(field.values) and not field.free,
            frozenset(column.code for column in field.columns if not column.searched),
        )
        for field in KINDS.get(kind, COMMON).fields
        if field.search is not None
    )
    return tuple(
        sorted(
            searched_fields,
            key=lambda searched: (
                searched.coded,
                searched.coded and COMMON.field(searched.code) is None,
            ),
        )
    )


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
