"""Files that clerkctl reads: ordinary ones of a fitting size, whole, and for the person's eyes if secret.
A message is read before the vault is opened."""

import json
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.answer import Exit
from clerkapp.cli.main import run
from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.services.export import state_keys
from clerkapp.services.messages import keeping
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.records import attaching
from tests.fakes.drive import FakeDrive
from tests.fakes.office import JAM, Office
from tests.fakes.vaults import PASSPHRASE

Clerkctl = Callable[..., tuple[int, list[Any], str]]
LETTER = b"From: a@lookalike.example\r\nSubject: Sign in\r\n\r\nSign in.\r\n"


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n", "utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(JAM), "utf-8")
    return path


@pytest.fixture
def clerkctl(office: Office, passphrase: Path, capsys: pytest.CaptureFixture[str]) -> Clerkctl:
    def done(verb: str, *arguments: str | Path) -> tuple[int, list[Any], str]:
        said = [str(one).format(v=office.folder, p=passphrase) for one in arguments]
        code = run(office.ports, [*verb.split(), *said, "--json"])
        out, err = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err

    return done


OPTIONS = (
    ("list", "{v}", "--passphrase-file", "{special}"),
    ("add", "{v}", "--passphrase-file", "{p}", "--kind", "equipment", "--record", "{special}"),
    ("draft", "{v}", "--passphrase-file", "{p}", "--kind", "equipment", "--record", "{special}"),
    ("passphrase", "{v}", "--passphrase-file", "{p}", "--new-passphrase-file", "{special}"),
    ("recover", "{v}", "--recovery-key-file", "{special}", "--new-passphrase-file", "{p}"),
    (
        "recovery-key",
        *("{v}", "--passphrase-file", "{p}", "--confirm", "--recovery-key-file", "{special}"),
    ),
    ("export", "{v}", "{v}", "--passphrase-file", "{p}", "--recipient", "{special}"),
    ("verify", "--public", "{p}", "--signers", "{special}"),
    ("inspect", "{special}"),
)


@pytest.mark.posix("special")
@pytest.mark.parametrize("special", ["fifo", "/dev/zero"])
@pytest.mark.parametrize("call", OPTIONS, ids=lambda call: f"{call[0]} {call[-2]}")
def test_an_endless_or_waiting_file_is_refused_before_its_first_byte(
    clerkctl: Clerkctl, tmp_path: Path, call: tuple[str, ...], special: str
) -> None:
    path = Path(special)
    if special == "fifo":
        path = tmp_path / "fifo"
        os.mkfifo(path)
    verb, *arguments = [one.replace("{special}", str(path)) for one in call]
    ended, (value,), _ = clerkctl(verb, *arguments)
    code = value.get("refused", value.get("code"))
    assert (ended, code) == (Exit.REFUSED, "file-special")


@pytest.mark.posix("modes")
@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_secret_that_others_may_read_is_told(
    clerkctl: Clerkctl, passphrase: Path, monkeypatch: pytest.MonkeyPatch, mode: int, told: bool
) -> None:
    passphrase.chmod(mode)
    real = Path.stat

    def entered_by_everybody(path: Path, **options: Any) -> os.stat_result:
        found = real(path, **options)
        if not stat.S_ISDIR(found.st_mode):
            return found
        return os.stat_result((found.st_mode | 0o011, *found[1:]))

    monkeypatch.setattr(Path, "stat", entered_by_everybody)
    ended, _, said = clerkctl("list", "{v}", "--passphrase-file", "{p}")
    assert (ended, "Others on this computer may read" in said) == (Exit.DONE, told)


@pytest.mark.posix("modes")
def test_a_folder_that_nobody_else_enters_guards_what_is_in_it(
    clerkctl: Clerkctl, passphrase: Path, tmp_path: Path
) -> None:
    passphrase.chmod(0o644)
    tmp_path.chmod(0o700)
    _, _, said = clerkctl("list", "{v}", "--passphrase-file", "{p}")
    assert said == ""


