"""With --json every verb gives exactly the members that its page names, and nothing else."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.answer import Exit
from clerkapp.cli.main import run
from clerkapp.services.export import state_keys
from tests.fakes.office import JAM, TO_RESOLVE, TO_REVIEW, Office
from tests.fakes.vaults import NAME, PASSPHRASE
from tools.clerkctl_guide import RESULTS

FIRST = "LARK-2026-W1-0001"
_NESTED = re.compile(r"(?<=: )\[\{.*?\}\]")

Verb = Callable[..., list[Any]]


def _named(verb: str) -> set[str]:
    """The members that the guide names for a verb, those of what it nests left out."""
    object_, _, _ = _NESTED.sub("", RESULTS[verb]).partition("}`")
    return set(re.findall(r'"([a-z_0-9]+)"', object_))


@pytest.fixture
def verb(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verb:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\n", "utf-8")

    def done(name: str, *arguments: str | Path, vault: bool = True) -> list[Any]:
        there = [office.folder, *arguments, "--passphrase-file", passphrase] if vault else arguments
        code = run(office.ports, [*name.split(), *map(str, there), "--json"])
        out, err = capsys.readouterr()
        assert code == Exit.DONE, err
        return [json.loads(line) for line in out.splitlines()]

    return done


def _record(folder: Path, values: dict[str, Any]) -> tuple[str | Path, ...]:
    path = folder / "record.json"
    path.write_text(json.dumps(values), "utf-8")
    return "--record", path


def test_every_verb_gives_what_its_page_names(office: Office, verb: Verb, tmp_path: Path) -> None:
    state_keys.new(tmp_path / "state", "ZZ test", office.ports)
    sealed_to = ("--recipient", tmp_path / "state" / "recipient.crt")
    other, file = tmp_path / "other", tmp_path / "tape.txt"
    other.write_text("seven other quiet words\n", "utf-8")
    file.write_text("tape", "utf-8")
    whole = {**JAM, **TO_RESOLVE, **TO_REVIEW, "todo": [{"step": "Ask the vendor"}]}
    person = ("--name", "Lee Ortega")
    as_dana = ("--user", NAME)
    verbs: list[tuple[str, tuple[str | Path, ...]]] = [
        ("draft", ("--kind", "equipment", *_record(tmp_path, whole))),
        ("add", ("--kind", "equipment", *_record(tmp_path, whole), "--attach", file)),
        ("status", (FIRST, "--set", "resolved")),
        ("todo", ()),
        ("sign", (FIRST, "--act", "authority")),
        ("show", (FIRST,)),
        ("history", (FIRST,)),
        ("list", ()),
        ("export", (tmp_path / "stick", *sealed_to)),
        ("signer", ()),
        ("print", (FIRST, "--output", tmp_path / "sheet.pdf")),
        ("backup", (tmp_path / "one.clerkbackup",)),
        ("strike", (FIRST, "--reason", "Entered twice")),
        ("check", ()),
        ("user add", (*person, "--role", "staff", "--new-passphrase-file", other)),
        ("user list", as_dana),
        ("user disable", (*person, *as_dana)),
        ("rekey", as_dana),
        ("recovery-key", as_dana),
    ]
    for name, arguments in verbs:
        answers = verb(name, *arguments)
        assert answers, name
        page = "user add" if name.startswith("user ") else name
        assert {frozenset(one) for one in answers} == {frozenset(_named(page))}, name


def test_the_schema_gives_what_its_page_names(verb: Verb) -> None:
    rows = verb("schema", vault=False)
    assert {frozenset(one) for one in rows} == {frozenset(_named("schema"))}


def test_a_change_that_only_adds_needs_no_reason_and_a_double_is_told(
    office: Office, verb: Verb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (first,) = verb("add", "--kind", "equipment", *_record(tmp_path, JAM))
    assert "same_as" not in first
    (changed,) = verb("amend", FIRST, *_record(tmp_path, {"voting": "as_normal"}))
    assert changed["rev"] == 2
    passphrase = ("--passphrase-file", str(tmp_path / "passphrase"), "--json")
    correct = map(str, _record(tmp_path, {"voting": "stopped_all"}))
    ended = run(office.ports, ["amend", str(office.folder), FIRST, *correct, *passphrase])
    out, _err = capsys.readouterr()
    assert (ended, json.loads(out)["refused"]) == (Exit.REFUSED, "reason-missing")
    assert json.loads(out)["fields"] == ["reason"]
    again = map(str, _record(tmp_path, JAM))
    add = ["add", str(office.folder), "--kind", "equipment", *again, *passphrase]
    assert run(office.ports, add) == Exit.DONE
    out, err = capsys.readouterr()
    assert (json.loads(out)["same_as"], json.loads(out)["number"][-4:]) == (FIRST, "0002")
    assert FIRST in err
