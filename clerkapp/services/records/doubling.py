"""Likely doubles (`domain/answers/doubles`): found while a record is written, and added to one that is there.

Only records that the person may see and add to are offered. Nothing here keeps a record from being made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from typing import Any

from clerkapp.domain.answers import doubles, first_answers
from clerkapp.domain.errors import Refused
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.rows import struck
from clerkapp.domain.time.times import format_instant, sort_key
from clerkapp.services.records import drafting, reading, visibility
from clerkapp.services.records.drafting import FormWords
from clerkapp.services.session import Session

_LOOKED_AT = 100
"""So many records that happened nearest in time are looked at."""
_TAKEN_UP = frozenset({"one_line", "occurred", "noticed", "noticed_by"})
"""What becomes a line of what was done, where the record has answers of its own."""


@dataclass(frozen=True, slots=True)
class Double:
    """A record that may be the same. `apart`: how long it happened before (positive) what is written."""

    row: RecordRow
    apart: timedelta


def likely(
    session: Session, kind: str, values: Mapping[str, Any], *, without: str = ""
) -> Double | None:
    """The record nearest in time that is likely the same as `values` (stored or typed), or None.

    `without`: the number of a record that is not meant, itself.
    """
    at = doubles.moment(values.get("occurred"))
    if at is None or kind not in KINDS:
        return None
    first, last = (
        sort_key(format_instant(moment.astimezone(UTC)))
        for moment in (at - doubles.WITHIN, at + doubles.WITHIN)
    )
    query = Query(kind=kind, struck=False, order="occurred", occurred=(first, last))
    rows = reading.list_records(session, query, limit=_LOOKED_AT).rows
    found = [
        Double(row, apart)
        for row in rows
        if row.number != without and _may_add(session, row)
        for apart in [_apart(session, values, row)]
        if apart is not None
    ]
    return min(found, key=lambda double: abs(double.apart), default=None)


def _apart(session: Session, values: Mapping[str, Any], row: RecordRow) -> timedelta | None:
    if not any(values.get(code) for code in doubles.UNIT) and not doubles.same(
        values.get("place"), row.place
    ):
        return None  # without reading it
    said = session.vault.revisions.get(row.identity).values()
    return doubles.apart(values, said) if doubles.likely(values, said) else None


def _may_add(session: Session, row: RecordRow) -> bool:
    if row.status == "reviewed" or row.conflict:
        return False
    try:
        visibility.require_may_change(session, row)
    except Refused:
        return False
    return True


def add_to(session: Session, words: FormWords, number: str) -> FormWords:
    """Turn the draft of a new record into a change of the record `number`, and keep it.

    First answers are filled in and rows are added; no answer of the record is changed. What happened
    becomes a line of what was done, and what the record answers otherwise stays in the draft, under
    `left`, to be read. Raises Refused: number-form, record-not-found, not-permitted, record-struck.
    """
    row = visibility.find(session, number)
    visibility.require_may_change(session, row)
    shown = reading.show(session, number)
    typed = dict(words.content.get("values", {}))
    line = _as_action(typed)
    if line:
        typed["actions"] = [line, *(typed.get("actions") or [])]
    before = {code: struck.live(value) for code, value in shown.values.items()}
    left = first_answers.left_out(row.kind, before, typed)
    filled = set(words.content.get("filled", ()))
    content = {
        **words.content,
        "values": first_answers.taken_over(row.kind, before, typed),
        "line": row.one_line,
        "unread": {
            code: text
            for code, text in words.content.get("unread", {}).items()
            if code not in before
        },
        "left": {
            code: value
            for code, value in left.items()
            if code not in _TAKEN_UP and code not in filled
        },
        "filling": False,
        "cursor": {},
    }
    moved = replace(words, record=row.number, content=content)
    drafting.save(session, moved.kind, content, draft=moved.draft, record=row.number)
    return moved


def _as_action(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What happened, as a line of what was done: when, who noticed, in the words of the one line."""
    line, noticed = typed.get("one_line"), typed.get("noticed_by")
    if not isinstance(line, str) or not line.strip():
        return {}
    role = noticed.get("role") if isinstance(noticed, Mapping) else None
    return {"at": typed.get("occurred"), "who": role, "what": line.strip()}
