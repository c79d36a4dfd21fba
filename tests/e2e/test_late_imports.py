"""What a verb does not need is not loaded: whoever types one waits for it each time."""

import subprocess
import sys

import pytest

from tests.e2e.office import JAM, START, Office


def _loaded(office: Office, *arguments: str) -> set[str]:
    """The modules that a verb imports, as the interpreter tells them."""
    command = [sys.executable, "-X", "importtime", "-c", START, *arguments, "--json"]
    done = subprocess.run(
        command, env=office.environment, capture_output=True, text=True, check=True
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


@pytest.fixture
def known_office(empty_office: Office) -> Office:
    """A vault that was opened on this computer before, today's backup made."""
    empty_office.init()
    empty_office("list", empty_office.vault)
    return empty_office


def test_reading_and_recording_do_without_sqlite_utils(known_office: Office) -> None:
    vault, record = str(known_office.vault), str(known_office.record(JAM))
    for verb in (("add", vault, "--kind", "equipment", "--record", record), ("list", vault)):
        loaded = _loaded(known_office, *verb)
        assert "sqlcipher3.dbapi2" in loaded
        assert "sqlite_utils.db" not in loaded


def test_a_draft_is_written_with_it(known_office: Office) -> None:
    vault, record = str(known_office.vault), str(known_office.record(JAM))
    assert "sqlite_utils.db" in _loaded(
        known_office, "draft", vault, "--kind", "equipment", "--record", record
    )
