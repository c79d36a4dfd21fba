"""Every dialog for a new file begins in a place where the person may write: one module asks."""

import ast

from tests.architecture.source import modules

ASKS = "clerkapp/gui/parts/saving.py"


def test_one_module_asks_where_a_new_file_goes() -> None:
    asking = {
        module.place
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "getSaveFileName"
    }
    assert asking == {ASKS}
