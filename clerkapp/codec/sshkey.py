"""OpenSSH public keys of the two kinds in use: ECDSA P-384 and P-256 (RFC 4253 6.6, RFC 5656 3.1).

A key is written `ecdsa-sha2-nistp384 AAAA…`, without a comment.
"""

import base64
import binascii
from dataclasses import dataclass

POINT_SIZES = {"nistp256": 65, "nistp384": 97}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A curve name (`nistp256`, `nistp384`) and an uncompressed point."""

    curve: str
    point: bytes

    @property
    def algorithm(self) -> str:
        """The OpenSSH name of the key type."""
        return f"ecdsa-sha2-{self.curve}"

    def to_blob(self) -> bytes:
        """The wire form."""
        return string(self.algorithm.encode()) + string(self.curve.encode()) + string(self.point)

    def to_line(self) -> str:
        """The form of authorized_keys, without a comment."""
        return f"{self.algorithm} {base64.b64encode(self.to_blob()).decode()}"


def string(data: bytes) -> bytes:
    """An SSH string: four bytes of length, then the bytes (RFC 4251, section 5)."""
    return len(data).to_bytes(4) + data


def from_blob(blob: bytes) -> PublicKey:
    """Read the wire form exactly. Raises ValueError for another type or another encoding."""
    for curve, size in POINT_SIZES.items():
        key = PublicKey(curve, blob[-size:])
        if key.point[:1] == b"\x04" and len(key.point) == size and key.to_blob() == blob:
            return key
    raise ValueError("not an ECDSA P-256 or P-384 public key")


def from_line(line: str) -> PublicKey:
    """Read `type base64`, exactly. Raises ValueError."""
    try:
        _, encoded = line.split(" ")
        key = from_blob(base64.b64decode(encoded, validate=True))
    except (ValueError, binascii.Error):
        raise ValueError("not an OpenSSH ECDSA public key line") from None
    if key.to_line() != line:
        raise ValueError("not an OpenSSH ECDSA public key line")
    return key
