"""The rules about acts and accounts that a bag must keep (docs/formats/bundle.md, "People"). Reader
and writer share them, so the one never refuses what the other made.

A signature is verified as its line comes, and the key that made it is remembered; whose key that is
shows when all accounts are there. Memory grows only with the number of acts and accounts: a digest,
a key or two each, never with what they say.
"""

from collections.abc import Callable
from dataclasses import dataclass

from clerkapp.bundle.rules import require_real
from clerkapp.codec.account_line import AccountLine
from clerkapp.codec.limits import MAX_ACCOUNTS
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto import accounts, acts
from clerkapp.domain.errors import Refused
from clerkapp.domain.records.revision import Act, ActKind, Revision

Roots = Callable[[str, PublicKey], bool]
"""Whether a root account's key is listed under a principal for grants."""


@dataclass(frozen=True, slots=True)
class _Signed:
    """Who signed a grant or a closing: the account that it names, and the key that did."""

    by: str
    key: PublicKey


@dataclass(frozen=True, slots=True)
class _Account:
    station: str
    key: PublicKey
    may_grant: bool
    granted: _Signed
    closed: _Signed | None


class People:
    """Acts first, then the authors of the revisions, then the accounts.

    `authority`: whose stations' accounts may be here. `revoked`: keys that grant and close nothing.
    """

    def __init__(
        self, authority: str, roots: Roots, revoked: frozenset[PublicKey] = frozenset()
    ) -> None:
        self._authority = authority
        self._roots = roots
        self._revoked = revoked
        self._keys: dict[str, PublicKey] = {}
        self._authors: dict[bytes, str] = {}
        self._accounts: dict[str, _Account] = {}
        self._last_statement = b""
        self._last_account = ""
        self.acts = 0

    @property
    def accounts(self) -> int:
        """How many accounts have come."""
        return len(self._accounts)

    def take_act(self, act: Act) -> None:
        """The signature holds, and the account signed everything here with one key.

        Raises Refused("act").
        """
        if act.statement <= self._last_statement:
            raise Refused("act", why="order")
        self._last_statement = act.statement
        try:
            key = acts.signer_of(act)
        except ValueError:
            raise Refused("act", why="signature") from None
        if self._keys.setdefault(act.account, key) != key:
            raise Refused("act", why="two keys")
        if act.act is ActKind.AUTHOR:
            revision = bytes.fromhex(act.revision)
            if self._authors.setdefault(revision, act.account) != act.account:
                raise Refused("act", why="two authors")
        self.acts += 1

    def require_author(self, revision: Revision) -> None:
        """Raises Refused("act") unless the revision's author signed it as its author."""
        if self._authors.get(bytes.fromhex(revision.identity)) != revision.header.author:
            raise Refused("act", why="author")

    def take_account(self, line: AccountLine) -> None:
        """What the line alone shows is right. Raises Refused: act, limit, training."""
        grant = line.grant
        require_real(grant.station.partition("@")[0])
        if grant.account <= self._last_account:
            raise Refused("act", why="order")
        self._last_account = grant.account
        if self.accounts == MAX_ACCOUNTS:
            raise Refused("limit", why="accounts")
        if grant.station.partition("@")[2] != self._authority:
            raise Refused("act", why="another authority")
        try:
            granted = _Signed(grant.by, accounts.granting_key(line))
            closing_key = accounts.closing_key(line)
        except ValueError as error:
            raise Refused("act", why=str(error)) from None
        closed = None
        if line.closing is not None and closing_key is not None:
            closed = _Signed(line.closing.by, closing_key)
        self._accounts[grant.account] = _Account(
            grant.station, grant.key, grant.may_grant, granted, closed
        )

    def require_complete(self) -> None:
        """Every account that signed is here with that key, and every chain ends at a listed root.

        Raises Refused("act").
        """
        for account_id, key in self._keys.items():
            account = self._accounts.get(account_id)
            if account is None or account.key != key:
                raise Refused("act", why="unknown account")
        for account in self._accounts.values():
            self._require_by(account, account.granted)
            if account.closed is not None:
                self._require_by(account, account.closed)
        self._require_roots()

    def signing(self) -> frozenset[str]:
        """The accounts that signed."""
        return frozenset(self._keys)

    def _require_by(self, account: _Account, signed: _Signed) -> None:
        """One step: the account named is here, of the same station, may grant, and signed."""
        by = self._accounts.get(signed.by)
        if by is None or by.station != account.station or not by.may_grant:
            raise Refused("act", why="by one who may not")
        if signed.key != by.key or signed.key in self._revoked:
            raise Refused("act", why="signed with another key, or a revoked one")

    def _require_roots(self) -> None:
        """All steps lead to a root, and each root is listed."""
        rooted: set[str] = set()
        for account_id in self._accounts:
            chain: set[str] = set()
            while account_id not in rooted:
                if account_id in chain:
                    raise Refused("act", why="a cycle")
                chain.add(account_id)
                account = self._accounts[account_id]
                if account.granted.by == account_id:
                    if not self._roots(account.station, account.key):
                        raise Refused("act", why="a root that is not listed")
                    rooted.add(account_id)
                account_id = account.granted.by
            rooted |= chain
