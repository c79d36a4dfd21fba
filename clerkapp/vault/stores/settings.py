"""Settings of the vault: JSON values by name (`clerkapp.store.settings` names those that the program knows)."""

import json
from typing import Any

from clerkapp.crypto.digests import sha256_hex
from clerkapp.vault.engine.connection import Connection
from clerkapp.vault.engine.failures import stored_json


class Settings:
    """Names to JSON values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or `default` when it was never set."""
        text = self._connection.value("SELECT value FROM setting WHERE name = ?", (name,))
        return default if text is None else stored_json(text)

    def set(self, name: str, value: Any) -> str:
        """Keep a JSON value. Returns the SHA-256 of its text in hex, for the journal."""
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        self._connection.replace("setting", {"name": name, "value": text})
        return sha256_hex(text.encode())

    def remove(self, name: str) -> None:
        """Forget a setting."""
        self._connection.run("DELETE FROM setting WHERE name = ?", (name,))

    def all(self) -> dict[str, Any]:
        """Every setting."""
        rows = self._connection.rows("SELECT name, value FROM setting ORDER BY name")
        return {name: stored_json(value) for name, value in rows}
