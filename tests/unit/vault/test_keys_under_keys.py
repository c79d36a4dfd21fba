"""Derivation and wrapping: what is bound to what."""

import pytest

from clerkapp.crypto import kdf, wrapping
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.errors import Refused
from clerkapp.vault.keys.slots import SlotKeys
from tests.fakes.vaults import QUICK

VAULT, OTHER_VAULT = b"v" * 16, b"w" * 16
SLOT, OTHER_SLOT = b"s" * 16, b"t" * 16
DATA_KEY = b"k" * 32


def test_argon2id_agrees_with_the_reference_value() -> None:
    """Made with the reference implementation, as the `argon2` tool would:
    `printf passphrase | argon2 somesaltsomesalt -id -t 1 -k 8192 -p 1 -l 32 -r`."""
    derived = kdf.derive("passphrase", b"somesaltsomesalt", QUICK)
    assert derived.hex() == "cc78cf4adc9b0494d01d15b90013d7adb66f8ca35b34fbe3c1fa3839e82e82c5"


def test_the_recommended_parameters_are_those_of_rfc_9106() -> None:
    assert kdf.KdfParameters(passes=3, lanes=4, memory_kib=65536) == kdf.RECOMMENDED


def test_composed_and_decomposed_letters_are_one_passphrase() -> None:
    salt = bytes(16)
    assert kdf.derive("café", salt, QUICK) == kdf.derive("cafe\u0301", salt, QUICK)


@pytest.mark.parametrize(
    ("passes", "lanes", "memory"),
    [(0, 1, 8192), (17, 1, 8192), (1, 0, 8192), (1, 9, 8192), (1, 1, 8191), (1, 1, 2**31)],
)
def test_parameters_outside_the_bounds_are_refused(passes: int, lanes: int, memory: int) -> None:
    with pytest.raises(Refused, match="header-parameters"):
        kdf.KdfParameters(passes, lanes, memory)


def test_what_is_wrapped_opens_only_under_its_key_and_with_its_associated_data() -> None:
    wrapped = wrapping.wrap(DATA_KEY, b"secret", b"about")
    assert wrapping.unwrap(DATA_KEY, wrapped, b"about") == b"secret"
    assert wrapping.unwrap(b"x" * 32, wrapped, b"about") is None
    assert wrapping.unwrap(DATA_KEY, wrapped, b"other") is None
    assert wrapping.unwrap(DATA_KEY, wrapped[:-1], b"about") is None
    assert wrapping.unwrap(DATA_KEY, b"", b"about") is None


def test_wrapping_twice_never_gives_the_same_bytes() -> None:
    assert wrapping.wrap(DATA_KEY, b"secret", b"") != wrapping.wrap(DATA_KEY, b"secret", b"")


def test_a_sealed_data_key_is_bound_to_key_vault_and_slot() -> None:
    key = PrivateKey.generate("nistp256")
    sealed = wrapping.seal_data_key(DATA_KEY, key.public, VAULT, SLOT)
    assert len(sealed) == 65 + 32 + 16
    assert wrapping.open_data_key(sealed, key, VAULT, SLOT) == DATA_KEY
    assert wrapping.open_data_key(sealed, PrivateKey.generate("nistp256"), VAULT, SLOT) is None
    assert wrapping.open_data_key(sealed, key, OTHER_VAULT, SLOT) is None
    assert wrapping.open_data_key(sealed, key, VAULT, OTHER_SLOT) is None
    assert wrapping.open_data_key(sealed[:20], key, VAULT, SLOT) is None


def test_a_sealed_key_of_another_length_is_not_a_data_key() -> None:
    key = PrivateKey.generate("nistp256")
    sealed = wrapping.seal_data_key(b"short", key.public, VAULT, SLOT)
    assert wrapping.open_data_key(sealed, key, VAULT, SLOT) is None


def test_the_header_mac_depends_on_key_vault_and_message() -> None:
    mac = wrapping.header_mac(DATA_KEY, VAULT, b"header")
    assert wrapping.same_mac(mac, wrapping.header_mac(DATA_KEY, VAULT, b"header"))
    for other in (
        wrapping.header_mac(b"x" * 32, VAULT, b"header"),
        wrapping.header_mac(DATA_KEY, OTHER_VAULT, b"header"),
        wrapping.header_mac(DATA_KEY, VAULT, b"Header"),
    ):
        assert not wrapping.same_mac(mac, other)


def test_the_recovery_slot_signs_nothing() -> None:
    keys = SlotKeys(PrivateKey.generate("nistp256"), None)
    with pytest.raises(ValueError, match="recovery"):
        _ = keys.signs
