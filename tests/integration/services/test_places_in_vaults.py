"""Nothing is put into a vault's own folder, nor into another vault's, whichever way leads there."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkapp.cli.answer import Exit
from clerkapp.cli.main import run
from clerkapp.domain.errors import Refused
from clerkapp.services.export import exporting, state_keys
from clerkapp.services.records import attaching, recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import opening, safekeeping
from tests.fakes.office import JAM, Office
from tests.fakes.vaults import PASSPHRASE

FIRST = "LARK-2026-W1-0001"
TAPE = b"tape"

INIT = "init {vault} --authority ZZ --name X --station W1 --user Lee --new-passphrase-file {{p}}"

WRITING = (
    ("export {v} {place} --recipient {state}/recipient.crt", "place-inside-vault"),
    ("export {v} {place} --copy public", "place-inside-vault"),
    ("backup {v} {place}/b.clerkbackup", "backup-inside"),
    ("print {v} {number} --output {place}/sheet.pdf", "place-inside-vault"),
    ("attachment {v} {number} {sha256} --output {place}/tape.txt", "place-inside-vault"),
    ("attachment {v} {number} {sha256} --dangerous --output {place}", "place-inside-vault"),
    (
        "attachment {v} {number} {sha256} --dangerous --output {place}/DANGEROUS-x.zip",
        "place-inside-vault",
    ),
    ("state-key new {place}", "place-inside-vault"),
    ("state-key new {place}/keys", "place-inside-vault"),
    ("demo {place}", "place-inside-vault"),
    ("demo {place}/demo", "place-inside-vault"),
    ("restore {backup} {place}/Back.vault", "place-inside-vault"),
    (
        INIT.format(vault="{place}/New.vault"),
        "place-inside-vault",
    ),
    (
        f"{INIT.format(vault='{outside}/New.vault')} --recovery-key-output {{place}}/key.txt",
        "place-inside-vault",
    ),
)
LINKS = ("link", "link-inside")
PLACES = ("own", "own/inside", "other", "other/inside", *(LINKS if os.name == "posix" else ()))

Verb = Callable[[str, str], str]


@pytest.fixture
def verb(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verb:
    """Run a command line with a place; the code of its refusal."""
    session = office.unlock()
    attached = attaching.attach_bytes(session, "tape.txt", TAPE)
    recording.record(session, "equipment", JAM, attachments=[attached])
    backup = tmp_path / "b.clerkbackup"
    safekeeping.backup(session, backup)
    opening.lock(session)
    other = tmp_path / "Other.vault"
    safekeeping.restore(backup, other, office.ports)
    state_keys.new(tmp_path / "state", "ZZ test", office.ports)
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\n", "utf-8")
    passphrase.chmod(0o600)
    roots = {"own": office.folder, "other": other}
    for folder in roots.values():
        (folder / "inside").mkdir()
    if os.name == "posix":
        roots["link"], roots["link-inside"] = tmp_path / "way", tmp_path / "deep"
        roots["link"].symlink_to(office.folder)
        roots["link-inside"].symlink_to(office.folder / "inside")

    def done(line: str, place: str) -> str:
        root, _, below = place.partition("/")
        words = [
            word.format(
                v=office.folder,
                p=passphrase,
                place=str(roots[root] / below) if below else str(roots[root]),
                outside=tmp_path,
                state=tmp_path / "state",
                number=FIRST,
                sha256=attached.sha256,
                backup=backup,
            )
            for word in line.split()
        ]
        if "{v}" in line:
            words += ["--passphrase-file", str(passphrase)]
        code = run(office.ports, [*words, "--json"])
        out = capsys.readouterr().out
        assert code == Exit.REFUSED, out
        return str(json.loads(out)["refused"])

    return done


def _listed(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def test_no_verb_writes_into_a_vaults_folder(verb: Verb, tmp_path: Path) -> None:
    before = _listed(tmp_path)
    told = {(line, place): verb(line, place) for line, _ in WRITING for place in PLACES}
    assert told == {(line, place): code for line, code in WRITING for place in PLACES}
    # What unlocking notes beside the database comes and goes; nothing else may.
    assert {path.name for path in _listed(tmp_path) - before} <= {"tries"}


def test_the_recovery_key_does_not_go_into_the_vault_that_it_opens(
    office: Office, tmp_path: Path, verb: Verb
) -> None:
    (tmp_path / "New.vault").mkdir()
    line = INIT.format(vault="{outside}/New.vault")
    line = f"{line} --recovery-key-output {{outside}}/New.vault/key.txt"
    assert verb(line, "own") == "place-inside-vault"
    assert _listed(tmp_path / "New.vault") == set()


def test_a_refused_place_commits_no_bundle(
    office: Office, session: Session, request_: exporting.Request
) -> None:
    recording.record(session, "equipment", JAM)
    with pytest.raises(Refused, match="place-inside-vault"):
        exporting.export(session, request_, office.folder)
    assert session.vault.outgoing.latest("upstream") is None
    assert exporting.recipients_in_use(session) == ()


def test_a_folder_beside_the_vault_takes_everything(
    office: Office, session: Session, request_: exporting.Request, tmp_path: Path
) -> None:
    recording.record(session, "equipment", JAM)
    beside = tmp_path / f"{office.folder.name} copies"
    beside.mkdir()
    assert exporting.export(session, request_, beside).bundles
    assert safekeeping.backup(session, beside / "b.clerkbackup").size
