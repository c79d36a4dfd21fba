"""Tests that run on Linux and let the Windows of build/windows do the work (`make windows-test`)."""

import pytest

from tests.windows.wine import ROOT


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if items and not (ROOT / "build" / "windows" / ".ready").is_file():
        raise pytest.UsageError("There is no Windows yet: make windows-test sets it up.")
