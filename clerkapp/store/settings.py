"""Settings of the office: JSON values by name. Who changes one journals it in the same transaction."""

from typing import Any, Protocol

RECIPIENTS = "recipients"
"""PEM certificates that bundles are sealed to; journaled as `recipient_accepted`."""
LAST_BACKUP = "last_backup"
"""How the last daily backup went; journaled as `backup_made` or `backup_failed`."""
INSTANCES = "instances"
"""What the vault was called each time it began anew, the present name last; a new one with `restored`."""
MACHINES = "machines"
"""Marks of the computers on which it was opened."""
RESTORED_MARK = "restored_mark"
"""The mark of the backup with which it began anew last; set with `restored`."""
DUTIES_OPEN = "duties_open"
"""Which records owe somebody a call, as far as Home has looked: {rules, up_to, down_to, open}."""
BACKUPS_BEGUN = "backups_begun"
"""Folders in which a backup was begun that has not got its name yet."""
NEW_EPOCH = "new_epoch"
"""Streams whose next bundle opens a new epoch, with the reason: {stream: reason of `epoch_prev`}."""

JOURNALED_OTHERWISE = frozenset({RECIPIENTS, LAST_BACKUP, NEW_EPOCH})
"""Settings that other entries of the journal speak of."""
OWN_NOTES = frozenset({INSTANCES, MACHINES, RESTORED_MARK, BACKUPS_BEGUN, DUTIES_OPEN})
"""What the program notes for itself, with no entry: the computer's memory is compared with it, and nothing
that is recorded or sent follows from it. Every other setting has an entry `setting_changed` with the digest
of its value."""


class Settings(Protocol):
    """Names to JSON values."""

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or `default` when it was never set."""

    def set(self, name: str, value: Any) -> str:
        """Keep a JSON value in the place of the one before. Returns the SHA-256 of its text in hex, for the
        journal: the text is `json.dumps` without escapes."""

    def remove(self, name: str) -> None:
        """Forget a setting; content when it is forgotten already."""

    def all(self) -> dict[str, Any]:
        """Every setting, ascending by name."""
