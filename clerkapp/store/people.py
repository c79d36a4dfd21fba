"""Signers, whoever signed something anywhere; accounts, the logins of this office (ADR 20)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from clerkapp.codec.account_line import FIELDS, FUNCTION, AccountLine
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.people.roles import Account, Signer
from clerkapp.domain.records.copies import Copy


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line as it is kept, all of it that is known. `n`: what the store knows it by."""

    n: int
    line: AccountLine


def shown(people: Iterable[KeptLine], copy: Copy) -> tuple[AccountLine, ...]:
    """Account lines as a copy shows them. Names stay in the office, functions travel; the public is
    not told who has left."""
    fields = FIELDS if copy is Copy.FULL else (FUNCTION,)
    return tuple(person.line.shown(fields, closing=copy is not Copy.PUBLIC) for person in people)


class Signers(Protocol):
    """The signers that are known here. A later line for an account at a station adds to what is known: a
    name or function that it withholds stays known while its digest is the same, and a closing stays."""

    def add(self, line: AccountLine, *, at: str, bundle: str | None = None) -> None:
        """Keep a line, unless exactly this one is here. `bundle`: digest of what brought it.

        Raises Refused("grant-form") unless the line shows by itself that it is right.
        """

    def list(self, station: str | None = None) -> tuple[Signer, ...]:
        """Every signer, or those of one station, in the order in which they were first seen."""

    def roots(self) -> tuple[Signer, ...]:
        """This station's root accounts, the first one first, closed ones too."""

    def of_account(self, account: str) -> Signer:
        """The signer with this account id: this station's, else the one that was seen first.

        Raises Refused("account-unknown").
        """

    def key(self, account: str) -> PublicKey:
        """The key of an account: the same at every station. Raises Refused("account-unknown")."""

    def line(self, account: str) -> AccountLine:
        """The newest line of an account of this station. Raises Refused("account-unknown")."""

    def chains(self, wanted: Iterable[str]) -> tuple[KeptLine, ...]:
        """The newest lines of these accounts and of all that their grants and closings name, up to
        the roots, ascending by account. Raises Refused("account-unknown")."""


class Accounts(Protocol):
    """The accounts of this office. What one signs as is its signer."""

    def add(self, account: Account, line: AccountLine, at: str) -> None:
        """Add an account with the grant that it signs under.

        Raises Refused("name-taken") when an open account has the name, or one that is not told apart
        from it at a glance.
        """

    def close(self, closed: AccountLine, at: str) -> None:
        """Close an account for good. Raises Refused("account-unknown" | "account-closed")."""

    def list(self) -> tuple[Account, ...]:
        """Every account, closed ones too, by name."""

    def get(self, account_id: str) -> Account:
        """The account with this id. Raises Refused("account-unknown")."""

    def created(self, account_id: str) -> str:
        """When the account was made, RFC 3339. Raises Refused("account-unknown")."""

    def open_named(self, name: str) -> Account:
        """The open account of this name, with its number or without. Raises Refused("account-unknown")."""

    def of_name(self, name: str) -> tuple[Account, ...]:
        """Every account that a hurried reader takes for one of this name, whatever its number, closed
        ones too, the first one first."""

    def take(self, account_id: str, at: str) -> None:
        """The account's person chose its passphrase. Once."""

    def taken(self, account_id: str) -> bool:
        """Whether the account's person chose its passphrase."""

    def set_sites(self, account_id: str, sites: Sequence[str], *, by: PrivateKey, at: str) -> None:
        """From now on the account sees the records of these places, beside its own, says the administrator whose key
        `by` is."""

    def person_of(self, account_id: str) -> str:
        """The person of a login, or the account itself when it is another station's."""

    def of_person(self, person: str) -> tuple[Account, ...]:
        """All accounts of one person, the first one first: a successor account is the same person."""
