"""Every module of the program can be imported, on each system that it is for."""

import importlib
import pkgutil

import pytest

import clerkapp

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(clerkapp.__path__, "clerkapp.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_can_be_imported(name: str) -> None:
    assert importlib.import_module(name).__name__ == name


def test_there_are_all_layers() -> None:
    assert {name.split(".")[1] for name in MODULES} >= {"cli", "gui", "host", "services", "vault"}
