"""A record that says what must be said, made from `clerkctl schema`: for demonstrations and checks."""

from collections.abc import Mapping, Sequence
from typing import Any


def sample_record(fields: Sequence[Mapping[str, Any]], known: Mapping[str, Any]) -> dict[str, Any]:
    """`known`, and an answer true to form for every other field that recording needs (gate R1)."""
    needed = {field["code"]: _answer(field) for field in fields if field["gate"] == "R1"}
    return needed | dict(known)


def _answer(field: Mapping[str, Any]) -> Any:
    first = field["values"][0] if field["values"] else "Oak Hall"
    forms: dict[str, Any] = {
        "time": {"at": None, "precision": "unknown"},
        "count": {"n": None, "precision": "unknown"},
        "person": {"role": first, "name": "Lee Ortega", "contact": None},
        "checks": [first],
        "table": [],
        "flag": True,
    }
    return forms.get(field["control"], first)
