"""Key pairs: P-384 signs for a station, P-256 signs for a person and opens a person's slot.

A private key leaves this module as PKCS #8: DER, which the vault keeps under a key of its own, and
PEM for the keys that the state makes for itself. Software signatures are deterministic (RFC 6979),
so that the same bundle has the same bytes.
"""

import base64
import hashlib
from functools import lru_cache
from typing import Self

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from clerkapp.codec import sshkey

_CURVES: dict[str, type[ec.EllipticCurve]] = {"nistp256": ec.SECP256R1, "nistp384": ec.SECP384R1}


class PrivateKey:
    """An EC private key on one of the two curves in use. Its repr shows nothing."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self.key = key

    def __repr__(self) -> str:
        return "PrivateKey(…)"

    @classmethod
    def generate(cls, curve: str) -> Self:
        """A new key; `curve` is `nistp256` or `nistp384`."""
        return cls(ec.generate_private_key(_CURVES[curve]()))

    @classmethod
    def from_der(cls, der: bytes) -> Self:
        """From PKCS #8 DER. Raises ValueError for any other key."""
        key = serialization.load_der_private_key(der, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("not an EC key")
        public_key_of(key.public_key())
        return cls(key)

    def to_der(self) -> bytes:
        """PKCS #8 DER, unencrypted: only ever handed to the vault's wrapping."""
        return self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def to_pem(self) -> bytes:
        """PKCS #8 PEM, unencrypted: for the state's own keys, which the state keeps."""
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    @property
    def public(self) -> sshkey.PublicKey:
        """The public half."""
        return public_key_of(self.key.public_key())


def public_key_of(key: ec.EllipticCurvePublicKey) -> sshkey.PublicKey:
    """The OpenSSH form of an EC public key. Raises ValueError for another curve."""
    for name, curve in _CURVES.items():
        if isinstance(key.curve, curve):
            point = key.public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
            )
            return sshkey.PublicKey(name, point)
    raise ValueError("not a P-256 or P-384 key")


@lru_cache(maxsize=256)
def ec_public_key(key: sshkey.PublicKey) -> ec.EllipticCurvePublicKey:
    """The key for computing. Raises ValueError when the point is not on the curve."""
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[key.curve](), key.point)


def fingerprint(key: sshkey.PublicKey) -> str:
    """`SHA256:…`, as `ssh-keygen -lf` prints it."""
    digest = hashlib.sha256(key.to_blob()).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def read_aloud(key: sshkey.PublicKey) -> str:
    """SHA-256 of the key's blob as 64 hex digits in 16 groups of four, to be read over the telephone.

    Of an account's key the first eight groups are its id.
    """
    digits = hashlib.sha256(key.to_blob()).hexdigest()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
