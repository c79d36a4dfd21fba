"""Every dialog for a file or a folder begins where the last one ended: one module asks."""

import ast

from tests.architecture.source import modules

ASKS = "clerkapp/gui/parts/saving.py"


ASKING = {"getSaveFileName", "getOpenFileName", "getOpenFileNames", "getExistingDirectory"}


def test_one_module_asks_for_files_and_folders() -> None:
    asking = {
        module.place
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ASKING
    }
    assert asking == {ASKS}
