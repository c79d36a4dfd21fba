"""SSHSIG, version 1 (OpenSSH PROTOCOL.sshsig; docs/formats/bundle.md, "Signature").

One form only: hash sha512, reserved empty, an ECDSA P-384 or P-256 key, armor in 70 columns as
ssh-keygen writes it. Reading parses, encodes again and compares, so there is one blob for one
(key, namespace, r, s).
"""

import base64
import binascii
from dataclasses import dataclass

from clerkapp.codec import sshkey
from clerkapp.codec.sshkey import PublicKey, string

MAGIC = b"SSHSIG"
HASH = b"sha512"
_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
_END = b"-----END SSH SIGNATURE-----\n"
_COLUMNS = 70


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature with the key that made it; (r, s) as integers (FIPS 186-5, section 6.4)."""

    key: PublicKey
    namespace: str
    r: int
    s: int


def signed_data(namespace: str, message_digest: bytes) -> bytes:
    """What the key signs; `message_digest` is the SHA-512 of the message."""
    return b"".join(
        (MAGIC, string(namespace.encode()), string(b""), string(HASH), string(message_digest))
    )


def encode(signature: Signature) -> bytes:
    """The blob."""
    numbers = string(_mpint(signature.r)) + string(_mpint(signature.s))
    return b"".join(
        (
            MAGIC,
            (1).to_bytes(4),
            string(signature.key.to_blob()),
            string(signature.namespace.encode()),
            string(b""),
            string(HASH),
            string(string(signature.key.algorithm.encode()) + string(numbers)),
        )
    )


def decode(blob: bytes) -> Signature:
    """Read a blob. Raises ValueError for every other form."""
    rest = blob[10:]
    parts = []
    for _ in range(5):
        part, rest = _take(rest)
        parts.append(part)
    _, numbers = _take(parts[4])
    r, s = _take(_take(numbers)[0])
    signature = Signature(
        sshkey.from_blob(parts[0]),
        parts[1].decode("ascii"),
        int.from_bytes(r, signed=True),
        int.from_bytes(_take(s)[0], signed=True),
    )
    if min(signature.r, signature.s) < 1 or encode(signature) != blob:
        raise ValueError("not a canonical SSHSIG blob")
    return signature


def armor(blob: bytes) -> bytes:
    """The text form, as ssh-keygen writes it."""
    encoded = base64.b64encode(blob)
    rows = (encoded[at : at + _COLUMNS] + b"\n" for at in range(0, len(encoded), _COLUMNS))
    return _BEGIN + b"".join(rows) + _END


def dearmor(text: bytes) -> bytes:
    """The blob of a text form. Raises ValueError unless it is the form that `armor` gives."""
    body = text.removeprefix(_BEGIN).removesuffix(_END).replace(b"\n", b"")
    try:
        blob = base64.b64decode(body, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if armor(blob) != text:
        raise ValueError("not the armor that ssh-keygen writes")
    return blob


def _take(data: bytes) -> tuple[bytes, bytes]:
    size = int.from_bytes(data[:4])
    if len(data) < 4 + size:
        raise ValueError("an SSH string ends early")
    return data[4 : 4 + size], data[4 + size :]


def _mpint(number: int) -> bytes:
    """RFC 4251, section 5: two's complement, no spare byte."""
    return number.to_bytes(number.bit_length() // 8 + 1)
