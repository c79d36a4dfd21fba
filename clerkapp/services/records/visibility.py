"""Who may see which record, and change it (docs/guide/administrator.md).

A restricted record is seen by its author and by people who may review; for anyone else it does not
exist, not even as a refusal. A recorder sees the records of this station.
"""

from collections.abc import Iterable

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.lists import RecordRow
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.revision import Revision
from clerkapp.services.records import revising
from clerkapp.services.session import Session


def find(session: Session, number: str) -> RecordRow:
    """The record with this number. Raises Refused("number-form" | "record-not-found")."""
    parsed = RecordNumber.parse(number.strip().upper())
    row = session.vault.queries.row(session.vault.revisions.record_id_of(parsed))
    if not may_see(session, row):
        raise Refused("record-not-found", number=str(parsed))
    return row


def may_see(session: Session, row: RecordRow) -> bool:
    """Whether the session's person may read the record."""
    mine = is_mine(session, row.author)
    if row.restricted:
        return mine or session.account.may(Permission.REVIEW)
    if session.account.may(Permission.SEE_ALL) or session.account.may(Permission.SEE_OPEN):
        return True
    if not session.account.may(Permission.SEE_OWN):
        return False
    return mine or RecordNumber.parse(row.number).station == session.vault.info.station


def sees_restricted(session: Session) -> bool:
    """Whether restricted records of others appear for this person."""
    return session.account.may(Permission.REVIEW)


def require_may_change(session: Session, row: RecordRow) -> None:
    """Raises Refused("not-permitted") unless the person may write to the record.

    A recorder writes to records started by the same person; a reviewed record needs a reviewer.
    """
    if row.status == "reviewed":
        session.require(Permission.AMEND_REVIEWED)
    elif session.account.may(Permission.ADD_OWN) and is_mine(session, row.author):
        return
    else:
        session.require(Permission.ADD)


def is_mine(session: Session, account_id: str) -> bool:
    """Whether the account belongs to the session's person: persons are compared, not accounts."""
    return person_of(session, account_id) == session.account.person


def wrote(session: Session, history: Iterable[Revision]) -> bool:
    """Whether the session's person wrote part of what a record's revisions say: its review is for others."""
    return any(is_mine(session, author) for author in revising.content_authors(history))


def own_accounts(session: Session) -> tuple[str, ...]:
    """The account ids of the session's person, the present one and closed ones."""
    accounts = session.vault.accounts.of_person(session.account.person)
    return tuple(account.id for account in accounts)


def person_of(session: Session, account_id: str) -> str:
    """The person behind an account of this vault; another station's account is somebody by itself."""
    return session.vault.accounts.person_of(account_id)
