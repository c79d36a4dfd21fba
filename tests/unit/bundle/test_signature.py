"""The station's signature: who, what for, and in the one form."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from clerkapp.codec import sshsig
from clerkapp.codec.signers import TrustList
from clerkapp.codec.sshkey import string
from clerkapp.crypto import signing
from clerkapp.crypto.keys import PrivateKey
from clerkapp.crypto.signing import Namespace
from tests.fakes import bag, people
from tests.fakes.bag import Bag, seal

SIGNATURE = "tagmanifest-sha256.txt.sig"
TAGMANIFEST = "tagmanifest-sha256.txt"
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973


def _with(signature: bytes) -> list[bytes]:
    files = Bag.good().finish()
    files[SIGNATURE] = signature
    return seal(bag.pack(files))


def _good() -> tuple[bytes, bytes]:
    files = Bag.good().finish()
    return files[SIGNATURE], files[TAGMANIFEST]


def test_a_key_that_nobody_knows() -> None:
    broken = Bag.good()
    broken.key = lambda: bag.station_key("W9@LARK")
    assert broken.answer() == "signature"


def test_a_key_of_another_station() -> None:
    broken = Bag.good()
    broken.key = lambda: bag.station_key("W2@LARK")
    assert broken.answer(signers=bag.trust("W1@LARK", "W2@LARK")) == "signature"


def test_a_key_that_two_stations_may_use_signs_for_both() -> None:
    """The claim must be among the principals of the key; whose else it is does not matter."""
    listed = bag.trust("W1@LARK").signers[0]
    shared = TrustList((replace(listed, principals=("W2@LARK",)), *bag.trust().signers))
    assert Bag.good().answer(signers=shared) == "accepted"


def test_a_revoked_key() -> None:
    revoked = bag.revoked(bag.station_key().public)
    assert Bag.good().answer(revoked=revoked) == "signature"
    assert Bag.good().answer(revoked=bag.revoked(bag.station_key("W2@LARK").public)) == "accepted"


def test_nobody_is_trusted_by_default() -> None:
    assert Bag.good().answer(signers=TrustList(())) == "signature"


@pytest.mark.parametrize("namespace", [n for n in Namespace if n is not Namespace.BUNDLE])
def test_another_namespace(namespace: Namespace) -> None:
    broken = Bag.good()
    broken.namespace = namespace
    everything = bag.trust(namespaces=tuple(Namespace))
    assert broken.answer(signers=everything) == "signature"


def test_a_key_that_is_listed_for_another_namespace() -> None:
    assert Bag.good().answer(signers=bag.trust(namespaces=["incident-receipt@v1"])) == "signature"


def test_p_256_may_sign_for_a_station() -> None:
    key = people.person_key("a card")
    broken = Bag.good()
    broken.key = lambda: key
    listed = replace(bag.trust().signers[0], key=key.public)
    assert broken.answer(signers=TrustList((listed, bag.root_signer()))) == "accepted"


def test_the_other_s_verifies_and_names_the_same_bundle() -> None:
    """ECDSA is malleable: identity is the digest, never a signature's bytes."""
    armored, _ = _good()
    good = sshsig.decode(sshsig.dearmor(armored))
    twin = sshsig.Signature(good.key, good.namespace, good.r, ORDER - good.s)
    parts = _with(sshsig.armor(sshsig.encode(twin)))
    assert parts != _with(armored)
    assert bag.verify(parts).digest == bag.verify(_with(armored)).digest


ARMOR: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda text: b"",
    "64_columns": lambda text: _rewrapped(text, 64),
    "76_columns": lambda text: _rewrapped(text, 76),
    "one_row": lambda text: _rewrapped(text, 4000),
    "no_last_line_feed": lambda text: text[:-1],
    "blank_line": lambda text: text + b"\n",
    "carriage_returns": lambda text: text.replace(b"\n", b"\r\n"),
    "text_before": lambda text: b"x\n" + text,
    "pem_label": lambda text: text.replace(b"SSH SIGNATURE", b"SIGNATURE"),
    "no_armor": sshsig.dearmor,
    "more_padding": lambda text: text.replace(b"\n-----END", b"=\n-----END"),
    "twice": lambda text: text + text,
}


def _rewrapped(text: bytes, columns: int) -> bytes:
    rows = text.splitlines()
    body = b"".join(rows[1:-1])
    cut = [body[at : at + columns] for at in range(0, len(body), columns)]
    return b"\n".join([rows[0], *cut, rows[-1]]) + b"\n"


@pytest.mark.parametrize("name", ARMOR)
def test_another_armor(name: str) -> None:
    armored, _ = _good()
    changed = ARMOR[name](armored)
    assert changed != armored
    assert bag.answer(_with(changed)) == "signature"


BLOBS: dict[str, Callable[[bytes], bytes]] = {
    "octet_after": lambda blob: blob + b"\0",
    "octet_less": lambda blob: blob[:-1],
    "version_2": lambda blob: blob.replace(b"SSHSIG\0\0\0\1", b"SSHSIG\0\0\0\2"),
    "hash_sha256": lambda blob: blob.replace(string(b"sha512"), string(b"sha256")),
    "reserved": lambda blob: blob.replace(
        string(b"") + string(b"sha512"), string(b"x") + string(b"sha512")
    ),
    "namespace": lambda blob: blob.replace(b"incident-bundle@v1", b"incident-bundle@v2"),
    "magic": lambda blob: blob.replace(b"SSHSIG", b"SSHSIC"),
    "huge_length": lambda blob: blob[:10] + b"\xff\xff\xff\xff" + blob[14:],
}


@pytest.mark.parametrize("name", BLOBS)
def test_another_blob(name: str) -> None:
    armored, _ = _good()
    blob = sshsig.dearmor(armored)
    changed = BLOBS[name](blob)
    assert changed != blob
    assert bag.answer(_with(sshsig.armor(changed))) == "signature"


@pytest.mark.parametrize(("r", "s"), [(0, 1), (1, 0), (1, 1), (ORDER, 1), (1 << 400, 1), (5, 7)])
def test_numbers_that_are_no_signature(r: int, s: int) -> None:
    armored, _ = _good()
    good = sshsig.decode(sshsig.dearmor(armored))
    blob = sshsig.encode(sshsig.Signature(good.key, good.namespace, r, s))
    assert bag.answer(_with(sshsig.armor(blob))) == "signature"


def test_over_another_tag_manifest() -> None:
    _, tagmanifest = _good()
    blob = signing.sign(bag.station_key(), Namespace.BUNDLE, tagmanifest[:-1])
    assert bag.answer(_with(sshsig.armor(blob))) == "signature"


def test_a_curve_outside_the_list() -> None:
    with pytest.raises(ValueError, match="P-256 or P-384"):
        _ = PrivateKey(ec.generate_private_key(ec.SECP521R1())).public


def test_a_public_copy_is_signed_in_its_own_namespace() -> None:
    broken = Bag.good(bag.draft(recipients=()))
    broken.namespace = Namespace.PUBLIC
    tar = bag.pack(broken.finish())
    assert bag.answer_public(tar) == "accepted"
    assert bag.answer(seal(tar)) == "signature"
    assert bag.answer_public(tar, bag.trust(namespaces=[Namespace.BUNDLE])) == "signature"
    assert bag.answer_public(bag.written()) == "signature"
    assert bag.answer_public(tar[:-1]) == "truncated"
    assert bag.answer_public(tar + b"\0") == "layout"
    assert bag.answer_public(seal(tar)[0]) == "layout"
