"""SSHSIG signatures with ECDSA P-384 or P-256 (FIPS 186-5; OpenSSH PROTOCOL.sshsig).

Deterministic (RFC 6979): the same key, namespace and message give the same blob. ECDSA is malleable,
so nothing may be keyed on the bytes of a signature.
"""

import hashlib
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from clerkapp.codec import sshsig
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto.keys import PrivateKey, ec_public_key


class Namespace(StrEnum):
    """What a signature is for. A signature in one namespace says nothing in another."""

    BUNDLE = "incident-bundle@v1"
    ACT = "incident-act@v1"
    ACCOUNT = "incident-account@v1"
    RECEIPT = "incident-receipt@v1"
    ENROL = "incident-enrol@v1"
    ROTATE = "incident-rotate@v1"
    TRUST = "state-trust@v1"
    ADVISORY = "state-advisory@v1"
    PUBLIC = "incident-public@v1"
    STATION_KEY = "incident-station-key@v1"
    """Which key is the station's, and who may hold it: inside a vault only."""
    JOURNAL = "incident-journal@v1"
    ACCOUNT_SITES = "incident-account-sites@v1"
    """The head of a journal: inside a vault only."""
    DECLARATION = "incident-declaration@v1"
    """What people of the office declare beside records: inside a vault only."""


STATION_NAMESPACES = (Namespace.BUNDLE, Namespace.ROTATE, Namespace.PUBLIC)
"""What a state lets a station's key sign."""
ROOT_NAMESPACES = (Namespace.ACCOUNT,)
"""What a state lets a root account's key sign: grants and closings."""

# RFC 5656, section 6.2.1: the hash goes with the curve.
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "nistp256": hashes.SHA256,
    "nistp384": hashes.SHA384,
}


def sign(key: PrivateKey, namespace: str, message: bytes) -> bytes:
    """The SSHSIG blob of `message` in `namespace`."""
    public = key.public
    algorithm = ec.ECDSA(_HASHES[public.curve](), deterministic_signing=True)
    r, s = decode_dss_signature(key.key.sign(_signed_data(namespace, message), algorithm))
    return sshsig.encode(sshsig.Signature(public, namespace, r, s))


def read(blob: bytes, namespace: str, message: bytes) -> PublicKey:
    """The key whose valid signature `blob` is. Whether that key may sign is the caller's question.

    Raises ValueError for another form or namespace, or when it does not verify.
    """
    signature = sshsig.decode(blob)
    if signature.namespace != namespace:
        raise ValueError("another namespace")
    try:
        ec_public_key(signature.key).verify(
            encode_dss_signature(signature.r, signature.s),
            _signed_data(namespace, message),
            ec.ECDSA(_HASHES[signature.key.curve]()),
        )
    except InvalidSignature:
        raise ValueError("the signature does not verify") from None
    return signature.key


def verify(blob: bytes, namespace: str, message: bytes, key: PublicKey) -> None:
    """Raises ValueError unless `blob` is `key`'s signature over `message` in `namespace`."""
    if read(blob, namespace, message) != key:
        raise ValueError("signed with another key")


def _signed_data(namespace: str, message: bytes) -> bytes:
    return sshsig.signed_data(namespace, hashlib.sha512(message).digest())
