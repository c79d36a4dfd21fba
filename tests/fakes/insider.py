"""Somebody with an account and tools of their own: the data key opens everything to be changed.

The triggers are dropped and made again, the journal's chain is written anew so that it follows: what is
left is what only a comparison finds.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clerkapp.codec import jcs
from clerkapp.crypto.digests import sha256_hex
from clerkapp.vault.engine.connection import Connection, Row, open_own
from clerkapp.vault.keys.header import DATABASE
from clerkapp.vault.opened import Vault


@dataclass(frozen=True)
class Entry:
    """An entry of the journal as the insider edits it; number and digests follow by themselves."""

    at: str
    account: str | None
    event: str
    params: dict[str, Any]


Edit = Callable[[list[Entry]], list[Entry]]


class Insider:
    """A vault's folder, its data key, and the signing keys of the insider's own account."""

    def __init__(self, folder: Path, data_key: bytes, vault_id: bytes) -> None:
        self.folder = folder
        self.connection: Connection = open_own(folder / DATABASE, data_key, vault_id)
        self.connection.run("PRAGMA synchronous = OFF")
        self._data_key = data_key

    def vault(self) -> Vault:
        """The vault as the program opens it."""
        return Vault(self.connection, self._data_key)

    def value(self, sql: str, *parameters: Any) -> Any:
        return self.connection.value(sql, parameters)

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        return self.connection.rows(sql, parameters)

    @contextmanager
    def _free(self) -> Iterator[None]:
        """Without triggers and references."""
        self.connection.run("PRAGMA foreign_keys = OFF")
        with self.connection.transaction():
            triggers = self.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, _ in triggers:
                self.connection.run(f"DROP TRIGGER {name}")
            yield
            for _, sql in triggers:
                self.connection.run(sql)

    def run(self, sql: str, *parameters: Any) -> None:
        """Change whatever one likes; something must have changed."""
        with self._free():
            assert self.connection.run(sql, parameters) != 0, sql

    def journal(self, edit: Edit) -> None:
        """Write the journal anew, in a chain that holds."""
        before = [
            Entry(at, account, event, json.loads(params))
            for at, account, event, params in self.rows(
                "SELECT at, account, event, params FROM journal ORDER BY seq"
            )
        ]
        entries = edit(list(before))
        assert entries != before
        prev: str | None = None
        rows = []
        for seq, one in enumerate(entries, start=1):
            said = {"at": one.at, "account": one.account, "event": one.event, "params": one.params}
            digest = sha256_hex(jcs.encode({**said, "seq": seq, "prev": prev}))
            text = jcs.encode(one.params).decode()
            rows.append((seq, one.at, one.account, one.event, text, prev, digest))
            prev = digest
        with self._free():
            self.connection.run("DELETE FROM journal")
            self.connection.run_many("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def without(self, event: str, **params: Any) -> None:
        """Take the last entry of this event with these parameters out of the journal."""

        def edit(entries: list[Entry]) -> list[Entry]:
            place = _last(entries, event, params)
            return entries[:place] + entries[place + 1 :]

        self.journal(edit)

    def reword(self, event: str, change: dict[str, Any], **params: Any) -> None:
        """Change parameters of the last entry of this event with these parameters."""

        def edit(entries: list[Entry]) -> list[Entry]:
            place = _last(entries, event, params)
            one = entries[place]
            entries[place] = replace(one, params={**one.params, **change})
            return entries

        self.journal(edit)

    def add(self, event: str, account: str | None, at: str, **params: Any) -> None:
        """Append an entry."""
        self.journal(lambda entries: [*entries, Entry(at, account, event, params)])


def _last(entries: list[Entry], event: str, params: dict[str, Any]) -> int:
    return max(
        place
        for place, one in enumerate(entries)
        if one.event == event and params.items() <= one.params.items()
    )
