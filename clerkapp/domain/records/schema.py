"""What follows from a declaration for other programs: JSON Schema 2020-12 and rows for clerkctl.

The schema describes the typed form of a record without its shorthands: what `clerkctl show` gives
and what `clerkctl add` reads. It holds no gates, because recording never waits for detail; the rows
name them.
"""

from collections.abc import Callable, Sequence
from typing import Any, assert_never

from clerkapp.domain.kinds import kind_of
from clerkapp.domain.kinds.conditions import STRUCK
from clerkapp.domain.kinds.declare import Column, Control, Field
from clerkapp.domain.records.value_forms import INTEGER_LIMIT, ROWS_LIMIT, STRUCK_LIMIT
from clerkapp.domain.text.rules import LINE_LIMIT, NAME_LIMIT, TEXT_LIMIT
from clerkapp.domain.vocabulary.common import ROLES

Label = Callable[[str, str | None], str]
"""A label for a field's code, or for a column of it."""

_INSTANT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$"
_DAY = r"^\d{4}-\d\d-\d\d$"


def rows(kind: str, label: Label) -> list[dict[str, Any]]:
    """One row a field, in form order, for `clerkctl schema`. Raises Refused("kind-unknown")."""
    return [
        {
            "code": field.code,
            "number": field.number,
            "kind": kind,
            "control": str(field.control),
            "gate": str(field.gate),
            "class": str(field.redaction),
            "label": label(field.code, None),
            "values": list(field.values),
            "free": field.free,
            "part_of": field.part_of or None,
            "columns": [
                {
                    "code": column.code,
                    "control": str(column.control),
                    "label": label(field.code, column.code),
                    "values": list(column.values),
                }
                for column in field.columns
            ],
        }
        for field in kind_of(kind).fields
    ]


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a record's fields. Raises Refused("kind-unknown")."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:incident-record:1:{kind}",
        "title": f"incident-record/1 {kind}",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            field.code: _field(field)
            for field in kind_of(kind).fields
            if field.control is not Control.FILE
        },
    }


def _field(field: Field) -> dict[str, Any]:
    match field.control:
        case Control.CHECKS:
            return {"type": "array", "items": {"enum": list(field.values)}, "uniqueItems": True}
        case Control.PERSON:
            return _person(field.values)
        case Control.TABLE:
            return {
                "type": "array",
                "maxItems": ROWS_LIMIT,
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {column.code: _cell(column) for column in field.columns}
                    | ({STRUCK: _STRUCK} if field.entries else {}),
                },
            }
        case Control.TEXT:
            return {"type": "string", "maxLength": field.limit or TEXT_LIMIT}
        case Control.SEGMENT | Control.LIST:
            schema = _listed(field.values, free=field.free, limit=field.limit)
            return {"anyOf": [schema, {"type": "null"}]} if field.answers_null else schema
        case Control.TIME:
            return _TIME
        case Control.COUNT:
            return _COUNT
        case Control.FLAG:
            return {"type": "boolean"}
        case Control.LINE:
            return _line(field.limit)
        case Control.FILE:
            raise ValueError(f"{field.code} holds no value")
        case never:
            assert_never(never)


def _cell(column: Column) -> dict[str, Any]:
    match column.control:
        case Control.LIST:
            return _listed(column.values, free=column.free, limit=column.limit)
        case Control.TIME:
            return _TIME
        case Control.COUNT:
            return _COUNT
        case Control.FLAG:
            return {"type": "boolean"}
        case Control.LINE:
            return _line(column.limit)
        case never:
            assert_never(never)


def _listed(values: Sequence[str], *, free: bool, limit: int) -> dict[str, Any]:
    return _line(limit) if free else {"enum": list(values)}


def _line(limit: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": limit or LINE_LIMIT}


def _person(roles: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["role", "name", "contact"],
        "properties": {
            "role": {"enum": list(roles)},
            "name": {"type": ["string", "null"], "maxLength": NAME_LIMIT},
            "contact": {"type": ["string", "null"], "maxLength": LINE_LIMIT},
        },
    }


def _one_of_pairs(first: str, pairs: Sequence[tuple[dict[str, Any], list[str]]]) -> dict[str, Any]:
    return {
        "oneOf": [
            {
                "type": "object",
                "additionalProperties": False,
                "required": [first, "precision"],
                "properties": {first: schema, "precision": {"enum": precisions}},
            }
            for schema, precisions in pairs
        ]
    }


_TIME = _one_of_pairs(
    "at",
    (
        ({"type": "string", "pattern": _INSTANT}, ["exact", "about"]),
        ({"type": "string", "pattern": _DAY}, ["day"]),
        ({"type": "null"}, ["unknown"]),
    ),
)
_COUNT = _one_of_pairs(
    "n",
    (
        (
            {"type": "integer", "minimum": 0, "maximum": INTEGER_LIMIT - 1},
            ["exact", "estimate"],
        ),
        ({"type": "null"}, ["unknown"]),
    ),
)
_STRUCK = {
    "type": "object",
    "additionalProperties": False,
    "required": ["at", "by", "why"],
    "properties": {
        "at": _TIME,
        "by": {"enum": list(ROLES)},
        "why": {"type": "string", "maxLength": STRUCK_LIMIT},
    },
}
