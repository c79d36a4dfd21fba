"""The archive in which a dangerous file leaves: whole, locked, the same bytes inside."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
import pyzipper

from clerkapp.crypto import locked_archive

WORD = locked_archive.PASSWORD.encode()


def made(*pieces: bytes) -> bytes:
    return b"".join(locked_archive.chunks("message-X.eml", pieces))


@pytest.mark.parametrize("pieces", [(), (b"",), (b"abc",), (b"x" * 3_000_000, b"end")])
def test_the_content_comes_back_with_the_password(pieces: tuple[bytes, ...]) -> None:
    with pyzipper.AESZipFile(io.BytesIO(made(*pieces))) as archive:
        assert archive.namelist() == ["message-X.eml"]
        assert archive.read("message-X.eml", pwd=WORD) == b"".join(pieces)
        assert archive.getinfo("message-X.eml").wz_aes_strength == 3


def test_nothing_reads_it_without_the_password() -> None:
    archive = made(b"From: a@x.example\r\n\r\nSign in.")
    assert b"Sign in" not in archive
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as plain,
        pytest.raises(RuntimeError, match="password required"),
    ):
        plain.read("message-X.eml")
    with pyzipper.AESZipFile(io.BytesIO(archive)) as other, pytest.raises(RuntimeError):
        other.read("message-X.eml", pwd=b"other")


def test_it_is_a_stream() -> None:
    pieces = iter([b"x" * 1_000_000] * 5)
    assert max(map(len, locked_archive.chunks("a", pieces))) < 1_100_000


@pytest.mark.foreign
def test_another_tool_lists_it(tmp_path: Path) -> None:
    path = tmp_path / "DANGEROUS-x.zip"
    path.write_bytes(made(b"abc" * 1000))
    listed = subprocess.run(["unzip", "-l", path], capture_output=True, check=True).stdout
    assert b"message-X.eml" in listed
