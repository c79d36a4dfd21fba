"""`status` with what goes with it, `todo`, and links: their JSON, their refusals, what a person reads."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.answer import Exit
from clerkapp.cli.main import run
from tests.fakes.office import Office, whole
from tests.fakes.vaults import PASSPHRASE

FIRST, SECOND = "LARK-2026-W1-0001", "LARK-2026-W1-0002"
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def ctl(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a verb on the office's vault: exit code, JSON (one value, or a list of lines), messages."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\n", "utf-8")

    def done(name: str, *arguments: str | Path) -> tuple[int, Any, str]:
        words = [name, str(office.folder), *map(str, arguments)]
        code = run(office.ports, [*words, "--passphrase-file", str(passphrase), "--json"])
        out, err = capsys.readouterr()
        lines = [json.loads(line) for line in out.splitlines()]
        return code, lines if name == "todo" else lines[0], err

    return done


@pytest.fixture
def add(ctl: Run, tmp_path: Path) -> Callable[..., str]:
    def added(**changes: Any) -> str:
        path = tmp_path / "record.json"
        path.write_text(json.dumps(whole(**changes)), "utf-8")
        code, value, err = ctl("add", "--kind", "equipment", "--record", path)
        assert code == Exit.DONE, err
        return str(value["number"])

    return added


def fields(ctl: Run, number: str) -> dict[str, Any]:
    return dict(ctl("show", number)[1]["fields"])


def test_a_duplicate_needs_its_first_and_show_tells_it_from_both_ends(
    ctl: Run, add: Callable[..., str]
) -> None:
    for _n in range(2):
        add()
    code, value, _err = ctl("status", SECOND, "--set", "duplicate")
    assert (code, value["refused"], value["fields"]) == (
        Exit.REFUSED,
        "duplicate-needs-first",
        ["related"],
    )
    code, value, _err = ctl("status", SECOND, "--set", "duplicate", "--of", FIRST)
    assert (code, set(value)) == (Exit.DONE, {"number", "id", "rev", "revision"})
    assert fields(ctl, SECOND)["related"] == [{"number": FIRST, "relation": "duplicate_of"}]
    linked = ctl("show", FIRST)[1]["linked_from"]
    assert linked == [{"number": SECOND, "relation": "duplicate_of"}]
    code, value, _err = ctl("status", FIRST, "--set", "duplicate", "--of", SECOND)
    assert (code, value["refused"]) == (Exit.REFUSED, "duplicate-circle")


def test_waiting_needs_whom_and_takes_a_day_to_come_back(ctl: Run, add: Callable[..., str]) -> None:
    add()
    code, value, _err = ctl("status", FIRST, "--set", "waiting")
    assert (code, value["refused"], value["fields"]) == (
        Exit.REFUSED,
        "waiting-needs-whom",
        ["waiting_on"],
    )
    whom = ("--waiting-on", "Northlight", "--back-on", "2026-11-09", "--since", "2026-11-02")
    assert ctl("status", FIRST, "--set", "waiting", *whom)[0] == Exit.DONE
    found = fields(ctl, FIRST)
    assert found["waiting_on"] == "Northlight"
    assert found["back_on"] == {"at": "2026-11-09", "precision": "day"}
    assert found["waiting_since"] == {"at": "2026-11-02", "precision": "day"}
    code, value, _err = ctl("status", FIRST, "--set", "working", "--back-on", "next week")
    assert (code, value["refused"], value["fields"]) == (Exit.REFUSED, "time-form", ["back_on"])


def test_open_steps_are_named_when_a_record_is_resolved(
    ctl: Run, add: Callable[..., str], tmp_path: Path
) -> None:
    for _n in range(2):
        add(todo=[{"step": "Ask the vendor"}], prevention=[{"step": "Read aloud"}])
    code, _value, err = ctl("status", FIRST, "--set", "resolved")
    assert code == Exit.DONE
    assert "Still to do, and kept open: Ask the vendor, Read aloud." in err
    answers = tmp_path / "answers.json"
    said = {
        "todo": [{"step": "Ask the vendor", "done": True}],
        "prevention": [{"step": "Read aloud", "not_needed": "The scanner reads it now."}],
    }
    answers.write_text(json.dumps(said), "utf-8")
    code, value, err = ctl("status", SECOND, "--set", "resolved", "--record", answers)
    assert (code, value["rev"], err) == (Exit.DONE, 2, "")
    assert [one["number"] for one in ctl("todo")[1]] == [FIRST, FIRST]


def test_todo_gives_what_is_left_the_first_due_first(ctl: Run, add: Callable[..., str]) -> None:
    late = {"step": "Call back", "owner": "vendor", "due": "2026-11-02"}
    add(todo=[{"step": "Some day"}, late])
    assert ctl("todo")[1] == [
        {"number": FIRST, "what": "Call back", "owner": "vendor", "due": "2026-11-02"},
        {"number": FIRST, "what": "Some day", "owner": None, "due": None},
    ]
    assert [one["what"] for one in ctl("todo", "--overdue")[1]] == ["Call back"]
    assert ctl("todo", "--mine")[1] == []


def test_a_status_that_cannot_follow_is_refused_in_words(ctl: Run, add: Callable[..., str]) -> None:
    add()
    ctl("status", FIRST, "--set", "resolved")
    code, value, _err = ctl("status", FIRST, "--set", "recorded")
    assert (code, value["refused"]) == (Exit.REFUSED, "status-order")
    assert value["message"].startswith("After Resolved, the status cannot become Recorded.")
