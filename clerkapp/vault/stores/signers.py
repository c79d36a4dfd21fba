"""Signers: whoever signed something, here or anywhere, as granted (docs/formats/bundle.md, "People").

Append-only: a later line for the same account at the same station is a new row, and the newest one
counts. A name or function that it withholds stays known while its digest is the same, and a closing
stays. A line speaks for its own station only.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from clerkapp.codec import account_line
from clerkapp.codec.account_line import FUNCTION, NAME, AccountLine
from clerkapp.codec.sshkey import PublicKey, from_line
from clerkapp.crypto import accounts
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.people.roles import Signer
from clerkapp.store.people import KeptLine
from clerkapp.vault.engine.connection import Connection, Row
from clerkapp.vault.stores import chains
from clerkapp.vault.stores.chains import Chains

_COLUMNS = """station, account, key, name, name_digest, function, function_digest, may_grant,
 valid_from, granted_by, closed_at, closed_by, seen"""
_SELECT = f"SELECT {_COLUMNS} FROM signer"
_BEGAN = """SELECT 1 FROM journal WHERE account = ?
 AND ((seq = 1 AND event = 'vault_created') OR event = 'recovered')"""
_BROUGHT = "SELECT 1 FROM signer WHERE account = ? AND station = ? AND bundle IS NOT NULL"


LINE_COLUMNS = (
    "station", "account", "key", "name", "name_salt", "name_digest", "function", "function_salt",
    "function_digest", "may_grant", "valid_from", "granted_by", "closed_at", "closed_by",
)  # fmt: skip
"""The columns that say what the line says."""


def columns(line: AccountLine) -> dict[str, Any]:
    """What a line says, by LINE_COLUMNS in their order."""
    grant, closing = line.grant, line.closing
    name, function = line.fields.get(NAME), line.fields.get(FUNCTION)
    return {
        "station": grant.station,
        "account": grant.account,
        "key": grant.key.to_line(),
        "name": name.value if name else None,
        "name_salt": name.salt if name else None,
        "name_digest": grant.digests[NAME],
        "function": function.value if function else None,
        "function_salt": function.salt if function else None,
        "function_digest": grant.digests[FUNCTION],
        "may_grant": int(grant.may_grant),
        "valid_from": grant.valid_from,
        "granted_by": grant.by,
        "closed_at": closing.at if closing else None,
        "closed_by": closing.by if closing else None,
    }


class Signers:
    """The signers that this vault knows. `station`: its own principal."""

    def __init__(self, connection: Connection, station: str) -> None:
        self._connection = connection
        self._station = station
        self._known_roots: set[str] = set()

    def add(self, line: AccountLine, *, at: str, bundle: str | None = None) -> None:
        """Keep a line, unless exactly this one is here. `bundle`: digest of what brought it.

        What the line alone shows is checked, and who signed; the chain of a line that a bundle
        brought was the reader's to check. Raises Refused("grant-form").
        """
        try:
            accounts.require_signed(line)
        except ValueError:
            raise Refused("grant-form") from None
        encoded = account_line.encode(line)
        digest = sha256_hex(encoded)
        if self._connection.row("SELECT 1 FROM signer WHERE digest = ?", (digest,)):
            return
        self._connection.insert(
            "signer",
            {**columns(line), "line": encoded, "digest": digest, "bundle": bundle, "seen": at},
        )

    def list(self, station: str | None = None) -> tuple[Signer, ...]:
        """Every signer, or those of one station, in the order in which they were first seen."""
        where, values = ("", ()) if station is None else (" WHERE station = ?", (station,))
        return tuple(_folded(self._connection.rows(f"{_SELECT}{where} ORDER BY n", values)))

    def own(self) -> tuple[Signer, ...]:
        """The signers of this station."""
        return self.list(self._station)

    def roots(self) -> tuple[Signer, ...]:
        """This station's root accounts, the first one first; closed ones too, since grants hang from
        them."""
        return tuple(signer for signer in self.own() if signer.is_root)

    def of_account(self, account: str) -> Signer:
        """The signer with this account id: this station's, else the one that was seen first.

        Raises Refused("account-unknown").
        """
        rows = self._connection.rows(f"{_SELECT} WHERE account = ? ORDER BY n", (account,))
        found = list(_folded(rows))
        if not found:
            raise Refused("account-unknown", name=account[:60])
        return next((signer for signer in found if signer.station == self._station), found[0])

    def key(self, account: str) -> PublicKey:
        """The key of an account: the same at every station. Raises Refused("account-unknown")."""
        found = self._connection.value(
            "SELECT key FROM signer WHERE account = ? LIMIT 1", (account,)
        )
        if found is None:
            raise Refused("account-unknown", name=account[:60])
        return from_line(found)

    def line(self, account: str) -> AccountLine:
        """The newest line of an account of this station. Raises Refused("account-unknown")."""
        return self.newest(account, self._station).line

    def newest(self, account: str, station: str) -> KeptLine:
        """The newest line of an account at a station. Raises Refused("account-unknown")."""
        row = self._connection.row(
            "SELECT n, line FROM signer WHERE account = ? AND station = ? ORDER BY n DESC LIMIT 1",
            (account, station),
        )
        if row is None:
            raise Refused("account-unknown", name=account[:60])
        return _kept(row)

    def proven(self, account: str, roots: Collection[str] | None = None) -> bool:
        """Whether an account of this station may grant, as `chains_at` says; with `roots` none but those are
        believed as root accounts."""
        mine = self.chains_at(self._station)
        if roots is not None:
            mine = Chains(lambda one: self._proved(one, self._station), roots.__contains__)
        return mine.may_grant(account)

    def closing_holds(self, account: str) -> bool:
        """Whether an account of this station was closed by who may, as the signatures say it."""
        mine = self.chains_at(self._station)
        return any(mine.closed(line) for line in self._proved(account, self._station))

    def chains_at(self, station: str) -> Chains:
        """How the accounts of a station were granted. Which of its root accounts are its own the
        journal says here, and elsewhere whoever let the bundle in that brought them."""
        own = station == self._station
        return Chains(
            lambda account: self._proved(account, station),
            self._began_here if own else lambda account: self._was_brought(account, station),
        )

    def _proved(self, account: str, station: str) -> Iterator[AccountLine]:
        rows = self._connection.rows(
            "SELECT line FROM signer WHERE account = ? AND station = ? ORDER BY n",
            (account, station),
        )
        lines = (chains.proved(line) for (line,) in rows)
        return (
            line
            for line in lines
            if line and (line.grant.account, line.grant.station) == (account, station)
        )

    def _began_here(self, root: str) -> bool:
        """Whether the vault began with this account, or it came with the recovery key."""
        if root not in self._known_roots and self._connection.row(_BEGAN, (root,)):
            self._known_roots.add(root)
        return root in self._known_roots

    def _was_brought(self, root: str, station: str) -> bool:
        return bool(self._connection.row(_BROUGHT, (root, station)))

    def chains(self, wanted: Iterable[str]) -> tuple[KeptLine, ...]:
        """The newest lines of these accounts and of all that their grants and closings name, up to
        the roots, ascending by account. Raises Refused("account-unknown")."""
        found: dict[str, KeptLine] = {}
        waiting = [(account, self.of_account(account).station) for account in wanted]
        while waiting:
            account, station = waiting.pop()
            if account in found:
                continue
            found[account] = kept = self.newest(account, station)
            by = [kept.line.grant.by, *([kept.line.closing.by] if kept.line.closing else [])]
            waiting += [(one, station) for one in by]
        return tuple(found[account] for account in sorted(found))


def kept_lines(rows: Iterable[Row]) -> tuple[KeptLine, ...]:
    """Lines from rows of n and line."""
    return tuple(map(_kept, rows))


def _kept(row: Row) -> KeptLine:
    try:
        return KeptLine(row[0], account_line.decode(row[1]))
    except ValueError:
        raise EnvironmentFailure("vault-damaged") from None


def _folded(rows: Iterable[Row]) -> Iterator[Signer]:
    """One signer for each account and station, from rows in the order of arrival."""
    known: dict[tuple[str, str], tuple[Row, Signer]] = {}
    for row in rows:
        before = known.get((row[0], row[1]))
        known[row[0], row[1]] = (row, _after(row, before))
    return (signer for _, signer in known.values())


def _after(row: Row, before: tuple[Row, Signer] | None) -> Signer:
    name, function = row[3], row[5]
    closed_at, closed_by, seen = row[10], row[11], row[12]
    if before is not None:
        earlier, was = before
        name = was.name if name is None and earlier[4] == row[4] else name
        function = was.function if function is None and earlier[6] == row[6] else function
        closed_at, closed_by, seen = (
            was.closed_at or closed_at,
            was.closed_by or closed_by,
            was.seen,
        )
    return Signer(
        account=row[1],
        station=row[0],
        key=row[2],
        name=name,
        function=function,
        may_grant=bool(row[7]),
        valid_from=row[8],
        granted_by=row[9],
        closed_at=closed_at,
        closed_by=closed_by,
        seen=seen,
    )
