"""A day of recording with clerkctl, process by process: enter, change, sign, find, read, print."""

import json
import subprocess
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.e2e.office import JAM, PASSPHRASE, Office
from tests.fakes.office import TO_RESOLVE, TO_REVIEW


def test_recording_changing_signing_and_reading(empty_office: Office) -> None:
    office = empty_office
    made = office.init()
    assert set(made) == {
        "vault_id",
        "station_fingerprint",
        "root_fingerprint",
        "recovery_key",
        "zone",
        "training",
    }
    other = office.file("other", "seven other quiet words\n")
    office.join("Rae Larsen", "reviewer,staff", own=other)
    dana, rae = ("--user", "Dana Whitfield"), ("--user", "Rae Larsen", "--passphrase-file", other)
    people = office("user", "list", office.vault, *dana).values
    assert [one["name"] for one in people] == ["Dana Whitfield", "Rae Larsen"]

    tape = office.folder / "zero tape.jpg"
    tape.write_bytes(bytes(range(256)) * 100)
    lower = {"severity_reason": "They waited two minutes."}
    whole = json.dumps({**JAM, **TO_RESOLVE, **TO_REVIEW, **lower}).encode()
    added = office(
        *("add", office.vault, "--kind", "equipment", "--record", "-", "--attach", tape, *dana),
        given=whole,
    ).value
    number = added["number"]
    assert number.endswith("-W1-0001")
    assert set(added) >= {"number", "id", "revision"}

    reason = ("--reason", "Counted again")
    amended = office(
        *("amend", office.vault, number, "--record", office.record({"voters_waited": 3})),
        *(*reason, *dana),
    ).value
    office("status", office.vault, number, "--set", "resolved", *dana)
    own = office("sign", office.vault, number, "--act", "review", *dana, ends=1).value
    assert own["refused"] == "review-own"
    signed = office("sign", office.vault, number, "--act", "review", *rae).value
    assert signed["act"] == "review"

    shown = office("show", office.vault, number, *dana).value
    assert shown["rev"] == 4
    assert shown["fields"]["status"] == "reviewed"
    assert shown["fields"]["voters_waited"] == {"n": 3, "precision": "exact"}
    assert [one["act"] for one in shown["signatures"] if one["holds"]] == [
        "author",
        "author",
        "author",
        "review",
    ]
    assert shown["conflicts"] == []
    (attached,) = shown["attachments"]
    out = office.folder / "out.jpg"
    office("attachment", office.vault, number, attached["sha256"], "--output", out, *dana)
    assert out.read_bytes() == tape.read_bytes()

    history = office("history", office.vault, number, *dana).values
    assert [one["rev"] for one in history] == [1, 2, 3, 4]
    assert history[1]["revision"] == amended["revision"]
    assert history[1]["changes"] == [
        {
            "code": "voters_waited",
            "old": {"n": 0, "precision": "exact"},
            "new": {"n": 3, "precision": "exact"},
        }
    ]
    assert (history[1]["reason"], history[1]["author"]) == ("Counted again", "Dana Whitfield")

    mail = office.file("mail.eml", "From: a@lookalike.example\r\n\r\nSign in.\r\n")
    message = {**JAM, "one_line": "Heron mail asks to sign in.", "place": "Front desk"}
    second = office(
        *("add", office.vault, "--kind", "message", "--record", office.record(message)),
        *("--message", mail, *rae),
    ).value["number"]
    office("strike", office.vault, second, "--reason", "Typed twice", *rae)
    found = office("list", office.vault, "--search", "heron", *dana).values
    assert [(one["number"], one["status"], one["rev"]) for one in found] == [(second, "error", 2)]
    assert len(office("list", office.vault, "--limit", "1", *dana).values) == 1
    assert office("list", office.vault, "--kind", "procedure", *dana).values == []
    office("draft", office.vault, "--kind", "procedure", "--record", office.record({}), *dana)

    sheet = office.folder / "sheet.pdf"
    office("print", office.vault, number, "--output", sheet, *dana)
    with PdfDocument(sheet) as pages:  # type: ignore[no-untyped-call]
        text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert number in text
    assert "Counted again" in text

    read = office.words("show", office.vault, number, *dana)
    assert "Voters who had to wait: 3" in read
    assert office("check", office.vault, *dana).value["problems"] == []


