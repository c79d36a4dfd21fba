"""Finding a unit by the end of its number, and what happened to it over all elections.

The scanner of a bar code types the whole number; a clerk types its last digits. Both find units by
serial number and by asset tag, whatever stands between letters and digits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists.unit import FILLED, digits
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.rows import derived
from clerkapp.domain.time.times import parse_instant
from clerkapp.services.office_lists import reading
from clerkapp.services.records import reading as records
from clerkapp.services.session import Session

MOST_MATTERS = 200
A_YEAR = timedelta(days=366)
_NAMES_A_UNIT = ("serial", "replacement_serial")


@dataclass(frozen=True, slots=True)
class Matter:
    """A record that names a unit. `replaced_it`: it came in the place of another one there. `minutes`:
    how long it was out of service, where that is known."""

    row: RecordRow
    category: str
    election: str
    replaced_it: bool
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier records of a unit and category within a year, the newest first, as far as the person may
    see them. `since`: the month of the first, "2026-03"."""

    numbers: tuple[str, ...]
    since: str


def find(session: Session, typed: str, *, closed: bool = False) -> tuple[Entry, ...]:
    """The open units (with `closed` all) that `typed` means: those whose number or tag it is, else those that end in it."""
    tail = digits(typed)
    if not tail:
        return ()
    units = reading.entries(session, "unit", closed=closed)
    whole = tuple(one for one in units if tail in _marks(one))
    return whole or tuple(one for one in units if any(mark.endswith(tail) for mark in _marks(one)))


def only(session: Session, typed: str) -> Entry:
    """The one unit that `typed` means. Raises Refused: unit-not-found; unit-several (`units`)."""
    found = find(session, typed)
    if not found:
        raise Refused("unit-not-found", fields=("serial",), typed=typed[:40])
    if len(found) > 1:
        several = ", ".join(one.code for one in found[:10])
        raise Refused(
            "unit-several", fields=("serial",), typed=typed[:40], count=len(found), units=several
        )
    return found[0]


def filled(unit: Entry) -> dict[str, Any]:
    """What a record takes over from a unit."""
    return {code: unit.values[code] for code in FILLED if code in unit.values}


def filled_beside(session: Session, tail: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """`typed` with what the unit that `tail` means says of the rest.

    Raises what `only` raises, and Refused("unit-another") where `typed` names another unit: a record of two units
    would be of neither.
    """
    said = filled(only(session, tail))
    for code in ("serial", "asset_tag"):
        given, listed = typed.get(code), said.get(code)
        if isinstance(given, str) and listed and digits(given) and digits(given) != digits(listed):
            raise Refused("unit-another", fields=(code,), typed=tail[:40], unit=listed)
    return {**said, **typed}


def life(session: Session, serial: str, *, limit: int = MOST_MATTERS) -> tuple[Matter, ...]:
    """The records that name a unit, the newest first; none for a person who sees no records."""
    found: list[Matter] = []
    for one in _matters(session, serial):
        found.append(one)
        if len(found) == limit:
            break
    return tuple(found)


def earlier(session: Session, serial: str, category: str, *, but: str = "") -> Earlier | None:
    """Records of this unit and category in the last twelve months, without the record `but`."""
    now = session.ports.clock.now()
    found = [
        one.row
        for one in _matters(session, serial)
        if one.category == category and one.row.number != but and _within(one.row, now)
    ]
    if not found:
        return None
    return Earlier(tuple(row.number for row in found), _month(found[-1]))


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A unit that a record names and the list does not. `values`: what the record says of it."""

    number: str
    values: Mapping[str, Any]


def unlisted(session: Session, *, looked_at: int = 200, most: int = 5) -> tuple[Unlisted, ...]:
    """Units of the newest equipment records that are not listed, not even closed; each once.

    For people who keep the list; raises Refused("not-permitted").
    """
    session.require(Permission.KEEP_LISTS)
    if not _sees_records(session):
        return ()
    known = {digits(one.code) for one in reading.entries(session, "unit", closed=True)}
    found: list[Unlisted] = []
    page = records.list_records(session, Query(kind="equipment", struck=False), limit=looked_at)
    for row in page.rows:
        stored = records.show(session, row.number).stored
        serial = digits(str(stored.get("serial", "")))
        if serial and serial not in known:
            known.add(serial)
            said = {code: stored[code] for code in FILLED if code in stored}
            found.append(Unlisted(row.number, said))
            if len(found) == most:
                break
    return tuple(found)


def _sees_records(session: Session) -> bool:
    seeing = (Permission.SEE_ALL, Permission.SEE_OPEN, Permission.SEE_OWN)
    return any(session.account.may(one) for one in seeing)


def _matters(session: Session, serial: str) -> Iterator[Matter]:
    wanted = digits(serial)
    if not wanted or not _sees_records(session):
        return
    query = Query(text=serial.replace('"', " "), kind="equipment", struck=False)
    after: str | None = None
    while True:
        page = records.list_records(session, query, after=after, limit=50)
        for row in page.rows:
            stored = records.show(session, row.number).stored
            named = [code for code in _NAMES_A_UNIT if digits(str(stored.get(code, ""))) == wanted]
            if named:
                out = _minutes_out(stored) if "serial" in named else None
                category = str(stored.get("category", ""))
                election = str(stored.get("election") or "")
                yield Matter(row, category, election, "serial" not in named, out)
        if page.next is None:
            return
        after = page.next


def _within(row: RecordRow, now: datetime) -> bool:
    return parse_instant(row.recorded) > now - A_YEAR


def _month(row: RecordRow) -> str:
    return str(row.occurred.get("at") or row.recorded)[:7]


def _marks(unit: Entry) -> tuple[str, ...]:
    return tuple(mark for code in ("serial", "asset_tag") if (mark := digits(unit.text(code))))


def _minutes_out(stored: Mapping[str, Any]) -> int | None:
    worked_out = derived.minutes(stored.get("out_from"), stored.get("out_to"))
    minutes = None if worked_out is None else worked_out["n"]
    return minutes if isinstance(minutes, int) else None
