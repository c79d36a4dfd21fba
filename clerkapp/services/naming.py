"""How a signer is named: the short name wherever there is little room, the long one where it counts.

The name that an account signs under tells it apart already ("Rae Larsen (2)", `domain.naming`). At a
signature the long one also says since when, and who opened the account.
"""

from dataclasses import dataclass

from clerkapp.domain.people.naming import is_numbered
from clerkapp.domain.people.roles import Signer
from clerkapp.vault.api import Vault
from clerkapp.wording.language import _
from clerkapp.wording.times import day_words


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote or signed: the account's id, the name it signs in with, its function, and the long name.

    Another station may withhold both: then the name is the beginning of the id, the function empty.
    """

    account: str
    name: str
    function: str
    long_name: str


def author(vault: Vault, account_id: str) -> Author:
    """Who an account is, in words."""
    signer = vault.signers.of_account(account_id)
    return Author(
        signer.account, short_name(signer), signer.function or "", long_name(vault, signer)
    )


def short_name(signer: Signer) -> str:
    """ "Rae Larsen", or "Rae Larsen (2)" when there was one before."""
    return signer.name or signer.account[:8]


def long_name(vault: Vault, signer: Signer) -> str:
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