def test_the_schema_lists_every_code_without_a_vault(empty_office: Office) -> None:
    rows = empty_office("schema").values
    by_kind = {(row["kind"], row["code"]): row for row in rows}
    assert set(by_kind["equipment", "category"]) >= {
        *("code", "number", "kind", "control", "gate", "class", "label", "values"),
    }
    assert "jam" in str(by_kind["equipment", "category"]["values"])
    only = empty_office("schema", "--kind", "message").values
    assert {row["kind"] for row in only} == {"message"}


def test_keys_and_copies(empty_office: Office) -> None:
    office = empty_office
    made = office.init()
    office("add", office.vault, "--kind", "equipment", "--record", office.record(JAM))
    new = office.file("new", "eight wholly new quiet words\n")
    office("passphrase", office.vault, "--new-passphrase-file", new)
    assert office("list", office.vault, ends=1).value["refused"] == "unlock-failed"
    with_new = ("--passphrase-file", new)
    office("rekey", office.vault, *with_new)
    backup = office.folder / "one.clerkbackup"
    office("backup", office.vault, backup, *with_new)

    restored = office.folder / "Restored.vault"
    assert office("restore", backup, restored).value["vault_id"] == made["vault_id"]
    number = office(
        *("add", restored, "--kind", "equipment", "--record", office.record(JAM), *with_new)
    ).value["number"]
    assert number.endswith("-0101")
    assert office("check", restored, *with_new).value["ok"]

    key = office.file("recovery", made["recovery_key"].lower().replace("-", " ") + "\n")
    recovered = office("recover", restored, "--recovery-key-file", key).value
    assert recovered["roles"] == ["administrator", "authority"]
    assert len(office("list", restored).values) == 2
    people = office("user", "list", restored).values
    assert sorted(one["status"] for one in people) == ["closed", "open"]


def test_a_demonstration_can_be_looked_at(empty_office: Office) -> None:
    made = empty_office("demo", empty_office.folder / "demo", "--records", "12").value
    rows = empty_office(
        *("list", made["vault"], "--user", made["user"]),
        *("--passphrase-file", made["passphrase_file"]),
    ).values
    assert len(rows) == 12
    assert len({row["number"] for row in rows}) == 12


def test_a_second_process_fails_at_once(empty_office: Office) -> None:
    from clerkapp.bootstrap import ports
    from clerkapp.services.vaults import opening

    office = empty_office
    office.init()
    session = opening.unlock(office.vault, "Dana Whitfield", PASSPHRASE, ports())
    try:
        ended = office("list", office.vault, ends=3)
    finally:
        opening.lock(session)
    assert ended.value["failed"] == "vault-in-use"
    assert office("list", office.vault).values == []


@pytest.mark.posix("full")
def test_an_answer_that_cannot_be_written_is_the_computers_failure(empty_office: Office) -> None:
    office = empty_office
    office.init()
    office("add", office.vault, "--kind", "equipment", "--record", office.record(JAM))
    with Path("/dev/full").open("wb") as full:
        process = office.start("list", office.vault, stdout=full, stderr=subprocess.PIPE)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 3
    assert said.decode().startswith("The answer could not be written")
    with Path("/dev/full").open("wb") as full:
        process = office.start("show", office.vault, "none", stdout=full, stderr=full)
    assert process.wait(timeout=120) == 1


def test_nothing_is_left_where_a_vault_could_not_be_made(empty_office: Office) -> None:
    ended = empty_office(
        *("init", empty_office.vault, "--authority", "lark", "--name", "Larkspur"),
        *("--station", "W1", "--user", "Dana"),
        ends=1,
    )
    assert ended.value["refused"] == "code-form"
    names = {path.name for path in empty_office.folder.iterdir()}
    assert names - {"machine"} == {"passphrase", "stick"}


@pytest.mark.parametrize("name", ["PySide6", "typst"])
def test_reading_loads_neither_the_desktop_nor_the_typesetter(tmp_path: Path, name: str) -> None:
    import sys

    code = (
        "import sys\n"
        "from clerkapp.bootstrap import clerkctl\n"
        "clerkctl(['schema', '--kind', 'message', '--json'])\n"
        "from clerkapp.cli.verbs import export, reading, record, verify\n"
        "from clerkapp.services.export import exporting, verifying\n"
        "from clerkapp.services.records import reading, recording\n"
        "from clerkapp.services.vaults import opening\n"
        f"sys.exit({name!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
