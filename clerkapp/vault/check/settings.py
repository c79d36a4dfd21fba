"""Settings: the last entry of the journal about each says what it is."""

import json
from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import Any

from clerkapp.crypto.certificates import read_recipient
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.bundles import PUBLIC, UPSTREAM
from clerkapp.domain.check_report import CheckProblem
from clerkapp.domain.errors import Refused
from clerkapp.domain.text.rules import one_line
from clerkapp.store.settings import (
    JOURNALED_OTHERWISE,
    LAST_BACKUP,
    NEW_EPOCH,
    OWN_NOTES,
    RECIPIENTS,
)
from clerkapp.vault.check.claims import Claims, key
from clerkapp.vault.check.report import Looking


def look(looking: Looking) -> Iterator[CheckProblem]:
    """Whom bundles are sealed to comes first of all: it decides who reads them."""
    texts: dict[str, str] = dict(
        looking.vault.connection.rows("SELECT name, value FROM setting ORDER BY name")
    )
    values = {name: json.loads(text) for name, text in texts.items()}
    claims = looking.claims
    if _fingerprints(values.get(RECIPIENTS, [])) != claims.recipients:
        yield CheckProblem("recipients-differ", {})
    digests = {
        name: sha256_hex(text.encode())
        for name, text in texts.items()
        if name not in JOURNALED_OTHERWISE | OWN_NOTES
    }
    for name in sorted(digests.keys() | claims.settings.keys()):
        if digests.get(name) != claims.settings.get(name):
            yield CheckProblem("setting-differs", {"name": name})
    if not _restore_is_kept(looking, values.get(NEW_EPOCH)):
        yield CheckProblem("setting-differs", {"name": NEW_EPOCH})
    if not _backup_is_told(claims, values.get(LAST_BACKUP)):
        yield CheckProblem("setting-differs", {"name": LAST_BACKUP})


def _fingerprints(pems: Any) -> list[str] | None:
    try:
        return [read_recipient(pem.encode()).fingerprint for pem in pems]
    except (Refused, AttributeError, TypeError):
        return None


def _restore_is_kept(looking: Looking, waiting: Any) -> bool:
    """After a restore the next bundle of each stream must open an epoch."""
    streams = waiting if isinstance(waiting, dict) else {}
    claims = looking.claims
    return all(
        claims.restored < claims.epochs.get(stream, 0) or stream in streams
        for stream in (UPSTREAM, PUBLIC)
        if claims.restored
    )


def _backup_is_told(claims: Claims, last: Any) -> bool:
    if last is None:
        return True
    if last["code"] is None:
        # The path may be of either system; the last part of both is found in this way.
        return (
            key("made", last["at"], one_line(PureWindowsPath(last["path"]).name)) in claims.backups
        )
    return key("failed", last["at"], last["code"]) in claims.backups
