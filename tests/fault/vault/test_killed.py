"""The process is killed (kill -9) at many moments; nothing recorded is ever lost or half there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clerkapp.domain.office import Created
from clerkapp.vault.api import Unlocked, check
from clerkapp.vault.keys import header as headers
from tests.fakes.kills import KILLED
from tests.fakes.vaults import attach, names, opened, record

RECORDING = """
import os, sys
from pathlib import Path
from tests.fakes.vaults import opened, record
unlocked = opened(Path(sys.argv[1]))
after, instructions = int(sys.argv[2]), int(sys.argv[3])
while True:
    if after == 0:
        kill = lambda: os.kill(os.getpid(), 9)
        unlocked.vault.connection.raw.set_progress_handler(kill, instructions)
    after -= 1
    made = record(unlocked)
    print(made.header.number, flush=True)
"""

ROTATING = """
import os, sys, threading
from pathlib import Path
from clerkapp.vault.opening import rotation
from tests.fakes.vaults import opened
folder, step, wal_size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
unlocked = opened(folder)
kill = lambda: os.kill(os.getpid(), 9)
wal = folder / "incidents.db-wal"
def watch():
    while not wal.exists() or wal.stat().st_size < wal_size:
        pass
    kill()
for done in rotation.steps(unlocked.vault, folder):
    if done == step:
        kill()
    if done == "announced" and wal_size:
        threading.Thread(target=watch, daemon=True).start()
"""


@pytest.fixture(autouse=True)
def _in_the_checkout(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program that kills itself."""
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def locked(unlocked: Unlocked) -> Unlocked:
    """A vault with some megabytes in it, closed."""
    record(unlocked)
    attach(unlocked, *(os.urandom(1 << 20) for _ in range(12)))
    unlocked.vault.close()
    return unlocked


@pytest.mark.parametrize("after", [0, 3])
@pytest.mark.parametrize("instructions", [20, 300, 700, 1100, 2500, 9000])
def test_what_was_said_to_be_recorded_is_there_and_nothing_is_half_there(
    folder: Path, created: Created, after: int, instructions: int
) -> None:
    ran = run(RECORDING, folder, after, instructions)
    assert (ran.returncode, ran.stderr) == (KILLED, "")
    said = ran.stdout.split()
    assert len(said) >= after
    again = opened(folder)
    there = [f"LARK-2026-W1-{n:04}" for n in range(1, again.vault.revisions.count() + 1)]
    assert there[: len(said)] == said
    assert len(there) - len(said) in (0, 1)
    journaled = [entry.params["number"] for entry in again.vault.journal.entries(after=1)]
    assert journaled == there
    assert check(again.vault, folder).problems == ()
    record(again)
    again.vault.close()


@pytest.mark.parametrize("step", ["announced", "rekeyed", "stored", "settled"])
def test_a_rotation_killed_between_its_steps_loses_nothing(
    folder: Path, locked: Unlocked, step: str
) -> None:
    ran = run(ROTATING, folder, step, 0)
    assert (ran.returncode, ran.stderr) == (KILLED, "")
    require_whole(folder)


@pytest.mark.parametrize("wal_size", [100_000, 6_000_000, 12_000_000])
def test_a_rotation_killed_while_the_pages_are_written_loses_nothing(
    folder: Path, locked: Unlocked, wal_size: int
) -> None:
    ran = run(ROTATING, folder, "never", wal_size)
    assert (ran.returncode, ran.stderr) == (KILLED, "")
    require_whole(folder)


def require_whole(folder: Path) -> None:
    again = opened(folder)
    assert check(again.vault, folder).problems == ()
    assert again.vault.revisions.count() == 1
    again.vault.close()
    assert names(folder) == [headers.SECOND, headers.FIRST, headers.DATABASE]
    copies = headers.read_copies(folder)
    assert copies[0] == copies[1]
    assert all(len(slot.sealed) == 1 for slot in copies[0].slots)


def test_the_process_that_was_killed_holds_no_lock(folder: Path, created: Created) -> None:
    run(RECORDING, folder, 0, 20)
    opened(folder).vault.close()
