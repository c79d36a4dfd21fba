"""The gate for unexpected lines bites: each planted line fails its test, and what is expected passes."""

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import logging

import pytest
from PySide6.QtCore import qWarning

from clerkapp.host import crash
from clerkapp.host.paths import state_folder


def leave_a_crash():
    crash.write(crash.describe(ZeroDivisionError(), at="2026-11-03T07:40:00-06:00"), state_folder())


@pytest.fixture
def late():
    yield
    logging.getLogger("library").error("after the test")


def test_fails_for_a_warning():
    logging.getLogger("library").warning("odd")


def test_fails_for_an_error_in_a_fixture(late):
    pass


def test_fails_for_a_crash_file():
    leave_a_crash()


def test_fails_for_qt():
    qWarning("odd")


@pytest.mark.expected_log("another line")
def test_fails_for_what_another_line_expects():
    logging.getLogger("library").warning("odd")


def test_passes_with_what_is_only_information():
    logging.getLogger("library").info("even")


@pytest.mark.expected_log("library: odd$")
def test_passes_with_an_expected_line():
    logging.getLogger("library").warning("odd")


@pytest.mark.expected_crash
def test_passes_with_an_expected_crash_file():
    leave_a_crash()
"""


@pytest.fixture(scope="module")
def outcome(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What pytest says of the planted tests, a line for each."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "conftest.py").write_text("from tests.quiet import *\n")
    (folder / "test_planted.py").write_text(TESTS)
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-rA", "-c", repository / "pyproject.toml"),
            *("--rootdir", folder, "-p", "no:cacheprovider", folder),
        ],
        cwd=repository,
        capture_output=True,
        text=True,
    )
    return run.stdout.splitlines()


@pytest.mark.parametrize(
    "test",
    [line[4:].partition("(")[0] for line in TESTS.splitlines() if line.startswith("def test_")],
)
def test_a_line_fails_unless_it_is_expected(outcome: list[str], test: str) -> None:
    said = {line.split()[0] for line in outcome if f"::{test}" in line}
    assert said & {"FAILED", "ERROR"} if "fails" in test else said == {"PASSED"}, outcome
