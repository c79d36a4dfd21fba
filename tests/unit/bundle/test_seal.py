"""The seal: only the one CMS layout, sealed to us, whole, and unchanged."""

from collections.abc import Callable
from io import SEEK_END, BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.bundle.reader import read
from clerkapp.bundle.sealed import seal_parts
from clerkapp.codec import cms
from clerkapp.crypto.certificates import RecipientKey
from clerkapp.domain.errors import Refused
from tests.fakes import bag
from tests.fakes.bag import seal

TAR = bag.written()
PART = seal(TAR)[0]
HEADER = cms.parse(PART, len(PART))[1]
REASONS = {"cannot-decrypt", "not-a-sealed-bundle", "not-addressed-to-this-key", "truncated"}


def test_whole_parts_of_any_size_are_accepted() -> None:
    for part_size in (len(TAR), len(TAR) - 1, 10_240, 513, 511):
        parts = seal(TAR, part_size=part_size)
        assert len(parts) == -(-len(TAR) // part_size)
        assert bag.answer(parts) == "accepted"


@given(st.integers(0, len(PART) - 1), st.integers(0, 7))
def test_a_flipped_bit_anywhere(place: int, bit: int) -> None:
    changed = bytearray(PART)
    changed[place] ^= 1 << bit
    assert bag.answer([bytes(changed)]) in REASONS


def test_every_byte_of_header_and_tag() -> None:
    for place in (*range(HEADER), *range(len(PART) - cms.TAIL_SIZE, len(PART))):
        changed = bytearray(PART)
        changed[place] ^= 0x10
        assert bag.answer([bytes(changed)]) in REASONS


def test_a_flipped_ciphertext_outranks_what_it_does_to_the_plaintext() -> None:
    for place in range(HEADER, len(PART) - cms.TAIL_SIZE, 211):
        changed = bytearray(PART)
        changed[place] ^= 1
        assert bag.answer([bytes(changed)]) == "cannot-decrypt"


def test_a_part_cut_short_anywhere_is_truncated() -> None:
    for length in (*range(HEADER + 20), *range(HEADER + 20, len(PART), 307)):
        assert bag.answer([PART[:length]]) == "truncated"


@pytest.mark.parametrize("more", [b"\0", b"\n", PART[:1], PART])
def test_bytes_after_the_part(more: bytes) -> None:
    assert bag.answer([PART + more]) == "not-a-sealed-bundle"


@pytest.mark.parametrize(
    "other", [b"PK\x03\x04" + bytes(99), TAR, b"", b"0" * 4000, PART[1:], b"\x30\x80" + PART[4:]]
)
def test_other_files(other: bytes) -> None:
    assert bag.answer([other]) in {"not-a-sealed-bundle", "truncated"}


def test_lengths_in_another_form() -> None:
    """DER allows one form of a length; BER would allow these."""
    longer = b"\x30\x83\x00" + PART[2:4] + PART[4:]
    assert bag.answer([longer]) == "not-a-sealed-bundle"


def test_another_recipient() -> None:
    other = bag.recipient("other")
    assert bag.answer(seal(TAR, other)) == "not-addressed-to-this-key"
    assert bag.answer(seal(TAR, other, bag.recipient())) == "not-for-us"
    assert bag.answer([PART], ours=other) == "not-addressed-to-this-key"


def test_the_right_identifier_with_the_wrong_key() -> None:
    confused = RecipientKey(bag.recipient().recipient, bag.recipient("other").private)
    assert bag.answer([PART], ours=confused) == "cannot-decrypt"


def test_a_part_sealed_to_more_than_the_others() -> None:
    escrow = bag.recipient("escrow")
    half = len(TAR) // 2
    parts = [*seal(TAR[:half]), *seal(TAR[half:], bag.recipient(), escrow)]
    assert bag.answer(parts) == "not-for-us"


def test_four_recipients_each_can_read() -> None:
    keys = [bag.recipient(name) for name in ("state", "escrow", "third", "fourth")]
    said = bag.draft(recipients=tuple(sorted(key.recipient.ski for key in keys)))
    parts = seal(bag.written(said), *keys, part_size=9000)
    assert [bag.answer(parts, ours=key) for key in keys] == ["accepted"] * 4


def test_recipients_in_another_order_are_not_der() -> None:
    keys = [bag.recipient("state"), bag.recipient("escrow")]
    said = bag.draft(recipients=tuple(sorted(key.recipient.ski for key in keys)))
    part = seal(bag.written(said), *keys)[0]
    header, begin = cms.parse(part, len(part))
    first, second = (cms.encode(cms.Header((info,), header.nonce, 0)) for info in header.recipients)
    start, size = first.index(b"\xa1\x81"), 3 + first[first.index(b"\xa1\x81") + 2]
    one, two = first[start : start + size], second[start : start + size]
    assert one + two in part[:begin]
    assert bag.answer([part.replace(one + two, two + one, 1)]) == "not-a-sealed-bundle"


PARTS = seal(TAR, part_size=3000)
OTHER = seal(bag.written(*bag.nil_bundle()), part_size=3000)
ORDERS: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "last_dropped": lambda parts: parts[:-1],
    "first_dropped": lambda parts: parts[1:],
    "middle_dropped": lambda parts: [*parts[:3], *parts[4:]],
    "doubled": lambda parts: [parts[0], *parts],
    "last_doubled": lambda parts: [*parts, parts[-1]],
    "swapped": lambda parts: [parts[0], parts[2], parts[1], *parts[3:]],
    "reversed": lambda parts: parts[::-1],
    "from_another_bundle": lambda parts: [OTHER[0], *parts[1:]],
    "other_behind": lambda parts: [parts[0], *OTHER[1:]],
    "another_bundle_behind": lambda parts: [*parts, *parts],
    "concatenated": lambda parts: [b"".join(parts)],
    "none": lambda parts: [],
}


@pytest.mark.parametrize("name", ORDERS)
def test_parts_in_any_other_order(name: str) -> None:
    assert bag.answer(ORDERS[name](PARTS)) != "accepted"


def test_the_same_tar_sealed_twice_differs_and_has_one_digest() -> None:
    again = seal(TAR)[0]
    assert again != PART
    assert bag.verify([again]).digest == bag.verify([PART]).digest


def test_nothing_is_called_accepted_before_the_last_tag() -> None:
    """The trailer can be read before the tag: the tag decides."""
    changed = PART[:-1] + bytes([PART[-1] ^ 1])
    with pytest.raises(Refused, match="cannot-decrypt"):
        bag.verify([changed])


class Shrinking(BytesIO):
    """A file that is shorter than it was when it was measured."""

    def seek(self, offset: int, whence: int = 0) -> int:
        return super().seek(offset, whence) + (700 if whence == SEEK_END else 0)


def test_a_file_that_shrinks_while_it_is_read_is_truncated() -> None:
    with pytest.raises(Refused, match="truncated"):
        read([Shrinking(PART[:-700])], ours=bag.recipient(), signers=bag.trust())


def test_a_tar_shorter_than_its_length_is_a_mistake_of_the_caller() -> None:
    parts = seal_parts(iter((b"x" * 100,)), 10_240, [bag.recipient().recipient])
    with pytest.raises(ValueError, match="shorter"):
        b"".join(next(parts).chunks)
