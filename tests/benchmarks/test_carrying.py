"""Export and verify 300 MB of attachments as whole processes, against the least that could be done.

The least: read the bytes once for `sha256sum`, and encrypt them once with AES-256-GCM. Ours reads
them out of an encrypted vault, hashes, seals, writes, reads back and compares; or copies from the
stick, opens, hashes and checks.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.benchmarks.clerkctl import USER, Office, Run
from tests.benchmarks.conftest import Figure, Ratio
from tests.benchmarks.timing import best
from tools.sample_record import sample_record

SIZE = 100_000_000
COUNT = 3
LIMIT = 2.0
MEMORY_LIMIT = 150.0
RECORD = {
    "one_line": "Camera recordings of the counting room",
    "occurred": {"at": "2026-11-03", "precision": "day"},
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
    line = office.run("signer", office.vault, "--user", USER).value["line"]
    signers.write_text(f"{line}\n", "utf-8")
    return office


@pytest.fixture(scope="module")
def least(office: Office) -> float:
    """Seconds of sha256sum plus AES-256-GCM over the attachments' bytes."""
    files = sorted(office.folder.glob("recording-*.bin"))

    def hash_and_encrypt() -> None:
        subprocess.run(["sha256sum", *files], check=True, stdout=subprocess.DEVNULL)
        encryptor = Cipher(algorithms.AES(bytes(32)), modes.GCM(bytes(12))).encryptor()
        for path in files:
            with path.open("rb") as file:
                while chunk := file.read(1 << 20):
                    encryptor.update(chunk)
        encryptor.finalize()

    return best(hash_and_encrypt, 3)


def _export(office: Office, turn: int) -> Run:
    """Export from a fresh copy: what was exported once would not go into a second bundle."""
    copy = office.folder / f"copy-{turn}.vault"
    stick = office.folder / f"stick-{turn}"
    stick.mkdir()
    shutil.copytree(office.vault, copy)
    certificate = office.folder / "state" / "recipient.crt"
    run = office.run("export", copy, stick, "--recipient", certificate, "--user", USER)
    shutil.rmtree(copy)
    return run


@pytest.fixture(scope="module")
def exported(office: Office) -> list[Run]:
    return [_export(office, turn) for turn in range(3)]


def test_export(exported: list[Run], least: float, ratio: Ratio) -> None:
    seconds = min(run.seconds for run in exported)
    ratio("export of 300 MB", ours=seconds, bare=least, limit=LIMIT)


def test_memory_of_an_export(exported: list[Run], figure: Figure) -> None:
    most = max(run.megabytes for run in exported)
    figure("memory of clerkctl export", most, "MB", limit=MEMORY_LIMIT)


@pytest.fixture(scope="module")
def verified(office: Office, exported: list[Run]) -> list[Run]:
    state = office.folder / "state"
    runs = [
        office.run(
            *("verify", *exported[0].value["files"], "--recipient-key", state / "recipient.key"),
            *("--recipient", state / "recipient.crt"),
            *("--signers", office.folder / "allowed_signers"),
        )
        for _ in range(3)
    ]
    assert all(run.value["digest"] == exported[0].value["digest"] for run in runs)
    return runs


def test_verify(verified: list[Run], least: float, ratio: Ratio) -> None:
    seconds = min(run.seconds for run in verified)
    ratio("verification of 300 MB", ours=seconds, bare=least, limit=LIMIT)


def test_memory_of_a_verification(verified: list[Run], figure: Figure) -> None:
    most = max(run.megabytes for run in verified)
    figure("memory of clerkctl verify", most, "MB", limit=MEMORY_LIMIT)