def test_a_message_is_read_while_the_vault_is_free_for_others(
    clerkctl: Clerkctl,
    office: Office,
    record: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_bytes(LETTER)
    real = keeping.read
    opened = []

    def read(data: bytes, **options: Any) -> Reading:
        session = office.unlock()
        opened.append(session.account.name)
        session.vault.close()
        return real(data, **options)

    monkeypatch.setattr(keeping, "read", read)
    more = ("--kind", "message", "--record", record, "--message", mail)
    ended, (value,), _ = clerkctl("add", "{v}", "--passphrase-file", "{p}", *more)
    assert (ended, len(opened)) == (Exit.DONE, 1)
    assert value["number"] == "LARK-2026-W1-0001"


def test_a_message_that_changes_between_reading_and_keeping_is_refused(
    clerkctl: Clerkctl, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_bytes(LETTER)
    real = keeping.read

    def read(data: bytes, **options: Any) -> Reading:
        mail.write_bytes(LETTER.replace(b"Sign in.", b"Sign it."))
        return real(data, **options)

    monkeypatch.setattr(keeping, "read", read)
    more = ("--kind", "message", "--record", record, "--message", mail)
    ended, (value,), _ = clerkctl("add", "{v}", "--passphrase-file", "{p}", *more)
    assert (ended, value["refused"]) == (Exit.REFUSED, "file-changed")
    monkeypatch.undo()
    assert clerkctl("list", "{v}", "--passphrase-file", "{p}")[1] == []


@pytest.mark.parametrize("change", ["grows", "shrinks", "other octets"])
def test_a_file_that_changes_while_it_is_attached_is_refused(
    clerkctl: Clerkctl, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    log = tmp_path / "device.log"
    log.write_bytes(b"x" * (3 << 20))
    real = attaching._chunks

    def chunks(*arguments: Any) -> Any:
        for n, chunk in enumerate(real(*arguments)):
            if n == 0:
                writer = threading.Thread(target=_change, args=(log, change))
                writer.start()
                writer.join()
            yield chunk

    monkeypatch.setattr(attaching, "_chunks", chunks)
    more = ("--kind", "equipment", "--record", record, "--attach", log)
    ended, (value,), said = clerkctl("add", "{v}", "--passphrase-file", "{p}", *more)
    assert (ended, value["refused"]) == (Exit.REFUSED, "file-changed")
    assert "“device.log” changed while it was read" in said
    monkeypatch.undo()
    ended, (value,), _ = clerkctl("add", "{v}", "--passphrase-file", "{p}", *more)
    assert (ended, value["number"]) == (Exit.DONE, "LARK-2026-W1-0001")


def _change(path: Path, change: str) -> None:
    before = path.stat()
    with path.open("r+b") as file:
        if change == "grows":
            file.seek(0, os.SEEK_END)
            file.write(b"y" * 1000)
        elif change == "shrinks":
            file.truncate(1 << 20)
        else:
            file.write(b"y")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 10_000_000))


@pytest.mark.parametrize("capacity", [0, 500, 900, 1200, 1500, 1800])
def test_the_states_keys_are_all_there_or_none(
    office: Office, tmp_path: Path, capacity: int
) -> None:
    from dataclasses import replace

    folder = tmp_path / "keys"
    full = replace(office.ports, drive=FakeDrive(capacity=capacity))
    with pytest.raises(EnvironmentFailure, match="drive-full"):
        state_keys.new(folder, "ZZ test", full)
    assert list(folder.iterdir()) == []
    made = state_keys.new(folder, "ZZ test", office.ports)
    assert sorted(path.name for path in folder.iterdir()) == sorted(state_keys.NAMES)
    assert len(made.files) == 6


def test_the_states_keys_are_not_made_in_the_place_of_a_missing_stick(
    clerkctl: Clerkctl, tmp_path: Path
) -> None:
    ended, (value,), _ = clerkctl("state-key new", tmp_path / "media" / "keys")
    assert (ended, value["failed"]) == (Exit.ENVIRONMENT, "drive-gone")
    assert not (tmp_path / "media").exists()
