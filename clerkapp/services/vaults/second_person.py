"""Somebody else acts once while another person is signed in: with their own passphrase, whose key is used for
that and forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from clerkapp.domain.errors import Refused
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, pausing
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault import api as vaults


@contextmanager
def admitted(session: Session, name: str, passphrase: str) -> Iterator[Session]:
    """The open vault in the hands of the person called `name`, for the block.

    Raises Refused: second-failed (`left`), unlock-paused as wrong tries at the unlock screen are counted;
    passphrase-own-first for an account whose passphrase somebody else typed; account-not-yet, account-over.
    """
    vault = vault_of(session)
    try:
        account = session.vault.accounts.open_named(name)
    except Refused:
        account = None
    attempt = pausing.attempt(session.folder, account.id if account else None, session.ports)
    with opening.judged(attempt, "passphrase-wrong", "second-failed"):
        key = vaults.signing_key(vault, session.folder, account, passphrase) if account else None
        if account is None or key is None:
            raise Refused("passphrase-wrong")
    if not session.vault.accounts.taken(account.id):
        raise Refused("passphrase-own-first", name=account.name)
    today = session.ports.clock.now().date()
    made = session.vault.accounts.created(account.id)[:10]
    opening.require_current(account, today, today, made)
    yield replace(session, account=account, signing=key)
