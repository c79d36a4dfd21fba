"""A verb returns its answer; only one place prints, and nothing is printed before it is kept."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, imports, modules

PRINTS = {"clerkapp/cli/streams.py"}
"""The module that writes to the two streams."""
DELIVERS = {
    "clerkapp/bootstrap.py",
    "clerkapp/cli/delivery.py",
    "clerkapp/cli/main.py",
    "clerkapp/cli/shell.py",
}
"""Who may ask it to: the answers, what is refused, what unlocking and locking notice."""
ANSWERS = {
    "Answer",
    "Table",
    "Iterator[Answer]",
    "Answer | Iterator[Answer]",
    "Answer | Table",
}
CLI = [module for module in modules() if module.place.startswith("clerkapp/cli/")]


def _verbs(module: Module) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef):
            decorators = [one.func for one in node.decorator_list if isinstance(one, ast.Call)]
            if any(isinstance(one, ast.Attribute) and one.attr == "command" for one in decorators):
                yield node


@pytest.mark.parametrize("module", CLI, ids=lambda module: module.place)
def test_a_verb_returns_its_answer(module: Module) -> None:
    for verb in _verbs(module):
        if verb.name != "clerkctl":
            returned = "" if verb.returns is None else ast.unparse(verb.returns)
            assert returned in ANSWERS, verb.name


@pytest.mark.parametrize("module", CLI, ids=lambda module: module.place)
def test_no_verb_prints(module: Module) -> None:
    names = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    members = {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
    if module.place not in PRINTS:
        assert not names & {"print", "echo", "secho"}
        assert not members & {"echo", "secho", "echo_via_pager", "stdout"}
    if module.place not in PRINTS | DELIVERS:
        assert "stderr" not in members
        assert not [one for one in imports(module) if one.startswith("clerkapp.cli.streams")]
        assert "clerkapp.cli.streams" not in set(imports(module))
        assert "streams" not in names
        assert "clerkapp.cli.delivery.deliver" not in set(imports(module))


def test_every_verb_is_looked_at() -> None:
    from clerkapp.cli.main import VERBS

    found = sum(len(list(_verbs(module))) for module in CLI)
    assert found > len(VERBS)
