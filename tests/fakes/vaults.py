"""Vaults for tests: made with a quick passphrase derivation, filled with signed revisions."""

import atexit
import shutil
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from clerkapp.crypto import revisions
from clerkapp.crypto.acts import sign_act
from clerkapp.crypto.kdf import KdfParameters
from clerkapp.domain.events import Event
from clerkapp.domain.files import StoredFile
from clerkapp.domain.office import Created, NewVault
from clerkapp.domain.people.roles import Role
from clerkapp.domain.records.revision import Act, ActKind, Op, Revision, Value
from clerkapp.store.journal import Params
from clerkapp.store.settings import NEW_EPOCH
from clerkapp.vault.api import Unlocked, Vault, add_person, create, unlock
from clerkapp.vault.stores.accounts import account_digest

QUICK = KdfParameters(passes=1, lanes=1, memory_kib=8 * 1024)
NAME = "Dana Whitfield"
PASSPHRASE = "five quiet words on paper"
OTHER_NAME = "Lee Ortega"
OTHER_PASSPHRASE = "another five quiet words"
AT = "2026-11-03T07:40:00-06:00"
LATER = "2026-11-03T08:15:00-06:00"

JAM: dict[str, Value] = {
    "one_line": "Scanner at Oak Hall jammed three times.",
    "status": "recorded",
    "severity": "low",
    "place": "Oak Hall",
    "occurred": {"at": "2026-11-03T07:10:00-06:00", "precision": "about"},
    "noticed": {"at": AT, "precision": "exact"},
    "noticed_by": {"role": "election_judge", "name": None, "contact": None},
    "election": "ZZ-2026-11-03",
    "seen": "The judge cleared the path twice. The seal was whole.",
}


class Interrupted(Exception):
    """Something went wrong in the middle."""


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def make(folder: Path) -> Created:
    """A vault for LARK, station W1, with Dana Whitfield as its first person."""
    new = NewVault("LARK", "Larkspur County", "W1", NAME, "county_clerk", PASSPHRASE)
    return create(folder, new, at=AT, parameters=QUICK)


def copied(folder: Path) -> Created:
    """As `make`, but the same vault for every test of this process, in a folder of its own.

    Making one costs a derivation and many waits for the disk. Nothing in it says where it lies, and it
    was never opened.
    """
    made, created = _original()
    shutil.copytree(made, folder)
    return created


@cache
def _original() -> tuple[Path, Created]:
    folder = Path(kept_until_the_end()) / "Larkspur.vault"
    return folder, make(folder)


def kept_until_the_end() -> str:
    """A folder that goes when the process ends."""
    folder = tempfile.mkdtemp(prefix="clerkapp-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def opened(folder: Path) -> Unlocked:
    """The vault unlocked as its first person."""
    return unlock(folder, NAME, PASSPHRASE)


def second_person(unlocked: Unlocked, folder: Path, *roles: Role) -> str:
    """Adds Lee Ortega, granted by the person of `unlocked`, who took the account over; its id."""
    with unlocked.vault.transaction():
        account = add_person(
            unlocked.vault,
            folder,
            granter=unlocked.signing,
            name=OTHER_NAME,
            function="deputy",
            roles=frozenset(roles or (Role.STAFF,)),
            passphrase=OTHER_PASSPHRASE,
            valid_from="2026-11-03",
            valid_until=None,
            at=AT,
        )
        said: Params = {
            "added": account.id,
            "roles": sorted(str(role) for role in account.roles),
            "digest": account_digest(account),
        }
        unlocked.vault.journal.append(Event.ACCOUNT_ADDED, AT, unlocked.account.id, said)
        unlocked.vault.accounts.take(account.id, AT)
        unlocked.vault.journal.append(Event.ACCOUNT_TAKEN, AT, account.id, {})
    return account.id


def draw(
    unlocked: Unlocked,
    values: Mapping[str, Value],
    *,
    number: str | None = None,
    record: str | None = None,
    kind: str = "equipment",
    rev: int = 1,
    parents: Sequence[str] = (),
    op: Op = Op.PUT,
    at: str = AT,
) -> tuple[Revision, Act]:
    """A revision signed by the person of `unlocked`, not yet in the vault."""
    return revisions.make(
        values,
        record=record or str(uuid.uuid4()),
        number=number or str(unlocked.vault.revisions.next_number(int(at[:4]))),
        kind=kind,
        rev=rev,
        parents=parents,
        op=op,
        at=at,
        author=unlocked.account.id,
        key=unlocked.signing,
    )


def author_act(unlocked: Unlocked, identity: str, at: str = AT) -> Act:
    """The author's signature."""
    return sign_act(
        unlocked.signing,
        act=ActKind.AUTHOR,
        revision=identity,
        account=unlocked.account.id,
        capacity=None,
        at=at,
    )


def record(
    unlocked: Unlocked, *, kind: str = "equipment", at: str = AT, **values: Value
) -> Revision:
    """Appends a new record like JAM with other `values`; its first revision."""
    revision, act = draw(unlocked, {**JAM, **values}, kind=kind, at=at)
    keep(unlocked, revision, act, Event.RECORDED)
    return revision


def keep(unlocked: Unlocked, revision: Revision, act: Act, event: Event) -> None:
    """Append a revision and journal it."""
    header = revision.header
    said: Params = {"number": header.number, "rev": header.rev, "revision": revision.identity}
    with unlocked.vault.transaction():
        unlocked.vault.revisions.append(revision, act)
        unlocked.vault.journal.append(event, header.recorded, unlocked.account.id, said)


def attach(unlocked: Unlocked, *data: bytes) -> StoredFile:
    """Keep a file and journal it."""
    with unlocked.vault.transaction():
        stored = unlocked.vault.attachments.store(data, at=AT, limit=100_000_000)
        said: Params = {"sha256": stored.sha256, "size": stored.size}
        unlocked.vault.journal.append(Event.ATTACHMENT_ADDED, AT, unlocked.account.id, said)
    return stored


def pass_over_numbers(unlocked: Unlocked) -> None:
    """As after a restored backup, with the entry that explains it."""
    with unlocked.vault.transaction():
        first, last = unlocked.vault.revisions.skip_numbers(2026, at=AT)
        unlocked.vault.settings.set(NEW_EPOCH, {"upstream": "restore", "public": "restore"})
        said: Params = {"year": 2026, "first": first, "last": last}
        unlocked.vault.journal.append(Event.RESTORED, AT, None, said)


def amend(
    unlocked: Unlocked, *parents: Revision, op: Op = Op.PUT, at: str = LATER, **values: Value
) -> Revision:
    """Appends a revision that replaces `parents`; values not given stay as in the first of them."""
    first = parents[0]
    revision, act = draw(
        unlocked,
        {**first.values(), "reason": "Typed wrongly.", **values},
        number=first.header.number,
        record=first.header.id,
        kind=first.header.kind,
        rev=1 + max(parent.header.rev for parent in parents),
        parents=[parent.identity for parent in parents],
        op=op,
        at=at,
    )
    keep(unlocked, revision, act, Event.STRUCK if op is Op.STRIKE else Event.AMENDED)
    return revision


def tamper(vault: Vault, *statements: str) -> None:
    """Change recorded rows as somebody with tools and an account's passphrase could."""
    vault.connection.run("PRAGMA foreign_keys = OFF")
    with vault.transaction():
        triggers = vault.connection.rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        for name, _ in triggers:
            vault.connection.run(f"DROP TRIGGER {name}")
        for statement in statements:
            vault.connection.run(statement)
        for _, sql in triggers:
            vault.connection.run(sql)
