"""Key pairs: kept as PKCS #8, named by OpenSSH's fingerprint, silent when printed."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from clerkapp.codec import sshkey
from clerkapp.crypto.keys import PrivateKey, fingerprint
from tests.fakes import bag

PUBLISHED = (
    "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBPhLMsDrHEzs8Z/Z/qamcv"
    "AWpRvgPpDrtpJkCMa8aIBnttmvYqbQCVdKtdAMjQDWKYMKRsXU7M+/V6biUcdt7o7rF+jWEFYsOf38mojGeG2Yga2k3YI"
    "tnj+Td8oz82WB7A=="
)


@pytest.mark.parametrize("curve", ["nistp256", "nistp384"])
def test_a_key_comes_back_from_its_der(curve: str) -> None:
    key = PrivateKey.generate(curve)
    assert key.public.curve == curve
    assert PrivateKey.from_der(key.to_der()).public == key.public


@pytest.mark.parametrize(
    "other", [rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP521R1())]
)
def test_other_keys_are_refused(other: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> None:
    der = other.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(ValueError, match="key"):
        PrivateKey.from_der(der)


def test_a_private_key_shows_nothing() -> None:
    assert repr(bag.station_key()) == "PrivateKey(…)"


def test_the_fingerprint_is_the_one_that_ssh_keygen_prints() -> None:
    assert fingerprint(sshkey.from_line(PUBLISHED)) == (
        "SHA256:jESH2jl5Q296EIlNGUHhRONG6UgtBbzpl2SYPPHZVYM"
    )
