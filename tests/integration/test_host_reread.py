"""A large file is read back while it is written, and every byte of it counts."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.host import files
from clerkapp.host.drive import LocalDrive
from clerkapp.host.past_cache import Reader, Sectors, open_past_cache
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


def test_trouble_in_reading_comes_out_at_the_end_and_never_stops_the_writer(tmp_path: Path) -> None:
    with Reread(tmp_path / "not there", 0) as reread:
        for _ in range(5):
            reread.written(b"123")
            reread.flushed()
        with pytest.raises(FileNotFoundError):
            reread.equal()


@pytest.mark.parametrize(
    ("there", "equal"), [(b"12345", True), (b"123456", True), (b"1234", False), (b"12x45", False)]
)
def test_what_was_flushed_is_compared(tmp_path: Path, there: bytes, equal: bool) -> None:
    path = tmp_path / "file"
    path.write_bytes(there)
    with path.open("rb") as file, Reread(path, file.fileno()) as reread:
        reread.written(b"12")
        reread.flushed()
        reread.written(b"34")
        reread.written(b"5")
        reread.flushed()
        assert reread.equal() is equal


@pytest.mark.posix("open")
@pytest.mark.parametrize("swapped", ["file", "link"])
def test_another_file_under_the_name_never_counts_as_equal(tmp_path: Path, swapped: str) -> None:
    """What is read again must be the file that was written, even where another one holds the same."""
    path, other = tmp_path / "file", tmp_path / "other"
    for one in (path, other):
        one.write_bytes(b"12345")
    with path.open("rb") as file:
        path.unlink()
        path.hardlink_to(other) if swapped == "file" else path.symlink_to(other)
        with Reread(path, file.fileno()) as reread:
            reread.written(b"12345")
            reread.flushed()
            if swapped == "file":
                assert not reread.equal()
            else:
                with pytest.raises(OSError, match="regular"):
                    reread.equal()


@pytest.mark.parametrize("kept", [b"", b"x" * 4095, b"y" * 4096, bytes(range(256)) * 5000])
@pytest.mark.parametrize("steps", [(1, 4095, 1), (4096, 4096), (5000, 3, 8192, 999), (2 << 20,)])
def test_whole_sectors_give_what_was_asked_for(
    tmp_path: Path, kept: bytes, steps: tuple[int, ...]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(kept)
    with closing(Sectors(files.open_file(path))) as file:
        at = 0
        for size in steps:
            assert file.read(size) == kept[at : at + size]
            at += len(kept[at : at + size])


def test_what_grows_within_a_sector_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a" * 5000)
    with path.open("ab") as file, closing(Sectors(files.open_file(path))) as sectors:
        assert sectors.read(5000) == b"a" * 5000
        file.write(b"b" * 100)
        file.flush()
        assert sectors.read(200) == b"b" * 100


@pytest.mark.parametrize("make", [open_past_cache, lambda path: Sectors(files.open_file(path))])
def test_reading_past_the_cache_follows_no_link_and_holds_one_file(
    tmp_path: Path, make: Callable[[Path], Reader]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    with path.open("rb") as same, closing(make(path)) as file:
        assert files.same(file.fileno(), same.fileno())
        assert (file.read(3), file.read(9), file.read(1)) == (b"123", b"45", b"")
    with pytest.raises(OSError, match="regular"):
        open_past_cache(tmp_path)
