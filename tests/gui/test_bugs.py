"""A bug is told and locks, whatever else fails; nobody's text reaches standard error or a file."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkapp.gui.bugs import BugCatcher
from clerkapp.host import crash, paths
from clerkapp.services.ports import Ports

pytestmark = pytest.mark.expected_crash
SECRET = "correct horse battery staple"


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


@pytest.fixture
def no_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state folder cannot be made: a file stands there."""
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("CLERKAPP_STATE_DIR", str(tmp_path / "taken" / "state"))


def _raise() -> None:
    raise ValueError(SECRET)


def _hook() -> None:
    try:
        _raise()
    except ValueError:
        kind, error, trace = sys.exc_info()
        assert kind is not None
        assert error is not None
        sys.excepthook(kind, error, trace)


@pytest.mark.usefixtures("hooks")
def test_two_bugs_in_one_second_are_told_twice_and_leave_two_files(ports: Ports) -> None:
    told: list[Path | None] = []
    BugCatcher(ports, told.append).install()
    _hook()
    _hook()
    assert len({file for file in told if file is not None}) == 2
    assert crash.latest(paths.state_folder()) == told[-1]
    assert all(SECRET not in file.read_text() for file in told if file is not None)


@pytest.mark.usefixtures("hooks", "no_state_folder")
def test_where_no_file_can_be_written_it_is_told_all_the_same(
    ports: Ports, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[Path | None] = []
    BugCatcher(ports, told.append).install()
    _hook()
    assert told == [None]
    said = capsys.readouterr().err
    assert SECRET not in said
    assert "Traceback" not in said
    assert "ValueError" in said


@pytest.mark.usefixtures("hooks")
def test_a_bug_while_a_bug_is_told_ends_there(
    ports: Ports, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_file: Path | None) -> None:
        raise KeyError(SECRET)

    BugCatcher(ports, broken).install()
    _hook()
    assert SECRET not in capsys.readouterr().err
    assert len(list(paths.state_folder().glob("crash-*.json"))) == 2


@pytest.mark.usefixtures("hooks")
def test_other_threads_and_ends_say_their_type_only(
    ports: Ports, capsys: pytest.CaptureFixture[str]
) -> None:
    BugCatcher(ports, lambda _file: None).install()
    thread = threading.Thread(target=_raise)
    thread.start()
    thread.join()

    class Dying:
        def __del__(self) -> None:
            _raise()

    Dying()
    said = capsys.readouterr().err
    assert SECRET not in said
    assert said.count("ValueError") == 2


@pytest.mark.usefixtures("hooks")
def test_without_a_standard_error_it_is_told(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Path | None] = []
    BugCatcher(ports, told.append).install()
    monkeypatch.setattr(sys, "stderr", None)
    _hook()
    assert len(told) == 1
