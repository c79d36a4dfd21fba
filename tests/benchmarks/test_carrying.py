"""Export and verify 300 MB of attachments as whole processes, against the least that could be done.

The least: read the bytes once for `sha256sum`, and encrypt them once with AES-256-GCM. Ours reads
them out of an encrypted vault, hashes, seals, writes, reads back and compares; or copies from the
stick, opens, hashes and checks.
"""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.benchmarks.clerkctl import USER, Office, Run
from tests.benchmarks.conftest import Figure, Ratio
from tools.sample_record import sample_record

SIZE = 100_000_000
COUNT = 3
LIMIT = 2.0
TURNS = 5
MEMORY_LIMIT = 150.0
RECORD = {
    "one_line": "Camera recordings of the counting room",
    "occurred": {"at": "2025-11-04", "precision": "day"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with one record that has 300 MB of attachments."""
    office = Office(tmp_path_factory.mktemp("carrying"))
    office.make_vault()
    record = sample_record(office.run("schema", "--kind", "procedure").value, RECORD)
    path = office.folder / "record.json"
    path.write_text(json.dumps(record), "utf-8")
    attached: list[str | Path] = []
    for number in range(COUNT):
        recording = office.folder / f"recording-{number}.bin"
        with recording.open("wb") as file:
            for _ in range(SIZE // 1_000_000):
                file.write(os.urandom(1_000_000))
        attached += ["--attach", recording]
    office.run(
        *("add", office.vault, "--kind", "procedure", "--record", path, "--user", USER), *attached
    )
    office.run("state-key", "new", office.folder / "state")
    signers = office.folder / "allowed_signers"
    lines = office.run("signer", office.vault, "--user", USER).value["lines"]
    signers.write_text("\n".join(lines), "utf-8")
    return office


def _least(office: Office) -> float:
    """Seconds of sha256sum plus AES-256-GCM over the attachments' bytes."""
    files = sorted(office.folder.glob("recording-*.bin"))
    started = time.perf_counter()
    subprocess.run(["sha256sum", *files], check=True, stdout=subprocess.DEVNULL)
    encryptor = Cipher(algorithms.AES(bytes(32)), modes.GCM(bytes(12))).encryptor()
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                encryptor.update(chunk)
    encryptor.finalize()
    return time.perf_counter() - started


def _export(office: Office, turn: int) -> Run:
    """Export from a fresh copy: what was exported once would not go into a second bundle."""
    copy = office.folder / f"copy-{turn}.vault"
    stick = office.folder / f"stick-{turn}"
    stick.mkdir()
    shutil.copytree(office.vault, copy)
    # What copying left in memory is not for the export's first fsync to write.
    os.sync()
    certificate = office.folder / "state" / "recipient.crt"
    run = office.run("export", copy, stick, "--recipient", certificate, "--user", USER)
    shutil.rmtree(copy)
    return run


Turns = list[tuple[Run, float]]
"""What a run took and what the least did right after it: by turns, so that a busy moment hits both."""


@pytest.fixture(scope="module")
def exported(office: Office) -> Turns:
    return [(_export(office, turn), _least(office)) for turn in range(TURNS)]


def test_export(exported: Turns, ratio: Ratio) -> None:
    _hold("export of 300 MB", exported, ratio)


def test_memory_of_an_export(exported: Turns, figure: Figure) -> None:
    most = max(run.megabytes for run, _ in exported)
    figure("memory of clerkctl export", most, "MB", limit=MEMORY_LIMIT)


@pytest.fixture(scope="module")
def verified(office: Office, exported: Turns) -> Turns:
    state = office.folder / "state"
    bundle = exported[0][0].value
    arguments = (
        *("verify", *bundle["files"], "--recipient-key", state / "recipient.key"),
        *("--recipient", state / "recipient.crt"),
        *("--signers", office.folder / "allowed_signers"),
    )
    turns = [(office.run(*arguments), _least(office)) for _ in range(TURNS)]
    assert all(run.value["digest"] == bundle["digest"] for run, _ in turns)
    return turns


def test_verify(verified: Turns, ratio: Ratio) -> None:
    _hold("verification of 300 MB", verified, ratio)


def test_memory_of_a_verification(verified: Turns, figure: Figure) -> None:
    most = max(run.megabytes for run, _ in verified)
    figure("memory of clerkctl verify", most, "MB", limit=MEMORY_LIMIT)


def _hold(name: str, turns: Turns, ratio: Ratio) -> None:
    """Compare what each could do when it was disturbed least."""
    ours = min(run.seconds for run, _ in turns)
    ratio(name, ours=ours, bare=min(least for _, least in turns), limit=LIMIT)
