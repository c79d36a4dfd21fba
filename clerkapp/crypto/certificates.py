"""The recipient of a seal: a self-signed P-384 certificate in PEM (docs/formats/bundle.md, "Seal").

The certificate only carries the public key to `openssl cms` and to the app; nobody checks its
dates or its issuer. Its SubjectKeyIdentifier is the SHA-1 of the public key bits (RFC 5280,
section 4.2.1.2), an identifier and not a protection.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto.keys import PrivateKey, public_key_of
from clerkapp.domain.errors import Refused
from clerkapp.domain.text.rules import one_line

CURVE = "nistp384"
_YEARS = 20


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone whom bundles are sealed to.

    `ski`: lower-case hex. `fingerprint`: `SHA256:…` of the certificate's DER, to read aloud.
    """

    ski: str
    key: PublicKey
    fingerprint: str
    pem: str
    common_name: str


@dataclass(frozen=True, slots=True)
class RecipientKey:
    """A recipient together with its private key: what opens a sealed part."""

    recipient: Recipient
    private: PrivateKey


def new_recipient(common_name: str, at: datetime) -> tuple[bytes, bytes]:
    """A new certificate and its private key, both PEM; the key is not encrypted."""
    key = ec.generate_private_key(ec.SECP384R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(at.replace(year=at.year + _YEARS, day=min(at.day, 28)))
        .add_extension(identifier, critical=False)
        .add_extension(_KEY_AGREEMENT, critical=True)
        .sign(key, hashes.SHA384())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return certificate.public_bytes(serialization.Encoding.PEM), private


def read_recipient(pem: bytes) -> Recipient:
    """Read a certificate. Raises Refused("recipient-form") unless it can be sealed to."""
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        public = certificate.public_key()
        if not isinstance(public, ec.EllipticCurvePublicKey):
            raise Refused("recipient-form")
        key = public_key_of(public)
        stated = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except (ValueError, x509.ExtensionNotFound):
        raise Refused("recipient-form") from None
    identifier = x509.SubjectKeyIdentifier.from_public_key(public).digest
    if key.curve != CURVE or stated.value.digest != identifier:
        raise Refused("recipient-form")
    der = certificate.public_bytes(serialization.Encoding.DER)
    digest = base64.b64encode(hashlib.sha256(der).digest()).decode().rstrip("=")
    return Recipient(
        identifier.hex(),
        key,
        f"SHA256:{digest}",
        certificate.public_bytes(serialization.Encoding.PEM).decode(),
        one_line(str(names[0].value)) if names else "",
    )


def read_recipient_key(certificate_pem: bytes, key_pem: bytes) -> RecipientKey:
    """Read both halves.

    Raises Refused("recipient-form") for the certificate, Refused("recipient-key-form") for the key,
    Refused("recipient-key-differs") when the key is not the certificate's.
    """
    recipient = read_recipient(certificate_pem)
    try:
        key = serialization.load_pem_private_key(key_pem, password=None)
    except (ValueError, TypeError):
        raise Refused("recipient-key-form") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Refused("recipient-key-form")
    private = PrivateKey(key)
    if key.curve.name != ec.SECP384R1.name or private.public != recipient.key:
        raise Refused("recipient-key-differs")
    return RecipientKey(recipient, private)


_KEY_AGREEMENT = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=True,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
