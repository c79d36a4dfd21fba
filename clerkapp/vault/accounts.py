"""Accounts: added once, closed once, never changed."""

import json
import re
import unicodedata

from clerkapp.codec import jcs
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.errors import Refused
from clerkapp.domain.people import Account, Role
from clerkapp.vault.connection import Connection, Row

_COLUMNS = """a.id, a.person, a.name, a.roles, a.function, a.sign_key, a.open_key, a.valid_from,
 a.valid_until, c.account IS NOT NULL"""
_FROM = f"SELECT {_COLUMNS} FROM account a LEFT JOIN account_closed c ON c.account = a.id"


class Accounts:
    """The accounts of this vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> tuple[Account, ...]:
        """Every account, closed ones too, by name."""
        rows = self._connection.rows(f"{_FROM} ORDER BY a.name, a.created, a.id")
        return tuple(_account(row) for row in rows)

    def get(self, account_id: str) -> Account:
        """The account with this id. Raises Refused("account-unknown")."""
        row = self._connection.row(f"{_FROM} WHERE a.id = ?", (account_id,))
        if row is None:
            raise Refused("account-unknown", name=account_id[:60])
        return _account(row)

    def created(self, account_id: str) -> str:
        """When the account was made, RFC 3339. Raises Refused("account-unknown")."""
        at = self._connection.value("SELECT created FROM account WHERE id = ?", (account_id,))
        if at is None:
            raise Refused("account-unknown", name=account_id[:60])
        return str(at)

    def open_named(self, name: str) -> Account:
        """The open account of this name. Raises Refused("account-unknown")."""
        wanted = comparable(name)
        for account in self.list():
            if not account.disabled and comparable(account.name) == wanted:
                return account
        raise Refused("account-unknown", name=name[:60])

    def person_named(self, name: str) -> str | None:
        """The person who has or had an account of this name, None when nobody had."""
        wanted = comparable(name)
        accounts = [one for one in self.list() if comparable(one.name) == wanted]
        return accounts[-1].person if accounts else None

    def of_person(self, person: str) -> tuple[Account, ...]:
        """All accounts of one person: a successor account is the same person."""
        rows = self._connection.rows(f"{_FROM} WHERE a.person = ? ORDER BY a.created", (person,))
        return tuple(_account(row) for row in rows)

    def add(self, account: Account, at: str) -> None:
        """Add an account. Raises Refused("name-taken") when an open account has the name."""
        wanted = comparable(account.name)
        if any(comparable(one.name) == wanted for one in self.list() if not one.disabled):
            raise Refused("name-taken", fields=["name"], name=account.name[:60])
        self._connection.run(
            "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                account.id,
                account.person,
                account.name,
                json.dumps(sorted(account.roles)),
                account.function,
                account.sign_key,
                account.open_key,
                account.valid_from,
                account.valid_until,
                at,
            ),
        )

    def close(self, account_id: str, *, by: str, at: str) -> None:
        """Close an account for good. Raises Refused("account-unknown", "account-closed")."""
        account = self.get(account_id)
        if account.disabled:
            raise Refused("account-closed", name=account.name)
        self._connection.run(
            "INSERT INTO account_closed (account, at, by) VALUES (?, ?, ?)", (account_id, at, by)
        )


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


def comparable(name: str) -> str:
    """A name as it is compared: case and spacing do not matter."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name)).strip().casefold()


def clean_name(name: str) -> str:
    """A name as it is kept. Raises Refused("name-empty")."""
    cleaned = re.sub(r"\s+", " ", unicodedata.normalize("NFC", name)).strip()
    if not cleaned:
        raise Refused("name-empty", fields=["name"])
    return cleaned


def _account(row: Row) -> Account:
    return Account(
        id=row[0],
        person=row[1],
        name=row[2],
        roles=frozenset(Role(role) for role in json.loads(row[3])),
        function=row[4],
        sign_key=row[5],
        open_key=row[6],
        valid_from=row[7],
        valid_until=row[8],
        disabled=bool(row[9]),
    )
