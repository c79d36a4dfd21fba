"""clerkctl tells of answers that do not go together; it records what it was given, and lists what is suggested."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.main import run
from clerkapp.services import overview
from clerkapp.services.records import reading, recording
from tests.fakes.office import JAM, Office
from tests.fakes.vaults import NAME, PASSPHRASE

Ctl = Callable[..., tuple[int, Any, str]]
BOTH = {**JAM, "interacted": ["not_opened", "entered_password"]}


@pytest.fixture
def clerkctl(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ctl:
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    secret.chmod(0o600)

    def done(verb: str, *arguments: str, record: Any = None) -> tuple[int, Any, str]:
        more: tuple[str, ...] = ()
        if record is not None:
            path = tmp_path / "record.json"
            path.write_text(json.dumps(record), "utf-8")
            more = ("--record", str(path))
        by = ("--user", NAME, "--passphrase-file", str(secret), "--json")
        code = run(office.ports, [verb, str(office.folder), *arguments, *more, *by])
        out, err = capsys.readouterr()
        lines = [json.loads(line) for line in out.splitlines()]
        return code, lines[0] if len(lines) == 1 else lines, err

    return done


def test_a_contradiction_is_recorded_as_given_and_told(clerkctl: Ctl) -> None:
    code, value, said = clerkctl("add", "--kind", "message", record=BOTH)
    assert code == 0
    assert value["asked"] == [
        {"field": "interacted", "other": "interacted", "question": "interacted.not_opened"}
    ]
    assert "“Not opened” is ticked, and also “Entered a password”. Which is right?" in said
    _code, shown, _said = clerkctl("show", value["number"])
    assert shown["fields"]["interacted"] == BOTH["interacted"]


def test_without_a_contradiction_nothing_is_added_to_the_answer(clerkctl: Ctl) -> None:
    _code, value, said = clerkctl("add", "--kind", "equipment", record=JAM)
    assert set(value) == {"number", "id", "rev", "revision"}
    assert "Which is right" not in said


def test_a_change_tells_only_of_what_it_changes(clerkctl: Ctl) -> None:
    _code, value, _said = clerkctl("add", "--kind", "message", record=BOTH)
    number = value["number"]
    _code, value, _said = clerkctl(
        "amend", number, "--reason", "Seen", record={"place_spot": "Desk"}
    )
    assert "asked" not in value
    _code, value, _said = clerkctl(
        "amend", number, "--reason", "Also", record={"interacted": ["not_opened", "clicked"]}
    )
    assert [one["field"] for one in value["asked"]] == ["interacted"]


def test_resolving_waits_for_an_answer_that_stands_for_itself(clerkctl: Ctl) -> None:
    _code, value, _said = clerkctl("add", "--kind", "message", record=BOTH)
    code, refused, _said = clerkctl("status", value["number"], "--set", "resolved")
    assert code == 1
    assert "interacted" in refused["fields"]


def test_the_suggestion_is_listed_until_somebody_decides(clerkctl: Ctl, office: Office) -> None:
    _code, value, _said = clerkctl("add", "--kind", "message", record=BOTH)
    _code, row, _said = clerkctl("list")
    assert (row["severity"], row["suggested"]) == ("not_rated", "high")
    session = office.unlock()
    [due] = overview.at_a_glance(session).due
    assert (due.what, due.row.number, due.row.suggested) == ("urgent", value["number"], "high")
    decided = {"severity": "low", "severity_reason": "It was the wrong password."}
    recording.amend(session, value["number"], decided, "Looked into")
    assert overview.at_a_glance(session).due == ()
    assert reading.show(session, value["number"]).row.suggested == ""
    session.vault.close()


@pytest.mark.parametrize("code", ["count", "danger", "password", "seal", "unit"])
def test_a_checklist_is_printed_by_its_name(clerkctl: Ctl, tmp_path: Path, code: str) -> None:
    target = tmp_path / f"{code}.pdf"
    ended, value, _said = clerkctl("print", "--checklist", code, "--output", str(target))
    assert ended == 0
    assert (value["print"], value["name"]) == ("checklist", code)
    assert target.read_bytes().startswith(b"%PDF")


def test_a_checklist_has_no_number_and_a_name_of_its_own(clerkctl: Ctl, tmp_path: Path) -> None:
    target = str(tmp_path / "x.pdf")
    assert clerkctl("print", "LARK-2026-W1-0001", "--checklist", "seal", "--output", target)[0] == 2
    assert clerkctl("print", "--checklist", "zz", "--output", target)[0] == 2
