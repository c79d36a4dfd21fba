"""Account and act lines, keys and SSHSIG blobs read back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.codec import account_line, act_line, sshkey, sshsig
from tests.fakes import bag, people


def test_acts_read_back() -> None:
    for act in bag.story()[1]:
        assert act_line.decode(act_line.encode(act)) == act


@pytest.mark.parametrize("shown", [["name", "role"], ["role"], []])
def test_accounts_read_back(shown: list[str]) -> None:
    for account in (*people.accounts(), people.closed(people.accounts()[0])):
        line = account.shown(shown)
        assert account_line.decode(account_line.encode(line)) == line


NUMBERS = st.integers(1, (1 << 384) - 1)


@given(NUMBERS, NUMBERS)
def test_a_blob_reads_back(r: int, s: int) -> None:
    signature = sshsig.Signature(bag.station_key().public, "incident-act@v1", r, s)
    blob = sshsig.encode(signature)
    assert sshsig.decode(blob) == signature
    assert sshsig.dearmor(sshsig.armor(blob)) == blob


@given(st.binary(max_size=300))
def test_any_other_blob_is_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        sshsig.decode(blob)


@given(st.integers(0, 277), st.integers(1, 255))
def test_a_changed_blob_is_refused_or_another_signature(place: int, change: int) -> None:
    signature = sshsig.Signature(bag.station_key().public, "incident-bundle@v1", 1 << 380, 1 << 379)
    blob = bytearray(sshsig.encode(signature))
    place %= len(blob)
    blob[place] ^= change
    try:
        read = sshsig.decode(bytes(blob))
    except ValueError:
        return
    assert read != signature


def test_keys_read_back_and_nothing_else_does() -> None:
    for key in (bag.station_key().public, people.person_key("a").public):
        assert sshkey.from_line(key.to_line()) == key
        assert sshkey.from_blob(key.to_blob()) == key
        for other in (
            key.to_line() + " comment",
            key.to_line() + "\n",
            " " + key.to_line(),
            key.to_line().replace("ecdsa", "ssh"),
            key.to_line()[:-4],
            "",
        ):
            with pytest.raises(ValueError, match=r".+"):
                sshkey.from_line(other)
        with pytest.raises(ValueError, match=r".+"):
            sshkey.from_blob(key.to_blob() + b"\0")
