"""Freeze the desktop and clerkctl into dist/clerkapp, the same bytes every time.

Times inside the program come from the last commit, and Python's hashing is fixed, so that two
builds of one commit on one system differ in no file.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import licences, program_icon, shiboken_support

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "dist" / "clerkapp"
_WORK = ROOT / "build" / "pyinstaller"
PROBE = _WORK / "clerkapp" / "probe"
"""Looks into a frozen folder that it stands in (installer/pyinstaller/probe.py); not shipped."""
_WITHOUT_GIT = "1767225600"


def build() -> Path:
    """Build, and give the folder that holds both programs."""
    licences.collect(ROOT, ROOT / "build" / "licences")
    shiboken_support.compile_into(ROOT / "build" / "shiboken")
    program_icon.write(ROOT / "build" / "clerkapp.ico")
    shutil.rmtree(BUILT, ignore_errors=True)
    log = ROOT / "build" / "pyinstaller.log"
    with log.open("wb") as output:
        run = subprocess.run(
            [
                *(sys.executable, "-m", "PyInstaller", "--clean", "--noconfirm"),
                *("--log-level", "WARN", "--distpath", str(BUILT.parent), "--workpath", str(_WORK)),
                str(ROOT / "installer" / "pyinstaller" / "clerkapp.spec"),
            ],
            cwd=ROOT,
            env=os.environ | {"SOURCE_DATE_EPOCH": committed(ROOT), "PYTHONHASHSEED": "0"},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if run.returncode != 0:
        sys.exit(f"{log.read_text('utf-8', 'replace')}\nThe build stopped. Its log: {log}")
    return BUILT


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


if __name__ == "__main__":
    built = build()
    print(f"{built.relative_to(ROOT)}: clerkapp and clerkctl, {size(built) / 1e6:.0f} MB")
