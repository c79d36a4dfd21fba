"""Parts on a stick, copies in the spool: what stays, and what never does."""

import tempfile
from collections.abc import Callable, Iterator
from errno import ENOSPC
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from clerkapp.bundle.reader import read
from clerkapp.bundle.sealed import SealedPart, seal_parts
from clerkapp.bundle.spool import spooled
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.files import WrittenFile
from clerkapp.host.drive import LocalDrive
from clerkapp.services.export.writing import write_parts, write_public
from tests.fakes import bag
from tests.fakes.drive import FakeDrive

TAR = bag.written()


def _parts(tar: bytes = TAR, part_size: int = 3000) -> Iterator[SealedPart]:
    return seal_parts(iter((tar,)), len(tar), [bag.recipient().recipient], part_size)


def _read(paths: list[Path]) -> str:
    with spooled(paths) as copies:
        files = [copy.file for copy in copies]
        return read(files, ours=bag.recipient(), signers=bag.trust()).digest


def test_names_follow_part_1_and_say_nothing(tmp_path: Path) -> None:
    written = write_parts(LocalDrive(), tmp_path, _parts())
    stem = sha256(written[0].path.read_bytes()).hexdigest()[:16]
    count = len(written)
    assert [file.path.name for file in written] == [
        f"{stem}.{number:03d}-of-{count:03d}.p7m" for number in range(1, count + 1)
    ]
    assert {path.name for path in tmp_path.iterdir()} == {
        "SHA256SUMS",
        *(file.path.name for file in written),
    }
    assert _read([file.path for file in written]) == bag.verify(bag.seal(TAR)).digest


def test_one_part_has_the_plain_name(tmp_path: Path) -> None:
    (only,) = write_parts(LocalDrive(), tmp_path, _parts(part_size=1 << 20))
    assert only.path.name == f"{only.sha256[:16]}.p7m"
    assert (tmp_path / "SHA256SUMS").read_text() == f"{only.sha256}  {only.path.name}\n"


def test_a_second_bundle_keeps_the_first_ones_list(tmp_path: Path) -> None:
    first = write_parts(LocalDrive(), tmp_path, _parts())
    before = (tmp_path / "SHA256SUMS").read_bytes()
    second = write_parts(LocalDrive(), tmp_path, _parts())
    assert (tmp_path / "SHA256SUMS").read_bytes() == before
    listed = tmp_path / f"{second[0].sha256[:16]}.SHA256SUMS"
    assert listed.read_text().count("\n") == len(second) == len(first)


@pytest.mark.parametrize("after", [0, 1, 2000, 9000, len(TAR)])
def test_a_stick_that_is_pulled_holds_no_finished_part(tmp_path: Path, after: int) -> None:
    drive = FakeDrive(pulled_after=after)
    with pytest.raises(EnvironmentFailure):
        write_parts(drive, tmp_path, _parts())
    assert list(tmp_path.glob("*.p7m")) == []


@pytest.mark.parametrize("drive", [FakeDrive(capacity=9000), FakeDrive(worn=True)])
def test_a_stick_that_is_full_or_worn_is_left_empty(tmp_path: Path, drive: FakeDrive) -> None:
    with pytest.raises(EnvironmentFailure):
        write_parts(drive, tmp_path, _parts())
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield TAR[:9000]
        raise Refused("attachment-changed", sha256="ab" * 32)

    parts = seal_parts(failing(), len(TAR), [bag.recipient().recipient], 3000)
    with pytest.raises(Refused, match="attachment-changed"):
        write_parts(LocalDrive(), tmp_path, parts)
    assert list(tmp_path.iterdir()) == []


def test_a_public_copy_is_named_after_itself_and_replaces_itself(tmp_path: Path) -> None:
    def write() -> WrittenFile:
        return write_public(LocalDrive(), tmp_path, iter((TAR,)), len(TAR))

    assert write() == write()
    digest = sha256(TAR).hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == [f"{digest[:16]}.tar"]
    assert (tmp_path / f"{digest[:16]}.tar").read_bytes() == TAR


def test_a_public_copy_that_cannot_get_its_name_leaves_nothing(tmp_path: Path) -> None:
    class Stubborn(FakeDrive):
        def settle(self, staged: Path, final: Path, *, replacing: bool = False) -> None:
            raise EnvironmentFailure("drive-failed", path=final.name)

    with pytest.raises(EnvironmentFailure, match="drive-failed"):
        write_public(Stubborn(), tmp_path, iter((TAR,)), len(TAR))
    assert list(tmp_path.iterdir()) == []


def test_a_drive_that_answers_two_reads_differently_is_read_once(tmp_path: Path) -> None:
    """What was hashed and kept is what was verified, whatever the drive says afterwards."""
    genuine, part = bag.seal(TAR)[0], tmp_path / "part.p7m"
    part.write_bytes(genuine)
    with spooled([part]) as (copy,):
        part.write_bytes(b"something else")
        assert copy.sha256 == sha256(genuine).hexdigest()
        for _ in range(2):
            read([copy.file], ours=bag.recipient(), signers=bag.trust())


def test_the_spool_leaves_nothing_behind(tmp_path: Path) -> None:
    part = tmp_path / "part.p7m"
    part.write_bytes(bag.seal(TAR)[0])
    folder = tmp_path / "spool"
    folder.mkdir()
    with spooled([part], folder) as (copy,):
        copy.file.seek(0)
        assert copy.file.read() == part.read_bytes()
    assert list(folder.iterdir()) == []


@pytest.mark.posix("nameless")
def test_the_spool_has_no_name_that_could_stay_behind(tmp_path: Path) -> None:
    part = tmp_path / "part.p7m"
    part.write_bytes(bag.seal(TAR)[0])
    folder = tmp_path / "spool"
    folder.mkdir()
    with spooled([part], folder):
        assert list(folder.iterdir()) == []


def test_parts_or_a_spool_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="part-unreadable"), spooled([tmp_path / "x"]):
        pytest.fail("opened")
    part = tmp_path / "part.p7m"
    part.write_bytes(bag.seal(TAR)[0])
    with pytest.raises(EnvironmentFailure, match="spool-failed"), spooled([part], tmp_path / "x"):
        pytest.fail("opened")


def test_a_computer_that_is_full_is_not_the_bundles_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = tmp_path / "part.p7m"
    part.write_bytes(bag.seal(TAR)[0])

    class Full(BytesIO):
        def write(self, data: object) -> int:
            raise OSError(ENOSPC, "full")

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **named: Full())
    with pytest.raises(EnvironmentFailure, match="spool-failed"), spooled([part]):
        pytest.fail("opened")


def test_nothing_is_written_unless_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default sink keeps nothing: no plaintext reaches a disk."""
    monkeypatch.setattr(Path, "open", _refuse("open"))
    monkeypatch.setattr(Path, "write_bytes", _refuse("write_bytes"))
    assert bag.answer(bag.seal(TAR)) == "accepted"


def _refuse(what: str) -> Callable[..., None]:
    def refuse(*arguments: object, **named: object) -> None:
        pytest.fail(f"{what} was called")

    return refuse
