"""Bad input at the command line: each gets its exit code, its code and its sentence, and loses nothing.

The program runs in this process, with a clock, a drive and a machine that the test controls.
"""

import json
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.answer import Exit
from clerkapp.cli.main import run
from clerkapp.services.export import state_keys
from clerkapp.services.vaults import opening
from tests.fakes.drive import FakeDrive
from tests.fakes.office import JAM, Office
from tests.fakes.vaults import NAME, PASSPHRASE

FIRST = "LARK-2026-W1-0001"


@dataclass(frozen=True)
class Ended:
    """How a run ended: exit code, JSON values, and what was said."""

    exit: int
    values: list[Any]
    said: str

    @property
    def value(self) -> Any:
        return self.values[0]


class Clerkctl:
    """clerkctl for one office."""

    def __init__(self, office: Office, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.office = office
        self.folder = folder
        self._capsys = capsys
        self.passphrase = self.file("passphrase", f"{PASSPHRASE}\n")

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def record(self, **values: Any) -> Path:
        return self.file("record.json", json.dumps(values))

    def __call__(self, *arguments: str | Path, vault: bool = True) -> Ended:
        verb, *rest = map(str, arguments)
        where = [str(self.office.folder)] if vault else []
        passphrase = ["--passphrase-file", str(self.passphrase)] if vault else []
        code = run(self.office.ports, [verb, *where, *rest, *passphrase, "--json"])
        out, err = self._capsys.readouterr()
        return Ended(code, [json.loads(line) for line in out.splitlines()], err)


@pytest.fixture
def clerkctl(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerkctl:
    return Clerkctl(office, tmp_path, capsys)


def _add(clerkctl: Clerkctl, *more: str | Path, **values: Any) -> Ended:
    return clerkctl("add", "--kind", "equipment", "--record", clerkctl.record(**values), *more)


def _refused(ended: Ended, code: str, sentence: str, *fields: str) -> None:
    assert (ended.exit, ended.value["refused"], ended.value["fields"]) == (
        Exit.REFUSED,
        code,
        list(fields),
    )
    assert ended.value["message"] in ended.said
    assert sentence in ended.value["message"]


def _failed(ended: Ended, code: str, sentence: str) -> None:
    assert (ended.exit, ended.value["failed"]) == (Exit.ENVIRONMENT, code)
    assert ended.value["message"] in ended.said
    assert sentence in ended.value["message"]


def test_a_wrong_passphrase_gets_one_sentence_and_then_a_pause(clerkctl: Clerkctl) -> None:
    right = clerkctl.passphrase
    clerkctl.passphrase = clerkctl.file("wrong", "not the passphrase")
    for _ in range(4):
        ended = clerkctl("list")
        _refused(ended, "unlock-failed", "This name and passphrase do not open the vault.")
    _refused(clerkctl("list"), "unlock-paused", "Wait 30 seconds")
    unknown = clerkctl("list", "--user", "Nobody")
    _refused(unknown, "unlock-failed", "This name and passphrase do not open the vault.")
    clerkctl.office.clock.pass_time(30)
    clerkctl.passphrase = right
    ended = clerkctl("list")
    assert ended.exit == Exit.DONE
    assert "Failed tries to unlock since the last time: 5" in ended.said


@pytest.mark.parametrize(
    "damage",
    [lambda data: b"", lambda data: data[: len(data) // 2], lambda data: b"\x00" + data[1:]],
)
def test_a_damaged_header_opens_from_its_second_copy(
    clerkctl: Clerkctl, damage: Callable[[bytes], bytes]
) -> None:
    _add(clerkctl, **JAM)
    header = clerkctl.office.folder / "header.json"
    header.write_bytes(damage(header.read_bytes()))
    assert clerkctl("show", FIRST).value["number"] == FIRST


def test_two_damaged_headers_are_told(clerkctl: Clerkctl) -> None:
    for name in ("header.json", "header.copy.json"):
        (clerkctl.office.folder / name).write_bytes(b"{}")
    _failed(clerkctl("list"), "header-damaged", "damaged")


def test_a_damaged_database_is_told(clerkctl: Clerkctl) -> None:
    database = clerkctl.office.folder / "incidents.db"
    data = bytearray(database.read_bytes())
    data[100:200] = bytes(100)
    database.write_bytes(bytes(data))
    _failed(clerkctl("list"), "vault-damaged", "damaged")


def test_damage_inside_is_found_by_the_check(clerkctl: Clerkctl) -> None:
    _add(clerkctl, "--attach", clerkctl.file("long.txt", "x" * 3_000_000), **JAM)
    database = clerkctl.office.folder / "incidents.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(bytes(data))
    ended = clerkctl("check")
    assert (ended.exit, ended.value["ok"]) == (Exit.REFUSED, False)
    assert ended.value["problems"]
    assert "Findings: " in ended.said


def test_a_plaintext_database_is_refused(clerkctl: Clerkctl) -> None:
    database = clerkctl.office.folder / "incidents.db"
    database.unlink()
    plain = sqlite3.connect(database)
    plain.execute("CREATE TABLE revision (identity TEXT)")
    plain.commit()
    plain.close()
    _refused(clerkctl("list"), "vault-plaintext", "not encrypted")


def test_a_newer_vault_is_refused_and_left_as_it_is(clerkctl: Clerkctl) -> None:
    from clerkapp.codec import jcs
    from clerkapp.crypto.digests import sha256_hex

    newer = {}
    for name in ("header.json", "header.copy.json"):
        path = clerkctl.office.folder / name
        value = json.loads(path.read_bytes())
        del value["digest"]
        value["format"] = "clerkapp-vault/2"
        value["digest"] = sha256_hex(jcs.encode(value))
        path.write_bytes(jcs.encode(value))
        newer[name] = path.read_bytes()
    _refused(clerkctl("list"), "vault-newer", "Install the newer program.")
    assert all((clerkctl.office.folder / name).read_bytes() == newer[name] for name in newer)


def test_a_vault_that_is_open_elsewhere_fails_at_once(clerkctl: Clerkctl) -> None:
    session = clerkctl.office.unlock()
    try:
        _failed(clerkctl("list"), "vault-in-use", "open")
    finally:
        opening.lock(session)
    assert clerkctl("list").exit == Exit.DONE


def test_a_folder_that_is_no_vault(clerkctl: Clerkctl, tmp_path: Path) -> None:
    clerkctl.office.folder = tmp_path / "nothing"
    _failed(clerkctl("list"), "vault-gone", "If the vault lies on a drive or a stick")
    clerkctl.office.folder.mkdir()
    _refused(clerkctl("list"), "vault-missing", "There is no vault in this folder.")


def test_a_vault_on_a_network_share_is_refused(clerkctl: Clerkctl) -> None:
    clerkctl.office.drive.network = True
    _refused(clerkctl("list"), "vault-network", "network share")


def _with_state(clerkctl: Clerkctl) -> Path:
    state_keys.new(clerkctl.folder / "state", "ZZ test", clerkctl.office.ports)
    _add(clerkctl, "--attach", clerkctl.file("tape.txt", "t" * 2_000_000), **JAM)
    return clerkctl.folder / "state" / "recipient.crt"


def _on(clerkctl: Clerkctl, drive: FakeDrive) -> None:
    from dataclasses import replace

    clerkctl.office.ports = replace(clerkctl.office.ports, drive=drive)


def test_a_full_stick_is_told_before_anything_is_written(clerkctl: Clerkctl) -> None:
    certificate = _with_state(clerkctl)
    _on(clerkctl, FakeDrive(capacity=1000))
    ended = clerkctl("export", clerkctl.office.stick, "--recipient", certificate)
    _failed(ended, "drive-short", "Nothing was written, and your records are safe here.")
    assert not any(clerkctl.office.stick.iterdir())


def test_a_stick_that_fills_up_meanwhile_is_told(clerkctl: Clerkctl) -> None:
    certificate = _with_state(clerkctl)

    class FillingUp(FakeDrive):
        def free_space(self, folder: Path) -> int:
            return 1 << 40

    _on(clerkctl, FillingUp(capacity=1_500_000))
    ended = clerkctl("export", clerkctl.office.stick, "--recipient", certificate)
    _failed(ended, "drive-full", "There is not enough room")
    assert not any(clerkctl.office.stick.iterdir())


def test_a_stick_that_comes_out_is_told_and_the_same_bundle_goes_later(
    clerkctl: Clerkctl,
) -> None:
    certificate = _with_state(clerkctl)
    drive = FakeDrive(pulled_after=1_000_000)
    _on(clerkctl, drive)
    ended = clerkctl("export", clerkctl.office.stick, "--recipient", certificate)
    _failed(ended, "drive-gone", "Your records are safe here. Put it back and start again.")
    drive.put_back()
    ended = clerkctl("export", clerkctl.office.stick)
    assert (ended.exit, ended.value["seq"]) == (Exit.DONE, 1)


def test_an_attachment_that_cannot_be_read_records_nothing(clerkctl: Clerkctl) -> None:
    ended = _add(clerkctl, "--attach", clerkctl.folder / "photo.jpg", **JAM)
    _refused(ended, "attachment-unreadable", "“photo.jpg” cannot be read.")
    assert clerkctl("list").values == []


def test_a_folder_is_called_what_was_typed(clerkctl: Clerkctl) -> None:
    ended = _add(clerkctl, "--attach", ".", **JAM)
    _refused(ended, "attachment-unreadable", "“.” cannot be read.")


def test_what_the_guard_only_hints_at_is_told(clerkctl: Clerkctl) -> None:
    telling = {**JAM, "one_line": "Call 555-013-4477 about the lid."}
    ended = _add(clerkctl, **telling)
    assert ended.exit == Exit.DONE
    assert "(one_line): This looks like a phone number." in ended.said
    number, changes = ended.value["number"], {"seen": "It stood at 12 Maple Street."}
    ended = clerkctl("amend", number, "--reason", "More", "--record", clerkctl.record(**changes))
    assert "(seen): This looks like a street address." in ended.said
    assert "phone" not in ended.said
    ended = clerkctl("draft", "--kind", "equipment", "--record", clerkctl.record(**telling))
    assert "(one_line): This looks like a phone number." in ended.said
    assert "looks like" not in _add(clerkctl, **JAM).said


def test_an_attachment_above_the_limit_is_refused_with_the_reason(clerkctl: Clerkctl) -> None:
    path = clerkctl.folder / "video.mp4"
    with path.open("wb") as file:
        file.truncate(500_000_001)
    ended = _add(clerkctl, "--attach", path, **JAM)
    _refused(ended, "attachment-large", "“video.mp4” is larger than 500 MB", "attachments")
    assert clerkctl("list").values == []


def test_an_image_of_a_drive_is_refused_with_the_reason(clerkctl: Clerkctl) -> None:
    ended = _add(clerkctl, "--attach", clerkctl.file("card.img", "x"), **JAM)
    _refused(ended, "attachment-disk-image", "the image of a device's drive", "attachments")


def test_characters_that_no_text_can_hold_are_named_with_the_words_around_them(
    clerkctl: Clerkctl,
) -> None:
    for text, point in (
        (
            "Oak\x07Hall",
            "a control character (U+0007) here, which no text can hold: “Oak[U+0007]Hall”",
        ),
        ("Oak \ue000", "a sign of one program’s own (U+E000)"),
        ("O\u0430k Hall", "“O\u0430k” mixes letters of several alphabets"),
    ):
        code = "name-mixed" if "mixes" in point else "text-hidden"
        _refused(_add(clerkctl, **{**JAM, "place": text}), code, point, "place")
    shown = clerkctl("list")
    assert (shown.exit, shown.values) == (Exit.DONE, [])


def test_a_code_that_nobody_knows_does_not_steer_the_terminal(clerkctl: Clerkctl) -> None:
    code = "a\x1b[2J\u202e"
    ended = _add(clerkctl, **{**JAM, code: "x"})
    _refused(ended, "field-unknown", "a[U+001B][2J[U+202E]", code)
    assert not set("\x1b\u202e") & set(ended.said)


def test_a_clock_set_back_is_said_and_refuses_nothing(clerkctl: Clerkctl) -> None:
    assert _add(clerkctl, **JAM).exit == Exit.DONE
    clerkctl.office.clock.set_to("2026-10-01T08:00:00-05:00")
    ended = _add(clerkctl, **JAM)
    assert (ended.exit, ended.value["number"]) == (Exit.DONE, "LARK-2026-W1-0002")
    assert "This computer's clock stands before Nov 3, 7:40 a.m. CST" in ended.said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        "{",
        '{"danger": NaN}',
        '{"danger": "no", "danger": "yes"}',
        "\xff",
        "\xff\xfe{\0}\0",
        '{"one_line": ' + "9" * 5_000 + "}",
        '{"one_line": ' + "[" * 200_000,
        '{"one_line":' * 200_000,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_a_record_file_of_another_form(clerkctl: Clerkctl, text: str) -> None:
    path = clerkctl.folder / "broken.json"
    path.write_bytes(text.encode("latin-1"))
    ended = clerkctl("add", "--kind", "equipment", "--record", path)
    _refused(ended, "record-file-form", "is not a JSON object")


def test_a_passphrase_file_holds_one_line(clerkctl: Clerkctl) -> None:
    for text in ("", "two\nlines\n"):
        clerkctl.passphrase = clerkctl.file("odd", text)
        _refused(clerkctl("list"), "passphrase-file", "on a single line")
    clerkctl.passphrase = clerkctl.folder / "none"
    _failed(clerkctl("list"), "file-unreadable", "“none” cannot be read.")


def test_several_accounts_need_a_name(clerkctl: Clerkctl) -> None:
    clerkctl.office.add_everybody()
    ended = clerkctl("list")
    assert (ended.exit, ended.values) == (Exit.USAGE, [])
    assert "--user" in ended.said
    assert clerkctl("list", "--user", NAME.lower()).exit == Exit.DONE


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("nonsense",),
        ("sign", FIRST, "--act", "author"),
        ("add", "--kind", "memo", "--record", "-"),
        ("export",),
    ],
)
def test_wrong_usage_ends_with_two(clerkctl: Clerkctl, arguments: tuple[str, ...]) -> None:
    assert clerkctl(*arguments).exit == Exit.USAGE


def test_nothing_is_shown_of_what_a_person_may_not_see(clerkctl: Clerkctl) -> None:
    _add(clerkctl, **JAM)
    ended = clerkctl("show", "LARK-2026-W1-0002")
    _refused(ended, "record-not-found", "LARK-2026-W1-0002")
    _refused(clerkctl("show", "../../etc"), "number-form", "is not a record number")


@pytest.mark.parametrize("option", ["--from", "--until"])
def test_an_account_needs_days_that_exist(clerkctl: Clerkctl, option: str) -> None:
    words = clerkctl.file("words", "four other random words\n")
    who = ["--user", NAME, "--name", "Lee Ortega", "--role", "staff"]
    ended = run(
        clerkctl.office.ports,
        [
            *("user", "add", str(clerkctl.office.folder), *who, option, "2027-02-30"),
            *("--new-passphrase-file", str(words)),
            *("--passphrase-file", str(clerkctl.passphrase)),
        ],
    )
    assert ended == Exit.REFUSED


def test_without_standard_input_nothing_is_asked(
    clerkctl: Clerkctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    vault = str(clerkctl.office.folder)
    assert clerkctl("list", vault, vault=False).exit == Exit.USAGE
    assert clerkctl("add", "--kind", "equipment", "--record", "-").exit == Exit.ENVIRONMENT


def test_a_function_that_nobody_knows_makes_no_vault(clerkctl: Clerkctl, tmp_path: Path) -> None:
    office = ["--authority", "LARK", "--name", "Larkspur County", "--station", "W2", "--user", NAME]
    words: list[str | Path] = ["--passphrase-file", clerkctl.passphrase, "--function", "queen"]
    ended = clerkctl("init", tmp_path / "New.vault", *office, *words, vault=False)
    assert (ended.exit, ended.value["refused"]) == (Exit.REFUSED, "function-unknown")
    assert not (tmp_path / "New.vault").exists()


def test_the_recovery_key_is_never_lost(clerkctl: Clerkctl, tmp_path: Path) -> None:
    taken = clerkctl.file("taken", "something else")
    new, missing = tmp_path / "New.vault", tmp_path / "missing" / "key"
    office = ["--authority", "LARK", "--name", "Larkspur County", "--station", "W2", "--user", NAME]
    said: list[str | Path] = ["--passphrase-file", clerkctl.passphrase, "--recovery-key-output"]
    before = clerkctl("init", new, *office, *said, taken, vault=False)
    assert (before.exit, new.exists()) == (Exit.ENVIRONMENT, False)
    nowhere = clerkctl("init", new, *office, *said, missing, vault=False)
    _failed(nowhere, "drive-gone", "is no longer there")
    assert not new.exists()
    _on(clerkctl, FakeDrive(capacity=10))
    full = clerkctl("init", new, *office, *said, tmp_path / "key", vault=False)
    assert (full.exit, len(full.value["recovery_key"])) == (Exit.ENVIRONMENT, 39)
    assert "There is not enough room" in full.said
    assert new.exists()
