"""A second person at the same keyboard, who proves it with their own passphrase: for a yes beside the first
person's (`proven`), or to act once themselves (`admitted`). Their key is used for that and forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Account, Permission
from clerkapp.domain.time.times import parse_day
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, pausing
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault import api as vaults


@dataclass(frozen=True, slots=True)
class Second:
    """A second person, with that person's own passphrase."""

    name: str
    passphrase: str = field(repr=False)


def proven(session: Session, given: Second, permission: Permission) -> tuple[Account, PrivateKey]:
    """Who it is, and the key with which that person signs.

    Raises Refused: second-failed (`left`) for a wrong name or passphrase, second-unfit for the same person,
    one who may not, or whose account is not in force; unlock-paused.
    """
    second, key = _opened(session, given.name, given.passphrase)
    if not is_fit(session, second, permission):
        raise Refused("second-unfit", fields=["second"], name=second.name)
    return second, key


def is_fit(session: Session, second: Account, permission: Permission) -> bool:
    """Whether the account is another person's, may do it, and is in force today."""
    today = session.ports.clock.now().date()
    return (
        second.person != session.account.person
        and second.may(permission)
        and session.vault.accounts.taken(second.id)
        and parse_day(second.valid_from) <= today
        and (second.valid_until is None or today <= parse_day(second.valid_until))
    )


@contextmanager
def admitted(session: Session, name: str, passphrase: str) -> Iterator[Session]:
    """The open vault in the hands of the person called `name`, for the block.

    Raises Refused: second-failed (`left`), unlock-paused as wrong tries at the unlock screen are counted;
    passphrase-own-first for an account whose passphrase somebody else typed; account-not-yet, account-over.
    """
    account, key = _opened(session, name, passphrase)
    if not session.vault.accounts.taken(account.id):
        raise Refused("passphrase-own-first", name=account.name)
    today = session.ports.clock.now().date()
    made = session.vault.accounts.created(account.id)[:10]
    opening.require_current(account, today, today, made)
    yield replace(session, account=account, signing=key)


def _opened(session: Session, name: str, passphrase: str) -> tuple[Account, PrivateKey]:
    """Whose passphrase it is, and what they sign with; a wrong try is counted as at the unlock screen."""
    try:
        account = session.vault.accounts.open_named(name)
    except Refused:
        account = None
    attempt = pausing.attempt(session.folder, account.id if account else None, session.ports)
    with opening.judged(attempt, "passphrase-wrong", "second-failed"):
        key = (
            None
            if account is None
            else vaults.signing_key(vault_of(session), session.folder, account, passphrase)
        )
        if account is None or key is None:
            raise Refused("passphrase-wrong")
    return account, key
