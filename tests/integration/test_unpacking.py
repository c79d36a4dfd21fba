"""Unpacking a verified bundle where somebody else prepared the place, or is at it meanwhile."""

import os
import shutil
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path

import pytest

from clerkapp.domain.errors import ClerkappError, EnvironmentFailure, Refused
from clerkapp.host import files
from clerkapp.host.drive import LocalDrive
from clerkapp.services.export.unpacking import Unpacked
from tests.fakes import bag

TAR = bag.written()
SEALED = bag.seal(TAR)
FILES = bag.unpack(TAR)


def unpack(folder: Path, parts: list[bytes] = SEALED) -> Path:
    sink = Unpacked(folder, LocalDrive())
    try:
        bag.verify(parts, sink)
        return sink.accept()
    except BaseException:
        sink.discard()
        raise


def listed(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_are_named_when_accepted_only(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot-decrypt"):
        unpack(tmp_path, [SEALED[0][:-1] + b"?"])
    assert list(tmp_path.iterdir()) == []
    folder = unpack(tmp_path)
    assert folder == tmp_path / "bundle"
    assert listed(folder) == FILES
    with pytest.raises(Refused, match="unpack-exists"):
        unpack(tmp_path)
    assert listed(tmp_path / "bundle") == FILES


@pytest.mark.posix("modes")
@pytest.mark.parametrize("mask", [0, 0o022, 0o277])
def test_the_files_are_for_this_account_alone(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        folder = unpack(tmp_path)
    finally:
        os.umask(before)
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0


def _planted(folder: Path, what: str) -> Path:
    """What a stick brings along; the file that must stay as it is."""
    victim = folder / "victim"
    victim.mkdir()
    for name in FILES:
        path = victim / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
    stage = folder / "unpacked" / "bundle.unverified"
    stage.parent.mkdir()
    if what == "folder":
        shutil.copytree(victim, stage)
    elif what == "link":
        stage.symlink_to(victim)
    elif what == "links":
        stage.mkdir()
        (stage / "data").symlink_to(victim / "data")
        (stage / "statement.json").symlink_to(victim / "statement.json")
    elif what == "fifo":
        os.mkfifo(stage)
    return victim


@pytest.mark.posix("special")
@pytest.mark.parametrize("what", ["folder", "link", "links", "fifo"])
@pytest.mark.parametrize("accepted", [True, False])
def test_what_was_planted_is_neither_taken_nor_touched(
    tmp_path: Path, what: str, accepted: bool
) -> None:
    victim = _planted(tmp_path, what)
    planted = sorted((tmp_path / "unpacked").rglob("*"))
    with suppress(Refused):
        unpack(tmp_path / "unpacked", SEALED if accepted else [SEALED[0][:-1] + b"?"])
    assert set(listed(victim).values()) == {b"mine"}
    assert set(planted) <= set((tmp_path / "unpacked").rglob("*"))
    bundle = tmp_path / "unpacked" / "bundle"
    assert bundle.exists() is accepted
    if accepted:
        assert listed(bundle) == FILES


@pytest.mark.posix("special")
@pytest.mark.parametrize("target", ["victim", "nowhere"])
def test_a_link_called_bundle_is_a_name_that_is_taken(tmp_path: Path, target: str) -> None:
    (tmp_path / "victim").mkdir()
    (tmp_path / "unpacked").mkdir()
    (tmp_path / "unpacked" / "bundle").symlink_to(tmp_path / target)
    with pytest.raises(Refused, match="unpack-exists"):
        unpack(tmp_path / "unpacked")
    assert list((tmp_path / "victim").iterdir()) == []
    assert [path.name for path in (tmp_path / "unpacked").iterdir()] == ["bundle"]


@pytest.mark.parametrize(
    "made", ["folder", "file", pytest.param("link", marks=pytest.mark.posix("special"))]
)
def test_a_name_that_is_taken_meanwhile_is_left(tmp_path: Path, made: str) -> None:
    sink, bundle = Unpacked(tmp_path, LocalDrive()), tmp_path / "bundle"
    bag.verify(SEALED, sink)
    if made == "folder":
        bundle.mkdir()
    elif made == "file":
        bundle.write_bytes(b"theirs")
    else:
        bundle.symlink_to(tmp_path / "nowhere")
    kind = os.lstat(bundle).st_mode
    with pytest.raises(Refused, match="unpack-exists"):
        sink.accept()
    sink.discard()
    assert os.lstat(bundle).st_mode == kind
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


def _stage(folder: Path) -> Path:
    (stage,) = (path for path in folder.iterdir() if path.name != "victim")
    return stage


def _another_file(stage: Path) -> None:
    (stage / "data" / "more.jsonl").write_bytes(b"unsigned")


def _another_folder(stage: Path) -> None:
    (stage / "data" / "more").mkdir()


def _no_file(stage: Path) -> None:
    (stage / "statement.json").unlink()


def _another_stage(stage: Path) -> None:
    stage.rename(stage.with_name("aside"))
    shutil.copytree(stage.with_name("aside"), stage)


@pytest.mark.parametrize(
    "meddle",
    [
        _another_file,
        _another_folder,
        _no_file,
        pytest.param(_another_stage, marks=pytest.mark.posix("folders")),
    ],
)
def test_what_was_put_among_the_files_is_never_named_bundle(
    tmp_path: Path, meddle: Callable[[Path], None]
) -> None:
    sink = Unpacked(tmp_path, LocalDrive())
    bag.verify(SEALED, sink)
    meddle(_stage(tmp_path))
    with pytest.raises(EnvironmentFailure, match="unpack-disturbed"):
        sink.accept()
    sink.discard()
    assert not (tmp_path / "bundle").exists()


@pytest.mark.posix("folders")
def test_folders_swapped_for_links_again_and_again_are_not_followed(tmp_path: Path) -> None:
    """Somebody swaps each folder of the stage for a link to a folder of ours while it is filled."""
    victim, place = tmp_path / "victim", tmp_path / "stick"
    (victim / "data" / "attachments").mkdir(parents=True)
    place.mkdir()
    before, stop = listed(victim), threading.Event()

    def swap() -> None:
        while not stop.is_set():
            for stage in place.glob("bundle.*"):
                for folder in ("data/attachments", "data"):
                    with suppress(OSError):
                        (stage / folder).rename(place / os.urandom(4).hex())
                    with suppress(OSError):
                        (stage / folder).symlink_to(victim / folder)

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        for _ in range(60):
            with suppress(ClerkappError):
                unpack(place)
            with suppress(OSError):
                (place / "bundle").rename(place / os.urandom(4).hex())
    finally:
        stop.set()
        swapping.join()
    assert listed(victim) == before == {}


@pytest.mark.parametrize("number", [0, 3, 9])
def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    create, left = files.Stage.create, number

    def full(self: files.Stage, name: str) -> int:
        nonlocal left
        if left == 0:
            raise OSError(ENOSPC, "full")
        left -= 1
        return create(self, name)

    monkeypatch.setattr(files.Stage, "create", full)
    with pytest.raises(EnvironmentFailure, match="drive-full"):
        unpack(tmp_path / "new" / "folder")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(EnvironmentFailure, match="drive-"):
        unpack(tmp_path / "file" / "below")
    assert (tmp_path / "file").read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
