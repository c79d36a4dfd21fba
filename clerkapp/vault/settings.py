"""Settings of the vault: JSON values by name. Who changes one journals it in the same transaction."""

import json
from typing import Any

from clerkapp.vault.connection import Connection


class Settings:
    """Names to JSON values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or `default` when it was never set."""
        text = self._connection.value("SELECT value FROM setting WHERE name = ?", (name,))
        return default if text is None else json.loads(text)

    def set(self, name: str, value: Any) -> None:
        """Keep a JSON value."""
        self._connection.run(
            "INSERT INTO setting (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, json.dumps(value, ensure_ascii=False, allow_nan=False)),
        )

    def remove(self, name: str) -> None:
        """Forget a setting."""
        self._connection.run("DELETE FROM setting WHERE name = ?", (name,))

    def all(self) -> dict[str, Any]:
        """Every setting."""
        rows = self._connection.rows("SELECT name, value FROM setting ORDER BY name")
        return {name: json.loads(value) for name, value in rows}
