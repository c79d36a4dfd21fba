"""One mechanism for a quick start (ADR 38): where the program imports its own modules late."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, modules

LATE = {
    "clerkapp/gui/shell/screens.py": "each screen when it is first shown",
    "clerkapp/gui/unlock/screen.py": "what whoever unlocks asks for, after the window is painted",
    "clerkapp/gui/parting.py": "the question before words are lost",
    "clerkapp/gui/unsaved.py": "what saves and locks, on the vault's thread",
    "clerkapp/cli/shell.py": "what unlocks, for verbs that unlock",
}
"""The only files of the two programs that do, and what."""


def late_imports(tree: ast.Module) -> Iterator[int]:
    """Lines inside functions that import the program's own modules."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            if any(name.partition(".")[0] == "clerkapp" for name in names):
                yield node.lineno


PROGRAMS = [
    module for module in modules() if module.place.startswith(("clerkapp/gui/", "clerkapp/cli/"))
]


@pytest.mark.parametrize("module", PROGRAMS, ids=lambda module: module.place)
def test_only_these_files_import_late(module: Module) -> None:
    late = list(late_imports(module.tree))
    assert bool(late) == (module.place in LATE), late


def test_a_late_import_is_seen() -> None:
    planted = "def show():\n    if True:\n        from clerkapp.vault import api\n"
    assert list(late_imports(ast.parse(planted))) == [3]
    assert list(late_imports(ast.parse("from clerkapp.vault import api\n"))) == []
