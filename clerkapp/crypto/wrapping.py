"""Keys kept under keys: what is in a vault's header (docs/formats/vault.md, sections 3 and 4).

A person's private keys are wrapped by AES-256-GCM (SP 800-38D) under the key derived from the
passphrase. The vault's data key is sealed to the person's opening key by HPKE (RFC 9180: DHKEM
P-256, HKDF-SHA256, AES-256-GCM), so it can be sealed anew without anybody's passphrase. The header
is authenticated by HMAC-SHA256 under a key derived from the data key (RFC 5869).
"""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clerkapp.codec import sshkey
from clerkapp.crypto.keys import PrivateKey, ec_public_key

DATA_KEY_SIZE = 32
VAULT_ID_SIZE = 16
NONCE_SIZE = 12
_DATA_KEY_INFO = b"clerkapp/vault/1/data-key"
_STATION_KEY_INFO = b"clerkapp/vault/1/station-key"
_HEADER_MAC_INFO = b"clerkapp/vault/1/header-mac"
_OWN_WORDS_INFO = b"clerkapp/memory/1/own-words"
_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_bytes(size: int) -> bytes:
    """Random bytes: a data key, a vault id, a salt."""
    return secrets.token_bytes(size)


def wrap(key: bytes, plaintext: bytes, associated: bytes) -> bytes:
    """AES-256-GCM under a fresh nonce: nonce, ciphertext, tag."""
    nonce = secrets.token_bytes(NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, associated)


def unwrap(key: bytes, wrapped: bytes, associated: bytes) -> bytes | None:
    """What was wrapped, or None when the key, the bytes or the associated data differ."""
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_SIZE], wrapped[NONCE_SIZE:], associated)
    except (InvalidTag, ValueError):
        return None


def seal_data_key(
    data_key: bytes, open_key: sshkey.PublicKey, vault_id: bytes, slot_id: bytes
) -> bytes:
    """The data key sealed to a P-256 opening key, bound to the vault and the slot."""
    info = _DATA_KEY_INFO + vault_id + slot_id
    return _SUITE.encrypt(data_key, ec_public_key(open_key), info=info)


def open_data_key(
    sealed: bytes, open_key: PrivateKey, vault_id: bytes, slot_id: bytes
) -> bytes | None:
    """The data key, or None when it was sealed to another key, vault or slot."""
    info = _DATA_KEY_INFO + vault_id + slot_id
    try:
        data_key = _SUITE.decrypt(sealed, open_key.key, info=info)
    except (InvalidTag, ValueError):
        return None
    return data_key if len(data_key) == DATA_KEY_SIZE else None


def seal_station_key(
    station_key: PrivateKey, open_key: sshkey.PublicKey, vault_id: bytes, account_id: bytes
) -> bytes:
    """A station's private key sealed to a P-256 opening key, bound to the vault and the account."""
    info = _STATION_KEY_INFO + vault_id + account_id
    return _SUITE.encrypt(station_key.to_der(), ec_public_key(open_key), info=info)


def open_station_key(
    sealed: bytes, open_key: PrivateKey, vault_id: bytes, account_id: bytes
) -> PrivateKey | None:
    """The private key, or None when it was sealed to another key, vault or account."""
    info = _STATION_KEY_INFO + vault_id + account_id
    try:
        return PrivateKey.from_der(_SUITE.decrypt(sealed, open_key.key, info=info))
    except (InvalidTag, ValueError):
        return None


def own_words_key(private: PrivateKey) -> bytes:
    """A key for words that wait in memory while the vault is locked: whoever cannot unlock as the
    owner of `private` cannot make it. HKDF-SHA256 (RFC 5869) of the private key, for nothing else."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=_OWN_WORDS_INFO).derive(private.to_der())


def header_mac(data_key: bytes, vault_id: bytes, message: bytes) -> bytes:
    """HMAC-SHA256 of the header's bytes under a key made from the data key for nothing else."""
    key = HKDF(hashes.SHA256(), 32, salt=vault_id, info=_HEADER_MAC_INFO).derive(data_key)
    return hmac.digest(key, message, "sha256")


def same_mac(left: bytes, right: bytes) -> bool:
    """Whether two MACs are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(left, right)
