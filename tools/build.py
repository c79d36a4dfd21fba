"""Freeze the desktop and clerkctl into a folder, the same bytes every time.

Times inside the program come from the last commit, and Python's hashing is fixed, so that two
builds of one commit on one system differ in no file.

    python -m tools.build                  into dist/clerkapp
    python -m tools.build FOLDER           into FOLDER/clerkapp
    python -m tools.build FOLDER --again   once more elsewhere; ends with 1 if a file differs
    python -m tools.build --time           only say the time that a build takes
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import licences, program_icon, shiboken_support, translations

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
BUILT = DIST / "clerkapp"
_WITHOUT_GIT = "1767225600"


def work_folder(platform: str) -> Path:
    """Where a build for `platform` (as sys.platform says it) keeps what a release does not have."""
    return ROOT / "build" / f"frozen-{platform}"


def probe(platform: str) -> Path:
    """The program that looks into a frozen folder that it stands in (installer/pyinstaller/probe.py)."""
    name = "probe.exe" if platform == "win32" else "probe"
    return work_folder(platform) / "clerkapp" / name


def build(target: Path, work: Path) -> Path:
    """Build, and give the folder in `target` that holds both programs."""
    translations.compile_catalogue()
    prepared = work / "prepared"
    shutil.rmtree(prepared, ignore_errors=True)
    prepared.mkdir(parents=True)
    licences.collect(ROOT, prepared / "licences")
    shiboken_support.compile_into(prepared / "shiboken")
    program_icon.write(prepared / "clerkapp.ico")
    built = target / "clerkapp"
    shutil.rmtree(built, ignore_errors=True)
    log = work / "build.log"
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or committed(ROOT)
    with log.open("wb") as output:
        run = subprocess.run(
            [
                *(sys.executable, "-m", "PyInstaller", "--clean", "--noconfirm"),
                *("--log-level", "WARN", "--distpath", str(target), "--workpath", str(work)),
                str(ROOT / "installer" / "pyinstaller" / "clerkapp.spec"),
            ],
            cwd=ROOT,
            env=os.environ | {"SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": "0"},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if run.returncode != 0:
        sys.exit(f"{log.read_text('utf-8', 'replace')}\nThe build stopped. Its log: {log}")
    return built


def differing(first: Path, other: Path) -> list[str]:
    """Files, by their place, that only one of two folders has, or that hold something else there."""
    places = {path.relative_to(folder) for folder in (first, other) for path in folder.rglob("*")}
    return sorted(
        place.as_posix() for place in places if _held(first / place) != _held(other / place)
    )


def size(folder: Path) -> int:
    """Bytes in all files of `folder`; a link counts nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def committed(root: Path) -> str:
    """The last commit's time, in seconds since 1970; an archive, or a computer without git, takes a
    fixed one."""
    log = ["git", "log", "-1", "--format=%ct"]
    try:
        # What is no work tree itself may lie in somebody else's.
        run = (root / ".git").exists() and subprocess.run(
            log, cwd=root, capture_output=True, text=True
        )
    except OSError:
        run = False
    return (run.stdout.strip() if run else "") or _WITHOUT_GIT


def main() -> None:
    """Do what the arguments say; see above."""
    parser = argparse.ArgumentParser(prog="python -m tools.build")
    parser.add_argument("folder", nargs="?", type=Path, default=DIST)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--time", action="store_true")
    given = parser.parse_args()
    target = given.folder.resolve()
    work = work_folder(sys.platform)
    if given.time:
        print(committed(ROOT))
    elif given.again:
        elsewhere = work.with_name(f"{work.name}-again")
        other = build(elsewhere / "dist", elsewhere)
        if differ := differing(target / "clerkapp", other):
            sys.exit("\n".join(["Another build holds something else in", *differ]))
        shutil.rmtree(elsewhere)
        print("built again: no file differs")
    else:
        built = build(target, work)
        place = built.relative_to(ROOT) if built.is_relative_to(ROOT) else built
        print(f"{place}: clerkapp and clerkctl, {size(built) / 1e6:.1f} MB")


def _held(path: Path) -> object:
    """What stands at a place: a link's aim, a file's bytes and whether it may be run, or a folder."""
    if path.is_symlink():
        return path.readlink()
    return (path.read_bytes(), os.access(path, os.X_OK)) if path.is_file() else path.is_dir()


if __name__ == "__main__":
    main()
