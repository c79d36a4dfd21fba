"""Signers, accounts and the station's keys, as an office keeps them that trusts its own file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from clerkapp.codec import account_line
from clerkapp.codec.account_line import FUNCTION, NAME, AccountLine
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto import vouching
from clerkapp.crypto.accounts import account_id, require_signed
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.naming import is_called, looks_alike
from clerkapp.domain.people.roles import Account, Role, Signer
from clerkapp.store.people import KeptLine
from clerkapp.store.station_keys import StationKey
from tests.fakes.plain_store.engine import Engine


class PlainSigners:
    def __init__(self, engine: Engine, station: str) -> None:
        self._engine = engine
        self._station = station

    def add(self, line: AccountLine, *, at: str, bundle: str | None = None) -> None:
        try:
            require_signed(line)
        except ValueError:
            raise Refused("grant-form") from None
        encoded = account_line.encode(line)
        if not self._engine.row("SELECT 1 FROM signer WHERE line = ?", encoded):
            self._engine.run(
                "INSERT INTO signer (line, station, account, seen) VALUES (?, ?, ?, ?)",
                (encoded, line.grant.station, line.grant.account, at),
            )

    def list(self, station: str | None = None) -> tuple[Signer, ...]:
        known: dict[tuple[str, str], tuple[AccountLine, Signer]] = {}
        for encoded, seen in self._engine.rows("SELECT line, seen FROM signer ORDER BY n"):
            line = account_line.decode(encoded)
            about = (line.grant.station, line.grant.account)
            known[about] = (line, _after(line, seen, known.get(about)))
        return tuple(one for _, one in known.values() if station in (None, one.station))

    def own(self) -> tuple[Signer, ...]:
        return self.list(self._station)

    def roots(self) -> tuple[Signer, ...]:
        return tuple(one for one in self.own() if one.is_root)

    def of_account(self, account: str) -> Signer:
        found = [one for one in self.list() if one.account == account]
        if not found:
            raise Refused("account-unknown", name=account[:60])
        return next((one for one in found if one.station == self._station), found[0])

    def key(self, account: str) -> PublicKey:
        return self._newest(account, self.of_account(account).station).line.grant.key

    def line(self, account: str) -> AccountLine:
        return self._newest(account, self._station).line

    def _newest(self, account: str, station: str) -> KeptLine:
        row = self._engine.row(
            "SELECT n, line FROM signer WHERE account = ? AND station = ? ORDER BY n DESC",
            account,
            station,
        )
        if row is None:
            raise Refused("account-unknown", name=account[:60])
        return KeptLine(row[0], account_line.decode(row[1]))

    def chains(self, wanted: Iterable[str]) -> tuple[KeptLine, ...]:
        found: dict[str, KeptLine] = {}
        waiting = [(account, self.of_account(account).station) for account in wanted]
        while waiting:
            account, station = waiting.pop()
            if account not in found:
                found[account] = kept = self._newest(account, station)
                closing = kept.line.closing
                named = [kept.line.grant.by, *([closing.by] if closing else [])]
                waiting += [(one, station) for one in named]
        return tuple(found[account] for account in sorted(found))


def _after(line: AccountLine, seen: str, before: tuple[AccountLine, Signer] | None) -> Signer:
    name, function = (line.fields.get(code) for code in (NAME, FUNCTION))
    signer = Signer(
        account=line.grant.account,
        station=line.grant.station,
        key=line.grant.key.to_line(),
        name=str(name.value) if name else None,
        function=str(function.value) if function else None,
        may_grant=line.grant.may_grant,
        valid_from=line.grant.valid_from,
        granted_by=line.grant.by,
        closed_at=line.closing.at if line.closing else None,
        closed_by=line.closing.by if line.closing else None,
        seen=seen,
    )
    if before is None:
        return signer
    earlier, was = before
    same = {
        code: earlier.grant.digests[code] == line.grant.digests[code] for code in (NAME, FUNCTION)
    }
    return replace(
        signer,
        name=was.name if signer.name is None and same[NAME] else signer.name,
        function=was.function if signer.function is None and same[FUNCTION] else signer.function,
        closed_at=was.closed_at or signer.closed_at,
        closed_by=was.closed_by or signer.closed_by,
        seen=was.seen,
    )


class PlainAccounts:
    def __init__(self, engine: Engine, signers: PlainSigners) -> None:
        self._engine = engine
        self._signers = signers

    def add(self, account: Account, line: AccountLine, at: str) -> None:
        for other in self.of_name(account.name):
            if not other.disabled:
                raise Refused("name-taken", fields=["name"], name=other.name[:60])
        self._signers.add(line, at=at)
        kept = json.dumps(
            [
                account.person,
                sorted(account.roles),
                account.open_key,
                account.valid_from,
                account.valid_until,
            ]
        )
        self._engine.run(
            "INSERT INTO account (id, value, created) VALUES (?, ?, ?)", (account.id, kept, at)
        )

    def close(self, closed: AccountLine, at: str) -> None:
        account = self.get(closed.grant.account)
        if account.disabled:
            raise Refused("account-closed", name=account.name)
        self._signers.add(closed, at=at)

    def _all(self) -> list[Account]:
        return [
            self._account(*row)
            for row in self._engine.rows("SELECT id, value FROM account ORDER BY n")
        ]

    def _account(self, identity: str, kept: str) -> Account:
        person, roles, open_key, valid_from, valid_until = json.loads(kept)
        signer = self._signers.of_account(identity)
        return Account(
            id=identity,
            person=person,
            name=signer.name or "",
            roles=frozenset(map(Role, roles)),
            function=signer.function or "",
            sign_key=signer.key,
            open_key=open_key,
            valid_from=valid_from,
            valid_until=valid_until,
            disabled=signer.closed,
            sites=self._sites(identity),
        )

    def set_sites(self, account_id: str, sites: Sequence[str], *, by: PrivateKey, at: str) -> None:
        row = (account_id, json.dumps(sorted(sites)))
        self._engine.run("INSERT INTO sites (account, value) VALUES (?, ?)", row)

    def _sites(self, account_id: str) -> tuple[str, ...]:
        kept = self._engine.value(
            "SELECT value FROM sites WHERE account = ? ORDER BY n DESC LIMIT 1", account_id
        )
        return tuple(json.loads(kept)) if kept is not None else ()

    def list(self) -> tuple[Account, ...]:
        return tuple(sorted(self._all(), key=lambda one: one.name))

    def get(self, account_id: str) -> Account:
        row = self._engine.row("SELECT id, value FROM account WHERE id = ?", account_id)
        if row is None:
            raise Refused("account-unknown", name=account_id[:60])
        return self._account(*row)

    def created(self, account_id: str) -> str:
        self.get(account_id)
        return str(self._engine.value("SELECT created FROM account WHERE id = ?", account_id))

    def open_named(self, name: str) -> Account:
        for account in self.list():
            if not account.disabled and is_called(account.name, name):
                return account
        raise Refused("account-unknown", name=name[:60])

    def of_name(self, name: str) -> tuple[Account, ...]:
        return tuple(one for one in self._all() if looks_alike(name, one.name))

    def take(self, account_id: str, at: str) -> None:
        self._engine.run("UPDATE account SET taken = ? WHERE id = ?", (at, account_id))

    def taken(self, account_id: str) -> bool:
        return self._engine.value("SELECT taken FROM account WHERE id = ?", account_id) is not None

    def person_of(self, account_id: str) -> str:
        return next((one.person for one in self._all() if one.id == account_id), account_id)

    def of_person(self, person: str) -> tuple[Account, ...]:
        return tuple(one for one in self._all() if one.person == person)


class PlainStationKeys:
    """Whoever may send and has not left holds the key: the file itself is what has to be guarded."""

    def __init__(self, engine: Engine, accounts: PlainAccounts, station: str) -> None:
        self._engine = engine
        self._accounts = accounts
        self._station = station

    def list(self) -> tuple[StationKey, ...]:
        rows = self._engine.rows("SELECT n, der, made, by, sshsig FROM station_key ORDER BY n")
        ends = [*(row[2] for row in rows[1:]), None]
        return tuple(
            StationKey(n, PrivateKey.from_der(der).public, made, by, sshsig, ended)
            for (n, der, made, by, sshsig), ended in zip(rows, ends, strict=True)
        )

    def present(self) -> StationKey:
        return self.list()[-1]

    def private(self) -> PrivateKey:
        """The present key's private half."""
        return PrivateKey.from_der(
            self._engine.value("SELECT der FROM station_key ORDER BY n DESC LIMIT 1")
        )

    def waiting(self, today: str) -> tuple[Account, ...]:
        return ()

    def somebody_holds(self, today: str) -> bool:
        return bool(self.would_hold(today))

    def left(self, today: str) -> bool:
        return any(one.may_send and _has_left(one, today) for one in self._accounts.list())

    def would_hold(self, today: str) -> tuple[Account, ...]:
        return tuple(
            one for one in self._accounts.list() if one.may_send and not _has_left(one, today)
        )

    def make(self, *, by: PrivateKey, at: str) -> StationKey:
        """A new key."""
        private = PrivateKey.generate("nistp384")
        n = 1 + int(self._engine.value("SELECT count(*) FROM station_key"))
        maker = account_id(by.public)
        statement = vouching.station_key_statement(
            station=self._station, n=n, key=private.public.to_line(), made=at, by=maker
        )
        self._engine.run(
            "INSERT INTO station_key VALUES (?, ?, ?, ?, ?)",
            (n, private.to_der(), at, maker, vouching.sign_station(by, statement)),
        )
        return self.present()

    def renew(self, *, by: PrivateKey, at: str) -> StationKey | None:
        return self.make(by=by, at=at) if self.would_hold(at[:10]) else None

    def hand_on(self, today: str) -> tuple[str, ...]:
        return ()


def _has_left(account: Account, today: str) -> bool:
    return account.disabled or (account.valid_until is not None and account.valid_until < today)
