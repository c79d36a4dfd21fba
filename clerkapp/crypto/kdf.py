"""From a passphrase to a key: Argon2id (RFC 9106).

The default is the RFC's second recommendation (3 passes, 4 lanes, 64 MiB). Parameters that come
from a file are held against fixed bounds *before* anything is derived, so that a changed file can
neither exhaust the machine nor weaken what is derived.
"""

import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from clerkapp.domain.errors import Refused

SALT_SIZE = 16
KEY_SIZE = 32


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Passes, lanes and memory in KiB. Raises Refused("header-parameters") outside the bounds."""

    passes: int
    lanes: int
    memory_kib: int

    def __post_init__(self) -> None:
        allowed = (
            1 <= self.passes <= 16
            and 1 <= self.lanes <= 8
            and 8 * 1024 <= self.memory_kib <= 256 * 1024
        )
        if not allowed:
            raise Refused("header-parameters")


RECOMMENDED = KdfParameters(passes=3, lanes=4, memory_kib=64 * 1024)


def derive(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """A 32-byte key. The passphrase counts in normalisation form C (RFC 8265, section 4.2)."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Argon2id(
        salt=salt,
        length=KEY_SIZE,
        iterations=parameters.passes,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    ).derive(secret)
