"""Which texts of a record the guard reads, and how a person says that one must stay (ADR 30).

Every free text that somebody typed: lines, texts, free lists, cells, names of files. What is copied
out of a message is evidence and is not stopped at; what the guard finds there keeps the field home.

A text that must stay is named in the field `guard_overrides`, a row for each rule, with why. Such a
field counts as voter information: it goes on no copy but the full one. An override holds for what was
found when it was given; something new in the same field is asked about again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.conditions import STRUCK
from clerkapp.domain.kinds.declare import Column, Control, Field
from clerkapp.domain.privacy import guard
from clerkapp.domain.privacy.guard import Rule
from clerkapp.domain.records.revision import Value

OVERRIDES = "guard_overrides"
FILES = "attachments"
"""Stands for the names of all files, where a person speaks of one."""
_TYPED = (Control.LINE, Control.TEXT)


def is_typed(declared: Field | Column) -> bool:
    """Whether its value, or a part of it, is in somebody's own words."""
    if isinstance(declared, Field) and declared.control is Control.TABLE:
        return any(is_typed(column) for column in declared.columns)
    return declared.control in _TYPED or declared.free


def found(kind: str, values: Mapping[str, Value]) -> dict[str, tuple[guard.Finding, ...]]:
    """What the guard stops at, by field. What comes from a message is left out."""
    return {
        code: there
        for code, text in texts(kind, values)
        if code != OVERRIDES and not _is_evidence(kind, code) and (there := guard.findings(text))
    }


def found_in(declared: Field, value: Any) -> tuple[guard.Finding, ...]:
    """What the guard stops at in one field's value, as it is stored or typed."""
    if declared.from_message:
        return ()
    return tuple(finding for text in _of_field(declared, value) for finding in guard.findings(text))


def hinted_in(declared: Field, value: Any) -> tuple[guard.Finding, ...]:
    """What is only said about one field's value. A contact is an address or a number of somebody."""
    if declared.from_message or declared.names or declared.code in ("place", OVERRIDES):
        return ()
    return tuple(finding for text in _of_field(declared, value) for finding in guard.hints(text))


def hinted(kind: str, values: Mapping[str, Any]) -> dict[str, tuple[Rule, ...]]:
    """What is only said, by field."""
    declared = KINDS.get(kind)
    fields = {code: declared.field(code) for code in values} if declared else {}
    rules_by_field = {
        code: tuple(dict.fromkeys(hint.rule for hint in hinted_in(field, values[code])))
        for code, field in fields.items()
        if field is not None
    }
    return {code: rules for code, rules in rules_by_field.items() if rules}


def texts(kind: str, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """(code, text) for each field with typed words; its cells are in lines of their own."""
    declared = KINDS.get(kind)
    for code, value in values.items():
        if code.startswith("attachment."):
            if isinstance(value, dict):
                yield code, str(value.get("name", ""))
            continue
        field = declared.field(code) if declared else None
        if field is not None and is_typed(field):
            yield code, "\n\n;\n\n".join(_of_field(field, value))


def _of_field(field: Field, value: Any) -> list[str]:
    if field.control is Control.PERSON and isinstance(value, dict):
        return [str(value[part]) for part in ("name", "contact") if value.get(part)]
    if field.control is Control.TABLE:
        rows = value if isinstance(value, list) else []
        cells = [column.code for column in field.columns if is_typed(column)]
        struck = [row.get(STRUCK) for row in rows if isinstance(row, dict)]
        return [
            str(row[code])
            for row in rows
            if isinstance(row, dict)
            for code in cells
            if isinstance(row.get(code), str)
        ] + [str(one["why"]) for one in struck if isinstance(one, dict) and one.get("why")]
    return [value] if is_typed(field) and isinstance(value, str) else []


def home(kind: str, values: Mapping[str, Value]) -> frozenset[str]:
    """The fields that go on no copy but the full one: a person said why they must stay as they are, or
    they come from a message and the guard finds something."""
    named = {
        str(row.get("field"))
        for row in _rows(values.get(OVERRIDES))
        if row.get("field") is not None
    }
    if FILES in named:
        named |= {code for code in values if code.startswith("attachment.")}
    evidence = {
        code
        for code, text in texts(kind, values)
        if _is_evidence(kind, code) and guard.findings(text)
    }
    if named:
        named.add(OVERRIDES)
    return frozenset(named | evidence)


def settled(
    kind: str, values: Mapping[str, Value], before: Mapping[str, Value] | None
) -> dict[str, Value]:
    """`values` with one override for each rule that a field needs one for, and none that nothing needs.

    Raises Refused("guard") with the fields and `rules`, in the order of the record, and
    Refused("guard-in-reason") when the reason for an override is stopped at itself.
    """
    was = before or {}
    overrides = _rows(was.get(OVERRIDES))
    fresh = [row for row in _rows(values.get(OVERRIDES)) if row not in overrides]
    if any(guard.findings(str(row.get("reason", ""))) for row in fresh):
        raise Refused("guard-in-reason", fields=[OVERRIDES])
    missing: dict[str, list[Rule]] = {}
    rows: list[Value] = []
    for code, there in found(kind, values).items():
        earlier = found(kind, {code: was[code]}).get(code, ()) if code in was else ()
        for rule in dict.fromkeys(finding.rule for finding in there):
            new = any(finding not in earlier for finding in there if finding.rule is rule)
            row = _row_for(code, rule, fresh) or (None if new else _row_for(code, rule, overrides))
            if row is not None:
                rows.append({"field": code, "rule": str(rule), "reason": str(row["reason"])})
            elif new or before is None:
                missing.setdefault(code, []).append(rule)
    if missing:
        raise Refused(
            "guard",
            fields=[FILES if code.startswith("attachment.") else code for code in missing],
            rules=list(dict.fromkeys(str(rule) for rules in missing.values() for rule in rules)),
        )
    settled_values = {code: value for code, value in values.items() if code != OVERRIDES}
    if rows:
        settled_values[OVERRIDES] = rows
    return settled_values


def overridden(values: Mapping[str, Value]) -> list[tuple[str, str]]:
    """(field, rule) of what a person set aside."""
    return [(str(row.get("field")), str(row.get("rule"))) for row in _rows(values.get(OVERRIDES))]


def require_harmless(text: str, field: str) -> None:
    """For words that can be put otherwise, such as the reason of a change. Raises Refused("guard")."""
    there = guard.findings(text)
    if there:
        rules = list(dict.fromkeys(str(finding.rule) for finding in there))
        raise Refused("guard", fields=[field], rules=rules)


def _row_for(code: str, rule: Rule, given: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The last row that speaks of this rule at this field. Without a rule it speaks of all."""
    names = (code, FILES) if code.startswith("attachment.") else (code,)
    matching = [
        row
        for row in given
        if row.get("field") in names and row.get("rule") in (None, rule) and row.get("reason")
    ]
    return matching[-1] if matching else None


def _rows(value: Value) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _is_evidence(kind: str, code: str) -> bool:
    declared = KINDS.get(kind)
    field = declared.field(code) if declared else None
    return field is not None and field.from_message
