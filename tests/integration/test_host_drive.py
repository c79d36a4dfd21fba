"""One contract for every drive, the real one and the one that tests pull out; then each one's own."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.host import files
from clerkapp.host.drive import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, LocalDrive, failure_of
from clerkapp.services.ports import Drive
from clerkapp.wording.sentences import sentence
from tests.fakes.drive import FakeDrive

CHUNKS = (b"a" * 700_000, b"", b"b" * 700_000, b"c")
WHOLE = b"".join(CHUNKS)
DIGEST = hashlib.sha256(WHOLE).hexdigest()


@pytest.fixture(params=[LocalDrive, FakeDrive])
def drive(request: pytest.FixtureRequest) -> Drive:
    drive: Drive = request.param()
    return drive


def test_what_is_written_is_there_whole_and_its_digest_is_told(
    drive: Drive, tmp_path: Path
) -> None:
    written = drive.write_new(tmp_path / "bundle.p7m", CHUNKS)
    assert (written.sha256, written.size) == (DIGEST, len(WHOLE))
    assert written.path.read_bytes() == WHOLE
    assert [path.name for path in tmp_path.iterdir()] == ["bundle.p7m"]


def test_an_empty_file_is_a_file(drive: Drive, tmp_path: Path) -> None:
    assert drive.write_new(tmp_path / "empty", ()).size == 0
    assert drive.exists(tmp_path / "empty")


def test_a_staged_file_has_a_temporary_name_until_it_is_settled(
    drive: Drive, tmp_path: Path
) -> None:
    staged = drive.stage(tmp_path, "part", CHUNKS)
    assert staged.path.name.startswith(TEMPORARY_PREFIX)
    assert staged.path.name.endswith(TEMPORARY_SUFFIX)
    drive.settle(staged.path, tmp_path / "0123.p7m")
    assert [path.name for path in tmp_path.iterdir()] == ["0123.p7m"]


def test_what_a_killed_run_left_goes_after_half_a_day_and_nothing_else(tmp_path: Path) -> None:
    left, fresh, others = (_left(tmp_path, name) for name in ("f" * 16, "0" * 16, "notes"))
    for path in (left, fresh, others):
        path.write_bytes(b"x")
    for path in (left, others):
        os.utime(path, (0, 0))
    LocalDrive().write_new(tmp_path / "part", CHUNKS)
    assert {path.name for path in tmp_path.iterdir()} == {fresh.name, others.name, "part"}


@pytest.mark.posix("special")
def test_a_link_that_is_called_like_what_a_killed_run_left_stays(tmp_path: Path) -> None:
    linked, victim = _left(tmp_path, "1" * 16), tmp_path / "victim"
    victim.write_bytes(b"x")
    linked.symlink_to(victim)
    os.utime(victim, (0, 0))
    LocalDrive().write_new(tmp_path / "part", CHUNKS)
    assert linked.is_symlink()
    assert victim.read_bytes() == b"x"


def _left(folder: Path, name: str) -> Path:
    return folder / f"{TEMPORARY_PREFIX}{name}{TEMPORARY_SUFFIX}"


def test_two_runs_at_once_do_not_meet(drive: Drive, tmp_path: Path) -> None:
    one, other = drive.stage(tmp_path, "part", CHUNKS), drive.stage(tmp_path, "part", CHUNKS)
    assert one.path != other.path
    assert one.path.read_bytes() == other.path.read_bytes() == WHOLE


@pytest.mark.posix("special")
@pytest.mark.parametrize("target", ["victim", "nowhere"])
def test_a_link_under_the_final_name_is_a_name_that_is_taken(
    drive: Drive, tmp_path: Path, target: str
) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    (tmp_path / "sheet.pdf").symlink_to(tmp_path / target)
    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        drive.write_new(tmp_path / "sheet.pdf", CHUNKS)
    assert {path.name for path in tmp_path.iterdir()} == {"victim", "sheet.pdf"}
    staged = drive.stage(tmp_path, "sheet.pdf", CHUNKS)
    drive.settle(staged.path, tmp_path / "sheet.pdf", replacing=True)
    assert not (tmp_path / "sheet.pdf").is_symlink()
    assert (tmp_path / "victim").read_bytes() == b"mine"


@pytest.mark.posix("special")
def test_a_link_put_in_again_and_again_never_gets_our_bytes(tmp_path: Path) -> None:
    """Somebody swaps everything that appears in the folder for a link to a file of ours."""
    victim, folder = tmp_path / "victim", tmp_path / "stick"
    victim.write_bytes(b"mine")
    folder.mkdir()
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            for path in [*folder.iterdir(), folder / "sheet.pdf"]:
                with suppress(OSError):
                    path.unlink()
                with suppress(OSError):
                    path.symlink_to(victim)

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        for _ in range(300):
            with suppress(EnvironmentFailure):
                LocalDrive().write_new(folder / "sheet.pdf", [b"ours"] * 3)
    finally:
        stop.set()
        swapping.join()
    assert victim.read_bytes() == b"mine"


@pytest.mark.parametrize(
    "in_the_way", ["folder", pytest.param("fifo", marks=pytest.mark.posix("special"))]
)
def test_whatever_has_the_name_stays(drive: Drive, tmp_path: Path, in_the_way: str) -> None:
    path = tmp_path / "sheet.pdf"
    path.mkdir() if in_the_way == "folder" else os.mkfifo(path)
    kind = path.stat().st_mode
    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        drive.write_new(path, CHUNKS)
    assert path.stat().st_mode == kind
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_another_process_is_quicker_with_is_kept(tmp_path: Path) -> None:
    def quicker() -> Iterator[bytes]:
        yield WHOLE
        (tmp_path / "sheet.pdf").write_bytes(b"theirs")

    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        LocalDrive().write_new(tmp_path / "sheet.pdf", quicker())
    assert (tmp_path / "sheet.pdf").read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


@pytest.mark.parametrize("system", ["renames", "links", "neither"])
def test_a_name_is_never_taken_away_whatever_the_file_system_offers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    if system != "renames":
        monkeypatch.setattr(files, "_library", lambda: None)
    if system == "neither":
        monkeypatch.setattr(os, "link", _refused_link)
    (tmp_path / "taken").write_bytes(b"theirs")
    (tmp_path / "empty").mkdir()
    for name, made in (("taken", tmp_path / "a"), ("empty", tmp_path / "b")):
        made.mkdir() if name == "empty" else made.write_bytes(b"ours")
        with pytest.raises(FileExistsError):
            files.settle(made, tmp_path / name)
        files.settle(made, tmp_path / f"{name} too")
        assert not os.path.lexists(made)
    assert (tmp_path / "taken").read_bytes() == b"theirs"
    assert (tmp_path / "taken too").read_bytes() == b"ours"


def _refused_link(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "no links here")


def test_a_stick_that_comes_back_is_cleared_by_the_next_try(tmp_path: Path) -> None:
    stick, out, drive = tmp_path / "stick", tmp_path / "out", LocalDrive()
    stick.mkdir()

    def pulled() -> Iterator[bytes]:
        yield WHOLE
        stick.rename(out)
        raise EnvironmentFailure("drive-gone", folder=str(stick))

    with pytest.raises(EnvironmentFailure, match="drive-gone"):
        drive.write_new(stick / "part", pulled())
    out.rename(stick)
    assert len(list(stick.iterdir())) == 1
    drive.write_new(stick / "part", CHUNKS)
    assert [path.name for path in stick.iterdir()] == ["part"]


def test_a_file_is_never_replaced(drive: Drive, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"first")
    with pytest.raises(EnvironmentFailure) as failure:
        drive.write_new(path, CHUNKS)
    assert failure.value.code == "drive-taken"
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_too_little_room_is_said_before_the_first_byte(drive: Drive, tmp_path: Path) -> None:
    def asked() -> bytes:
        raise AssertionError("a byte was asked for")

    with pytest.raises(EnvironmentFailure) as failure:
        drive.write_new(
            tmp_path / "big", (asked() for _ in CHUNKS), size=drive.free_space(tmp_path) + (1 << 40)
        )
    assert failure.value.code == "drive-short"
    assert failure.value.params["needed"] > failure.value.params["free"] > 0
    assert "GB free; this needs" in sentence(failure.value.code, failure.value.params)
    assert not list(tmp_path.iterdir())


def test_the_sources_own_trouble_passes_through_and_leaves_nothing(
    drive: Drive, tmp_path: Path
) -> None:
    def source() -> Iterator[bytes]:
        yield b"half"
        raise Refused("attachment-changed")

    with pytest.raises(Refused):
        drive.write_new(tmp_path / "part", source())
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_gone(drive: Drive, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as failure:
        drive.write_new(tmp_path / "stick" / "part", CHUNKS)
    assert failure.value.code == "drive-gone"
    assert failure.value.params["folder"] == str(tmp_path / "stick")


def test_a_folder_is_made_and_twice_but_not_in_one_that_is_not_there(
    drive: Drive, tmp_path: Path
) -> None:
    drive.make_folder(tmp_path / "a")
    drive.make_folder(tmp_path / "a")
    assert (tmp_path / "a").is_dir()
    with pytest.raises(EnvironmentFailure, match="drive-gone"):
        drive.make_folder(tmp_path / "media" / "stick")
    assert not (tmp_path / "media").exists()


def test_a_stick_that_is_not_there_is_told_and_not_made(drive: Drive, tmp_path: Path) -> None:
    drive.require_folder(tmp_path)
    (tmp_path / "file").touch()
    for missing in ("stick", "file"):
        with pytest.raises(EnvironmentFailure, match="drive-gone"):
            drive.require_folder(tmp_path / missing)
    assert not (tmp_path / "stick").exists()


def test_a_file_is_removed_and_a_missing_one_is_no_trouble(drive: Drive, tmp_path: Path) -> None:
    written = drive.write_new(tmp_path / "part", CHUNKS)
    drive.remove(written.path)
    drive.remove(written.path)
    assert not drive.exists(written.path)


def test_an_ordinary_folder_is_no_network_share(drive: Drive, tmp_path: Path) -> None:
    assert not drive.is_network(tmp_path / "Larkspur.vault")


@pytest.mark.parametrize("after", [0, 1, 700_000, 700_001, len(WHOLE)])
def test_a_pulled_stick_is_gone_and_takes_the_half_written_file_along(
    tmp_path: Path, after: int
) -> None:
    stick = FakeDrive(pulled_after=after)
    with pytest.raises(EnvironmentFailure) as failure:
        stick.write_new(tmp_path / "part", CHUNKS)
    assert failure.value.code == "drive-gone"
    (left,) = tmp_path.iterdir()
    assert left.read_bytes() == WHOLE[:after]
    stick.put_back()
    assert stick.write_new(tmp_path / "part", CHUNKS).sha256 == DIGEST


@pytest.mark.parametrize("worn", [True, False])
def test_a_stick_that_fills_up_or_is_worn_keeps_nothing(tmp_path: Path, worn: bool) -> None:
    stick = FakeDrive(worn=worn) if worn else FakeDrive(capacity=len(WHOLE) - 1)
    with pytest.raises(EnvironmentFailure) as failure:
        stick.write_new(tmp_path / "part", CHUNKS)
    assert failure.value.code == ("drive-changed-bytes" if worn else "drive-full")
    assert not list(tmp_path.iterdir())


def test_the_real_drive_notices_that_the_medium_answers_differently(tmp_path: Path) -> None:
    def meddled() -> Iterator[bytes]:
        yield b"0" * 4096
        (path,) = tmp_path.iterdir()
        with path.open("r+b") as behind_its_back:
            behind_its_back.write(b"1")
        yield b"0" * 4096

    with pytest.raises(EnvironmentFailure) as failure:
        LocalDrive().stage(tmp_path, "part", meddled())
    assert failure.value.code == "drive-changed-bytes"
    assert not list(tmp_path.iterdir())


_WITH_A_SMALL_LIMIT = """
import resource, signal, sys
from pathlib import Path
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.host.drive import LocalDrive
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    LocalDrive().write_new(Path(sys.argv[1]) / "part", [b"x" * 65_536] * 4)
except EnvironmentFailure as failure:
    sys.exit(f"{failure.code} {sorted(path.name for path in Path(sys.argv[1]).iterdir())}")
