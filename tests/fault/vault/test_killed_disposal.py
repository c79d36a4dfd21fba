"""The process is killed (kill -9) while two people dispose of records: nothing went, or all of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from clerkapp.domain.people.roles import Role
from clerkapp.services.records import attaching, reading, recording
from clerkapp.services.retention import disposing
from clerkapp.services.vaults import opening, safekeeping
from tests.fakes.kills import KILLED
from tests.fakes.office import JAM, REVIEWER, Office, join
from tests.fakes.vaults import NAME, PASSPHRASE

DISPOSING = """
import os, sys
from pathlib import Path
from clerkapp.services.retention import disposing
from clerkapp.services.vaults import opening
from clerkapp.services.vaults.own import vault_of
from clerkapp.services.vaults.second import Second
from tests.fakes.office import REVIEWER, computer
from tests.fakes.vaults import NAME, PASSPHRASE
folder, output, when, instructions = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
ports = computer()
ports.clock.set_to("2028-11-05T09:00:00-06:00")
session = opening.unlock(folder, NAME, PASSPHRASE, ports)
kill = lambda: os.kill(os.getpid(), 9)
raw = vault_of(session).connection.raw
drive = type(session.ports.drive)
write = drive.write_new
def written(self, *args, **kwargs):
    if when == "before":
        kill()
    done = write(self, *args, **kwargs)
    if when == "after":
        raw.set_progress_handler(kill, instructions)
    return done
drive.write_new = written
numbers = [f"LARK-2026-W1-{n:04d}" for n in (1, 2, 3)]
disposing.dispose(session, numbers, "Over.", Second(REVIEWER, PASSPHRASE), output)
print("done", flush=True)
kill()
"""
NUMBERS = [f"LARK-2026-W1-{n:04d}" for n in (1, 2, 3)]


@pytest.fixture(autouse=True)
def _in_the_checkout(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)


@pytest.mark.parametrize(
    ("when", "instructions"),
    [
        ("before", 1),
        ("after", 20),
        ("after", 300),
        ("after", 2000),
        ("after", 9000),
        ("after", 40_000),
        ("never", 1),
    ],
)
def test_nothing_or_all(tmp_path: Path, when: str, instructions: int) -> None:
    office = Office(tmp_path)
    session = office.unlock()
    join(session, REVIEWER, Role.REVIEWER)
    for n in range(3):
        tape = attaching.attach_bytes(session, "tape.txt", bytes([n]) * 3_000_000)
        recording.record(session, "equipment", {**JAM, "election": None}, attachments=[tape])
    opening.lock(session)
    output = tmp_path / "certificate.pdf"
    ended = subprocess.run(
        [sys.executable, "-c", DISPOSING, office.folder, output, when, str(instructions)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == KILLED, ended.stderr
    office.clock.set_to("2028-11-06T09:00:00-06:00")
    session = opening.unlock(office.folder, NAME, PASSPHRASE, office.ports)
    words = {reading.show(session, number).row.one_line for number in NUMBERS}
    files = len(list(session.vault.attachments.all()))
    declared = len(session.vault.declarations.list())
    assert (words, files, declared) in (({JAM["one_line"]}, 3, 0), ({""}, 0, 1))
    if declared or ended.stdout:
        assert output.read_bytes().startswith(b"%PDF-1.7")
        assert declared
    assert safekeeping.check(session).problems == ()
    assert len(disposing.may_go(session)) == (0 if declared else 3)
    opening.lock(session)
