"""The journal's catalogue: everything that is done at a station, by a fixed name.

The journal is append-only and hash-chained, and is written in the transaction that it describes.
Parameters are codes, numbers and digests: never a field's text, never a secret.
`docs/formats/journal.md` is generated from this catalogue; a test compares.
"""

from dataclasses import dataclass
from enum import StrEnum


class Event(StrEnum):
    """What was done."""

    VAULT_CREATED = "vault_created"
    UNLOCKED = "unlocked"
    UNLOCKS_FAILED = "unlocks_failed"
    LOCKED = "locked"
    CLOCK_BACK = "clock_back"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_DISABLED = "account_disabled"
    PASSPHRASE_CHANGED = "passphrase_changed"
    RECOVERED = "recovered"
    DATA_KEY_ROTATED = "data_key_rotated"
    RECORDED = "recorded"
    AMENDED = "amended"
    STRUCK = "struck"
    SIGNED = "signed"
    ATTACHMENT_ADDED = "attachment_added"
    ATTACHMENT_SAVED = "attachment_saved"
    PRINTED = "printed"
    BUNDLE_COMMITTED = "bundle_committed"
    BUNDLE_WRITTEN = "bundle_written"
    EPOCH_OPENED = "epoch_opened"
    RECIPIENT_ACCEPTED = "recipient_accepted"
    SETTING_CHANGED = "setting_changed"
    BACKUP_MADE = "backup_made"
    BACKUP_FAILED = "backup_failed"
    RESTORED = "restored"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line of the journal. `digest` = SHA-256 of the JCS bytes of all other members."""

    seq: int
    at: str
    account: str | None
    event: Event
    params: dict[str, str | int | list[str] | None]
    prev: str | None
    digest: str
