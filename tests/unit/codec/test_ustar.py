"""Canonical tar headers, compared with the standard library's tar."""

import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.codec import ustar


def test_another_tar_reads_it() -> None:
    info = tarfile.TarInfo.frombuf(ustar.header("statement.json", 702), "utf-8", "strict")
    assert (info.name, info.size, info.mode, info.type) == (
        "bundle/statement.json",
        702,
        0o644,
        tarfile.REGTYPE,
    )
    assert (info.uid, info.gid, info.uname, info.gname, info.mtime) == (0, 0, "", "", 0)


@given(st.from_regex(r"[a-z0-9./-]{1,92}", fullmatch=True), st.integers(0, ustar.MAX_SIZE))
def test_reads_back(name: str, size: int) -> None:
    assert ustar.parse(ustar.header(name, size)) == (name, size)


@given(st.integers(0, 511), st.integers(1, 255))
def test_any_other_byte_is_refused(place: int, change: int) -> None:
    block = bytearray(ustar.header("data/records.jsonl", 8459))
    block[place] ^= change
    with pytest.raises(ValueError, match=r"canonical|octal|ascii"):
        ustar.parse(bytes(block))


@pytest.mark.parametrize(
    ("name", "size"), [("", 1), ("a" * 93, 1), ("x", 8 << 30), ("x", -1), ("señal", 1)]
)
def test_what_does_not_fit(name: str, size: int) -> None:
    with pytest.raises(ValueError, match=r"canonical|ascii"):
        ustar.header(name, size)


def test_a_size_just_below_8_gib_fits() -> None:
    assert ustar.parse(ustar.header("x", (8 << 30) - 1)) == ("x", (8 << 30) - 1)


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513])
def test_padding_fills_the_block(size: int) -> None:
    assert (size + ustar.padding(size)) % 512 == 0
    assert 0 <= ustar.padding(size) < 512


@pytest.mark.parametrize("blocks", range(1, 42))
def test_the_trailer_has_two_blocks_and_ends_a_record(blocks: int) -> None:
    trailer = ustar.trailer(blocks * 512)
    assert 1024 <= trailer < 1024 + 10240
    assert (blocks * 512 + trailer) % 10240 == 0
