"""Recovery keys: which were made, which was read back from paper, and which work.

The one in force is the last that was read back, or the first while none was. The newest works beside
it until it is read back itself, so that there is never a moment without one that somebody holds.
"""

from dataclasses import dataclass

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.vault.engine.connection import Connection


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """One that was made. `slot`: id of its slot; `open_key`: OpenSSH public key; times RFC 3339.

    `confirmed`: when it was read back from paper, None while it was not.
    """

    slot: str
    open_key: str
    made: str
    confirmed: str | None


class RecoveryKeys:
    """The recovery keys of this vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> tuple[RecoveryKey, ...]:
        """All that were ever made, the first one first."""
        rows = self._connection.rows(
            "SELECT r.slot, r.open_key, r.made, c.at FROM recovery r"
            " LEFT JOIN recovery_confirmed c ON c.slot = r.slot ORDER BY r.n"
        )
        return tuple(RecoveryKey(*row) for row in rows)

    def working(self) -> tuple[RecoveryKey, ...]:
        """The one in force, and the newest after it while that one was not read back."""
        made = self.list()
        if not made:
            raise EnvironmentFailure("vault-damaged")
        in_force = next((key for key in reversed(made) if key.confirmed), made[0])
        return (in_force,) if made[-1] == in_force else (in_force, made[-1])

    def add(self, slot: str, open_key: str, at: str) -> None:
        """One was made."""
        n = 1 + len(self.list())
        self._connection.insert(
            "recovery", {"n": n, "slot": slot, "open_key": open_key, "made": at}
        )

    def confirm(self, slot: str, at: str) -> None:
        """One was read back from paper: those before it work no more."""
        self._connection.insert("recovery_confirmed", {"slot": slot, "at": at})
