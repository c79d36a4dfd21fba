"""What a revision is known by: the digest of each field, and the identity of the whole.

Both are defined in docs/formats/bundle.md, section 4; they hash JCS bytes and nothing else. A copy
that withholds fields keeps the identity, and what it shows is still bound to it.
"""

from collections.abc import Mapping
from typing import Any

from clerkapp.codec import jcs
from clerkapp.codec.record_line import RecordLine
from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.records.revision import Header, Revision, SaltedValue


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
    require_fields(line.header.digests, line.fields)
    return Revision(line.header, sha256_hex(line.header_bytes), line.fields)


def require_fields(digests: Mapping[str, str], fields: Mapping[str, SaltedValue]) -> None:
    """Raises ValueError unless `digests` commit to every one of `fields`, read from canonical JSON."""
    for code, salted in fields.items():
        committed = digests.get(code)
        if committed is None:
            raise ValueError(f"{code}: no digest")
        # A salt is hex and needs no escapes; one that is not matches no digest.
        name, value = jcs.encode_parsed(code), jcs.encode_parsed(salted.value)
        shown = b'["%b",%b,%b]' % (salted.salt.encode(), name, value)
        if sha256_hex(shown) != committed:
            raise ValueError(f"{code}: not what the digest commits to")
