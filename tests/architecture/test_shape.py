"""Files that can be read in one sitting, say what they are for, and are named after what they hold."""

import ast
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, Module, modules

LONGEST = 450
FULLEST = 20
VAGUE = {"utils", "util", "helpers", "helper", "manager", "misc", "data2"}


def _tracked(*suffixes: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return [ROOT / name for name in listed if name.endswith(suffixes) and (ROOT / name).is_file()]


def test_no_folder_is_too_full_to_see_what_is_in_it() -> None:
    counted = Counter(
        path.parent.relative_to(ROOT)
        for path in _tracked(".py")
        if path.name != "__init__.py" and path.relative_to(ROOT).parts[0] in ("clerkapp", "tools")
    )
    assert {str(folder): count for folder, count in counted.items() if count > FULLEST} == {}


def test_no_file_is_too_long_to_read_in_one_sitting() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in _tracked(".py", ".sql", ".typ", ".sh", ".ps1")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)
def test_a_module_says_what_it_is_for(module: Module) -> None:
    assert ast.get_docstring(module.tree)


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [module.place for module in modules() if Path(module.place).stem in VAGUE] == []


def test_git_holds_nothing_that_is_compiled_from_it() -> None:
    assert _tracked(".mo", ".pyc", ".qm", ".so", ".pyd") == []


def test_nothing_is_left_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "X" + "XX:")
    left = [
        path.relative_to(ROOT).as_posix()
        for path in _tracked(".py", ".sql", ".typ", ".md", ".sh", ".ps1")
        if any(mark in path.read_text("utf-8") for mark in marks)
    ]
    assert left == []
