"""Resources are found in a source tree, an installation and a frozen program."""

import sys
from pathlib import Path

import pytest

from clerkapp import resources


def test_a_source_tree_uses_its_resources(repository: Path) -> None:
    assert resources.resources() == repository / "resources"


def test_a_frozen_program_uses_what_was_packed_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "resources" / "print").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.resource_path("print") == tmp_path / "resources" / "print"


def test_an_installation_uses_the_packages_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "clerkapp"
    (package / "_resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.resources() == package / "_resources"


def test_a_missing_resource_is_named_without_this_computers_path() -> None:
    with pytest.raises(FileNotFoundError, match=r"^print/no-such\.typ$"):
        resources.resource_path("print", "no-such.typ")
