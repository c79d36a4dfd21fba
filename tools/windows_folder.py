"""What must hold of the frozen folder for Windows before any program in it is started."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

from clerkapp import __version__
from tools import program_icon, wine
from tools.build import size
from tools.frozen import Frozen

LARGEST = 180_000_000
RUNTIME = re.compile(r"(vcruntime|msvcp|concrt)\d+(_\w+)?\.dll", re.IGNORECASE)
_OURS = frozenset({"clerkapp.exe", "clerkctl.exe"})
_LIBRARIES = frozenset({".dll", ".pyd", ".exe"})


def check(frozen: Frozen) -> None:
    """End with a sentence when something does not hold."""
    folder = frozen.folder
    _require(size(folder) <= LARGEST, f"it is larger than {LARGEST / 1e6:.0f} MB")
    wrong = misplaced(folder)
    _require(not wrong, f"the C++ runtime is missing, or lies where not all look: {wrong}")
    sources = (wine.PYTHON,) if frozen.under_wine else (Path(sys.prefix), Path(sys.base_prefix))
    _require(
        not (found := foreign(folder, sources)), f"nobody pinned where these came from: {found}"
    )
    if frozen.under_wine:
        digest = standard_library(wine.PYTHON / "Lib")
        said = (
            f"this Python's own modules ({digest}) are not among those in tools/windows/library.txt"
        )
        _require(digest in _pinned(), said)
    _details(frozen)


def misplaced(folder: Path) -> list[str]:
    """Files of Microsoft's runtime that do not lie beside Python's library, where every one is found; or
    the names of those without which nothing starts."""
    inside = folder / "_internal"
    runtime = [path for path in folder.rglob("*") if RUNTIME.fullmatch(path.name)]
    missing = {"vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll"} - {
        path.name.lower() for path in runtime
    }
    elsewhere = [path.relative_to(folder).as_posix() for path in runtime if path.parent != inside]
    return sorted([*elsewhere, *missing])


def foreign(folder: Path, sources: tuple[Path, ...]) -> list[str]:
    """Libraries that are no copy of one that the pinned packages or the pinned interpreter brought:
    those of the computer that built them, or changed ones."""
    known = {_digest(path) for source in sources for path in source.rglob("*") if _is_library(path)}
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if _is_library(path) and path.name not in _OURS and _digest(path) not in known
    )


def standard_library(folder: Path) -> str:
    """A SHA-256 over Python's own modules in `folder` that follows from their places and bytes alone."""
    whole = hashlib.sha256()
    files = (path for path in folder.rglob("*") if path.is_file())
    for place, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        if not place.startswith("site-packages/") and "__pycache__" not in place:
            whole.update(f"{place}\0{_digest(path)}\n".encode())
    return whole.hexdigest()


def _pinned() -> set[str]:
    lines = (wine.ROOT / "tools" / "windows" / "library.txt").read_text("utf-8").splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


def _details(frozen: Frozen) -> None:
    """Both programs say what they are, and have a picture of each size."""
    files = [frozen.file(name) for name in ("clerkapp", "clerkctl")]
    module = ("-m", "tools.program_details")
    command = (
        wine.command("python", *module, *files)
        if frozen.under_wine
        else [sys.executable, *module, *map(str, files)]
    )
    run = subprocess.run(
        command, cwd=wine.ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    said = [json.loads(line) for line in run.stdout.splitlines()]
    _require(
        len(said) == len(files), f"they cannot be read: {run.stderr.decode('utf-8', 'replace')}"
    )
    for file, found in zip(files, said, strict=True):
        words, icons = found["words"], found["icons"]
        named = (
            words.get("ProductName"),
            words.get("ProductVersion"),
            words.get("OriginalFilename"),
        )
        _require(named == ("clerkapp", __version__, file.name), f"{file.name} says {words}")
        _require(icons == list(program_icon.SIZES), f"{file.name} has pictures of {icons}")


def _is_library(path: Path) -> bool:
    return path.suffix.lower() in _LIBRARIES and path.is_file()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _require(holds: bool, sentence: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        sys.exit(f"The folder for Windows: {sentence}")
