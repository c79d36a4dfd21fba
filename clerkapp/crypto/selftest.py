"""Known answers, checked at every start: a broken or exchanged library is noticed before it is used.

Answers come from the standards, not from us: FIPS 180-4 (SHA), RFC 6979 A.2.5 and A.2.6 (ECDSA),
GCM specification test case 16 (AES-256-GCM), RFC 3394 4.6 (AES key wrap), NIST CAVS 12.0 for ANSI
X9.63 (KDF), RFC 9106 5.3 (Argon2id).
"""

import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF

from clerkapp.crypto import signing
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import EnvironmentFailure

_HEX = bytes.fromhex


def run() -> None:
    """Raises EnvironmentFailure("selftest-failed", check=…) for the first answer that is wrong."""
    for name, check in CHECKS.items():
        try:
            right = check()
        except (ValueError, InvalidTag, InvalidSignature, keywrap.InvalidUnwrap):
            right = False
        if not right:
            raise EnvironmentFailure("selftest-failed", check=name)


def _sha() -> bool:
    return (
        hashlib.sha256(b"abc").hexdigest()
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        and hashlib.sha512(b"abc").hexdigest()[:64]
        == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    )


def _ecdsa() -> bool:
    p256 = _ecdsa_r(
        ec.SECP256R1(),
        hashes.SHA256(),
        "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
    )
    p384 = _ecdsa_r(
        ec.SECP384R1(),
        hashes.SHA384(),
        "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
        "96d5724e4c70a825f872c9ea60d2edf5",
    )
    return (
        p256 == "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        and p384
        == "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c"
        "81a648152e44acf96e36dd1e80fabe46"
    )


def _ecdsa_r(curve: ec.EllipticCurve, digest: hashes.HashAlgorithm, secret: str) -> str:
    key = ec.derive_private_key(int(secret, 16), curve)
    signature = key.sign(b"sample", ec.ECDSA(digest, deterministic_signing=True))
    return f"{decode_dss_signature(signature)[0]:x}"


def _sshsig() -> bool:
    key = PrivateKey(ec.derive_private_key(int("c9afa9d8" * 8, 16), ec.SECP256R1()))
    blob = signing.sign(key, signing.Namespace.ACT, b"abc")
    signing.verify(blob, signing.Namespace.ACT, b"abc", key.public)
    try:
        signing.verify(blob, signing.Namespace.ACT, b"abd", key.public)
    except ValueError:
        return True
    return False


def _gcm() -> bool:
    key = _HEX("feffe9928665731c6d6a8f9467308308" * 2)
    nonce = _HEX("cafebabefacedbaddecaf888")
    plaintext = _HEX(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    encryptor = Cipher(AES(key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(_HEX("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    ciphertext = encryptor.update(plaintext)
    encryptor.finalize()
    return ciphertext[:16] == _HEX("522dc1f099567d07f47f37a32a84427d") and encryptor.tag == _HEX(
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )


def _key_wrap() -> bool:
    wrapping = _HEX("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    content = _HEX("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f")
    wrapped = _HEX(
        "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21"
    )
    return (
        keywrap.aes_key_wrap(wrapping, content) == wrapped
        and keywrap.aes_key_unwrap(wrapping, wrapped) == content
    )


def _x963() -> bool:
    secret = _HEX("96c05619d56c328ab95fe84b18264b08725b85e33fd34f08")
    return X963KDF(hashes.SHA256(), 16, None).derive(secret) == _HEX(
        "443024c3dae66b95e6f5670601558f71"
    )


def _argon2id() -> bool:
    derived = Argon2id(
        salt=b"\2" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\4" * 12,
        secret=b"\3" * 8,
    ).derive(b"\1" * 32)
    return derived == _HEX("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")


CHECKS: dict[str, Callable[[], bool]] = {
    "SHA-2": _sha,
    "ECDSA": _ecdsa,
    "SSHSIG": _sshsig,
    "AES-256-GCM": _gcm,
    "AES key wrap": _key_wrap,
    "X9.63 KDF": _x963,
    "Argon2id": _argon2id,
}
