"""The layers hold, and the rule that guards them bites: each planted violation is caught."""

import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

LINT = Path(sys.executable).with_name("lint-imports")

PLANTED = {
    "domain imports upwards": ("domain/planted.py", "import clerkapp.vault"),
    "codec imports its sibling": ("codec/planted.py", "import clerkapp.wording"),
    "crypto imports upwards": ("crypto/planted.py", "import clerkapp.vault"),
    "bundle imports its sibling": ("bundle/planted.py", "import clerkapp.vault"),
    "the store imports its adapter": ("store/planted.py", "import clerkapp.vault"),
    "a use case past the store": ("services/records/planted.py", "import clerkapp.vault.opened"),
    "vault imports the use cases": ("vault/planted.py", "import clerkapp.services"),
    "cli imports gui": ("cli/planted.py", "import clerkapp.gui"),
    "a screen reaches past the use cases": ("gui/planted.py", "import clerkapp.vault.api"),
    "a screen reaches the computer": ("gui/planted.py", "from clerkapp.host import paths"),
    "a verb reaches past the use cases": ("cli/planted.py", "import clerkapp.bundle.reader"),
    "a verb names a key": ("cli/planted.py", "from clerkapp.crypto.keys import PrivateKey"),
    "the demonstration is a front end too": ("demo/planted.py", "import clerkapp.vault.api"),
    "a use case reaches the computer": ("services/planted.py", "from clerkapp.host import files"),
    "a use case reaches it inside a function": (
        "services/planted.py",
        "def read():\n    from clerkapp.host.small_file import read_small",
    ),
    "a module outside the layers": ("helpers.py", ""),
    "Qt outside gui": ("services/planted.py", "import PySide6.QtCore"),
    "SQL outside vault": ("services/planted.py", "import sqlite3"),
    "the engine outside vault": ("cli/planted.py", "import sqlcipher3"),
    "a digest outside crypto": ("vault/planted.py", "import hashlib"),
    "a primitive outside crypto": ("bundle/planted.py", "import cryptography.hazmat"),
    "typst outside report": ("services/planted.py", "import typst"),
    "the network": ("host/planted.py", "import socket"),
    "the network inside a function": ("gui/planted.py", "def call():\n    import urllib.request"),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True
    )


def test_the_layers_hold(repository: Path) -> None:
    run = _lint(repository)
    assert run.returncode == 0, run.stdout


@pytest.fixture(scope="module")
def told(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy with every violation in it, each in a module of its own."""
    folder = tmp_path_factory.mktemp("planted")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(repository / "clerkapp", folder / "clerkapp", ignore=ignored)
    shutil.copy(repository / "pyproject.toml", folder)
    for planted, (_, code) in PLANTED.items():
        (folder / "clerkapp" / _place(planted)).write_text(f"{code}\n")
    run = _lint(folder)
    assert run.returncode == 1
    return run.stdout


def _place(planted: str) -> str:
    """Where a violation is planted: beside its place in the table, under a name that is told apart."""
    path = PurePosixPath(PLANTED[planted][0])
    number = list(PLANTED).index(planted)
    return path.with_name(f"{path.stem}_{number:02}.py").as_posix()


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_violation_is_caught(told: str, planted: str) -> None:
    module = ".".join(("clerkapp", *PurePosixPath(_place(planted)).with_suffix("").parts))
    assert re.search(rf"^- +{re.escape(module)}\b", told, re.MULTILINE), told
