"""Ctrl+C while a module is loading: before Python 3.12 it leaves a class that is being made as RuntimeError."""

import click
import pytest

from clerkapp.cli.answer import Exit
from clerkapp.cli.main import Verbs, run
from clerkapp.wording.sentences import sentence
from tests.fakes.office import Office


class _Interrupted:
    def __set_name__(self, _owner: type, _name: str) -> None:
        raise KeyboardInterrupt


def _loading(_self: Verbs, _context: click.Context, _name: str) -> click.Command | None:
    type("Loaded", (), {"member": _Interrupted()})
    return None


def _faulty(_self: Verbs, _context: click.Context, _name: str) -> click.Command | None:
    raise RuntimeError("a bug")


def test_it_is_told_as_a_stop(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(Verbs, "get_command", _loading)
    assert run(office.ports, ["schema"]) == Exit.REFUSED
    said = capfd.readouterr()
    assert sentence("cancelled", {}) in said.err


def test_another_error_of_its_sort_stays_a_bug(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Verbs, "get_command", _faulty)
    with pytest.raises(RuntimeError, match="a bug"):
        run(office.ports, ["schema"])
