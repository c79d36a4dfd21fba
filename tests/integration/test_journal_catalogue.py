"""A day at the office, verb by verb: every entry of the journal says what the catalogue promises."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.main import run
from clerkapp.domain.events import PARAMETERS, Event
from clerkapp.host.machine import MachineState
from clerkapp.host.profile import LocalProfile
from clerkapp.services import unjournaled
from clerkapp.services.ports import Ports
from clerkapp.vault.stores.journal import Journal
from tests.fakes.clock import FrozenClock
from tests.fakes.drive import FakeDrive
from tests.fakes.letters import letter
from tests.unit.domain.test_pictures import exif, jpeg
from tools.sample_record import sample_record

USER = "Dana Whitfield"
Clerkctl = Callable[..., Any]
NEVER_BY_CLERKCTL = {
    Event.BACKUP_FAILED,
    Event.SETTING_CHANGED,
    Event.EPOCH_OPENED,
    Event.ONLY_READ,
}


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> dict[Event, set[frozenset[str]]]:
    """The names of parameters that were written, by event. The entries are written all the same."""
    found: dict[Event, set[frozenset[str]]] = {}
    append = Journal.append

    def noting(
        self: Journal, event: Event, at: str, account: str | None, params: Mapping[str, Any]
    ) -> object:
        found.setdefault(event, set()).add(frozenset(params))
        return append(self, event, at, account, params)

    monkeypatch.setattr(Journal, "append", noting)
    return found


@pytest.fixture
def clerkctl(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    clock: FrozenClock,
) -> Clerkctl:
    ports = Ports(clock=clock, drive=FakeDrive(), machine=MachineState(), profile=LocalProfile())
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("harbor lantern pepper violet\n")
    monkeypatch.setenv("CLERKAPP_PASSPHRASE_FILE", str(passphrase))

    def call(*arguments: str | Path, ends: int = 0) -> Any:
        clock.pass_time(60)
        code = run(ports, [*map(str, arguments), "--json"])
        captured = capfd.readouterr()
        assert code == ends, captured.err
        lines = [json.loads(line) for line in captured.out.splitlines()]
        return lines[0] if len(lines) == 1 else lines

    return call


def _record(clerkctl: Clerkctl, folder: Path, kind: str = "equipment") -> Path:
    path = folder / f"{kind}.json"
    known = {"one_line": "Scanner 2 stopped taking ballots"}
    path.write_text(json.dumps(sample_record(clerkctl("schema", "--kind", kind), known)))
    return path


def test_every_entry_says_what_the_catalogue_promises(
    tmp_path: Path,
    clerkctl: Clerkctl,
    clock: FrozenClock,
    written: dict[Event, set[frozenset[str]]],
) -> None:
    vault, other = tmp_path / "Larkspur.vault", tmp_path / "other"
    other.write_text("meadow candle orbit thimble\n")
    office = ("--authority", "LARK", "--name", "Larkspur County", "--station", "W1")
    made = clerkctl("init", vault, *office, "--user", USER)
    key = tmp_path / "recovery"
    key.write_text(made["recovery_key"] + "\n")
    clerkctl("list", vault, "--user", USER, "--passphrase-file", other, ends=1)
    staff = ("--role", "recorder,staff", "--new-passphrase-file", other)
    clerkctl("user", "add", vault, "--name", "Lee Ortega", *staff, "--user", USER)
    own = tmp_path / "own"
    own.write_text("walnut ferry compass drizzle\n")
    theirs = ("--passphrase-file", other, "--new-passphrase-file", own)
    clerkctl("passphrase", vault, "--user", "Lee Ortega", *theirs)
    county = ("--role", "administrator", "--new-passphrase-file", other)
    clerkctl("user", "add", vault, "--name", "Imre Falk", *county, "--user", USER)
    clerkctl("passphrase", vault, "--user", "Imre Falk", *theirs)
    by_imre = ("--user", "Imre Falk", "--passphrase-file", own)
    clerkctl("user", "add", vault, "--name", "Sol Adair", *staff, *by_imre)
    photo = tmp_path / "photo.bin"
    photo.write_bytes(b"photo" * 1000)
    record = _record(clerkctl, tmp_path)
    add = ("add", vault, "--kind", "equipment", "--record", record)
    first = clerkctl(*add, "--attach", photo, "--user", USER)["number"]
    here = Ports(clock, FakeDrive(), MachineState(), LocalProfile())
    unjournaled.remember(here, made["vault_id"], "printed while nothing could be written")
    change = tmp_path / "change.json"
    change.write_text(json.dumps({"one_line": "Scanner 2 stopped, form 123-45-6789"}))
    kept = ("--override", "one_line=It is the number of the form.")
    clerkctl("amend", vault, first, "--record", change, "--reason", "Again", *kept, "--user", USER)
    second = clerkctl(*add, "--user", USER)["number"]
    clerkctl("strike", vault, second, "--reason", "Entered twice", "--user", USER)
    clerkctl("sign", vault, first, "--act", "authority", "--user", USER)
    sheet = tmp_path / "signed.pdf"
    sheet.write_bytes(b"%PDF-1.7 signed")
    ink = ("--act", "two-person", "--on-paper", "--attach", sheet, "--name", "Ana Judge")
    clerkctl("sign", vault, first, *ink, "--capacity", "first party", "--user", USER)
    narrow = ("--role", "recorder", "--site", "Oak Hall", "--new-passphrase-file", other)
    clerkctl("user", "add", vault, "--name", "Ivo Marsh", *narrow, "--user", USER)
    attachment = clerkctl("show", vault, first, "--user", USER)["attachments"][0]["sha256"]
    saved = ("--output", tmp_path / "saved.bin", "--user", USER)
    clerkctl("attachment", vault, first, attachment, *saved)
    nowhere = ("--output", tmp_path / "nowhere" / "saved.bin", "--user", USER)
    clerkctl("attachment", vault, first, attachment, *nowhere, ends=3)
    locked = ("--dangerous", "--output", tmp_path, "--user", USER)
    clerkctl("attachment", vault, first, attachment, *locked)
    clerkctl("print", vault, first, "--output", tmp_path / "sheet.pdf", "--user", USER)
    mail = tmp_path / "notice.eml"
    mail.write_bytes(letter())
    told = ("--record", _record(clerkctl, tmp_path, "message"), "--message", mail, "--user", USER)
    third = clerkctl("add", vault, "--kind", "message", *told)["number"]
    log, mapped = tmp_path / "log.csv", tmp_path / "map.json"
    log.write_text("When,What,Where\n2024-11-05 07:05,Key box open,Oak Hall\n")
    columns = {"When": "occurred", "What": "one_line", "Where": "place"}
    mapped.write_text(json.dumps({"kind": "procedure", "columns": columns}))
    clerkctl("import-log", vault, log, "--map", mapped, "--user", USER)
    desk = ("--output", tmp_path / "desk.pdf", "--user", USER)
    clerkctl("print", vault, third, "--message", *desk)
    reviewer = ("--role", "reviewer", "--new-passphrase-file", other, "--user", USER)
    clerkctl("user", "add", vault, "--name", "Wren Castellan", *reviewer)
    clerkctl("passphrase", vault, "--user", "Wren Castellan", *theirs)
    tray = tmp_path / "tray.jpg"
    tray.write_bytes(jpeg(exif(gps=False, time=False)))
    fourth = clerkctl(*add, "--attach", tray, "--user", USER)["number"]
    held = clerkctl("show", vault, fourth, "--user", USER)["attachments"][0]["sha256"]
    looked = ("--sha256", held, "--reason", "The paper in the picture is blank.")
    by_wren = ("--user", "Wren Castellan", "--passphrase-file", own)
    clerkctl("clear-picture", vault, fourth, *looked, *by_wren)
    words = tmp_path / "words.json"
    words.write_text(json.dumps({"public_wording": "The path was cleared and voting went on."}))
    clerkctl("amend", vault, first, "--record", words, "--reason", "For outside", *by_wren)
    clerkctl("lesson", "release", vault, first, *by_wren)
    other_one = ("--election", "A runoff that nobody recorded anything of", "--user", USER)
    declared = clerkctl("nil", "add", vault, *other_one, "--text", "Nothing happened.")["id"]
    clerkctl("nil", "withdraw", vault, declared, "--reason", "A late call", "--user", USER)
    clerkctl("hold", vault, first, "--reason", "A court", "--user", USER)
    clerkctl("hold", vault, first, "--lift", "--reason", "Done", "--user", USER)
    untied = tmp_path / "untied.json"
    untied.write_text(json.dumps({**json.loads(record.read_text()), "election": None}))
    fifth = clerkctl("add", vault, "--kind", "equipment", "--record", untied, "--user", USER)
    clock.set_to("2029-01-05T09:00:00-06:00")
    both = ("--second", "Wren Castellan", "--second-passphrase-file", own)
    gone = ("--reason", "Over", "--output", tmp_path / "gone.pdf", "--user", USER)
    clerkctl("dispose", vault, fifth["number"], *both, *gone)
    clerkctl("user", "disable", vault, "--name", "Wren Castellan", "--user", USER)
    clerkctl("site", "add", vault, "--code", "OAK", "--name", "Oak Hall", "--user", USER)
    clerkctl("site", "export", vault, tmp_path / "sites.csv", "--user", USER)
    clerkctl("state-key", "new", tmp_path / "state")
    certificate = tmp_path / "state" / "recipient.crt"
    stick = tmp_path / "stick"
    stick.mkdir()
    clerkctl("export", vault, stick, "--recipient", certificate, "--user", USER)
    clerkctl("check", vault, "--user", USER)
    clerkctl("backup", vault, tmp_path / "larkspur.backup", "--user", USER)
    clerkctl("passphrase", vault, "--new-passphrase-file", other, "--user", USER)
    renewed = clerkctl("recovery-key", vault, "--user", USER, "--passphrase-file", other)
    key.write_text(renewed["recovery_key"] + "\n")
    reading = ("--confirm", "--recovery-key-file", key)
    clerkctl("recovery-key", vault, "--user", USER, "--passphrase-file", other, *reading)
    clerkctl("rekey", vault, "--user", USER, "--passphrase-file", other)
    clock.set_to("2026-11-03T01:40:00-06:00")
    clerkctl("list", vault, "--user", USER, "--passphrase-file", other)
    clerkctl(
        "user", "disable", vault, "--name", "Lee Ortega", "--user", USER, "--passphrase-file", other
    )
    key.write_text(renewed["recovery_key"] + "\n")
    clerkctl(
        *("user", "add", vault, "--name", "Lee Ortega", "--role", "staff", "--user", USER),
        *("--new-passphrase-file", own, "--passphrase-file", other, "--recovery-key-file", key),
    )
    restored = tmp_path / "Restored.vault"
    clerkctl("restore", tmp_path / "larkspur.backup", restored)
    clerkctl("list", restored, "--user", USER)
    recover = ("--recovery-key-file", key, "--new-passphrase-file", other)
    clerkctl("recover", vault, *recover, "--user", USER)
    promised = {event: {names} for event, names in PARAMETERS.items()}
    assert {event: names for event, names in written.items() if names != promised[event]} == {}
    assert set(Event) - set(written) <= NEVER_BY_CLERKCTL
