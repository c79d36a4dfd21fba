"""What the checks of a frozen folder find, in folders that hold what no build would leave there."""

import sys
from pathlib import Path

import pytest

from tools import build, frozen, licences, windows_folder, wine

RUNTIME = ("vcruntime140.dll", "VCRUNTIME140_1.dll", "msvcp140.dll")


def _folder(place: Path, *files: str) -> Path:
    for name in files:
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(file.name.encode("ascii"))
    return place


def test_two_folders_differ_in_whatever_one_of_them_has_otherwise(tmp_path: Path) -> None:
    one, other = (_folder(tmp_path / name, "a", "in/b", "in/c") for name in ("one", "other"))
    assert build.differing(one, other) == []
    (other / "in" / "b").write_bytes(b"another")
    (one / "in" / "c").unlink()
    (other / "empty").mkdir()
    assert build.differing(one, other) == ["empty", "in/b", "in/c"]


@pytest.mark.posix("modes")
def test_two_folders_differ_in_what_may_be_run_and_in_where_a_link_leads(tmp_path: Path) -> None:
    one, other = (_folder(tmp_path / name, "a", "b") for name in ("one", "other"))
    (one / "a").chmod(0o755)
    (one / "link").symlink_to("a")
    (other / "link").symlink_to("b")
    assert build.differing(one, other) == ["a", "link"]


def test_the_runtime_must_lie_beside_pythons_library_once(tmp_path: Path) -> None:
    folder = _folder(tmp_path, *(f"_internal/{name}" for name in RUNTIME))
    assert windows_folder.misplaced(folder) == []
    _folder(folder, "_internal/PySide6/MSVCP140.dll", "vcruntime140.dll")
    (folder / "_internal" / "VCRUNTIME140_1.dll").unlink()
    assert windows_folder.misplaced(folder) == [
        "_internal/PySide6/MSVCP140.dll",
        "vcruntime140.dll",
        "vcruntime140_1.dll",
    ]


def test_a_library_of_the_computer_that_built_it_is_found(tmp_path: Path) -> None:
    pinned = _folder(tmp_path / "pinned", "DLLs/libffi-8.dll", "Lib/site-packages/a/b.pyd")
    folder = _folder(
        tmp_path / "folder", "clerkapp.exe", "_internal/b.pyd", "_internal/libffi-8.dll"
    )
    assert windows_folder.foreign(folder, (pinned,)) == []
    _folder(folder, "_internal/icuuc.dll")
    (folder / "_internal" / "b.pyd").write_bytes(b"changed on the way")
    assert windows_folder.foreign(folder, (pinned,)) == ["_internal/b.pyd", "_internal/icuuc.dll"]


def test_pythons_own_modules_are_known_by_their_bytes_alone(tmp_path: Path) -> None:
    one = _folder(tmp_path / "one", "os.py", "email/charset.py")
    other = _folder(tmp_path / "other", "email/charset.py", "os.py")
    _folder(other, "site-packages/extra.py", "email/__pycache__/charset.pyc")
    known = windows_folder.standard_library(one)
    assert windows_folder.standard_library(other) == known
    (other / "email" / "charset.py").write_bytes(b"import sys")
    assert windows_folder.standard_library(other) != known


def test_a_windows_program_is_told_of_files_as_windows_calls_them(tmp_path: Path) -> None:
    made = frozen.Frozen(Path("/made/clerkapp"), "win32")
    command = made.command(made.file("clerkctl"), "inspect", Path("/a b/mail.eml"))
    told = made.environment(Path("/home/office"))
    if sys.platform == "win32":
        assert "DLLS" not in told
        assert command == [str(made.file("clerkctl")), "inspect", str(Path("/a b/mail.eml"))]
    else:
        assert command == [
            *("bash", str(wine.RUN), "/made/clerkapp/clerkctl.exe", "inspect"),
            "Z:\\a b\\mail.eml",
        ]
        assert told["CLERKAPP_STATE_DIR"] == "Z:\\home\\office\\machine"
        assert set(told["DLLS"].removesuffix("=n").split(",")) >= {
            name.lower().removesuffix(".dll") for name in RUNTIME
        }


def test_a_release_carries_the_licences_of_what_no_package_brings(tmp_path: Path) -> None:
    licences.collect(build.ROOT, tmp_path / "licences")
    notice = (tmp_path / "licences" / "NOTICE-Python.txt").read_text("utf-8")
    for part in (
        "OpenSSL",
        "SQLite",
        "zlib",
        "liblzma",
        "libmpdec",
        "libffi",
        "bzip2",
        "vcruntime140",
    ):
        assert part in notice
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in (
        tmp_path / "licences" / "PSF-2.0.txt"
    ).read_text("utf-8")
