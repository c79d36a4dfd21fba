"""The office's vault behind a session: for what a vault alone has, as slots, recovery keys and backups."""

from clerkapp.services.session import Session
from clerkapp.vault.api import Vault


def vault_of(session: Session) -> Vault:
    """The vault that was unlocked. Raises TypeError for a store of another sort, which has no passphrases."""
    if not isinstance(session.vault, Vault):
        raise TypeError("not a vault")
    return session.vault