"""


@pytest.mark.posix("limits")
def test_the_real_drive_stops_when_the_system_takes_no_more(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _WITH_A_SMALL_LIMIT, str(tmp_path)], capture_output=True, text=True
    )
    assert run.stderr.strip() == "drive-file-too-large []"


def _trouble(number: int, winerror: int | None = None) -> OSError:
    error = OSError(number, "the system's own words")
    if winerror is not None:
        error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (_trouble(errno.ENOSPC), "drive-full"),
        (_trouble(errno.EDQUOT), "drive-full"),
        (_trouble(errno.EIO), "drive-gone"),
        (_trouble(errno.ENODEV), "drive-gone"),
        (_trouble(errno.EACCES, 21), "drive-gone"),
        (_trouble(errno.EINVAL, 1167), "drive-gone"),
        (_trouble(errno.EACCES, 32), "file-open-elsewhere"),
        (_trouble(errno.EACCES, 33), "file-open-elsewhere"),
        (_trouble(errno.EACCES, 5), "drive-read-only"),
        (_trouble(errno.EROFS), "drive-read-only"),
        (_trouble(errno.EACCES), "drive-read-only"),
        (_trouble(errno.EFBIG), "drive-file-too-large"),
        (_trouble(errno.EEXIST), "drive-taken"),
        (_trouble(errno.ENOENT), "drive-failed"),
        (_trouble(errno.EMFILE), "drive-failed"),
    ],
)
def test_each_trouble_of_the_system_has_its_code_and_not_its_text(
    tmp_path: Path, error: OSError, code: str
) -> None:
    failure = failure_of(error, tmp_path / "part")
    assert failure.code == code
    assert "words" not in f"{failure} {failure.params}"


def test_free_space_is_asked_of_the_nearest_parent(tmp_path: Path) -> None:
    before = shutil.disk_usage(tmp_path).free
    free = LocalDrive().free_space(tmp_path / "not" / "yet")
    assert abs(free - before) < 1 << 32


def test_every_drive_offers_what_the_use_cases_need() -> None:
    needed = {name for name in vars(Drive) if not name.startswith("_")}
    offered: list[Callable[[], object]] = [LocalDrive, FakeDrive]
    for kind in offered:
        assert needed <= {name for name in dir(kind) if not name.startswith("_")}


def test_a_folder_is_made_whole_and_named_at_the_end(drive: Drive, tmp_path: Path) -> None:
    stage = drive.stage_folder(tmp_path / "made" / "for it", "bundle.", ".unverified")
    with os.fdopen(stage.create("data/a.json"), "wb") as file:
        file.write(b"{}")
    (inside,) = (tmp_path / "made" / "for it").iterdir()
    assert (inside.name[:7], inside.name[-11:]) == ("bundle.", ".unverified")
    assert stage.settle(inside.with_name("bundle"))
    assert (tmp_path / "made" / "for it" / "bundle" / "data" / "a.json").read_bytes() == b"{}"
    drive.stage_folder(tmp_path / "left", "bundle.", ".unverified").discard()
    assert not (tmp_path / "left").exists()


@pytest.mark.posix("special")
def test_only_ordinary_files_of_the_name_are_removed(drive: Drive, tmp_path: Path) -> None:
    left, other = tmp_path / ".backup-7f-1.tmp", tmp_path / ".backup-8e-1.tmp"
    folder, link = tmp_path / ".backup-7f-2.tmp", tmp_path / ".backup-7f-3.tmp"
    left.write_bytes(b"")
    other.write_bytes(b"")
    folder.mkdir()
    link.symlink_to(other)
    drive.remove_named(tmp_path, ".backup-7f-", ".tmp")
    assert sorted(tmp_path.iterdir()) == sorted((folder, link, other))
    with pytest.raises(EnvironmentFailure, match="drive-gone"):
        drive.remove_named(tmp_path / "not in", ".backup-7f-", ".tmp")


def test_a_name_is_foreseen_by_nobody(drive: Drive, tmp_path: Path) -> None:
    names = {drive.unforeseen(tmp_path, "a", ".tmp").name for _ in range(20)}
    assert len(names) == 20
    assert all(name[:1] == "a" and name.endswith(".tmp") for name in names)


def test_the_system_s_error_about_a_path_has_a_code(drive: Drive, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="drive-full"), drive.told_of(tmp_path / "x"):
        raise OSError(errno.ENOSPC, "no words of the system")


@pytest.mark.posix("modes")
def test_a_private_file_is_for_this_account_alone(drive: Drive, tmp_path: Path) -> None:
    for mask in (0, 0o022, 0o277):
        before = os.umask(mask)
        try:
            drive.write_new(tmp_path / f"{mask}.key", [b"secret"], private=True)
        finally:
            os.umask(before)
        assert (tmp_path / f"{mask}.key").stat().st_mode & 0o777 == 0o600
