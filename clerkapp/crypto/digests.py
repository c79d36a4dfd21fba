"""Digests and salts: SHA-256 throughout (FIPS 180-4).

The identity of a revision and the digest of a field are defined in docs/formats/bundle.md,
section 4; both hash JCS bytes and nothing else.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any, Protocol

from clerkapp.codec import jcs
from clerkapp.codec.record_line import RecordLine
from clerkapp.domain.revision import Header, Revision, SaltedValue


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


def field_digest(salt: str, code: str, value: Any) -> str:
    """SHA-256 of the JCS bytes of [salt, code, value], lower-case hex."""
    return sha256_hex(jcs.encode([salt, code, value]))


def revision_identity(header: Header) -> str:
    """SHA-256 of the JCS bytes of the header, lower-case hex."""
    return sha256_hex(jcs.encode(header.to_value()))


def read_revision(line: RecordLine) -> Revision:
    """The revision of a record line, with its identity, each disclosed field checked.

    Raises ValueError for a field that has no digest or does not match it.
    """
    require_fields(line.header, line.fields)
    return Revision(line.header, sha256_hex(line.header_bytes), line.fields)


def require_fields(header: Header, fields: Mapping[str, SaltedValue]) -> None:
    """Raises ValueError unless the header commits to every one of `fields`, read from canonical JSON."""
    for code, salted in fields.items():
        committed = header.digests.get(code)
        if committed is None:
            raise ValueError(f"{code}: no digest")
        # A salt is hex and needs no escapes; one that is not matches no digest.
        name, value = jcs.encode_parsed(code), jcs.encode_parsed(salted.value)
        shown = b'["%b",%b,%b]' % (salted.salt.encode(), name, value)
        if hashlib.sha256(shown).hexdigest() != committed:
            raise ValueError(f"{code}: not what the digest commits to")
