"""What leaves the office, process by process: export, verify, tamper, kill, and tools nobody here wrote."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.office import JAM, USER, Office
from tests.fakes.office import whole


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with one record and a state that knows its key."""
    office = Office(tmp_path_factory.mktemp("carrying"))
    office.init()
    office("state-key", "new", office.folder / "state")
    tape = office.folder / "tape.bin"
    tape.write_bytes(os.urandom(3_000_000))
    office(
        *("add", office.vault, "--kind", "equipment", "--record", office.record(JAM)),
        *("--attach", tape),
    )
    lines = office("signer", office.vault).value["lines"]
    office.file("allowed_signers", "\n".join(lines))
    return office


@pytest.fixture(scope="module")
def exported(office: Office) -> dict[str, Any]:
    """The first bundle."""
    value: dict[str, Any] = office(
        *(
            "export",
            office.vault,
            office.stick,
            "--recipient",
            office.folder / "state/recipient.crt",
        )
    ).value
    return value


def _state(office: Office) -> list[str]:
    return [
        *("--recipient-key", str(office.folder / "state/recipient.key")),
        *("--recipient", str(office.folder / "state/recipient.crt")),
        *("--signers", str(office.folder / "allowed_signers")),
    ]


def test_the_state_verifies_and_unpacks(office: Office, exported: dict[str, Any]) -> None:
    assert exported["principal"] == "W1@LARK"
    assert all(Path(name).is_absolute() for name in exported["files"])
    unpacked = office.folder / "unpacked"
    verified = office("verify", *exported["files"], *_state(office), "--unpack", unpacked).value
    assert verified["accepted"]
    assert (verified["digest"], verified["seq"]) == (exported["digest"], 1)
    assert verified["totals"]["records"] == 1
    line = json.loads((unpacked / "bundle/data/records.jsonl").read_text("utf-8"))
    assert line["fields"]["one_line"][1] == JAM["one_line"]


def test_a_changed_byte_is_refused_in_words(office: Office, exported: dict[str, Any]) -> None:
    data = bytearray(Path(exported["files"][0]).read_bytes())
    data[len(data) // 2] ^= 1
    changed = office.folder / "changed.p7m"
    changed.write_bytes(bytes(data))
    refused = office("verify", changed, *_state(office), ends=1)
    assert refused.value["accepted"] is False
    assert refused.value["code"] == "cannot-decrypt"
    assert refused.value["message"] in refused.said


def test_a_bundle_of_an_unknown_station_is_refused(
    office: Office, exported: dict[str, Any]
) -> None:
    nobody = office.file("nobody", "# no station yet\n")
    arguments = [*exported["files"], *_state(office)[:-1], str(nobody)]
    assert office("verify", *arguments, ends=1).value["code"] == "signature"


@pytest.mark.foreign
def test_tools_that_nobody_here_wrote_agree(office: Office, exported: dict[str, Any]) -> None:
    folder = office.folder / "by-hand"
    folder.mkdir()

    def run(*command: str | Path, given: bytes | None = None) -> bytes:
        done = subprocess.run(
            list(map(str, command)), cwd=folder, input=given, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout

    state = office.folder / "state"
    tar = b"".join(
        run(
            *("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", part),
            *("-recip", state / "recipient.crt", "-inkey", state / "recipient.key"),
        )
        for part in exported["files"]
    )
    (folder / "bundle.tar").write_bytes(tar)
    run("tar", "-xf", "bundle.tar")
    tagmanifest = (folder / "bundle/tagmanifest-sha256.txt").read_bytes()
    run(
        *("ssh-keygen", "-Y", "verify", "-f", office.folder / "allowed_signers", "-I", "W1@LARK"),
        *("-n", "incident-bundle@v1", "-s", "bundle/tagmanifest-sha256.txt.sig"),
        given=tagmanifest,
    )
    digest = run("sha256sum", "bundle/tagmanifest-sha256.txt").split()[0].decode()
    assert digest == exported["digest"]
    for listing in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(
            ["sha256sum", "--check", "--quiet", listing], cwd=folder / "bundle", check=True
        )
    run(sys.executable, "-m", "bagit", "--validate", "--quiet", "bundle")
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=office.stick, check=True)


@pytest.mark.foreign
def test_a_public_copy_is_checked_with_the_published_key_alone(office: Office) -> None:
    (office.folder / "public").mkdir()
    dana, wren = ("--user", USER), ("--user", "Wren Castellan")
    office.join("Wren Castellan", "reviewer")
    record = {**whole(), "occurred": JAM["occurred"]}
    number = office(
        *("add", office.vault, "--kind", "equipment", "--record", office.record(record)), *dana
    ).value["number"]
    office("status", office.vault, number, "--set", "resolved", *dana)
    opened = office.record({"public_handling": "open", "public_title": "It was cleaned."})
    office("amend", office.vault, number, "--record", opened, "--reason", "Asked for.", *wren)
    office("sign", office.vault, number, "--act", "review", *wren)
    exported = office(
        *("export", office.vault, office.folder / "public", "--copy", "public"), *dana
    ).value
    (file,) = exported["files"]
    assert exported["stayed"] == {"not_reviewed": 1}
    signers = office.folder / "allowed_signers"
    verified = office("verify", "--public", file, "--signers", signers).value
    assert (verified["accepted"], verified["kind"]) == (True, "snapshot")
    folder = office.folder / "public-by-hand"
    folder.mkdir()
    subprocess.run(["tar", "-xf", file], cwd=folder, check=True)
    with (folder / "bundle/tagmanifest-sha256.txt").open("rb") as signed:
        subprocess.run(
            [
                *("ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "W1@LARK"),
                *("-n", "incident-public@v1", "-s", "bundle/tagmanifest-sha256.txt.sig"),
            ],
            cwd=folder,
            stdin=signed,
            capture_output=True,
            check=True,
        )


def test_a_killed_export_is_written_again_as_the_same_bundle(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.init()
    office("state-key", "new", office.folder / "state")
    large = office.folder / "recording.bin"
    large.write_bytes(os.urandom(40_000_000))
    office(
        *("add", office.vault, "--kind", "procedure", "--record", office.record(JAM)),
        *("--attach", large),
    )
    certificate = office.folder / "state/recipient.crt"
    process = office.start(
        *("export", office.vault, office.stick, "--recipient", certificate),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not _begun(office.stick) and process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.002)
    process.kill()
    assert process.wait() != 0
    assert list(office.stick.glob("*.p7m")) == []

    assert office("list", office.vault).values[0]["sent"]
    first = office("export", office.vault, office.stick).value
    again = office("export", office.vault, office.stick).value
    assert (first["seq"], again["digest"]) == (1, first["digest"])
    lines = office("signer", office.vault).value["lines"]
    office.file("allowed_signers", "\n".join(lines))
    assert office("verify", *first["files"], *_state(office)).value["digest"] == first["digest"]


def _begun(stick: Path) -> bool:
    """Whether sealed bytes have left: the bundle was committed before."""
    return stick.is_dir() and any(path.stat().st_size > 0 for path in stick.iterdir())
