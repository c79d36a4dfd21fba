"""Vaults: make, unlock, people, passphrases, backups, and what the machine remembers."""
