"""What is told while a test runs must be meant: an unexpected line fails it.

Three voices are heard. Python's `logging`, from WARNING up: the program itself does not use it, so a
record is a library that complains. Crash files in the test's machine state: a bug that some handler
wrote down and the test did not see. Qt's own messages, which pytest-qt hears (`qt_log_level_fail`).

What is meant is said where it is expected, with its reason beside it:
`@pytest.mark.expected_log("regular expression")`, `@pytest.mark.expected_crash`,
`@pytest.mark.qt_log_ignore("regular expression")`.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from clerkapp.host.paths import STATE_VARIABLE

__all__ = ["own_machine_state", "unexpected_lines_fail"]


@pytest.fixture
def own_machine_state(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A folder of the test's own for what the program keeps about this computer."""
    folder = tmp_path_factory.mktemp("machine")
    monkeypatch.setenv(STATE_VARIABLE, str(folder))
    return folder


@pytest.fixture(autouse=True)
def unexpected_lines_fail(
    request: pytest.FixtureRequest, own_machine_state: Path, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail the test for what it did not expect to be told."""
    yield
    marks = request.node.iter_markers("expected_log")
    expected = [re.compile(pattern) for mark in marks for pattern in mark.args]
    records = [
        *caplog.get_records("setup"),
        *caplog.get_records("call"),
        *caplog.get_records("teardown"),
    ]
    told = list(_unexpected(records, expected))
    if request.node.get_closest_marker("expected_crash") is None:
        told += [path.read_text("utf-8") for path in sorted(own_machine_state.glob("crash-*.json"))]
    if told:
        pytest.fail("\n".join(("This was told and not expected:", *told)), pytrace=False)


def _unexpected(
    records: Iterable[logging.LogRecord], expected: list[re.Pattern[str]]
) -> Iterator[str]:
    for record in records:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.levelno >= logging.WARNING and not any(one.search(line) for one in expected):
            yield line
