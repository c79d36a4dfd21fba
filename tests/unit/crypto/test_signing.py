"""Signatures, acts, seals, certificates and the known answers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from clerkapp.codec.sshkey import PublicKey
from clerkapp.crypto import selftest, signing
from clerkapp.crypto.acts import sign_act, verify_act
from clerkapp.crypto.certificates import new_recipient, read_recipient, read_recipient_key
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.sealing import Sealing
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.records.revision import ActKind
from tests.fakes import bag, people

NOW = datetime(2026, 11, 3, 7, 40, tzinfo=UTC)


@pytest.mark.parametrize("key", [bag.station_key(), people.person_key("deputy-1")])
def test_a_signature_is_deterministic_and_bound(key: PrivateKey) -> None:
    blob = signing.sign(key, Namespace.BUNDLE, b"message")
    assert blob == signing.sign(key, Namespace.BUNDLE, b"message")
    signing.verify(blob, Namespace.BUNDLE, b"message", key.public)
    for namespace, message, public in (
        (Namespace.ACT, b"message", key.public),
        (Namespace.BUNDLE, b"massage", key.public),
        (Namespace.BUNDLE, b"message", bag.station_key("other").public),
    ):
        with pytest.raises(ValueError, match=r".+"):
            signing.verify(blob, namespace, message, public)


def test_a_key_that_is_no_point_of_its_curve_is_refused() -> None:
    blob = signing.sign(bag.station_key(), Namespace.BUNDLE, b"message")
    point = bag.station_key().public.point
    off = PublicKey("nistp384", point[:-1] + bytes([point[-1] ^ 1]))
    with pytest.raises(ValueError, match=r".+"):
        signing.read(blob.replace(point, off.point), Namespace.BUNDLE, b"message")


def test_an_act_says_what_was_signed() -> None:
    key = people.person_key("reviewer-2")
    act = sign_act(
        key, act=ActKind.REVIEW, revision="ab" * 32, account="reviewer-2", capacity=None, at=bag.AT
    )
    verify_act(act, key.public)
    for changed in (
        replace(act, account="deputy-1"),
        replace(act, act=ActKind.AUTHORITY),
        replace(act, revision="cd" * 32),
        replace(act, capacity="judge"),
        replace(act, at="2026-11-04T00:00:00Z"),
    ):
        with pytest.raises(ValueError, match="act"):
            verify_act(changed, key.public)
    with pytest.raises(ValueError, match="act"):
        verify_act(act, people.person_key("deputy-1").public)


def test_a_new_recipient_reads_back() -> None:
    certificate, key = new_recipient("ZZ state, test", NOW)
    recipient = read_recipient(certificate)
    assert recipient.common_name == "ZZ state, test"
    assert recipient.fingerprint.startswith("SHA256:")
    assert len(recipient.ski) == 40
    assert read_recipient_key(certificate, key).private.public == recipient.key


def test_files_that_are_no_recipient() -> None:
    certificate, key = new_recipient("ZZ state, test", NOW)
    other_certificate, other_key = new_recipient("ZZ other, test", NOW)
    for wrong in (b"", key, certificate[:200], b"x" + certificate[30:]):
        with pytest.raises(Refused, match="recipient-form"):
            read_recipient(wrong)
    for wrong in (b"", certificate, key[:100]):
        with pytest.raises(Refused, match="recipient-key-form"):
            read_recipient_key(certificate, wrong)
    with pytest.raises(Refused, match="recipient-key-differs"):
        read_recipient_key(certificate, other_key)
    with pytest.raises(Refused, match="recipient-key-differs"):
        read_recipient_key(other_certificate, key)


def test_a_certificate_on_another_curve_or_without_its_identifier(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ec, "SECP384R1", ec.SECP256R1)
    certificate, _ = new_recipient("ZZ state, test", NOW)
    monkeypatch.undo()
    with pytest.raises(Refused, match="recipient-form"):
        read_recipient(certificate)


def test_an_rsa_key_is_no_recipient() -> None:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ZZ rsa, test")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW.replace(year=2030))
        .sign(key, hashes.SHA256())
    )
    with pytest.raises(Refused, match="recipient-form"):
        read_recipient(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(Refused, match="recipient-key-form"):
        read_recipient_key(new_recipient("ZZ state, test", NOW)[0], private)


def test_a_check_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> bool:
        raise ValueError("no such algorithm")

    monkeypatch.setitem(selftest.CHECKS, "ECDSA", failing)
    with pytest.raises(EnvironmentFailure, match="selftest-failed"):
        selftest.run()


def test_a_library_that_accepts_any_signature_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "verify", lambda *given: None)
    with pytest.raises(EnvironmentFailure, match="selftest-failed") as failure:
        selftest.run()
    assert failure.value.params["check"] == "SSHSIG"


def test_a_leap_day_has_a_certificate_too() -> None:
    certificate, _ = new_recipient("ZZ state, test", datetime(2028, 2, 29, tzinfo=UTC))
    assert read_recipient(certificate).common_name == "ZZ state, test"


def test_a_seal_wants_recipients_and_its_whole_length() -> None:
    recipient = bag.recipient().recipient
    for recipients in ([], [recipient] * 5):
        with pytest.raises(ValueError, match="one to four"):
            Sealing(recipients, 10)
    sealing = Sealing([recipient], 10)
    sealing.update(b"123456789")
    with pytest.raises(ValueError, match="length"):
        sealing.finish()


def test_known_answers_hold() -> None:
    selftest.run()


@pytest.fixture(params=list(selftest.CHECKS))
def broken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(selftest.CHECKS, request.param, lambda: False)
    return str(request.param)


def test_a_wrong_answer_is_named(broken: str) -> None:
    with pytest.raises(EnvironmentFailure, match="selftest-failed") as failure:
        selftest.run()
    assert failure.value.params["check"] == broken
