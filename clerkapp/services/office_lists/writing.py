"""Changing the lists: each change is a new row and an entry of the journal, in one transaction."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from clerkapp.domain.errors import Refused
from clerkapp.domain.events import Event
from clerkapp.domain.office_entries import Entry, EntryChange
from clerkapp.domain.office_lists import list_of
from clerkapp.domain.office_lists.declare import Control, OfficeList
from clerkapp.domain.office_lists.values import normalise
from clerkapp.services.office_lists import reading
from clerkapp.services.session import Params, Session
from clerkapp.services.vaults.second import Second, proven

MOST = 50_000
"""Entries of one list."""


def add(session: Session, list_code: str, typed: Mapping[str, Any]) -> Entry:
    """A new entry. Raises Refused: not-permitted, entry-there, entry-there-closed, list-full, and those of
    `domain.office_lists.values.normalise`."""
    one = list_of(list_code)
    session.require(one.permission)
    values = checked(session, one, typed)
    there = session.vault.office_lists.entries(one.code)
    require_new(one, values, there)
    change = EntryChange(uuid.uuid4().hex, values)
    keep(session, one, [change])
    return session.vault.office_lists.entry(change.id)


def change(
    session: Session,
    list_code: str,
    entry_id: str,
    typed: Mapping[str, Any],
    *,
    second: Second | None = None,
) -> Entry:
    """What is named in `typed` changes, null or empty takes a column's value away. `second`: who stands by
    where two are needed.

    Raises Refused as `add` does, and: entry-missing, entry-closed, entry-second, second-unfit,
    second-failed, unlock-paused.
    """
    one = list_of(list_code)
    before = _open(session, one, entry_id)
    if before.closed:
        raise Refused("entry-closed", name=before.code)
    values = checked(session, one, {**before.values, **typed})
    if values == dict(before.values):
        return before
    others = [row for row in session.vault.office_lists.entries(one.code) if row.id != entry_id]
    require_new(one, values, others)
    by = _stood_by(session, one, before, values, second)
    keep(session, one, [EntryChange(entry_id, values)], by)
    return session.vault.office_lists.entry(entry_id)


def close(
    session: Session, list_code: str, entry_id: str, *, second: Second | None = None
) -> Entry:
    """Offer an entry no longer. It keeps its name, and records that name it stay as they are.

    Raises Refused as `change` does.
    """
    one = list_of(list_code)
    before = _open(session, one, entry_id)
    if before.closed:
        return before
    by = _stood_by(session, one, before, None, second)
    keep(session, one, [EntryChange(entry_id, before.values, closed=True)], by)
    return session.vault.office_lists.entry(entry_id)


def reopen(session: Session, list_code: str, entry_id: str) -> Entry:
    """Offer a closed entry again. Raises Refused: not-permitted, entry-missing."""
    one = list_of(list_code)
    before = _open(session, one, entry_id)
    if not before.closed:
        return before
    keep(session, one, [EntryChange(entry_id, before.values)])
    return session.vault.office_lists.entry(entry_id)


def checked(session: Session, one: OfficeList, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says, its codes of other entries compared with their lists.

    Raises Refused: entry-unknown, and those of `normalise`.
    """
    values = normalise(one, typed)
    for column in one.columns:
        if column.control is Control.CODES and column.code in values and column.offers:
            _require_codes(session, column.code, column.offers[0], values[column.code])
    return values


def require_new(one: OfficeList, values: Mapping[str, Any], there: Sequence[Entry]) -> None:
    """Raises Refused("entry-there" | "entry-there-closed" | "list-full") unless no entry is called so."""
    if len(there) >= MOST:
        raise Refused("list-full", limit=MOST)
    mark = one.mark(values)
    for entry in there:
        if one.mark(entry.values) == mark:
            code = "entry-there-closed" if entry.closed else "entry-there"
            raise Refused(code, fields=(one.key,), name=entry.code)


def keep(
    session: Session, one: OfficeList, changes: Sequence[EntryChange], second: str | None = None
) -> None:
    """Add the rows and journal them."""
    with session.transaction():
        at = session.now()
        kept = session.vault.office_lists.keep(
            one.code, changes, at=at, account=session.account.id, second=second
        )
        said: Params = {
            "list": one.code,
            "first": kept.first,
            "last": kept.last,
            "digest": kept.digest,
        }
        session.journal(Event.LIST_CHANGED, at, said)


def _open(session: Session, one: OfficeList, entry_id: str) -> Entry:
    session.require(one.permission)
    entry = session.vault.office_lists.entry(entry_id)
    if entry.list != one.code:
        raise Refused("entry-missing")
    return entry


def _stood_by(
    session: Session,
    one: OfficeList,
    before: Entry,
    values: Mapping[str, Any] | None,
    second: Second | None,
) -> str | None:
    if not one.needs_two(before.values, values):
        return None
    if second is None:
        raise Refused("entry-second", fields=("second",), name=before.code)
    return proven(session, second, one.permission)[0].id


def _require_codes(session: Session, column: str, list_code: str, codes: Sequence[str]) -> None:
    one = list_of(list_code)
    known = {one.mark(entry.values) for entry in reading.entries(session, list_code, closed=True)}
    for code in codes:
        if one.same(code) not in known:
            raise Refused("entry-unknown", fields=(column,), name=code)
