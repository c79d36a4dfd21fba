"""One verb for all prints: exactly one is asked for, with the number of a record if it is of one."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from clerkapp.cli.main import run
from clerkapp.cli.verbs.print import print_command
from clerkapp.domain.events import Event
from clerkapp.domain.prints import DISPOSAL, FINGERPRINT, INCIDENT, MESSAGE, RECOVERY_KEY
from clerkapp.services.messages import keeping
from clerkapp.services.printing.table import PRINTS
from clerkapp.services.records import recording
from tests.fakes.letters import letter
from tests.fakes.office import JAM, STAFF, Office
from tests.fakes.vaults import NAME, PASSPHRASE

JAMMED, MAILED, HIDDEN = (f"LARK-2026-W1-000{n}" for n in (1, 2, 3))
Print = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def office(office: Office) -> Office:
    """With a record of a jam, one of a message, and a restricted one."""
    office.add_everybody()
    session = office.unlock()
    recording.record(session, "equipment", JAM)
    kept = keeping.keep_bytes(session, "notice.eml", letter(subject="Mailbox full"))
    recording.record(session, "message", JAM, attachments=[kept.attached])
    recording.record(session, "procedure", {**JAM, "restricted": True})
    session.vault.close()
    return office


@pytest.fixture
def clerkctl(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Print:
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    secret.chmod(0o600)

    def done(*arguments: str, user: str = NAME, output: str = "sheet.pdf") -> tuple[int, Any, str]:
        by = ("--user", user, "--passphrase-file", str(secret))
        to = ("--output", str(tmp_path / output))
        code = run(office.ports, ["print", str(office.folder), *arguments, *by, *to, "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else None, err

    return done


def _noted(office: Office) -> list[tuple[Event, object]]:
    session = office.unlock()
    entries = session.vault.journal.entries(limit=500)
    session.vault.close()
    prints = (Event.PRINTED, Event.MESSAGE_PRINTED)
    return [(entry.event, dict(entry.params)) for entry in entries if entry.event in prints]


def _text(file: str) -> str:
    ran = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    return " ".join(ran.stdout.decode("utf-8").split())


def test_every_print_is_offered_but_the_secret_and_what_comes_before_an_act() -> None:
    names = {one.name for one in print_command.get_params(click.Context(print_command))}
    offered = [code for code in PRINTS if code.replace("-", "_") in names]
    assert set(PRINTS) - set(offered) == {RECOVERY_KEY, DISPOSAL}
    assert offered[0] == INCIDENT


def test_the_list_of_all_verbs_does_not_wait_for_what_printing_brings() -> None:
    source = (
        "import sys; from clerkapp.bootstrap import clerkctl; clerkctl(['--help']);"
        "print([name for name in sys.modules if name.startswith('clerkapp.report')])"
    )
    said = subprocess.run([sys.executable, "-c", source], capture_output=True, check=True)
    assert said.stdout.splitlines()[-1] == b"[]"


@pytest.mark.foreign
@pytest.mark.parametrize("asked", [(JAMMED,), (JAMMED, "--incident"), (JAMMED.lower(),)])
def test_a_record(office: Office, clerkctl: Print, asked: tuple[str, ...]) -> None:
    code, value, _err = clerkctl(*asked)
    assert code == 0
    assert (value["print"], value["number"], value["copy"]) == (INCIDENT, JAMMED, "full")
    assert JAM["one_line"] in _text(value["file"])
    said = {"print": INCIDENT, "number": JAMMED, "rev": 1, "copy": "full"}
    assert _noted(office) == [(Event.PRINTED, said)]


@pytest.mark.foreign
def test_the_message_of_a_record(office: Office, clerkctl: Print) -> None:
    code, value, _err = clerkctl(MAILED, "--message")
    assert code == 0
    assert (value["print"], value["number"]) == (MESSAGE, MAILED)
    assert "copy" not in value
    text = _text(value["file"])
    assert "Mailbox full" in text
    assert JAM["one_line"] not in text
    ((event, params),) = _noted(office)
    assert event is Event.MESSAGE_PRINTED
    assert list(dict(params)) == ["sha256"]  # type: ignore[call-overload]


@pytest.mark.foreign
def test_the_stations_fingerprints(office: Office, clerkctl: Print) -> None:
    code, value, _err = clerkctl("--fingerprint")
    assert code == 0
    assert value["print"] == FINGERPRINT
    assert not value.keys() & {"number", "copy"}
    assert "Station enrolment" in _text(value["file"])
    assert _noted(office) == []


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("--message",),
        ("--fingerprint", JAMMED),
        ("--fingerprint", "--message", MAILED),
        ("--incident", "--message", MAILED),
        ("--recovery-key",),
        ("--nothing-of-the-kind", JAMMED),
    ],
)
def test_what_is_not_one_print_is_wrong_usage(
    office: Office, clerkctl: Print, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    code, value, err = clerkctl(*asked)
    assert (code, value) == (2, None)
    assert "Error: " in err
    assert not (tmp_path / "sheet.pdf").exists()
    assert _noted(office) == []


@pytest.mark.parametrize("what", [(), ("--message",)])
@pytest.mark.parametrize("number", [HIDDEN, "LARK-2026-W1-0099"])
def test_a_record_that_is_hidden_is_refused_like_one_that_is_not_there(
    office: Office, clerkctl: Print, tmp_path: Path, number: str, what: tuple[str, ...]
) -> None:
    code, value, _err = clerkctl(number, *what, user=STAFF)
    assert (code, value["refused"]) == (1, "record-not-found")
    assert not (tmp_path / "sheet.pdf").exists()
    assert _noted(office) == []


def test_a_record_without_a_message_says_so(office: Office, clerkctl: Print) -> None:
    code, value, _err = clerkctl(JAMMED, "--message")
    assert (code, value["refused"]) == (1, "message-not-kept")
    assert _noted(office) == []


@pytest.mark.parametrize("asked", [(JAMMED,), (MAILED, "--message"), ("--fingerprint",)])
def test_no_print_replaces_a_file_or_lies_in_the_vault(
    office: Office, clerkctl: Print, asked: tuple[str, ...]
) -> None:
    assert clerkctl(*asked)[0] == 0
    before = _noted(office)
    assert clerkctl(*asked)[:2][1]["failed"] == "drive-taken"
    inside = str(office.folder / "sheet.pdf")
    assert clerkctl(*asked, output=inside)[1]["refused"] == "place-inside-vault"
    assert _noted(office) == before
