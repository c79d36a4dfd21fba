"""The journal: append-only, each entry naming the digest of the one before it.

`digest` = SHA-256 of the JCS bytes of {account, at, event, params, prev, seq}. An entry is appended in
the transaction that it describes, so neither exists without the other.
"""

import json
from collections.abc import Iterator

from clerkapp.codec import jcs
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.events import Event, JournalEntry
from clerkapp.store.journal import Params
from clerkapp.vault.engine.connection import Connection, Row

_COLUMNS = "seq, at, account, event, params, prev, digest"


class Journal:
    """The journal of this station."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, event: Event, at: str, account: str | None, params: Params) -> JournalEntry:
        """Write one entry. `account` is the id of who did it, None when nobody had unlocked."""
        with self._connection.transaction():
            head = self.head()
            seq, prev = (1, None) if head is None else (head[0] + 1, head[1])
            kept = dict(params)
            text = jcs.encode(kept).decode()
            digest = entry_digest(seq, at, account, event, text, prev)
            self._connection.run(
                "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)",
                (seq, at, account, str(event), text, prev, digest),
            )
        return JournalEntry(seq, at, account, event, kept, prev, digest)

    def head(self) -> tuple[int, str] | None:
        """The last entry's seq and digest, or None in an empty journal."""
        row = self._connection.row("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1")
        return None if row is None else (row[0], row[1])

    def entries(self, after: int = 0, limit: int = 200) -> tuple[JournalEntry, ...]:
        """Up to `limit` entries with a seq above `after`, in order."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM journal WHERE seq > ? ORDER BY seq LIMIT ?",
            (after, limit),
        )
        return tuple(_entry(row) for row in rows)

    def latest(self, limit: int = 200, before: int | None = None) -> tuple[JournalEntry, ...]:
        """Up to `limit` entries, the newest first, with a seq below `before`."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?",
            (before if before is not None else 2**62, limit),
        )
        return tuple(_entry(row) for row in rows)

    def recovery_key_maker(self, slot: str) -> str | None:
        """The account that made the recovery key of this slot; None for the first one."""
        found = self._connection.value(
            "SELECT account FROM journal WHERE event = 'recovery_key_made'"
            " AND json_extract(params, '$.slot') = ?",
            (slot,),
        )
        return None if found is None else str(found)

    def accounts_added_since(self, account: str) -> tuple[str, ...]:
        """The accounts that others added since this account unlocked last; none before its first time."""
        since = self._connection.value(
            "SELECT max(seq) FROM journal WHERE event = 'unlocked' AND account = ?", (account,)
        )
        if since is None:
            return ()
        rows = self._connection.rows(
            "SELECT params FROM journal WHERE event = 'account_added' AND seq > ? AND account <> ?"
            " ORDER BY seq",
            (since, account),
        )
        return tuple(str(json.loads(row[0])["added"]) for row in rows)

    def accounts_closed(self) -> frozenset[str]:
        """The accounts that somebody closed, or that a recovered one took the place of."""
        rows = self._connection.rows(
            "SELECT params FROM journal WHERE event IN ('account_disabled', 'recovered')"
        )
        return frozenset(str(json.loads(row[0]).get("closed")) for row in rows)

    def verify(self) -> int:
        """Recompute the whole chain; the number of entries.

        Raises EnvironmentFailure("journal-broken", seq=…) at the first entry that does not follow.
        """
        prev: str | None = None
        count = 0
        for row in self._scan():
            entry = _entry(row)
            count += 1
            right = entry_digest(count, entry.at, entry.account, entry.event, row[4], prev)
            if (entry.seq, entry.prev, entry.digest) != (count, prev, right):
                raise EnvironmentFailure("journal-broken", seq=count)
            prev = entry.digest
        return count

    def _scan(self) -> Iterator[Row]:
        return self._connection.scan(f"SELECT {_COLUMNS} FROM journal ORDER BY seq")


def entry_digest(
    seq: int, at: str, account: str | None, event: str, params: str, prev: str | None
) -> str:
    """The digest of an entry; `params` as its JCS text."""
    by, when, what = (jcs.encode_parsed(text) for text in (account, at, str(event)))
    value = b'{"account":%b,"at":%b,"event":%b,"params":%b,"prev":%b,"seq":%d}'
    return sha256_hex(value % (by, when, what, params.encode(), jcs.encode_parsed(prev), seq))


def _entry(row: Row) -> JournalEntry:
    try:
        event, params = Event(row[3]), json.loads(row[4])
    except ValueError:
        raise EnvironmentFailure("journal-broken", seq=row[0]) from None
    return JournalEntry(
        seq=row[0],
        at=row[1],
        account=row[2],
        event=event,
        params=params,
        prev=row[5],
        digest=row[6],
    )
