"""The station's keys: who made each, and who may hold the present one."""

import json
from collections.abc import Iterator

from clerkapp.crypto.keys import fingerprint
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Account
from clerkapp.store.station_keys import StationKey
from clerkapp.vault.check.report import Looking
from clerkapp.vault.opened import Vault


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Each key: an administrator signed for it, and the journal says when it was made. Each account that
    held one or may hold the present one: an administrator signed for that too."""
    vault = looking.vault
    keys, journaled = vault.station_keys.list(), _journaled(vault)
    for n, key in enumerate(keys, start=1):
        print_ = fingerprint(key.public)
        if key.n != n or not vault.station_keys.is_vouched(key):
            yield CheckProblem("station-key-unvouched", {"fingerprint": print_})
        if print_ not in journaled:
            yield CheckProblem("station-key-unjournaled", {"fingerprint": print_})
    for account in vault.accounts.list():
        named = [key for key in keys if account.id in vault.station_keys.named(key)]
        if keys and account.may_send and not _had_left(account, keys[-1]):
            named.append(keys[-1])
        if not all(vault.station_keys.admission_is_right(key, account) for key in named):
            yield CheckProblem("station-key-holder-unproven", {"name": account.name})


def _journaled(vault: Vault) -> frozenset[str]:
    """The fingerprints of keys that the journal says were made."""
    rows = vault.connection.rows(
        "SELECT params FROM journal WHERE event IN (?, ?)",
        (str(Event.VAULT_CREATED), str(Event.STATION_KEY_MADE)),
    )
    return frozenset(json.loads(params).get("station", "") for (params,) in rows)


def _had_left(account: Account, present: StationKey) -> bool:
    """Whether the account was no longer in use when the key was made."""
    over = account.valid_until is not None and account.valid_until < present.made[:10]
    return account.disabled or over
