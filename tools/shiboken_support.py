"""Compile the Python part of shiboken6, PySide6's base, so that no start has to.

shiboken6 carries some of its modules as sources in its library and compiles them at every start.
Where a folder `files.dir` stands beside its package it imports them from there instead; the
variable SBK_EMBED=0 makes it write that folder (its function `find_incarnated_files`). That is done
here on a copy of the package, and the sources give way to their compiled form.
"""

import compileall
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

FOLDER = "files.dir"
"""The name that shiboken6 looks for."""


def compile_into(work: Path) -> Path:
    """Make `work` anew, and give the folder in it to ship as shiboken6/files.dir.

    The same bytes each time: the compiled files carry neither times nor this computer's paths.
    """
    shutil.rmtree(work, ignore_errors=True)
    package = work / "shiboken6"
    shutil.copytree(_installed(), package, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-c", "import shiboken6"],
        env=os.environ | {"PYTHONPATH": str(work), "SBK_EMBED": "0"},
        check=True,
    )
    folder = package / FOLDER
    compiled = compileall.compile_dir(
        folder,
        stripdir=str(package),
        quiet=1,
        force=True,
        legacy=True,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not compiled or not any(folder.rglob("*.pyc")):
        sys.exit("shiboken6 did not unpack its Python modules, or they could not be compiled.")
    for source in folder.rglob("*.py"):
        source.unlink()
    for leftover in list(folder.rglob("__pycache__")):
        shutil.rmtree(leftover)
    return folder


def _installed() -> Path:
    found = importlib.util.find_spec("shiboken6")
    if found is None or found.origin is None:
        sys.exit("shiboken6 is not installed.")
    return Path(found.origin).parent
