"""A store with one person at it, and what that person does with it. Nothing here knows which store."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from clerkapp.crypto.accounts import account_id, grant_account
from clerkapp.crypto.acts import sign_act
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.revisions import make
from clerkapp.domain.bundles import UPSTREAM, Outgoing
from clerkapp.domain.office import VaultInfo
from clerkapp.domain.people.roles import Account, Role
from clerkapp.domain.records.lists import Query, RecordRow
from clerkapp.domain.records.revision import Act, ActKind, Op, Revision, Value
from clerkapp.store.opened import Store
from tests.fakes import people, vaults
from tests.fakes.plain_store.store import PlainStore
from tests.fakes.vaults import AT, JAM, LATER

AWAY = "W2@LARK"
VISITOR = "visitor"
INFO = VaultInfo("5f" * 16, "LARK", "Larkspur County", "W1", AT)


@dataclass
class Desk:
    """`account` is Dana Whitfield's, who began the office; `key` signs for her."""

    store: Store
    account: Account
    key: PrivateKey
    open_again: Callable[[], Store] = field(repr=False)

    def reopen(self) -> Store:
        """Close the store and open it again."""
        self.store.close()
        self.store = self.open_again()
        return self.store

    def draw(
        self, values: dict[str, Value], at: str = AT, kind: str = "equipment"
    ) -> tuple[Revision, Act]:
        """A first revision with the next number, not yet in the store."""
        return make(
            values,
            record=str(uuid.uuid4()),
            number=str(self.store.revisions.next_number(int(at[:4]))),
            kind=kind,
            at=at,
            author=self.account.id,
            key=self.key,
        )

    def record(self, *, at: str = AT, kind: str = "equipment", **values: Value) -> Revision:
        """A new record like JAM with other `values`."""
        revision, act = self.draw({**JAM, **values}, at, kind)
        self.store.revisions.append(revision, act)
        return revision

    def draw_next(
        self, *parents: Revision, at: str = LATER, op: Op = Op.PUT, **values: Value
    ) -> tuple[Revision, Act]:
        """What would replace `parents`; values not given stay as in the first of them."""
        first = parents[0]
        return make(
            {**first.values(), "reason": "Typed wrongly.", **values},
            record=first.header.id,
            number=first.header.number,
            kind=first.header.kind,
            rev=1 + max(one.header.rev for one in parents),
            parents=[one.identity for one in parents],
            op=op,
            at=at,
            author=self.account.id,
            key=self.key,
        )

    def amend(
        self, *parents: Revision, op: Op = Op.PUT, at: str = LATER, **values: Value
    ) -> Revision:
        """Append what replaces `parents`."""
        revision, act = self.draw_next(*parents, at=at, op=op, **values)
        self.store.revisions.append(revision, act)
        return revision

    def sign(
        self,
        revision: Revision,
        capacity: str = "county_clerk",
        act: ActKind = ActKind.TWO_PERSON,
    ) -> Act:
        """A signature over a revision, not yet in the store."""
        return sign_act(
            self.key,
            act=act,
            revision=revision.identity,
            account=self.account.id,
            capacity=capacity,
            at=LATER,
        )

    def rows(self, query: Query = Query(), limit: int = 50) -> list[RecordRow]:  # noqa: B008
        """All rows that a query finds, a page at a time."""
        found: list[RecordRow] = []
        after: str | None = None
        while True:
            page = self.store.queries.page(query, after, limit)
            found += page.rows
            if page.next is None:
                return found
            assert len(page.rows) == limit
            assert page.next != after, "the same page again"
            after = page.next

    def numbers(self, query: Query = Query(), limit: int = 50) -> list[int]:  # noqa: B008
        """The running numbers of those rows."""
        return [int(row.number[-4:]) for row in self.rows(query, limit)]

    def send(
        self, *revisions: Revision, epoch: int = 1, seq: int = 1, stream: str = UPSTREAM
    ) -> Outgoing:
        """Commit a bundle with these revisions."""
        bundle = outgoing(epoch=epoch, seq=seq, stream=stream)
        self.store.outgoing.commit(bundle, [(one.identity, ["status"]) for one in revisions], [])
        return bundle


def outgoing(*, epoch: int = 1, seq: int = 1, stream: str = UPSTREAM) -> Outgoing:
    """A bundle as it is committed; its digest follows from its place."""
    return Outgoing(
        digest=f"{stream.encode().hex()}{epoch:04x}{seq:04x}".rjust(64, "0")[-64:],
        stream=stream,
        epoch=epoch,
        seq=seq,
        copy="state" if stream == UPSTREAM else "public",
        kind="delta",
        recipients=("-----BEGIN CERTIFICATE-----\n…",),
        created=AT,
        statement=b"{}",
        manifest=b"m",
        tagmanifest=b"t",
        signature=b"s",
    )


def visiting(
    rev: int, *parents: Revision, at: str = AT, op: Op = Op.PUT, **values: Value
) -> tuple[Revision, Act]:
    """A revision of a record of another station, by somebody there."""
    content: dict[str, Value] = {} if op is Op.STRIKE else {**JAM, "reason": "Typed wrongly."}
    return make(
        {**content, **values},
        record="44444444-4444-4444-8444-444444444444",
        number="LARK-2026-W2-0007",
        kind="equipment",
        rev=rev,
        parents=[one.identity for one in parents],
        op=op,
        at=at,
        author=people.person_id(VISITOR),
        key=people.person_key(VISITOR),
    )


def vault_desk(folder: Path) -> Desk:
    """The office's vault."""
    place = folder / "Larkspur.vault"
    vaults.make(place)
    unlocked = vaults.opened(place)
    return Desk(
        unlocked.vault, unlocked.account, unlocked.signing, lambda: vaults.opened(place).vault
    )


def plain_desk(folder: Path) -> Desk:
    """The store of plain SQLite, with a first person as a vault has one."""

    def open_it() -> PlainStore:
        return PlainStore(folder / "plain.db", INFO)

    store, key = open_it(), PrivateKey.generate("nistp256")
    account = new_account(key, vaults.NAME, Role.ADMINISTRATOR, Role.AUTHORITY)
    line = grant_account(
        key.public,
        station=INFO.principal,
        name=account.name,
        function=account.function,
        valid_from=account.valid_from,
        may_grant=True,
        granter=key,
    )
    with store.transaction():
        store.accounts.add(account, line, AT)
        store.accounts.take(account.id, AT)
        store.station_keys.make(by=key, at=AT)
    return Desk(store, account, key, open_it)


def new_account(key: PrivateKey, name: str, *roles: Role, person: str = "") -> Account:
    """An account whose signing key is `key`."""
    return Account(
        id=account_id(key.public),
        person=person or str(uuid.uuid4()),
        name=name,
        roles=frozenset(roles),
        function="county_clerk",
        sign_key=key.public.to_line(),
        open_key=PrivateKey.generate("nistp256").public.to_line(),
        valid_from=AT[:10],
        valid_until=None,
    )
