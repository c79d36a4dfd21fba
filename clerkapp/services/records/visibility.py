"""Who may see which record, and change it (docs/guide/administrator.md).

A restricted record is seen by its author and by the reviewers and authorities whom it names, never by
somebody whom it is about; for anyone else it does not exist, not even as a refusal. A recorder sees the own
records, and those of the places that their account is for. `sight` says so once; the store's lists, counts,
search and comparisons take it, and `find` is the door for one record.
"""

from collections.abc import Iterable

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.naming import seen_name
from clerkapp.domain.people.roles import Permission
from clerkapp.domain.records.lists import RecordRow, Sight
from clerkapp.domain.records.numbers import RecordNumber
from clerkapp.domain.records.revision import Revision
from clerkapp.domain.signing import attesting
from clerkapp.domain.text.rules import comparable
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
    return _reads(session) and sight(session).shows(row)


def sight(session: Session) -> Sight:
    """What the session's person may see, as every list, count and search asks it."""
    account = session.account
    name = seen_name(account.name)
    everywhere = account.may(Permission.SEE_ALL) or account.may(Permission.SEE_OPEN)
    return Sight(
        accounts=own_accounts(session),
        reader=name if account.may(Permission.REVIEW) else "",
        subject=name,
        sites=None if everywhere else _places(session),
    )


def _places(session: Session) -> tuple[str, ...]:
    """The places that the account is for, as records may call them: by what was typed, and by code and name of the
    office's list of sites."""
    wanted = {comparable(site) for site in session.account.sites}
    if not wanted:
        return ()
    found = set(wanted)
    for entry in session.vault.office_lists.entries("site"):
        called = {comparable(str(entry.values.get(column, ""))) for column in ("code", "name")}
        if called & wanted:
            found |= called - {""}
    return tuple(sorted(found))


def require_reader(session: Session) -> None:
    """Raises Refused("not-permitted") for somebody who reads no records at all."""
    if not _reads(session):
        raise Refused("not-permitted", permission=str(Permission.SEE_OPEN))


def _reads(session: Session) -> bool:
    seeing = (Permission.SEE_ALL, Permission.SEE_OPEN, Permission.SEE_OWN)
    return any(session.account.may(permission) for permission in seeing)


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
    return any(is_mine(session, author) for author in attesting.content_authors(history))


def own_accounts(session: Session) -> tuple[str, ...]:
    """The account ids of the session's person, the present one and closed ones."""
    accounts = session.vault.accounts.of_person(session.account.person)
    return tuple(account.id for account in accounts)


def person_of(session: Session, account_id: str) -> str:
    """The person behind an account of this vault; another station's account is somebody by itself."""
    return session.vault.accounts.person_of(account_id)
