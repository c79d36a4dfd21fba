"""Legal hold: a held record cannot be disposed of, whatever its date, until somebody lifts the hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from clerkapp.domain.declarations import Declaration, What
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.lists import RecordRow
from clerkapp.services.declarations import declaring
from clerkapp.services.records import revising, visibility
from clerkapp.services.session import Session


def hold(session: Session, numbers: Sequence[str], reason: str) -> tuple[str, ...]:
    """Hold records, with a reason. Returns their numbers.

    Raises Refused: not-permitted, reason-missing, record-not-found, held-already (`number`).
    """
    session.require(Permission.DISPOSE)
    why, rows = revising.require_reason(reason), _rows(session, numbers)
    held = in_force(session)
    for row in rows:
        if row.id in held:
            raise Refused("held-already", number=row.number)
    return _declare(session, What.HOLD, rows, why)


def lift(session: Session, numbers: Sequence[str], reason: str) -> tuple[str, ...]:
    """Lift the hold of records, with a reason. Raises as `hold`, and not-held (`number`)."""
    session.require(Permission.DISPOSE)
    why, rows = revising.require_reason(reason), _rows(session, numbers)
    held = in_force(session)
    for row in rows:
        if row.id not in held:
            raise Refused("not-held", number=row.number)
    return _declare(session, What.HOLD_LIFTED, rows, why)


def in_force(session: Session) -> Mapping[str, Declaration]:
    """The holds that stand: by the id of the record."""
    standing: dict[str, Declaration] = {}
    for one in session.vault.declarations.list(What.HOLD, What.HOLD_LIFTED):
        for record in _records(one):
            if one.what is What.HOLD:
                standing[record["record"]] = one
            else:
                standing.pop(record["record"], None)
    return standing


def listed(session: Session) -> tuple[tuple[str, str, str], ...]:
    """Number, reason and since when, of each held record that the person may see, by number."""
    visibility.require_reader(session)
    found = []
    for record, one in in_force(session).items():
        row = session.vault.queries.row(record)
        if visibility.may_see(session, row):
            found.append((row.number, str(one.body["reason"]), one.at))
    return tuple(sorted(found))


def _records(declared: Declaration) -> Sequence[Mapping[str, Any]]:
    records: Sequence[Mapping[str, Any]] = declared.body["records"]
    return records


def _rows(session: Session, numbers: Sequence[str]) -> list[RecordRow]:
    if not numbers:
        raise Refused("scope-empty")
    found = {row.id: row for row in (visibility.find(session, number) for number in numbers)}
    return list(found.values())


def _declare(
    session: Session, what: What, rows: Sequence[RecordRow], reason: str
) -> tuple[str, ...]:
    numbers = [row.number for row in rows]
    body = {
        "records": [{"record": row.id, "number": row.number} for row in rows],
        "reason": reason,
    }
    declaring.declare(session, what, body, {"numbers": numbers})
    return tuple(numbers)
