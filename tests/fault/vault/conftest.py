"""The vault that tests/integration/vault has, too."""

from tests.integration.vault.conftest import created, folder, unlocked, vault

__all__ = ["created", "folder", "unlocked", "vault"]
