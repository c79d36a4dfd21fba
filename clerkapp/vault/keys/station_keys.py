"""The station's keys (docs/formats/vault.md, section 12; ADR 28).

The private key is nowhere in clear: it is sealed to the opening key of each account that may send. Each
key, and each account that may hold it, is vouched for by an administrator's signature. Whoever hands the
key on believes only signatures that lead to a root account that is in their own slot, so that a row
which somebody wrote with the data key alone gets nothing. Earlier keys stay, to check what they signed.
"""

from collections.abc import Iterable

from clerkapp.codec import sshkey
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto import vouching, wrapping
from clerkapp.crypto.accounts import account_id
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.people.roles import Account
from clerkapp.store.station_keys import StationKey
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.stores.accounts import Accounts
from clerkapp.vault.stores.journal import Journal
from clerkapp.vault.stores.signers import Signers


class StationKeys:
    """The station's keys, and the private one as far as the person who unlocked may hold it."""

    def __init__(
        self,
        connection: Connection,
        signers: Signers,
        accounts: Accounts,
        *,
        vault_id: bytes,
        station: str,
    ) -> None:
        self._connection = connection
        self._signers = signers
        self._accounts = accounts
        self._vault_id = vault_id
        self._station = station
        self._person: tuple[str, PrivateKey] | None = None
        self.roots: tuple[str, ...] = ()
        """The root accounts that the slot which was opened names."""

    def opened_by(self, account: str, opening: PrivateKey, roots: tuple[str, ...]) -> None:
        """`account` has unlocked; what is sealed to it can be opened."""
        self._person, self.roots = (account, opening), roots

    def trust(self, roots: tuple[str, ...]) -> None:
        """A slot was opened that nothing is sealed to: the recovery key's."""
        self._person, self.roots = None, roots

    def forget(self) -> None:
        """Nobody has unlocked any more."""
        self._person, self.roots = None, ()

    # Keys

    def list(self) -> tuple[StationKey, ...]:
        """Every key that the station has had, the first one first."""
        rows = self._connection.rows(
            "SELECT n, key, made, made_by, sshsig FROM station_key ORDER BY n"
        )
        ends = [*(row[2] for row in rows[1:]), None]
        try:
            return tuple(
                StationKey(row[0], sshkey.from_line(row[1]), row[2], row[3], row[4], ended)
                for row, ended in zip(rows, ends, strict=True)
            )
        except ValueError:
            raise EnvironmentFailure("vault-damaged") from None

    def present(self) -> StationKey:
        """The key that the station signs with now."""
        keys = self.list()
        if not keys:
            raise EnvironmentFailure("vault-damaged")
        return keys[-1]

    def is_vouched(self, key: StationKey, roots: Iterable[str] | None = None) -> bool:
        """Whether an administrator whose grants lead to a root (one of `roots`) signed for it."""
        statement = self._statement(key.n, key.public, key.made, key.made_by)
        signed = vouching.is_signed_by(key.sshsig, Namespace.STATION_KEY, statement, key.made_by)
        return signed and self._proven(key.made_by, roots)

    def mine(self) -> PrivateKey:
        """The private key, for signing.

        Raises Refused("station-key-not-yours"), and Refused("station-key-unproven") for one that no
        administrator made.
        """
        present = self.present()
        private = self._private(present)
        if private is None:
            raise Refused("station-key-not-yours")
        if not self.is_vouched(present):
            raise Refused("station-key-unproven")
        return private

    # Who holds it

    def holders(self) -> frozenset[str]:
        """Accounts to which the present key is sealed, closed ones too."""
        rows = self._connection.rows(
            "SELECT account FROM station_key_sealed WHERE n = ?", (self.present().n,)
        )
        return frozenset(row[0] for row in rows)

    def named(self, key: StationKey) -> frozenset[str]:
        """Accounts that were admitted to `key`, or to which it is sealed, whoever signed for that."""
        rows = self._connection.rows(
            "SELECT account FROM station_key_sealed WHERE n = ?1"
            " UNION SELECT account FROM station_key_holder WHERE n = ?1",
            (key.n,),
        )
        return frozenset(row[0] for row in rows)

    def waiting(self, today: str) -> tuple[Account, ...]:
        """Accounts that may send and have not left, to which the present key is not sealed yet; by
        name."""
        holders = self.holders()
        return tuple(
            account
            for account in self._accounts.list()
            if account.may_send and account.id not in holders and not _has_left(account, today)
        )

    def somebody_holds(self, today: str) -> bool:
        """Whether anybody is left who can sign for the station."""
        holders = self.holders()
        return any(account.id in holders for account in self._remaining(today))

    def left(self, today: str) -> bool:
        """Whether somebody who holds the present key has left: it is closed, or over since `today`."""
        remaining = {account.id for account in self._remaining(today)}
        known = {account.id for account in self._accounts.list()}
        return bool(self.holders() & (known - remaining))

    def would_hold(self, today: str) -> tuple[Account, ...]:
        """Who would hold a new key: whoever may hold the present one, proven, and has not left."""
        present = self.present()
        return tuple(
            account
            for account in self._remaining(today)
            if self._is_admitted(present, account, self.roots)
        )

    def _remaining(self, today: str) -> tuple[Account, ...]:
        """Who has not left, neither by what was signed nor by the journal: a closing that somebody took out
        of the table afterwards brings nobody a new key."""
        closed = Journal(self._connection).accounts_closed()
        accounts = self._accounts.list()
        return tuple(
            account
            for account in accounts
            if account.id not in closed and not _has_left(account, today)
        )

    # Changes, in the caller's transaction

    def make(self, for_whom: Iterable[Account], *, by: PrivateKey, at: str) -> StationKey:
        """A new key, signed with the signing key `by` of an administrator, and sealed to `for_whom`."""
        private = PrivateKey.generate("nistp384")
        n = 1 + int(self._connection.value("SELECT coalesce(max(n), 0) FROM station_key"))
        maker = account_id(by.public)
        statement = self._statement(n, private.public, at, maker)
        key = StationKey(n, private.public, at, maker, vouching.sign_station(by, statement), None)
        line = key.public.to_line()
        self._connection.insert(
            "station_key",
            {"n": n, "key": line, "made": at, "made_by": maker, "sshsig": key.sshsig},
        )
        for account in for_whom:
            self._admit(key, account, by, at)
            self._seal(key, private, account)
        return key

    def renew(self, *, by: PrivateKey, at: str) -> StationKey | None:
        """A new key for everybody who was admitted to the present one and has not left. None, and no
        new key, where nobody is: it would be lost at once."""
        remain = self.would_hold(at[:10])
        return self.make(remain, by=by, at=at) if remain else None

    def admit(self, account: Account, *, by: PrivateKey, at: str) -> None:
        """An administrator lets `account` hold the present key. Whoever holds it seals it (`hand_on`)."""
        self._admit(self.present(), account, by, at)

    def hand_on(self, today: str) -> tuple[str, ...]:
        """Seal the present key to those who were admitted and wait, when the person who unlocked holds
        it. Returns their accounts."""
        present = self.present()
        waiting = self._connection.rows(
            "SELECT account, by FROM station_key_holder h WHERE n = ? AND NOT EXISTS"
            " (SELECT 1 FROM station_key_sealed s WHERE s.n = h.n AND s.account = h.account)",
            (present.n,),
        )
        private = self._private(present) if waiting else None
        if private is None:
            return ()
        closed = {signer.account for signer in self._signers.own() if signer.closed}
        wanted = {account for account, by in waiting if by not in closed}
        given = [holder for holder in self.would_hold(today) if holder.id in wanted]
        for account in given:
            self._seal(present, private, account)
        return tuple(holder.id for holder in given)

    def admission_is_right(self, key: StationKey, account: Account) -> bool:
        """Whether an administrator whose grants lead to a root signed that `account` may hold `key`."""
        return self._is_admitted(key, account, None)

    # The rest is how

    def _is_admitted(self, key: StationKey, account: Account, roots: Iterable[str] | None) -> bool:
        row = self._connection.row(
            "SELECT at, by, sshsig FROM station_key_holder WHERE n = ? AND account = ?",
            (key.n, account.id),
        )
        if row is None:
            return False
        at, by, blob = row
        statement = _admission(key, account, at, by)
        signed = vouching.is_signed_by(blob, Namespace.STATION_KEY, statement, by)
        return signed and self._proven(by, roots)

    def _admit(self, key: StationKey, account: Account, by: PrivateKey, at: str) -> None:
        who = account_id(by.public)
        blob = vouching.sign_station(by, _admission(key, account, at, who))
        self._connection.insert(
            "station_key_holder",
            {"n": key.n, "account": account.id, "at": at, "by": who, "sshsig": blob},
        )

    def _seal(self, key: StationKey, private: PrivateKey, account: Account) -> None:
        open_key = sshkey.from_line(account.open_key)
        sealed = wrapping.seal_station_key(
            private, open_key, self._vault_id, bytes.fromhex(account.id)
        )
        self._connection.insert(
            "station_key_sealed", {"n": key.n, "account": account.id, "sealed": sealed}
        )

    def _private(self, key: StationKey) -> PrivateKey | None:
        """What is sealed to the person who unlocked, when it is the private half of `key`."""
        if self._person is None:
            return None
        account, opening = self._person
        sealed = self._connection.value(
            "SELECT sealed FROM station_key_sealed WHERE n = ? AND account = ?", (key.n, account)
        )
        if sealed is None:
            return None
        private = wrapping.open_station_key(sealed, opening, self._vault_id, bytes.fromhex(account))
        return private if private is not None and private.public == key.public else None

    def _proven(self, account: str, roots: Iterable[str] | None) -> bool:
        return self._signers.proven(account, None if roots is None else frozenset(roots))

    def _statement(self, n: int, public: PublicKey, made: str, by: str) -> bytes:
        return vouching.station_key_statement(
            station=self._station, n=n, key=public.to_line(), made=made, by=by
        )


def _admission(key: StationKey, account: Account, at: str, by: str) -> bytes:
    return vouching.holder_statement(
        key=key.public.to_line(), account=account.id, open_key=account.open_key, at=at, by=by
    )


def _has_left(account: Account, today: str) -> bool:
    return account.disabled or (account.valid_until is not None and account.valid_until < today)
