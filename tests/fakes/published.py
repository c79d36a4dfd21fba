"""A record on its way to the public: written by one person, decided and reviewed by another."""

from collections.abc import Callable
from typing import Any

from clerkapp.domain.records.revision import ActKind
from clerkapp.services.records import reading, recording, signing
from clerkapp.services.session import Session
from tests.fakes.office import REVIEWER, STAFF, whole
from tests.fakes.vaults import NAME

OPEN = {"public_handling": "open"}
As = Callable[[str], Session]


def resolved(as_person: As, **changes: Any) -> str:
    """The number of a new resolved record of the staff."""
    session = as_person(STAFF)
    number = recording.record(session, "equipment", whole(**changes)).number
    recording.set_status(session, number, "resolved")
    if reading.show(session, number).row.owed:
        for name, party in ((STAFF, "first party"), (NAME, "second party")):
            if any(act == "two-person" for act, _ in _owed(as_person(name), number)):
                signing.sign(as_person(name), number, ActKind.TWO_PERSON, party)
    return number


def _owed(session: Session, number: str) -> tuple[tuple[str, int], ...]:
    return reading.show(session, number).row.owed


def reviewed(session: Session, number: str, **decided: Any) -> str:
    """Decide about a resolved record, and review it, as a reviewer."""
    if decided:
        recording.amend(session, number, decided, "Decided for the public.")
    signing.sign(session, number, ActKind.REVIEW)
    return number


def published(as_person: As, **decided: Any) -> str:
    """The number of a new record that may stand in a public copy."""
    number = resolved(as_person)
    return reviewed(as_person(REVIEWER), number, **{**OPEN, **decided})
