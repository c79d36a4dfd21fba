"""Families of tampering, sampled: nothing that was changed is ever accepted as something else.

The digest of a bundle commits to every byte of the tar, so a changed tar is refused, whatever was
changed; and no input makes the reader fail with anything but a reason code.
"""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.fakes import bag
from tests.fakes.bag import seal

REASONS = {
    "several-bundles",
    *("not-a-sealed-bundle", "not-addressed-to-this-key", "cannot-decrypt", "truncated"),
    *("layout", "signature", "version", "statement", "not-for-us", "limit", "manifest", "hash"),
    *("json", "record", "totals", "act", "foreign-record"),
}
TAR = bag.written()
PLACES = st.integers(0, len(TAR) - 1)


@settings(max_examples=400)
@given(PLACES, st.integers(1, 255))
@example(len(TAR) - 1, 1)
def test_any_byte_of_the_tar_changed(place: int, change: int) -> None:
    changed = bytearray(TAR)
    changed[place] ^= change
    assert bag.answer(seal(bytes(changed))) in REASONS - {"cannot-decrypt"}


@settings(max_examples=150)
@given(PLACES, PLACES, st.binary(max_size=40))
def test_any_stretch_of_the_tar_replaced(first: int, second: int, other: bytes) -> None:
    begin, end = sorted((first, second))
    changed = TAR[:begin] + other + TAR[end:]
    if changed != TAR:
        assert bag.answer(seal(changed)) in REASONS


@settings(max_examples=150)
@given(st.integers(0, len(TAR) // 512 - 1), st.integers(0, len(TAR) // 512 - 1))
def test_any_two_blocks_of_the_tar_exchanged(first: int, second: int) -> None:
    blocks = [TAR[at : at + 512] for at in range(0, len(TAR), 512)]
    blocks[first], blocks[second] = blocks[second], blocks[first]
    changed = b"".join(blocks)
    assert bag.answer(seal(changed)) in (REASONS if changed != TAR else {"accepted"})


@settings(max_examples=150)
@given(st.lists(st.integers(0, 9), max_size=12))
def test_any_sequence_of_parts_but_the_one(order: list[int]) -> None:
    parts = _PARTS
    given_parts = [parts[index % len(parts)] for index in order]
    expected = {"accepted"} if given_parts == parts else REASONS
    assert bag.answer(given_parts) in expected


_PARTS = seal(TAR, part_size=-(-len(TAR) // 7))


@given(st.binary(max_size=3000))
def test_any_bytes_at_all(data: bytes) -> None:
    sealed = [seal(data)[0]] if data else []
    assert bag.answer([data]) in REASONS
    assert bag.answer(sealed) in REASONS
    assert bag.answer_public(data) in REASONS


@given(st.binary(min_size=1, max_size=600))
def test_any_bytes_as_records_signed_by_the_station(data: bytes) -> None:
    """A station's own key does not make nonsense acceptable, and never a crash."""
    broken = bag.Bag.good()
    broken.files["data/records.jsonl"] += data
    assert broken.answer() in REASONS


@given(st.binary(max_size=600), st.sampled_from(["statement.json", "manifest-sha256.txt"]))
def test_any_bytes_as_a_tag_file_signed_by_the_station(data: bytes, name: str) -> None:
    broken = bag.Bag.good()
    broken.finish()
    broken.files[name] = data
    assert bag.answer(seal(bag.pack(broken.sign()))) in REASONS
