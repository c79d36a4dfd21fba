"""Declarations: that nothing happened, holds, disposals, lessons (docs/formats/declarations.md)."""

from clerkapp.crypto import declarations
from clerkapp.domain.declarations import ID_LENGTH, Declaration, What
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.vault.engine.connection import Connection, Row

_SELECT = "SELECT statement, sshsig, second_sshsig FROM declaration"


class Declarations:
    """The declarations of this vault, whose id is `vault_id`."""

    def __init__(self, connection: Connection, vault_id: str) -> None:
        self._connection = connection
        self._vault_id = vault_id

    def add(self, declaration: Declaration) -> None:
        """Keep one. Raises Refused: declaration-known, declaration-form."""
        if not declarations.is_right(declaration, self._vault_id):
            raise Refused("declaration-form")
        known = "SELECT 1 FROM declaration WHERE digest = ?"
        if self._connection.row(known, (declaration.digest,)):
            raise Refused("declaration-known")
        self._connection.run(
            "INSERT INTO declaration (digest, what, account, second, at, statement, sshsig,"
            " second_sshsig) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                declaration.digest,
                str(declaration.what),
                declaration.account,
                declaration.second,
                declaration.at,
                declaration.statement,
                declaration.sshsig,
                declaration.second_sshsig,
            ),
        )

    def list(self, *wanted: What) -> tuple[Declaration, ...]:
        """Those of these sorts, in the order in which they came; all when none is named."""
        chosen = wanted or tuple(What)
        marks = ", ".join("?" * len(chosen))
        rows = self._connection.rows(
            f"{_SELECT} WHERE what IN ({marks}) ORDER BY n", tuple(map(str, chosen))
        )
        return tuple(map(_declaration, rows))

    def get(self, declaration_id: str) -> Declaration:
        """The one with this id, or with this beginning of its digest. Raises Refused("declaration-missing")."""
        asked = declaration_id.strip().lower()
        if len(asked) >= ID_LENGTH and asked.isalnum():
            rows = self._connection.rows(
                f"{_SELECT} WHERE substr(digest, 1, ?) = ? LIMIT 2", (len(asked), asked)
            )
            if len(rows) == 1:
                return _declaration(rows[0])
        raise Refused("declaration-missing", id=declaration_id[:64])


def _declaration(row: Row) -> Declaration:
    try:
        return declarations.read(*row)
    except ValueError:
        raise EnvironmentFailure("vault-damaged") from None
