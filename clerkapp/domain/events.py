"""The journal's catalogue: everything that is done at a station, by a fixed name.

The journal is append-only and hash-chained, and is written in the transaction that it describes; what
leaves the vault is written before it leaves.
Parameters are codes, numbers and digests: never a field's text, never a secret.
`docs/formats/journal.md` is generated from this catalogue; a test compares.
"""

from collections.abc import Mapping
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
    ACCOUNT_TAKEN = "account_taken"
    ACCOUNT_SITES = "account_sites"
    SUCCESSOR_CONFIRMED = "successor_confirmed"
    ACCOUNT_DISABLED = "account_disabled"
    PASSPHRASE_CHANGED = "passphrase_changed"
    RECOVERED = "recovered"
    RECOVERY_KEY_MADE = "recovery_key_made"
    RECOVERY_KEY_CONFIRMED = "recovery_key_confirmed"
    DATA_KEY_BEGUN = "data_key_begun"
    DATA_KEY_ROTATED = "data_key_rotated"
    STATION_KEY_MADE = "station_key_made"
    STATION_KEY_SEALED = "station_key_sealed"
    RECORDED = "recorded"
    AMENDED = "amended"
    STRUCK = "struck"
    GUARD_OVERRIDDEN = "guard_overridden"
    SIGNED = "signed"
    SIGNED_ON_PAPER = "signed_on_paper"
    ATTACHMENT_ADDED = "attachment_added"
    ATTACHMENT_SAVED = "attachment_saved"
    PICTURE_CLEARED = "picture_cleared"
    NIL_DECLARED = "nil_declared"
    NIL_WITHDRAWN = "nil_withdrawn"
    HELD = "held"
    HOLD_LIFTED = "hold_lifted"
    DISPOSED = "disposed"
    LESSON_RELEASED = "lesson_released"
    ORIGINAL_EXPORTED = "original_exported"
    PRINTED = "printed"
    MESSAGE_PRINTED = "message_printed"
    BUNDLE_COMMITTED = "bundle_committed"
    BUNDLE_WRITTEN = "bundle_written"
    EPOCH_OPENED = "epoch_opened"
    RECIPIENT_ACCEPTED = "recipient_accepted"
    SETTING_CHANGED = "setting_changed"
    LIST_CHANGED = "list_changed"
    LIST_SAVED = "list_saved"
    LOG_BROUGHT_IN = "log_brought_in"
    BACKUP_MADE = "backup_made"
    BACKUP_FAILED = "backup_failed"
    RESTORED = "restored"
    CHECKED = "checked"
    ONLY_READ = "only_read"
    FAILED = "failed"


PARAMETERS: Mapping[Event, frozenset[str]] = {
    Event.VAULT_CREATED: frozenset({"vault", "station", "digest", "recovery_slot", "recovery_key"}),
    Event.UNLOCKED: frozenset(),
    Event.UNLOCKS_FAILED: frozenset({"count", "first", "last"}),
    Event.LOCKED: frozenset(),
    Event.CLOCK_BACK: frozenset({"seen", "now"}),
    Event.ACCOUNT_ADDED: frozenset({"added", "roles", "digest"}),
    Event.ACCOUNT_TAKEN: frozenset(),
    Event.ACCOUNT_SITES: frozenset({"changed", "digest"}),
    Event.SUCCESSOR_CONFIRMED: frozenset({"account", "before", "by"}),
    Event.ACCOUNT_DISABLED: frozenset({"closed"}),
    Event.PASSPHRASE_CHANGED: frozenset(),
    Event.RECOVERED: frozenset({"closed", "account", "digest"}),
    Event.RECOVERY_KEY_MADE: frozenset({"slot", "key"}),
    Event.RECOVERY_KEY_CONFIRMED: frozenset({"slot"}),
    Event.DATA_KEY_BEGUN: frozenset(),
    Event.DATA_KEY_ROTATED: frozenset(),
    Event.STATION_KEY_MADE: frozenset({"station"}),
    Event.STATION_KEY_SEALED: frozenset({"accounts"}),
    Event.RECORDED: frozenset({"number", "rev", "revision"}),
    Event.AMENDED: frozenset({"number", "rev", "revision"}),
    Event.STRUCK: frozenset({"number", "rev", "revision"}),
    Event.GUARD_OVERRIDDEN: frozenset({"number", "rev", "fields", "rules"}),
    Event.SIGNED: frozenset({"number", "act", "revision"}),
    Event.SIGNED_ON_PAPER: frozenset({"number", "rev", "acts", "sha256"}),
    Event.ATTACHMENT_ADDED: frozenset({"sha256", "size"}),
    Event.ATTACHMENT_SAVED: frozenset({"number", "sha256"}),
    Event.PICTURE_CLEARED: frozenset({"number", "rev", "sha256"}),
    Event.NIL_DECLARED: frozenset({"declaration"}),
    Event.NIL_WITHDRAWN: frozenset({"declaration", "nil"}),
    Event.HELD: frozenset({"declaration", "numbers"}),
    Event.HOLD_LIFTED: frozenset({"declaration", "numbers"}),
    Event.DISPOSED: frozenset({"declaration", "numbers", "second", "certificate"}),
    Event.LESSON_RELEASED: frozenset({"declaration", "number", "rev"}),
    Event.ORIGINAL_EXPORTED: frozenset({"number", "sha256"}),
    Event.PRINTED: frozenset({"print", "number", "rev", "copy"}),
    Event.MESSAGE_PRINTED: frozenset({"sha256"}),
    Event.BUNDLE_COMMITTED: frozenset({"digest", "stream", "epoch", "seq", "kind", "copy"}),
    Event.BUNDLE_WRITTEN: frozenset({"digest", "seq", "files"}),
    Event.EPOCH_OPENED: frozenset({"stream", "epoch"}),
    Event.RECIPIENT_ACCEPTED: frozenset({"fingerprints"}),
    Event.SETTING_CHANGED: frozenset({"name", "digest"}),
    Event.LIST_CHANGED: frozenset({"list", "first", "last", "digest"}),
    Event.LIST_SAVED: frozenset({"list", "count"}),
    Event.LOG_BROUGHT_IN: frozenset({"count", "first", "last", "sha256"}),
    Event.BACKUP_MADE: frozenset({"file"}),
    Event.BACKUP_FAILED: frozenset({"code"}),
    Event.RESTORED: frozenset({"year", "first", "last"}),
    Event.CHECKED: frozenset({"problems"}),
    Event.ONLY_READ: frozenset({"count", "acts"}),
    Event.FAILED: frozenset({"entry", "code"}),
}
"""What an entry of each event says beside time and account.

`digest` of an account: `clerkapp.vault.stores.accounts.account_digest`; of a setting: SHA-256 of its JSON text
as it is kept; of rows of a list: `clerkapp.crypto.office_entries.rows_digest`. The self-check compares them with what the vault holds.
"""


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
