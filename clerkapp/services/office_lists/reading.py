"""Reading the lists. Everybody who can sign in reads them; what is guarded in them only who keeps lists
or reads everything."""

from collections.abc import Iterable
from dataclasses import replace

from clerkapp.domain.errors import Refused
from clerkapp.domain.office_entries import Entry
from clerkapp.domain.office_lists import list_of
from clerkapp.domain.office_lists.declare import OfficeList
from clerkapp.domain.people.roles import Permission
from clerkapp.services.session import Session


def entries(session: Session, list_code: str, *, closed: bool = False) -> tuple[Entry, ...]:
    """The open entries of a list in the order in which they came; with `closed` all of them.

    Raises Refused("list-unknown").
    """
    one = list_of(list_code)
    found = session.vault.office_lists.entries(one.code)
    return _shown(session, one, (entry for entry in found if closed or not entry.closed))


def find(session: Session, list_code: str, code: str) -> Entry:
    """The entry, open or closed, that people and records call `code`. Raises Refused("entry-unknown")."""
    one = list_of(list_code)
    for entry in entries(session, list_code, closed=True):
        if one.mark(entry.values) == one.same(code):
            return entry
    raise Refused("entry-unknown", fields=(one.key,), name=code[:60])


def history(session: Session, list_code: str, entry_id: str) -> tuple[Entry, ...]:
    """What an entry said, the first row first. Raises Refused("entry-missing")."""
    one = list_of(list_code)
    rows = session.vault.office_lists.history(entry_id)
    if not rows or rows[0].list != one.code:
        raise Refused("entry-missing")
    return _shown(session, one, rows)


def may_change(session: Session, list_code: str) -> bool:
    """Whether the session's person may change the list."""
    return session.account.may(list_of(list_code).permission)


def sees_guarded(session: Session) -> bool:
    """Whether the session's person reads what is guarded: numbers for out of hours, notes on people."""
    account = session.account
    return account.may(Permission.KEEP_LISTS) or account.may(Permission.SEE_ALL)


def _shown(session: Session, one: OfficeList, found: Iterable[Entry]) -> tuple[Entry, ...]:
    guarded = {column.code for column in one.columns if column.guarded}
    if not guarded or sees_guarded(session):
        return tuple(found)
    return tuple(
        replace(entry, values={code: v for code, v in entry.values.items() if code not in guarded})
        for entry in found
    )
