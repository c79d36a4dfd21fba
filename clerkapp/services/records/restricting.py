"""Who may see a restricted record: what somebody may write into it about that.

A record names its readers, who are reviewers or the authority of this office, and whom it is about. Nobody is named
to read what is about them, and nobody shuts out who wrote it.
"""

from collections.abc import Iterable, Mapping

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.naming import is_called, seen_name, unnumbered
from clerkapp.domain.people.roles import Account, Permission
from clerkapp.domain.records.revision import Value
from clerkapp.services.session import Session

RESTRICTED = "restricted"
READERS = "restricted_to"
SUBJECTS = "restricted_about"


def settled(
    session: Session,
    values: Mapping[str, Value],
    before: Mapping[str, Value],
    *,
    began: str | None = None,
    authors: Iterable[str] = (),
) -> dict[str, Value]:
    """`values` with its readers called as their accounts are. `began`: the account that began the record, None for a
    new one; `authors`: all that wrote a part of it.

    What stood there `before` stays. A reviewer who restricts a record of somebody else is named with it. Raises
    Refused: reader-unknown, reader-is-subject, subject-is-author, restrict-not-yours, with the field.
    """
    if all(values.get(code) == before.get(code) for code in (RESTRICTED, READERS, SUBJECTS)):
        return dict(values)
    readers = [
        name if name in _names(before, READERS) else _reader(session, name)
        for name in _names(values, READERS)
    ]
    subjects = {seen_name(name) for name in _names(values, SUBJECTS)}
    wrote = [session.account, *_accounts(session, authors)]
    if any(seen_name(one.name) in subjects for one in wrote):
        raise Refused("subject-is-author", fields=[SUBJECTS])
    for name in readers:
        if seen_name(name) in subjects:
            raise Refused("reader-is-subject", fields=[READERS], name=name)
    if began is not None and not _is_mine(session, began):
        if not session.account.may(Permission.REVIEW):
            raise Refused("restrict-not-yours", fields=[RESTRICTED])
        if values.get(RESTRICTED) is True:
            readers.append(unnumbered(session.account.name))
    named = dict.fromkeys(readers)
    if not named:
        return dict(values)
    return {**values, READERS: [{"name": name} for name in named]}


def choosable(session: Session) -> tuple[str, ...]:
    """The names of those who may be named to read a restricted record: everybody else here who may review."""
    return tuple(
        unnumbered(one.name)
        for one in session.vault.accounts.list()
        if _may_read(one) and one.person != session.account.person
    )


def _is_mine(session: Session, account: str) -> bool:
    return session.vault.accounts.person_of(account) == session.account.person


def _reader(session: Session, name: str) -> str:
    for one in session.vault.accounts.list():
        if _may_read(one) and is_called(one.name, name):
            return unnumbered(one.name)
    raise Refused("reader-unknown", fields=[READERS], name=name[:60])


def _may_read(account: Account) -> bool:
    return not account.disabled and account.may(Permission.REVIEW)


def _accounts(session: Session, ids: Iterable[str]) -> list[Account]:
    found: list[Account] = []
    for account in ids:
        found += session.vault.accounts.of_person(session.vault.accounts.person_of(account))
    return found


def _names(values: Mapping[str, Value], code: str) -> list[str]:
    rows = values.get(code)
    rows = rows if isinstance(rows, list) else []
    return [str(row["name"]) for row in rows if isinstance(row, dict) and row.get("name")]
