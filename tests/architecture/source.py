"""The program's own source, parsed, for the tests of its shape."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Module:
    """One file of the program. `place` is its path below the repository."""

    place: str
    tree: ast.Module


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program."""
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8")))
        for path in sorted((ROOT / "clerkapp").rglob("*.py"))
    )


def imports(module: Module) -> Iterator[str]:
    """Full names of everything that `module` imports, wherever the import stands."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)


def calls(module: Module, *names: str) -> Iterator[ast.Call]:
    """Calls of a function or class by one of these bare names."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _name(node.func) in names:
            yield node


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""
