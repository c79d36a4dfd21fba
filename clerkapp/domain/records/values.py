"""From what was typed to what is stored, for a whole record (docs/formats/record.md).

Two forms, and one way between them:
- the *typed* form: what a form, a file or clerkctl gives and shows. A person is one value with role,
  name and contact. Shorthands are read.
- the *stored* form: what a revision holds. Each field is hashed on its own and can be withheld on
  its own, so a person's name and contact are in fields of their own, `<code>_name` and
  `<code>_contact`; the person's field then holds the role, with name and contact null.
`normalise` goes from the first to the second, `presented` goes back.

Nothing typed is an empty field: a field left empty is not stored. Null is an answer only where the
declaration says so (an election: "not tied to an election").
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS, kind_of
from clerkapp.domain.kinds.common import COMMON
from clerkapp.domain.kinds.declare import Control, Field, Kind
from clerkapp.domain.records import value_forms
from clerkapp.domain.records.revision import Value
from clerkapp.domain.time.times import When, parse_instant

RECORD_LIMIT = 900_000
"""Bytes of all values together: a line of a bundle holds 1 MiB, with salts and digests."""

KEPT_BY_PROGRAM = ("status", "reason", "attachment")


def normalise(kind: str, record: Mapping[str, Any]) -> dict[str, Value]:
    """The stored form of a new record's fields.

    Raises Refused with the field codes concerned: field-unknown, field-kept-by-program,
    field-is-attachment, end-before-start, record-large, and those of `forms`.
    """
    stored = {code: value for code, value in _changes(kind, record).items() if value is not _GONE}
    _check_whole(kind_of(kind), stored)
    return stored


def amend(kind: str, current: Mapping[str, Value], changes: Mapping[str, Any]) -> dict[str, Value]:
    """The stored form after a change: what is named changes, null or empty takes a field away.

    Fields that this version does not declare stay as they are. Raises as `normalise` does.
    """
    stored = dict(current)
    for code, value in _changes(kind, changes).items():
        if value is _GONE:
            stored.pop(code, None)
        else:
            stored[code] = value
    _check_whole(kind_of(kind), stored)
    return stored


def presented(kind: str, stored: Mapping[str, Value]) -> dict[str, Value]:
    """The typed form of stored fields: a person's name and contact back in one value.

    A person whose role was withheld keeps name and contact as they are stored. Values of another
    form, or of a kind that this version does not know, pass through.
    """
    shown = dict(stored)
    declared = KINDS.get(kind)
    for person in _persons(declared) if declared else ():
        value = shown.get(person.code)
        if isinstance(value, str):
            value = {"role": value, "name": None, "contact": None}
        if not isinstance(value, dict):
            continue
        whole = dict(value)
        for part in ("name", "contact"):
            part_value = shown.pop(f"{person.code}_{part}", None)
            if part_value is not None:
                whole[part] = part_value
        shown[person.code] = whole
    return shown


def prefill(
    kind: str,
    record: Mapping[str, Any],
    *,
    now: str,
    election: str | None = None,
    phase: str = "between",
) -> dict[str, Any]:
    """`record` with what a person only checks: time of noticing, election, stage, mark, defaults.

    `now` is RFC 3339. What is given stays; an election given as null stays null.
    """
    parse_instant(now)
    filled: dict[str, Any] = {"noticed": now, "election": election, "phase": phase}
    declared = KINDS.get(kind, COMMON)
    filled |= {field.code: field.default for field in declared.fields if field.default}
    filled["sharing"] = default_sharing(kind, restricted=record.get("restricted") is True)
    return {**filled, **record}


def default_sharing(kind: str, *, restricted: bool) -> str:
    """The sharing mark that a record of this kind starts with."""
    return "red" if restricted else KINDS.get(kind, COMMON).sharing


class _Gone:
    """A field that was left empty or taken away."""


_GONE = _Gone()


def _changes(kind: str, record: Mapping[str, Any]) -> dict[str, Any]:
    declared = kind_of(kind)
    changes: dict[str, Any] = {}
    for code, typed in _split_composites(declared, record):
        field = _declared(declared, code)
        if typed is None and field.answers_null:
            changes[code] = None
            continue
        value = _GONE if value_forms.is_empty(typed) else value_forms.field(typed, field)
        changes[code] = _GONE if value_forms.is_empty(value) else value
    for person in _persons(declared):
        if person.code in changes:
            changes.update(_split(person.code, changes[person.code], changes))
    for code, value in declared.follows(changes).items():
        if changes.get(code, _GONE) is _GONE:
            changes[code] = value
    return changes


def _split_composites(kind: Kind, record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for code, typed in record.items():
        parts = kind.composites.get(code)
        if not isinstance(typed, dict) or parts is None:
            yield code, typed
            continue
        unknown = next((name for name in typed if name not in parts), None)
        if unknown is not None:
            raise Refused(
                "field-unknown", fields=(code,), field=f"{code}.{unknown}"[:60], kind=kind.code
            )
        yield from ((parts[name], value) for name, value in typed.items())


def _declared(kind: Kind, code: str) -> Field:
    field = kind.field(code)
    if field is not None:
        return field
    if code.partition(".")[0] in KEPT_BY_PROGRAM:
        raise Refused("field-kept-by-program", fields=(code,), field=code)
    raise Refused("field-unknown", fields=(code[:60],), field=code[:60], kind=kind.code)


def _persons(kind: Kind) -> tuple[Field, ...]:
    return tuple(field for field in kind.fields if field.control is Control.PERSON)


def _split(code: str, value: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A person as three fields. What was typed in a field of its own stands."""
    if not isinstance(value, dict):
        return {f"{code}_name": _GONE, f"{code}_contact": _GONE}
    parts: dict[str, Any] = {code: {**value, "name": None, "contact": None}}
    for part in ("name", "contact"):
        own = f"{code}_{part}"
        if value[part] is not None:
            parts[own] = value[part]
        elif own not in changes:
            parts[own] = _GONE
    return parts


def _check_whole(kind: Kind, stored: Mapping[str, Any]) -> None:
    for start, end in kind.periods:
        begins, ends = _time(stored.get(start)), _time(stored.get(end))
        if begins and ends and value_forms.ends_before(begins, ends):
            raise Refused("end-before-start", fields=(start, end), start=begins.at, end=ends.at)
    size = len(json.dumps(stored, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    if size > RECORD_LIMIT:
        raise Refused("record-large", size=size, limit=RECORD_LIMIT)


def _time(value: Any) -> When | None:
    try:
        return When.from_value(value)
    except Refused:
        return None
