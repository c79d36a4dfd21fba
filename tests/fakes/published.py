"""A record on its way to the public: written by one person, decided and reviewed by another."""

from collections.abc import Callable
from typing import Any

from clerkapp.domain.records.revision import ActKind
from clerkapp.services.records import recording, signing
from clerkapp.services.session import Session
from tests.fakes.office import REVIEWER, STAFF, whole

OPEN = {"public_handling": "open"}
As = Callable[[str], Session]


def resolved(as_person: As, **changes: Any) -> str:
    """The number of a new resolved record of the staff."""
    session = as_person(STAFF)
    number = recording.record(session, "equipment", whole(**changes)).number
    recording.set_status(session, number, "resolved")
    return number


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
