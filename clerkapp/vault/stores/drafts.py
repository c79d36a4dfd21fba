"""Drafts: unfinished typing, kept inside the vault, private to its author, never exported."""

import json
from dataclasses import asdict

from clerkapp.domain.errors import Refused
from clerkapp.domain.records.drafts import Draft
from clerkapp.vault.engine.connection import Connection, Row
from clerkapp.vault.engine.failures import stored_json

_SELECT = "SELECT id, account, kind, record, saved, content FROM draft"


class Drafts:
    """The drafts of this vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, draft: Draft) -> None:
        """Keep a draft, in the place of its earlier state. Another person's is never touched."""
        owner = self._connection.value("SELECT account FROM draft WHERE id = ?", (draft.id,))
        if owner not in (None, draft.account):
            raise Refused("draft-missing")
        content = json.dumps(dict(draft.content), ensure_ascii=False, allow_nan=False)
        self._connection.replace("draft", {**asdict(draft), "content": content})

    def list(self, account: str) -> tuple[Draft, ...]:
        """The account's drafts, the latest first."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE account = ? ORDER BY saved DESC, id", (account,)
        )
        return tuple(_draft(row) for row in rows)

    def get(self, draft_id: str, account: str) -> Draft:
        """The account's draft. Raises Refused("draft-missing"), also for somebody else's."""
        row = self._connection.row(f"{_SELECT} WHERE id = ? AND account = ?", (draft_id, account))
        if row is None:
            raise Refused("draft-missing")
        return _draft(row)

    def delete(self, draft_id: str) -> None:
        """Remove a draft; content when it is gone already."""
        self._connection.run("DELETE FROM draft WHERE id = ?", (draft_id,))

    def of_record(self, number: str) -> tuple[Draft, ...]:
        """Everybody's drafts that change the record of this number: for what must not outlive it."""
        rows = self._connection.rows(f"{_SELECT} WHERE record = ? ORDER BY id", (number,))
        return tuple(map(_draft, rows))

    def everybodys(self) -> tuple[Draft, ...]:
        """Every draft of all accounts: for counting them, never for showing them."""
        return tuple(map(_draft, self._connection.rows(f"{_SELECT} ORDER BY id")))

    def count(self) -> int:
        """How many drafts exist, of all accounts: the summary says so."""
        return int(self._connection.value("SELECT count(*) FROM draft"))


def _draft(row: Row) -> Draft:
    return Draft(row[0], row[1], row[2], row[3], row[4], stored_json(row[5]))
