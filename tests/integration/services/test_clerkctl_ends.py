"""How a run of clerkctl ends when something is wrong with the program, the person or the reader."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from clerkapp import bootstrap
from clerkapp.cli import main
from clerkapp.cli.answer import Exit
from clerkapp.services.records import reading
from tests.fakes.office import Office
from tests.fakes.vaults import PASSPHRASE


@pytest.fixture(autouse=True)
def _ctrl_c_as_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def _raising(error: BaseException) -> object:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def test_a_fault_of_the_program_ends_with_70_and_says_nothing_of_the_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLERKAPP_STATE_DIR", str(tmp_path))
    monkeypatch.setattr(main, "run", _raising(RuntimeError("typed by somebody")))
    assert bootstrap.clerkctl(["list"]) == 70
    out, err = capsys.readouterr()
    (crash,) = tmp_path.glob("crash-*.json")
    assert out == ""
    assert "The program had to stop. Everything recorded is safe." in err
    assert "typed by somebody" not in err + crash.read_text("utf-8")


def test_stopping_a_verb_says_so_and_locks_the_vault(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE)
    arguments = ["list", str(office.folder), "--passphrase-file", str(passphrase), "--json"]
    with monkeypatch.context() as stopped:
        stopped.setattr(reading, "list_records", _raising(KeyboardInterrupt()))
        assert main.run(office.ports, arguments) == Exit.REFUSED
    value = json.loads(capsys.readouterr().out)
    assert (value["refused"], value["fields"]) == ("cancelled", [])
    assert main.run(office.ports, arguments) == Exit.DONE


@pytest.mark.parametrize("verb", ["list", "show"])
def test_a_pipe_that_breaks_inside_a_verb_is_not_taken_for_a_reader_who_went_away(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE)
    number = ["LARK-2026-W1-0001"] if verb == "show" else []
    arguments = [verb, str(office.folder), *number, "--passphrase-file", str(passphrase)]
    monkeypatch.setattr(reading, "list_records", _raising(BrokenPipeError(32, "gone")))
    monkeypatch.setattr(reading, "show", _raising(BrokenPipeError(32, "gone")))
    with pytest.raises((BrokenPipeError, RuntimeError)):
        main.run(office.ports, arguments)


def test_every_verb_of_the_table_is_there() -> None:
    import click

    context = click.Context(main.clerkctl, info_name="clerkctl")
    for name in main.VERBS:
        command = main.clerkctl.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help
    assert main.clerkctl.get_command(context, "nonsense") is None
