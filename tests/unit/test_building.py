"""What goes into the frozen folder, by rules that need no build to be seen."""

import struct
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image

from tools import build, program_icon

sys.path.append(str(build.ROOT / "installer" / "pyinstaller"))
import trim

Libraries = dict[str, tuple[int, int]]


def _gathered(libraries: Libraries, *places: str) -> list[trim.Entry]:
    entries = [(place, f"C:\\wheels\\{place}", "BINARY") for place in places]
    return trim.one_runtime(entries, lambda path: libraries.get(path, (0, 0)))


def test_the_runtime_lies_once_where_every_library_looks() -> None:
    newer = {r"C:\wheels\shiboken6\vcruntime140.dll": (14, 44)}
    entries = _gathered(
        newer,
        "VCRUNTIME140.dll",
        "python311.dll",
        r"shiboken6\vcruntime140.dll",
        r"PySide6\VCRUNTIME140.dll",
        r"PySide6\MSVCP140.dll",
        r"PySide6\VCRUNTIME140_1.dll",
        r"PySide6\msvcp140_codecvt_ids.dll",
        r"shiboken6\MSVCP140.dll",
        r"zopfli.libs\msvcp140-a4c2229bdc2a.dll",
    )
    assert {place: source.removeprefix("C:\\wheels\\") for place, source, _kind in entries} == {
        "python311.dll": "python311.dll",
        "vcruntime140.dll": r"shiboken6\vcruntime140.dll",
        "vcruntime140_1.dll": r"PySide6\VCRUNTIME140_1.dll",
        "msvcp140.dll": r"PySide6\MSVCP140.dll",
        "msvcp140_codecvt_ids.dll": r"PySide6\msvcp140_codecvt_ids.dll",
        r"zopfli.libs\msvcp140-a4c2229bdc2a.dll": r"zopfli.libs\msvcp140-a4c2229bdc2a.dll",
    }


def test_a_library_stays_when_something_links_to_it_by_a_name_in_other_letters() -> None:
    entries = _gathered({}, "python311.dll", "VCRUNTIME140.dll", r"PySide6\CONCRT140.dll")
    links: dict[str, Iterable[str]] = {
        r"C:\wheels\python311.dll": ["VCRUNTIME140.dll", "USER32.dll"]
    }
    kept = trim.binaries(entries, lambda path: links.get(path, ()))
    assert [place for place, _source, _kind in kept] == ["python311.dll", "vcruntime140.dll"]


def test_the_newer_library_is_known_by_its_version(tmp_path: Path) -> None:
    versions = []
    for number, (high, low) in enumerate([(14 << 16 | 44, 35211 << 16), (14 << 16, 24247 << 16)]):
        path = tmp_path / f"{number}.dll"
        fixed = struct.pack("<IIII", 0xFEEF04BD, 0x10000, high, low)
        path.write_bytes(b"MZ" + b"\0" * 100 + fixed + b"\0" * 40)
        versions.append(trim.file_version(str(path)))
    assert versions[0] > versions[1] > trim.file_version(__file__)


def test_a_program_carries_no_module_that_only_the_other_uses() -> None:
    names = ("clerkapp.gui.app", "clerkapp.cli.main", "clerkapp.host.drive", "rich.table", "richer")
    entries = [(name, f"{name}.py", "PYMODULE") for name in (*names, "PySide6", "PySide6.support")]

    def carried(program: str) -> set[str]:
        return {entry[0] for entry in trim.modules(entries, program)}

    assert carried("clerkapp") == {*names, "PySide6", "PySide6.support"} - {
        "clerkapp.cli.main",
        "rich.table",
    }
    assert carried("clerkctl") == {*names} - {"clerkapp.gui.app"}
    assert carried("probe") == {entry[0] for entry in entries}


def test_a_build_needs_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fixed = build.committed(tmp_path)
    assert int(fixed) > 0
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build.committed(build.ROOT) == fixed


def test_an_archive_does_not_take_the_time_of_what_it_lies_in(tmp_path: Path) -> None:
    inside = build.ROOT / "docs"
    assert build.committed(inside) == build.committed(tmp_path)


def test_the_programs_have_a_picture_of_every_size_that_windows_shows(tmp_path: Path) -> None:
    path = tmp_path / "clerkapp.ico"
    program_icon.write(path)
    with Image.open(path) as icon:
        assert icon.info["sizes"] == {(size, size) for size in (16, 24, 32, 48, 64, 256)}
        colours = icon.convert("RGBA").getcolors(1 << 20)
    assert colours is not None
    assert len(colours) > 3
