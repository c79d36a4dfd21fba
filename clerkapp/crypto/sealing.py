"""Sealing a part to its recipients, and opening one: streaming, constant memory.

CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084); the content key is wrapped with AES-256
key wrap (RFC 3394) under a key that ephemeral-static ECDH P-384 and the X9.63 KDF with SHA-384 give
(RFC 5753). Every part has its own content key, nonce and ephemeral keys.

`Opening.update` hands out plaintext that is not authenticated yet. `Opening.finish` authenticates
it; whoever acts on the plaintext before that must be able to throw the act away.
"""

import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF

from clerkapp.codec import cms
from clerkapp.codec.limits import MAX_RECIPIENTS
from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto.certificates import Recipient, RecipientKey
from clerkapp.crypto.keys import ec_public_key, public_key_of

_ROOM = 15
"""Spare bytes that the library wants in an output buffer."""


class NotAddressed(ValueError):
    """None of the part's recipients is ours."""


class CannotDecrypt(ValueError):
    """The content key does not unwrap, or the tag is not the one: one error for both."""


class Sealing:
    """One part being sealed: write `header`, then what `update` gives, then `finish()`."""

    TAIL = cms.TAIL_SIZE

    def __init__(self, recipients: Sequence[Recipient], length: int) -> None:
        if not 1 <= len(recipients) <= MAX_RECIPIENTS:
            raise ValueError("a part has one to four recipients")
        content_key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
        infos = tuple(_wrap(content_key, recipient) for recipient in recipients)
        self.header = cms.encode(cms.Header(infos, nonce, length))
        self._left = length
        self._encryptor = Cipher(AES(content_key), GCM(nonce)).encryptor()

    def update(self, plaintext: bytes | memoryview) -> bytes:
        """Ciphertext of the next bytes."""
        self._left -= len(plaintext)
        return self._encryptor.update(plaintext)

    def finish(self) -> bytes:
        """The bytes after the ciphertext. Raises ValueError unless exactly `length` were sealed."""
        if self._left:
            raise ValueError("the declared length was not sealed")
        self._encryptor.finalize()
        return cms.tail(self._encryptor.tag)


class Opening:
    """One part being opened."""

    def __init__(self, header: cms.Header, ours: RecipientKey) -> None:
        """Raises NotAddressed and CannotDecrypt."""
        content_key = _unwrap(header, ours)
        self._decryptor = Cipher(AES(content_key), GCM(header.nonce)).decryptor()
        self._buffer = bytearray()

    def update(self, ciphertext: bytes | memoryview) -> memoryview:
        """Plaintext, not authenticated yet; valid until the next call."""
        if len(self._buffer) < len(ciphertext) + _ROOM:
            self._buffer = bytearray(len(ciphertext) + _ROOM)
        return memoryview(self._buffer)[: self._decryptor.update_into(ciphertext, self._buffer)]

    def finish(self, tag: bytes) -> None:
        """Authenticate all of the plaintext. Raises CannotDecrypt."""
        try:
            self._decryptor.finalize_with_tag(tag)
        except InvalidTag:
            raise CannotDecrypt("tag") from None


def _wrap(content_key: bytes, recipient: Recipient) -> cms.RecipientInfo:
    ephemeral = ec.generate_private_key(ec.SECP384R1())
    shared = ephemeral.exchange(ec.ECDH(), ec_public_key(recipient.key))
    return cms.RecipientInfo(
        bytes.fromhex(recipient.ski),
        public_key_of(ephemeral.public_key()).point,
        keywrap.aes_key_wrap(key_encryption_key(shared), content_key),
    )


def _unwrap(header: cms.Header, ours: RecipientKey) -> bytes:
    for info in header.recipients:
        if info.ski.hex() == ours.recipient.ski:
            try:
                ephemeral = ec_public_key(PublicKey(ours.recipient.key.curve, info.ephemeral))
                shared = ours.private.key.exchange(ec.ECDH(), ephemeral)
                return keywrap.aes_key_unwrap(key_encryption_key(shared), info.wrapped)
            except (ValueError, keywrap.InvalidUnwrap):
                raise CannotDecrypt("content key") from None
    raise NotAddressed("recipient")


def key_encryption_key(shared: bytes) -> bytes:
    """The AES-256 key of a shared secret (RFC 5753, section 7.2; ANSI X9.63 KDF with SHA-384)."""
    return X963KDF(hashes.SHA384(), 32, cms.SHARED_INFO).derive(shared)
