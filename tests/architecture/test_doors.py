"""Above the use cases nobody takes the vault out of a session: what is needed of it is a use case, or
stands on the session itself."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, modules

ABOVE = ("clerkapp/gui/", "clerkapp/cli/", "clerkapp/demo/")
_NOT_A_SESSION = {
    "existing": "a signal: the folder that somebody chose",
    "chosen": "preferences: the folder that was opened last",
    "made": "a demonstration: its folder",
}
"""What else has a member `vault`, by the name it goes under."""


def _taken(tree: ast.AST) -> Iterator[int]:
    """Lines on which something gives its member `vault` away."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "vault":
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name not in _NOT_A_SESSION and not _is_own(owner):
                yield node.lineno


def _is_own(owner: ast.expr) -> bool:
    """A signal of the class itself."""
    return isinstance(owner, ast.Name) and owner.id == "self"


@pytest.mark.parametrize(
    "module", [one for one in modules() if one.place.startswith(ABOVE)], ids=lambda one: one.place
)
def test_no_session_gives_its_vault_away(module: Module) -> None:
    assert list(_taken(module.tree)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "session.vault.info",
        "self.desk.session.vault.transaction()",
        "desk.ask(self, lambda opened: opened.vault.journal.head())",
        "vault = self.context.session.vault",
    ],
)
def test_a_vault_that_is_taken_out_is_noticed(planted: str) -> None:
    assert list(_taken(ast.parse(planted))) == [1]
