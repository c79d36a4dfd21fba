"""Accounts: the logins of this vault. Added once, never changed; an account that is closed has a
closing in its signer's line (`clerkapp.vault.stores.signers`), and name, function and signing key are there.
"""

import json
from collections.abc import Sequence

from clerkapp.codec import jcs
from clerkapp.codec.account_line import AccountLine
from clerkapp.crypto import vouching
from clerkapp.crypto.accounts import account_id as signer_id
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.people.naming import is_called, looks_alike
from clerkapp.domain.people.roles import Account, Role, Signer
from clerkapp.vault.engine.connection import Connection, Row
from clerkapp.vault.engine.failures import stored_json
from clerkapp.vault.stores.signers import Signers

_SELECT = "SELECT id, person, roles, open_key, valid_from, valid_until FROM account"


class Accounts:
    """The accounts of this vault."""

    def __init__(self, connection: Connection, signers: Signers) -> None:
        self._connection = connection
        self._signers = signers

    def list(self) -> tuple[Account, ...]:
        """Every account, closed ones too, by name."""
        rows = self._connection.rows(f"{_SELECT} ORDER BY created, id")
        return tuple(sorted(self._accounts(rows), key=lambda one: one.name))

    def get(self, account_id: str) -> Account:
        """The account with this id. Raises Refused("account-unknown")."""
        row = self._connection.row(f"{_SELECT} WHERE id = ?", (account_id,))
        if row is None:
            raise Refused("account-unknown", name=account_id[:60])
        return self._account(row, self._signers.of_account(account_id))

    def created(self, account_id: str) -> str:
        """When the account was made, RFC 3339. Raises Refused("account-unknown")."""
        at = self._connection.value("SELECT created FROM account WHERE id = ?", (account_id,))
        if at is None:
            raise Refused("account-unknown", name=account_id[:60])
        return str(at)

    def open_named(self, name: str) -> Account:
        """The open account of this name, with its number or without. Raises Refused("account-unknown")."""
        for account in self.list():
            if not account.disabled and is_called(account.name, name):
                return account
        raise Refused("account-unknown", name=name[:60])

    def of_name(self, name: str) -> tuple[Account, ...]:
        """Every account that a hurried reader takes for one of this name, whatever its number, closed
        ones too, the first one first."""
        accounts = self._accounts(self._connection.rows(f"{_SELECT} ORDER BY rowid"))
        return tuple(account for account in accounts if looks_alike(name, account.name))

    def take(self, account_id: str, at: str) -> None:
        """The account's person chose its passphrase. Once."""
        self._connection.insert("account_taken", {"account": account_id, "at": at})

    def taken(self, account_id: str) -> bool:
        """Whether the account's person chose its passphrase."""
        found = self._connection.value(
            "SELECT 1 FROM account_taken WHERE account = ?", (account_id,)
        )
        return found is not None

    def set_sites(self, account_id: str, sites: Sequence[str], *, by: PrivateKey, at: str) -> None:
        """From now on the account sees the records of these places, says the administrator whose key `by` is."""
        kept, signer = sorted(sites), signer_id(by.public)
        statement = vouching.sites_statement(account=account_id, sites=kept, at=at, by=signer)
        self._connection.insert(
            "account_sites",
            {
                "account": account_id,
                "sites": json.dumps(kept),
                "at": at,
                "by": signer,
                "sshsig": vouching.sign_sites(by, statement),
            },
        )

    def _sites(self, account_id: str) -> tuple[str, ...]:
        """Of the newest row that an administrator signed: what anybody else put in narrows and widens nothing."""
        for sites, at, by, sshsig in self._connection.rows(
            "SELECT sites, at, by, sshsig FROM account_sites WHERE account = ? ORDER BY n DESC",
            (account_id,),
        ):
            found = stored_json(sites)
            if isinstance(found, list) and self.sites_hold(account_id, found, at, by, sshsig):
                return tuple(site for site in found if isinstance(site, str))
        return ()

    def sites_hold(
        self, account_id: str, sites: Sequence[str], at: str, by: str, sshsig: bytes
    ) -> bool:
        """Whether somebody who may open accounts here signed that an account is for these places."""
        try:
            statement = vouching.sites_statement(account=account_id, sites=sites, at=at, by=by)
            signer = self._signers.of_account(by)
        except (Refused, ValueError, TypeError):
            return False
        return signer.may_grant and vouching.is_signed_by(
            sshsig, Namespace.ACCOUNT_SITES, statement, by
        )

    def person_of(self, account_id: str) -> str:
        """Whom to compare where somebody else is asked for: the person of a login, or the account
        itself when it is another station's."""
        found = self._connection.value("SELECT person FROM account WHERE id = ?", (account_id,))
        return account_id if found is None else str(found)

    def of_person(self, person: str) -> tuple[Account, ...]:
        """All accounts of one person: a successor account is the same person."""
        rows = self._connection.rows(f"{_SELECT} WHERE person = ? ORDER BY created", (person,))
        return self._accounts(rows)

    def add(self, account: Account, line: AccountLine, at: str) -> None:
        """Add an account with the grant that it signs under.

        Raises Refused("name-taken") when an open account has the name, or one that is not told
        apart from it at a glance.
        """
        taken = next((other for other in self.of_name(account.name) if not other.disabled), None)
        if taken is not None:
            raise Refused("name-taken", fields=["name"], name=taken.name[:60])
        self._signers.add(line, at=at)
        self._connection.insert(
            "account",
            {
                "id": account.id,
                "person": account.person,
                "roles": json.dumps(sorted(account.roles)),
                "open_key": account.open_key,
                "valid_from": account.valid_from,
                "valid_until": account.valid_until,
                "created": at,
            },
        )

    def close(self, closed: AccountLine, at: str) -> None:
        """Close an account for good. Raises Refused("account-unknown", "account-closed")."""
        account = self.get(closed.grant.account)
        if account.disabled:
            raise Refused("account-closed", name=account.name)
        self._signers.add(closed, at=at)

    def _accounts(self, rows: Sequence[Row]) -> tuple[Account, ...]:
        """Without those that no signer stands for any more: the others must get in, and the check tells."""
        signers = {signer.account: signer for signer in self._signers.own()}
        return tuple(
            self._account(row, signers[row[0]])
            for row in rows
            if row[0] in signers and None not in (signers[row[0]].name, signers[row[0]].function)
        )

    def _account(self, row: Row, signer: Signer) -> Account:
        if signer.name is None or signer.function is None:
            raise EnvironmentFailure("vault-damaged")
        try:
            roles = frozenset(Role(role) for role in stored_json(row[2]))
        except (ValueError, TypeError):
            raise EnvironmentFailure("vault-damaged") from None
        return Account(
            id=row[0],
            person=row[1],
            name=signer.name,
            roles=roles,
            function=signer.function,
            sign_key=signer.key,
            open_key=row[3],
            valid_from=row[4],
            valid_until=row[5],
            disabled=signer.closed and self._signers.closing_holds(signer.account),
            sites=self._sites(row[0]),
        )


def sites_digest(sites: Sequence[str]) -> str:
    """What the journal says of the places that an account is for: SHA-256 of the JCS bytes of the ascending array."""
    return sha256_hex(jcs.encode(sorted(sites)))


def account_digest(account: Account) -> str:
    """What the journal says of an account when it is opened: SHA-256 of the JCS bytes of its row, without
    the times of making and closing; `roles` ascending."""
    return sha256_hex(
        jcs.encode(
            {
                "id": account.id,
                "person": account.person,
                "name": account.name,
                "roles": sorted(str(role) for role in account.roles),
                "function": account.function,
                "sign_key": account.sign_key,
                "open_key": account.open_key,
                "valid_from": account.valid_from,
                "valid_until": account.valid_until,
            }
        )
    )
