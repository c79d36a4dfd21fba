"""A large file is read back while it is written, and every byte of it counts."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.host.drive import LocalDrive
from clerkapp.host.reread import Reread

PIECE = 1 << 20
PIECES = 40


def _pieces() -> Iterator[bytes]:
    for n in range(PIECES):
        yield bytes([n]) * PIECE


def test_a_large_file_is_written_and_found_equal(tmp_path: Path) -> None:
    written = LocalDrive().write_new(tmp_path / "large", _pieces())
    data = (tmp_path / "large").read_bytes()
    assert (written.size, written.sha256) == (PIECES * PIECE, sha256(data).hexdigest())
    assert data == b"".join(_pieces())


@pytest.mark.parametrize("wrong", [0, 17, PIECES - 1])
def test_a_piece_that_reads_back_differently_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: int
) -> None:
    write = os.write

    def worn(handle: int, data: memoryview) -> int:
        if bytes(data[:1]) == bytes([wrong]):
            return write(handle, bytes(len(data) - 1) + b"\xff")
        return write(handle, data)

    monkeypatch.setattr(os, "write", worn)
    with pytest.raises(EnvironmentFailure, match="drive-changed-bytes"):
        LocalDrive().write_new(tmp_path / "large", _pieces())
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_fails_leaves_neither_a_file_nor_a_thread(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield from _pieces()
        raise RuntimeError("the source")

    with pytest.raises(RuntimeError, match="the source"):
        LocalDrive().write_new(tmp_path / "large", failing())
    assert list(tmp_path.iterdir()) == []


def test_trouble_in_reading_comes_out_with_the_digest(tmp_path: Path) -> None:
    with Reread(tmp_path / "not there") as reread:
        reread.flushed(10)
        with pytest.raises(FileNotFoundError):
            reread.digest()


def test_a_file_that_is_shorter_than_it_should_be_has_another_digest(tmp_path: Path) -> None:
    path = tmp_path / "short"
    path.write_bytes(b"123")
    with Reread(path) as reread:
        reread.flushed(10)
        assert reread.digest() == sha256(b"123").hexdigest()
