"""Who opens an account under the name of somebody whose account was closed.

The new account is the same person's: it may amend that person's records and sees what that person saw.
So an administrator does not open it alone. A second person who may review confirms it with their own
passphrase, or the recovery key does, which is in the office's envelope. An account that its person
never took over has nothing to inherit.
"""

from dataclasses import dataclass, field

from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Account, Permission
from clerkapp.services.session import Session
from clerkapp.services.vaults import pausing
from clerkapp.services.vaults.opening import judged
from clerkapp.services.vaults.own import vault_of
from clerkapp.services.vaults.second import Second, is_fit, proven
from clerkapp.vault import api as vaults


@dataclass(frozen=True, slots=True)
class OnPaper:
    """The recovery key from its sheet."""

    recovery_key: str = field(repr=False)


Confirmation = Second | OnPaper


def before(session: Session, name: str) -> Account | None:
    """The newest account, closed by now, whose person a new account of this name would be."""
    accounts = session.vault.accounts
    taken = [account for account in accounts.of_name(name) if accounts.taken(account.id)]
    return taken[-1] if taken and all(account.disabled for account in taken) else None


def confirmed(session: Session, closed: Account, given: Confirmation | None) -> str | None:
    """Who confirmed that somebody succeeds `closed`: an account's id, or None for the recovery key.

    Raises Refused: successor-second when nobody did; second-unfit (another person who may review, and
    whose account is in force, is wanted); second-failed (`left`); recovery-key-form, recovery-failed,
    successor-key-own; unlock-paused, recovery-paused.
    """
    if given is None:
        raise Refused("successor-second", fields=["second"], name=closed.name)
    if isinstance(given, Second):
        return proven(session, given, Permission.REVIEW)[0].id
    _on_paper(session, given)
    return None


def _on_paper(session: Session, given: OnPaper) -> None:
    attempt = pausing.attempt(session.folder, pausing.RECOVERY, session.ports)
    with judged(attempt, "recovery-key-wrong", "recovery-failed"):
        key = vaults.recovery_key_of(vault_of(session), session.folder, given.recovery_key)
    maker = session.vault.journal.recovery_key_maker(key.slot)
    own = maker is not None and session.vault.accounts.person_of(maker) == session.account.person
    if own and any(
        is_fit(session, one, Permission.REVIEW)
        for one in session.vault.accounts.list()
        if not one.disabled
    ):
        # Otherwise whoever may make a new key would confirm alone.
        raise Refused("successor-key-own", fields=["recovery_key"])
