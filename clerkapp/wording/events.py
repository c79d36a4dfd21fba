"""The journal in words: one sentence for every event. `{name}` stands for a parameter."""

from collections.abc import Mapping
from typing import Any

from clerkapp.domain.events import Event
from clerkapp.wording.fill import fill
from clerkapp.wording.language import _

EVENTS: dict[str, str] = {
    "vault_created": "The vault was made",
    "unlocked": "Unlocked",
    "unlocks_failed": "Passphrase typed wrong, {count} times",
    "locked": "Locked",
    "clock_back": "The computer's clock went back",
    "account_added": "An account was added",
    "account_taken": "The person of an account chose a passphrase of their own",
    "successor_confirmed": "That an account succeeds a closed one was confirmed",
    "account_disabled": "An account was closed",
    "passphrase_changed": "A passphrase was changed",
    "recovered": "An account was opened with the recovery key",
    "recovery_key_made": "A new recovery key was made",
    "recovery_key_confirmed": "The recovery key was read back from paper",
    "data_key_begun": "Giving the vault a new key was begun",
    "data_key_rotated": "The vault was given a new key",
    "station_key_made": "The station got a new key",
    "station_key_sealed": "The station’s key was handed on",
    "recorded": "Recorded",
    "amended": "Changed",
    "struck": "Marked as entered in error",
    "guard_overridden": "A text was kept although the guard stopped at it",
    "signed": "Signed",
    "attachment_added": "A file was attached",
    "attachment_saved": "An attachment was released to be saved outside the vault",
    "picture_cleared": "A reviewer cleared a picture that was held back",
    "original_exported": "A dangerous file was released, locked in an archive",
    "printed": "Released for printing",
    "message_printed": "A message's sheet was released for printing, for the help desk",
    "bundle_committed": "A bundle was made ready",
    "bundle_written": "A bundle was written and read back",
    "epoch_opened": "A new count of bundles was begun",
    "recipient_accepted": "The state's key was accepted",
    "setting_changed": "A setting was changed",
    "backup_made": "A backup was made and checked",
    "backup_failed": "A backup could not be made",
    "restored": "Restored from a backup",
    "checked": "The vault was checked",
    "only_read": "Done while the vault could only be read and this log not be written: {count} acts",
    "failed": "Entry {entry} of this log was begun and failed",
}


def event_words(event: Event | str, params: Mapping[str, Any]) -> str:
    """What was done, in words."""
    words = EVENTS.get(str(event))
    return str(event) if words is None else fill(_(words), params)
