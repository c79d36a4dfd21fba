"""What the check looks at in signed heads of the journal, and in the station's keys.

A session that was killed leaves no `locked` entry and no signature; that is no finding. An entry that
says somebody locked or sent has that person's signature.
"""

from collections.abc import Iterator
from typing import Any

from clerkapp.crypto.keys import fingerprint
from clerkapp.domain.events import Event
from clerkapp.domain.people import Account
from clerkapp.vault.opened import Vault
from clerkapp.vault.station_keys import StationKey

Found = tuple[str, dict[str, Any]]
"""A finding's code and parameters."""
_SIGNED = (Event.LOCKED, Event.BUNDLE_COMMITTED)
"""What is never written without a signature over it."""


def heads(vault: Vault) -> Iterator[Found]:
    """Each head against the journal, against the one before it, and each entry that must have one."""
    entries: dict[int, tuple[str, str | None]] = {
        seq: (digest, account)
        for seq, digest, account in vault.connection.scan(
            "SELECT j.seq, j.digest, j.account FROM journal j JOIN journal_signed s ON s.seq = j.seq"
        )
    }
    before: int | None = None
    for head in vault.heads.all():
        where = {"entry": head.seq, "at": head.at}
        digest, account = entries.get(head.seq, (None, None))
        if not vault.heads.is_right(head):
            yield "journal-head-forged", where
        elif head.before != before:
            yield "journal-head-missing", {"entry": head.before or head.seq}
        elif digest is None:
            yield "journal-cut", where
        elif digest != head.digest:
            yield "journal-rewritten", where
        elif account != head.account:
            yield "journal-head-other", where
        before = head.seq
    marks = ", ".join("?" * len(_SIGNED))
    for (seq,) in vault.connection.rows(
        f"SELECT seq FROM journal WHERE event IN ({marks})"
        " AND seq NOT IN (SELECT seq FROM journal_signed) ORDER BY seq LIMIT 1000",
        [str(event) for event in _SIGNED],
    ):
        yield "journal-lock-unsigned", {"entry": seq}


def station_keys(vault: Vault) -> Iterator[Found]:
    """Each key: an administrator signed for it, and the journal says when it was made. Each account that
    may hold the present one: an administrator signed for that too."""
    keys = vault.station_keys.list()
    for n, key in enumerate(keys, start=1):
        print_ = fingerprint(key.public)
        if key.n != n or not vault.station_keys.is_vouched(key):
            yield "station-key-unvouched", {"fingerprint": print_}
        if not _is_journaled(vault, print_, first=n == 1):
            yield "station-key-unjournaled", {"fingerprint": print_}
    if not keys:
        return
    present = keys[-1]
    held = vault.station_keys.holders()
    for account in vault.accounts.list():
        sends = account.may_send and not _had_left(account, present)
        if account.id not in held and not sends:
            continue
        if not vault.station_keys.admission_is_right(present, account):
            yield "station-key-holder-unproven", {"name": account.name}


def _is_journaled(vault: Vault, print_: str, *, first: bool) -> bool:
    event = Event.VAULT_CREATED if first else Event.STATION_KEY_MADE
    return bool(
        vault.connection.value(
            "SELECT 1 FROM journal WHERE event = ? AND json_extract(params, '$.station') = ?",
            (str(event), print_),
        )
    )


def _had_left(account: Account, present: StationKey) -> bool:
    """Whether the account was no longer in use when the key was made."""
    over = account.valid_until is not None and account.valid_until < present.made[:10]
    return account.disabled or over
