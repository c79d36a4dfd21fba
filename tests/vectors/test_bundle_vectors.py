"""What the vectors in `data/` expect of a reader, one by one, asked of `clerkctl verify`.

They come from another implementation of the format (README.md in this folder).
"""

import json
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.answer import Exit
from clerkapp.cli.main import run
from clerkapp.host.profile import LocalProfile
from clerkapp.services.ports import Ports
from tests.fakes.clock import FrozenClock
from tests.fakes.drive import FakeDrive
from tests.fakes.office import MemoryMachine

DATA = Path(__file__).parent / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text("utf-8"))
VECTORS: list[dict[str, Any]] = EXPECTED["vectors"]
NAMED = {vector["name"]: vector for vector in VECTORS}


def _verify(
    vector: dict[str, Any], capsys: pytest.CaptureFixture[str], *more: str | Path
) -> dict[str, Any]:
    """The answer of `clerkctl verify --json`, which its exit code must agree with."""
    keys = DATA / "keys"
    files = [str(DATA / name) for name in vector["files"]]
    public = vector.get("public", False)
    pair = vector.get("recipient") or "recipient"
    arguments: list[str | Path] = ["verify", "--json", *more]
    arguments += ["--signers", keys / ("public_signers" if public else "allowed_signers")]
    if vector.get("revoked"):
        arguments += ["--revoked", keys / "revoked_keys"]
    if public:
        arguments += ["--public", *files]
    else:
        arguments += ["--recipient-key", keys / f"{pair}.key", "--recipient", keys / f"{pair}.crt"]
        arguments += files
    ports = Ports(FrozenClock(), FakeDrive(), MemoryMachine(), LocalProfile())
    code = run(ports, [str(one) for one in arguments])
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == (Exit.DONE if answer["accepted"] else Exit.REFUSED)
    return answer


def test_there_are_vectors_of_both_kinds() -> None:
    answers = [vector["accepted"] for vector in VECTORS]
    assert (answers.count(True), answers.count(False)) == (6, 66)


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["accepted"]], ids=lambda v: v["name"])
def test_accepts(vector: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    answer = _verify(vector, capsys)
    assert answer["accepted"], answer
    for member in ("digest", "principal", "seq", "kind", "totals", "missing"):
        assert answer[member] == vector[member]


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS if not v["accepted"]], ids=lambda v: v["name"]
)
def test_refuses(vector: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    answer = _verify(vector, capsys)
    assert not answer["accepted"]
    assert answer["code"] in vector["code"]


@pytest.mark.parametrize("chain", EXPECTED["chains"], ids=lambda chain: chain["name"])
def test_every_bundle_of_a_chain_stands_alone(
    chain: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    for step in chain["steps"]:
        assert _verify(step, capsys)["digest"] == step["digest"]


def test_what_is_withheld_leaves_identities_acts_and_grants_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full, less = tmp_path / "full", tmp_path / "less"
    for name, folder in (("delta", full), ("withheld", less)):
        folder.mkdir()
        _verify(NAMED[name], capsys, "--unpack", folder)
    data = {
        (folder.name, name): (folder / "bundle" / "data" / f"{name}.jsonl").read_bytes()
        for folder in (full, less)
        for name in ("records", "signatures", "accounts")
    }
    assert data["full", "signatures"] == data["less", "signatures"]
    for name, member in (("records", "revision"), ("accounts", "grant")):
        shown, withheld = (
            [json.loads(line) for line in data[which, name].splitlines()]
            for which in ("full", "less")
        )
        assert [one[member] for one in shown] == [one[member] for one in withheld]
        assert [one["fields"] for one in shown] != [one["fields"] for one in withheld]
