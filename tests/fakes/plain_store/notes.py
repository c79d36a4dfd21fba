"""The journal and its signatures, files, settings and drafts."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from clerkapp.codec import jcs
from clerkapp.crypto import declarations, vouching
from clerkapp.crypto.accounts import account_id
from clerkapp.crypto.digests import sha256_hex
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.declarations import ID_LENGTH, Declaration, What
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event, JournalEntry
from clerkapp.domain.files import StoredFile
from clerkapp.domain.records.drafts import Draft
from clerkapp.store.journal import Params, SignedHead
from tests.fakes.plain_store.engine import Engine, Row


class PlainJournal:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def append(self, event: Event, at: str, account: str | None, params: Params) -> JournalEntry:
        seq, prev = self.head() or (0, None)
        said = {
            "account": account,
            "at": at,
            "event": str(event),
            "params": dict(params),
            "prev": prev,
            "seq": seq + 1,
        }
        line = jcs.encode(said)
        self._engine.run("INSERT INTO entry VALUES (?, ?, ?)", (seq + 1, line, sha256_hex(line)))
        return JournalEntry(seq + 1, at, account, event, dict(params), prev, sha256_hex(line))

    def _all(self) -> list[JournalEntry]:
        rows = self._engine.rows("SELECT line, digest FROM entry ORDER BY seq")
        return [_entry(json.loads(line), digest) for line, digest in rows]

    def head(self) -> tuple[int, str] | None:
        row = self._engine.row("SELECT seq, digest FROM entry ORDER BY seq DESC LIMIT 1")
        return None if row is None else (row[0], row[1])

    def entries(self, after: int = 0, limit: int = 200) -> tuple[JournalEntry, ...]:
        return tuple(one for one in self._all() if one.seq > after)[:limit]

    def latest(self, limit: int = 200, before: int | None = None) -> tuple[JournalEntry, ...]:
        found = [one for one in self._all() if before is None or one.seq < before]
        return tuple(reversed(found))[:limit]

    def recovery_key_maker(self, slot: str) -> str | None:
        for one in self._all():
            if one.event is Event.RECOVERY_KEY_MADE and one.params.get("slot") == slot:
                return one.account
        return None

    def accounts_added_since(self, account: str) -> tuple[str, ...]:
        mine = [
            one.seq for one in self._all() if one.event is Event.UNLOCKED and one.account == account
        ]
        return tuple(
            str(one.params["added"])
            for one in (self.entries(after=mine[-1], limit=2**31) if mine else ())
            if one.event is Event.ACCOUNT_ADDED and one.account != account
        )

    def verify(self) -> int:
        prev: str | None = None
        rows = self._engine.rows("SELECT seq, line, digest FROM entry ORDER BY seq")
        for place, (seq, line, digest) in enumerate(rows, start=1):
            if (seq, json.loads(line)["prev"], sha256_hex(line)) != (place, prev, digest):
                raise EnvironmentFailure("journal-broken", seq=place)
            prev = digest
        return len(rows)


def _entry(said: dict[str, Any], digest: str) -> JournalEntry:
    return JournalEntry(**{**said, "event": Event(said["event"])}, digest=digest)


class PlainSignedHeads:
    def __init__(self, engine: Engine, journal: PlainJournal, vault_id: str) -> None:
        self._engine = engine
        self._journal = journal
        self._vault_id = vault_id

    def sign(self, key: PrivateKey, at: str) -> None:
        head = self._journal.head()
        if head is None:
            return
        before = self._engine.value("SELECT max(seq) FROM head")
        account = account_id(key.public)
        unsigned = SignedHead(*head, account, at, before, b"")
        self._engine.run(
            "INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)",
            (*head, account, at, before, vouching.sign_head(key, self._statement(unsigned))),
        )

    def all(self) -> Iterator[SignedHead]:
        return (SignedHead(*row) for row in self._engine.rows("SELECT * FROM head ORDER BY seq"))

    def is_right(self, head: SignedHead) -> bool:
        return vouching.is_signed_by(
            head.sshsig, Namespace.JOURNAL, self._statement(head), head.account
        )

    def _statement(self, head: SignedHead) -> bytes:
        return vouching.head_statement(
            vault=self._vault_id,
            seq=head.seq,
            digest=head.digest,
            account=head.account,
            at=head.at,
            before=head.before,
        )


class PlainAttachments:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def store(self, chunks: Iterable[bytes], *, at: str, limit: int) -> StoredFile:
        data = bytearray()
        for chunk in chunks:
            data += chunk
            if len(data) > limit:
                raise Refused("attachment-too-large", limit=limit)
        stored = StoredFile(sha256_hex(bytes(data)), len(data))
        if self.get(stored.sha256) is None:
            with self._engine.transaction():
                self._engine.run(
                    "INSERT INTO attachment (sha256, size) VALUES (?, ?)",
                    (stored.sha256, stored.size),
                )
                self._engine.run(
                    "INSERT INTO piece VALUES (?, ?, ?)", (stored.sha256, 0, bytes(data))
                )
        return stored

    def get(self, sha256_hex: str) -> StoredFile | None:
        row = self._engine.row("SELECT sha256, size FROM attachment WHERE sha256 = ?", sha256_hex)
        return None if row is None else StoredFile(*row)

    def chunks(self, sha256_hex: str, *, check: bool = True) -> Iterator[bytes]:
        stored = self.get(sha256_hex)
        if stored is None:
            raise Refused("attachment-missing", sha256=sha256_hex[:64])
        data = self._engine.value("SELECT data FROM piece WHERE sha256 = ?", sha256_hex)
        if len(data) != stored.size or (check and _digest(data) != sha256_hex):
            raise EnvironmentFailure("attachment-damaged", sha256=sha256_hex)
        yield data

    def erase(self, sha256_hex: str, *, at: str) -> None:
        self._engine.run("DELETE FROM attachment WHERE sha256 = ?", (sha256_hex,))
        self._engine.run("DELETE FROM piece WHERE sha256 = ?", (sha256_hex,))

    def all(self) -> Iterator[StoredFile]:
        rows = self._engine.rows("SELECT sha256, size FROM attachment ORDER BY n")
        return (StoredFile(*row) for row in rows)


def _digest(data: bytes) -> str:
    return sha256_hex(data)


class PlainSettings:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, name: str, default: Any = None) -> Any:
        text = self._engine.value("SELECT value FROM setting WHERE name = ?", name)
        return default if text is None else json.loads(text)

    def set(self, name: str, value: Any) -> str:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        self._engine.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, text))
        return sha256_hex(text.encode())

    def remove(self, name: str) -> None:
        self._engine.run("DELETE FROM setting WHERE name = ?", (name,))

    def all(self) -> dict[str, Any]:
        rows = self._engine.rows("SELECT name, value FROM setting ORDER BY name")
        return {name: json.loads(value) for name, value in rows}


class PlainDrafts:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, draft: Draft) -> None:
        owner = self._engine.value("SELECT account FROM draft WHERE id = ?", draft.id)
        if owner not in (None, draft.account):
            raise Refused("draft-missing")
        content = json.dumps(dict(draft.content), ensure_ascii=False, allow_nan=False)
        self._engine.run(
            "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?)",
            (draft.id, draft.account, draft.kind, draft.record, draft.saved, content),
        )

    def list(self, account: str) -> tuple[Draft, ...]:
        rows = self._engine.rows(
            "SELECT * FROM draft WHERE account = ? ORDER BY saved DESC, id", account
        )
        return tuple(map(_draft, rows))

    def get(self, draft_id: str, account: str) -> Draft:
        for draft in self.list(account):
            if draft.id == draft_id:
                return draft
        raise Refused("draft-missing")

    def delete(self, draft_id: str) -> None:
        self._engine.run("DELETE FROM draft WHERE id = ?", (draft_id,))

    def of_record(self, number: str) -> tuple[Draft, ...]:
        return tuple(one for one in self.everybodys() if one.record == number)

    def everybodys(self) -> tuple[Draft, ...]:
        return tuple(map(_draft, self._engine.rows("SELECT * FROM draft ORDER BY id")))

    def count(self) -> int:
        return int(self._engine.value("SELECT count(*) FROM draft"))


def _draft(row: Row) -> Draft:
    identity, account, kind, record, saved, content = row
    return Draft(identity, account, kind, record, saved, json.loads(content))


class PlainDeclarations:
    def __init__(self, engine: Engine, vault_id: str) -> None:
        self._engine = engine
        self._vault_id = vault_id

    def add(self, declaration: Declaration) -> None:
        if not declarations.is_right(declaration, self._vault_id):
            raise Refused("declaration-form")
        if any(one.digest == declaration.digest for one in self.list()):
            raise Refused("declaration-known")
        self._engine.run(
            "INSERT INTO declaration (statement, sshsig, second) VALUES (?, ?, ?)",
            (declaration.statement, declaration.sshsig, declaration.second_sshsig),
        )

    def list(self, *wanted: What) -> tuple[Declaration, ...]:
        rows = self._engine.rows("SELECT statement, sshsig, second FROM declaration ORDER BY n")
        found = (declarations.read(*row) for row in rows)
        return tuple(one for one in found if not wanted or one.what in wanted)

    def get(self, declaration_id: str) -> Declaration:
        asked = declaration_id.strip().lower()
        found = [one for one in self.list() if one.digest.startswith(asked)]
        if len(asked) < ID_LENGTH or len(found) != 1:
            raise Refused("declaration-missing", id=declaration_id[:64])
        return found[0]
