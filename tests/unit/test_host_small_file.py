"""A file that is read whole: its type and size come first, and it must not change meanwhile."""

import errno
import io
import os
import threading
from pathlib import Path

import pytest

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.host.small_file import opened, read_small


def _code(path: Path, limit: int = 100) -> str:
    with pytest.raises(ClerkappError) as error:
        read_small(path, limit)
    return error.value.code


def test_an_ordinary_file_is_read_to_its_last_byte(tmp_path: Path) -> None:
    for content in (b"", b"a line\n", b"\r\n\x1a\x00" * 25):
        (tmp_path / "file").write_bytes(content)
        assert read_small(tmp_path / "file", 100) == content


def test_one_byte_too_many_is_refused_before_the_first(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(1 << 40)
    assert _code(tmp_path / "large", 1 << 20) == "file-large"
    (tmp_path / "file").write_bytes(b"x" * 101)
    assert _code(tmp_path / "file") == "file-large"


def test_what_is_not_there_is_the_computers_matter(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="file-unreadable"):
        read_small(tmp_path / "none", 100)
    with pytest.raises(EnvironmentFailure, match="file-unreadable"):
        read_small(tmp_path / "no\0name", 100)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert _code(tmp_path) in ("file-special", "file-unreadable")


@pytest.mark.posix("special")
@pytest.mark.parametrize("special", ["fifo", "socket", "zero", "tty", "link"])
def test_what_could_give_bytes_for_ever_or_none_is_not_waited_for(
    tmp_path: Path, special: str
) -> None:
    path = tmp_path / special
    match special:
        case "fifo":
            os.mkfifo(path)
        case "socket":
            os.mknod(path, 0o140600)
        case "zero":
            path = Path("/dev/zero")
        case "tty":
            path = Path("/dev/tty")
        case "link":
            path.symlink_to("/dev/urandom")
    assert _code(path) in ("file-special", "file-unreadable")


@pytest.mark.parametrize("change", ["grows", "shrinks", "same size"])
def test_a_file_that_changes_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 50)
    looks = 0
    real = os.fstat

    def written_between_two_looks(handle: int) -> os.stat_result:
        nonlocal looks
        looks += 1
        if looks == 2:
            size = {"grows": 60, "shrinks": 40, "same size": 50}[change]
            writer = threading.Thread(target=path.write_bytes, args=(b"y" * size,))
            writer.start()
            writer.join()
            os.utime(path, ns=(0, real(handle).st_mtime_ns + 1_000_000))
        return real(handle)

    monkeypatch.setattr(os, "fstat", written_between_two_looks)
    with pytest.raises(Refused, match="file-changed"):
        read_small(path, 100)


def test_a_file_is_read_a_piece_at_a_time_and_a_change_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    with opened(path) as file:
        assert (file.size, file.read(4), file.read(100), file.read(1)) == (
            10,
            b"0123",
            b"456789",
            b"",
        )
        assert not file.is_changed()
        with path.open("ab") as other:
            other.write(b"more")
        assert file.is_changed()


def test_a_medium_that_fails_while_it_is_read_has_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "card.jpg"
    path.write_bytes(b"12345")

    class Failing(io.BytesIO):
        def read(self, count: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "the card came out")

    def failing(handle: int, *_more: object) -> Failing:
        os.close(handle)
        return Failing()

    monkeypatch.setattr(os, "fdopen", failing)
    with pytest.raises(EnvironmentFailure, match="file-unreadable") as caught, opened(path) as file:
        file.read(5)
    assert "came out" not in str(caught.value.params)


def test_what_is_refused_leaves_nothing_open(tmp_path: Path) -> None:
    before = _lowest_free_handle()
    for _ in range(3):
        _code(tmp_path)
    assert _lowest_free_handle() == before


def _lowest_free_handle() -> int:
    handle = os.open(os.devnull, os.O_RDONLY)
    os.close(handle)
    return handle
