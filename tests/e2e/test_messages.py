"""Messages with clerkctl, process by process: read, keep, compare, hand out; nothing fetched, nothing left."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import pyzipper

from clerkapp.crypto.digests import sha256_hex
from tests.e2e.office import JAM, START, Office
from tests.fakes.letters import letter, mailbox, qr_picture

HOME = "clerk@county.example"
HOSTILE = letter(
    "Sign in.",
    sender='"County Help Desk" <help@sign-in.example>',
    subject="Mailbox \u202efdp.expires today",
    html=f'<a href="https://portal.example/auth?user={HOME}">Keep your password</a>'
    '<img src="https://tracker.example/p.gif"><form action="https://portal.example/x"></form>',
    files={
        "a.png": ("image/png", qr_picture("https://portal.example/qr")),
        "ballot_\u202efdp.exe": ("application/octet-stream", b"inert"),
    },
)
INSPECTED = {
    "sha256",
    "kind",
    "from",
    "reply_to",
    "return_path",
    "subject",
    "date",
    "message_id",
    "received",
    "auth",
    "text",
    "links",
    "attachments",
    "signs",
    "qr",
    "nested",
    "problems",
}
EVIDENCE_LIBRARIES = ("oxmsg", "selectolax", "zxingcpp", "pypdfium2", "PIL", "publicsuffixlist")
# Whatever the parent does beyond the vault is told on standard error by the interpreter itself.
WATCHED = """
import os, sys
def watch(event, arguments):
    writes = (
        event == "open"
        and not isinstance(arguments[0], int)
        and isinstance(arguments[2], int)
        and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    )
    if event.startswith("socket.") or writes:
        os.write(2, f"WATCHED {event} {arguments[0]}\\n".encode("utf-8", "replace"))
sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("messages"))
    office.init()
    return office


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "mail.eml"
    path.write_bytes(HOSTILE)
    return path


def test_inspect_gives_what_the_contract_names(office: Office, mail: Path) -> None:
    value = office("inspect", mail).value
    assert set(value) == INSPECTED
    assert value["sha256"] == sha256_hex(HOSTILE)
    assert value["from"] == {"name": "County Help Desk", "address": "help@sign-in.example"}
    assert set(value["links"][0]) >= {"text", "url", "host"}
    assert set(value["attachments"][0]) >= {
        "name",
        "declared",
        "sniffed",
        "size",
        "sha256",
        "flags",
    }
    assert {"code", "strength", "why"} <= set(value["signs"][0])
    assert {sign["strength"] for sign in value["signs"]} <= {"strong", "weak"}
    assert value["qr"][0]["text"] == "https://portal.example/qr"


def test_a_person_reads_it_harmless(office: Office, mail: Path) -> None:
    words = office.words("inspect", mail)
    assert "hxxps://portal[.]example/auth" in words
    assert "[U+202E]" in words
    assert not re.search(r"https?://|[a-z]@[a-z]|\u202e", words)


