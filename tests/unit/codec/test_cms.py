"""The seal's header: one encoding for every length and number of recipients."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.codec import cms

LENGTHS = st.sampled_from([0, 1, 90, 127, 128, 255, 256, 65_535, 65_536, 1 << 24, 1 << 28, 1 << 34])


def _header(count: int, length: int) -> cms.Header:
    infos = tuple(
        cms.RecipientInfo(bytes([n]) * 20, b"\4" + bytes([n]) * 96, bytes([n]) * 40)
        for n in range(count)
    )
    return cms.Header(infos, b"n" * 12, length)


@given(st.integers(1, 4), LENGTHS)
def test_reads_back(count: int, length: int) -> None:
    header = _header(count, length)
    data = cms.encode(header)
    assert cms.parse(data, len(data) + length + cms.TAIL_SIZE) == (header, len(data))
    assert len(data) <= cms.PREFIX_SIZE


@given(LENGTHS)
def test_the_size_must_be_exact(length: int) -> None:
    data = cms.encode(_header(1, length))
    whole = len(data) + length + cms.TAIL_SIZE
    with pytest.raises(cms.EndsEarly):
        cms.parse(data, whole - 1)
    with pytest.raises(cms.NotSealed):
        cms.parse(data, whole + 1)


@pytest.mark.parametrize("count", [0, 5])
def test_one_to_four_recipients(count: int) -> None:
    data = cms.encode(_header(count, 10))
    with pytest.raises(cms.NotSealed):
        cms.parse(data, len(data) + 10 + cms.TAIL_SIZE)


@given(st.binary(max_size=400))
def test_any_other_bytes(data: bytes) -> None:
    with pytest.raises((cms.NotSealed, cms.EndsEarly)):
        cms.parse(data, len(data))


def test_the_tail() -> None:
    assert cms.tag_of(cms.tail(b"t" * 16)) == b"t" * 16
    for other in (b"", b"\x04\x11" + b"t" * 16, b"\x04\x10" + b"t" * 15):
        with pytest.raises(cms.NotSealed):
            cms.tag_of(other)
