"""A second person at the same keyboard, who proves it with their own passphrase."""

from dataclasses import dataclass, field

from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Account, Permission
from clerkapp.domain.time.times import parse_day
from clerkapp.services.session import Session
from clerkapp.services.vaults import pausing
from clerkapp.services.vaults.opening import judged
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
    try:
        second = session.vault.accounts.open_named(given.name)
    except Refused:
        second = None
    attempt = pausing.attempt(session.folder, second.id if second else None, session.ports)
    with judged(attempt, "passphrase-wrong", "second-failed"):
        key = second and vaults.opens(vault_of(session), session.folder, second, given.passphrase)
        if second is None or not key:
            raise Refused("passphrase-wrong")
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