def test_a_folder_gives_one_value_a_line(office: Office, tmp_path: Path) -> None:
    for name, data in {
        "b.eml": HOSTILE,
        "sub/a.mbox": mailbox(letter(), letter()),
        "c.bin": b"\0\1",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    values = office("inspect", tmp_path).values
    assert [value["file"] for value in values] == ["b.eml", "c.bin", "sub/a.mbox"]
    assert [value["kind"] for value in values] == ["eml", "text", "mbox"]
    assert all(set(value) == INSPECTED | {"file"} for value in values)


def test_a_file_that_cannot_be_taken_is_said_and_the_others_follow(
    office: Office, tmp_path: Path
) -> None:
    with (tmp_path / "a.eml").open("wb") as file:
        file.truncate(500_000_001)
    (tmp_path / "b.eml").write_bytes(HOSTILE)
    ended = office("inspect", tmp_path, ends=1)
    assert [value["file"] for value in ended.values] == ["b.eml"]
    assert "a.eml" in ended.said


def test_one_of_a_mailbox_is_picked(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "box"
    path.write_bytes(mailbox(letter(subject="One"), letter(subject="Two")))
    assert office("inspect", path, "--pick", "2").value["subject"] == "Two"


def test_what_is_not_there_is_wrong_usage(office: Office, tmp_path: Path) -> None:
    command = [sys.executable, "-c", START, "inspect", str(tmp_path / "none"), "--json"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


def test_nothing_is_fetched_and_nothing_is_left(tmp_path: Path, mail: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environment = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME"), str(scratch))}
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED + START, "inspect", str(mail), "--json"],
        env=environment,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["sha256"] == sha256_hex(HOSTILE)
    told = [line for line in done.stderr.decode().splitlines() if line.startswith("WATCHED")]
    assert [line for line in told if not line.endswith(os.devnull)] == []
    assert list(scratch.rglob("*")) == []


def test_other_verbs_do_not_load_what_reads_messages(office: Office) -> None:
    script = (
        f"import sys; from clerkapp.bootstrap import clerkctl; clerkctl({['list', str(office.vault), '--json']});"
        " print([name for name in sys.modules if name.partition('.')[0] in"
        f" {EVIDENCE_LIBRARIES} or name.startswith('clerkapp.evidence.p')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=office.environment, capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"


@pytest.fixture(scope="module")
def recorded(office: Office) -> dict[str, Any]:
    """The hostile message recorded twice; the second one."""
    path = office.folder / "hostile.eml"
    path.write_bytes(HOSTILE)
    add = ("add", office.vault, "--kind", "message", "--message", path)
    _, ended = (
        office(*add, "--record", office.record({**JAM, "subject": "As I saw it"})) for _ in range(2)
    )
    value: dict[str, Any] = ended.value
    return {**value, "said": ended.said}


def test_adding_a_message_fills_in_what_was_not_typed(
    office: Office, recorded: dict[str, Any]
) -> None:
    assert recorded["lacking"] == []
    assert recorded["seen_before"] == ["LARK-{}".format(recorded["number"][5:-4] + "0001")]
    assert recorded["seen_before"][0] in recorded["said"]
    shown = office("show", office.vault, recorded["number"]).value
    assert shown["fields"]["subject"] == "As I saw it"
    assert shown["fields"]["sender_address"] == "help@sign-in.example"
    assert {"kind": "host", "value": "portal.example"} in shown["fields"]["indicators"]
    (attached,) = shown["attachments"]
    assert (attached["sha256"], attached["class"]) == (sha256_hex(HOSTILE), "message")
    words = office.words("show", office.vault, recorded["number"])
    assert "portal.example" not in words
    assert len(office("list", office.vault, "--search", "portal.example").values) == 2


def test_the_original_comes_out_as_it_was_and_locked(
    office: Office, recorded: dict[str, Any]
) -> None:
    number = recorded["number"]
    plain = office.folder / "plain.eml"
    office("attachment", office.vault, number, sha256_hex(HOSTILE), "--output", plain)
    assert plain.read_bytes() == HOSTILE
    ended = office("attachment", office.vault, number, "--dangerous", "--output", office.folder)
    assert Path(ended.value["file"]).name == f"DANGEROUS-message-{number}.zip"
    assert ended.value["password"] in ended.said
    with pyzipper.AESZipFile(ended.value["file"]) as archive:
        (name,) = archive.namelist()
        assert archive.read(name, pwd=ended.value["password"].encode()) == HOSTILE
    refused = office(
        *("attachment", office.vault, number, "--dangerous", "--output", office.folder / "a.zip"),
        ends=1,
    )
    assert refused.value["refused"] == "archive-name"
    office("attachment", office.vault, number, "--output", office.folder / "b", ends=2)


def test_recipients_stay_home_in_the_state_s_copy(office: Office, recorded: dict[str, Any]) -> None:
    state = office.folder / "state"
    office("state-key", "new", state)
    exported = office(
        *("export", office.vault, office.stick, "--recipient", state / "recipient.crt")
    ).value
    lines = office("signer", office.vault).value["lines"]
    signers = office.file("allowed_signers", "\n".join(lines))
    unpacked = office.folder / "unpacked"
    office(
        *("verify", *exported["files"], "--recipient-key", state / "recipient.key"),
        *("--recipient", state / "recipient.crt", "--signers", signers, "--unpack", unpacked),
    )
    files = [path for path in unpacked.rglob("*") if path.is_file()]
    everything = b"".join(path.read_bytes() for path in files).lower()
    assert b"sign-in.example" in everything
    assert b"portal.example" in everything
    assert HOME.encode() not in everything
    assert sha256_hex(HOSTILE).encode() not in everything


def test_a_message_that_lacks_its_headers_says_so(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "forwarded.eml"
    path.write_bytes(letter(received=None))
    ended = office(
        *("add", office.vault, "--kind", "message", "--message", path),
        *("--record", office.record(JAM)),
    )
    assert ended.value["lacking"] == ["headers-lost"]
    assert "ask for the original" in ended.said
