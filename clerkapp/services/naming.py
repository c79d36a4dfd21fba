"""How a signer is named: the short name wherever there is little room, the long one where it counts.

The name that an account signs under tells it apart already ("Rae Larsen (2)", `domain/people/naming`). At a
signature the long one also says since when, and who opened the account.
"""

from clerkapp.domain.people.naming import is_numbered
from clerkapp.domain.people.roles import Signer
from clerkapp.domain.records.shown import Author
from clerkapp.store.opened import Store
from clerkapp.wording.language import _
from clerkapp.wording.times import day_words


def author(vault: Store, account_id: str) -> Author:
    """Who an account is, in words."""
    signer = vault.signers.of_account(account_id)
    return Author(
        signer.account, short_name(signer), signer.function or "", long_name(vault, signer)
    )


def short_name(signer: Signer) -> str:
    """ "Rae Larsen", or "Rae Larsen (2)" when there was one before."""
    return signer.name or signer.account[:8]


def long_name(vault: Store, signer: Signer) -> str:
    """ "Rae Larsen (2), since Nov 3, 2026, opened by Dana Whitfield"; the short name of a first account."""
    name = short_name(signer)
    if not is_numbered(name):
        return name
    since = day_words(signer.seen[:10], year=True)
    if signer.is_root:
        return _("{name}, since {date}, opened with the recovery key").format(name=name, date=since)
    opener = short_name(vault.signers.of_account(signer.granted_by))
    return _("{name}, since {date}, opened by {opener}").format(
        name=name, date=since, opener=opener
    )
