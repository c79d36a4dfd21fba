"""Telling: the call sheet of a record, and its ticks, which fill who was told (C31).

A tick is a first answer, not a correction: nobody is asked for a reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clerkapp.domain.duties.pack import said
from clerkapp.domain.duties.reckoning import TOLD, Duty
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.lists import RecordRow
from clerkapp.services.duties import contacts, owed
from clerkapp.services.duties.contacts import Contact
from clerkapp.services.records import heads, reading, recording, visibility
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session
from clerkapp.wording import reasons, times
from clerkapp.wording.labels import kind_label
from clerkapp.wording.language import _, language


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make: the duty, whom to reach, and the sentence to read out."""

    duty: Duty
    contacts: tuple[Contact, ...]
    words: str


@dataclass(frozen=True, slots=True)
class CallSheet:
    """The calls of a record, in the order in which they are made: by the moment they are due."""

    row: RecordRow
    calls: tuple[Call, ...]
    may_tell: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody was told. `organisation` and `how` are codes; `at`: the stored form of a time, None for now."""

    organisation: str
    how: str = "phone"
    reference: str = ""
    role: str = ""
    at: Mapping[str, Any] | None = field(default=None)


def call_sheet(session: Session, number: str) -> CallSheet:
    """Whom to call about a record, and what to say. What goes with the next bundle needs no call."""
    row = visibility.find(session, number)
    values = reading.show(session, number).stored
    calls = tuple(
        Call(duty, contacts.of(session, duty.rule.tell), _words(session, row, values, duty))
        for duty in owed.of_record(session, number)
        if duty.is_owed or duty.due is not None
    )
    return CallSheet(row, calls, _may_tell(session, row))


def tell(session: Session, number: str, tellings: Sequence[Telling]) -> Recorded:
    """Add a row to C31 for each, in one revision. Raises Refused: nothing-changed, and as `amend` does."""
    if not tellings:
        raise Refused("nothing-changed")
    row = visibility.find(session, number)
    with session.transaction():
        before = heads.only_head(session, row).values().get(TOLD)
        told = [*(before if isinstance(before, list) else [])]
        told += [_row(session, telling) for telling in tellings]
        return recording.amend(session, number, {TOLD: told}, reasons.told(len(tellings)))


def _row(session: Session, telling: Telling) -> dict[str, Any]:
    at = telling.at or {"at": session.now(), "precision": "exact"}
    found = {
        "organisation": telling.organisation,
        "at": dict(at),
        "how": telling.how,
        "reference": telling.reference,
        "role": telling.role,
    }
    return {name: value for name, value in found.items() if value}


def _words(session: Session, row: RecordRow, values: Mapping[str, Any], duty: Duty) -> str:
    noticed = values.get("noticed")
    known = isinstance(noticed, dict) and noticed.get("at") is not None
    return said(duty.rule.say, language()).format(
        office=session.info.authority_name,
        number=row.number,
        line=row.one_line.rstrip("."),
        kind=kind_label(row.kind),
        noticed=times.when_words(noticed if known else {"at": row.recorded, "precision": "exact"}),
        place=row.place or _("a place that is not recorded yet"),
    )


def _may_tell(session: Session, row: RecordRow) -> bool:
    try:
        visibility.require_may_change(session, row)
    except Refused:
        return False
    return not session.read_only and not row.struck and not row.conflict
