"""A package whose tests take too little is named, with what they left."""

from typing import Any

import pytest

from tools.coverage_floor import FLOORS, below, missed, shares


def _file(taken: int, there: int) -> dict[str, Any]:
    """A file of as many lines as branches."""
    return {
        "summary": {
            "num_statements": there,
            "num_branches": there,
            "covered_lines": taken,
            "covered_branches": taken,
        },
        "missing_lines": list(range(taken + 1, there + 1)),
        "missing_branches": [[taken, there]] if taken < there else [],
    }


WHOLE = {f"clerkapp/{package}/rules.py": _file(100, 100) for package in FLOORS}


def test_what_is_taken_whole_passes() -> None:
    assert below(shares(WHOLE)) == []


@pytest.mark.parametrize("package", FLOORS)
def test_a_package_below_its_floor_is_named(package: str) -> None:
    files = {**WHOLE, f"clerkapp/{package}/room/new.py": _file(80, 100)}
    assert shares(files)[package] == 90
    assert below(shares(files)) == [package]


@pytest.mark.parametrize("package", FLOORS)
def test_a_package_that_nobody_measured_is_named(package: str) -> None:
    files = {path: file for path, file in WHOLE.items() if f"/{package}/" not in path}
    assert below(shares(files)) == [package]


def test_windows_paths_are_understood() -> None:
    files = {path.replace("/", "\\"): file for path, file in WHOLE.items()}
    assert below(shares(files)) == []


def test_the_lines_and_branches_that_are_left_are_told() -> None:
    files = {**WHOLE, "clerkapp/codec/new.py": _file(8, 10), "clerkapp/vault/x.py": _file(1, 2)}
    assert list(missed(files, "codec")) == ["clerkapp/codec/new.py: 9, 10, 8->10"]
