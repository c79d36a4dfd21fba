"""Digests and salts: SHA-256 throughout (FIPS 180-4)."""

import hashlib
import secrets
from typing import Protocol


class Hasher(Protocol):
    """A running digest."""

    def update(self, data: bytes | memoryview, /) -> None:
        """Feed more bytes."""

    def hexdigest(self) -> str:
        """The digest so far, lower-case hex."""

    def digest(self) -> bytes:
        """The digest so far, raw."""


def sha256() -> Hasher:
    """A running SHA-256."""
    return hashlib.sha256()


def sha256_hex(data: bytes) -> str:
    """SHA-256 of `data`, lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def new_salt() -> str:
    """128 random bits in lower-case hex, for one field of one revision."""
    return secrets.token_hex(16)
