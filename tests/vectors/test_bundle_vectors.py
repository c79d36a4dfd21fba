"""What the shared vectors expect of a reader, one by one (`../shared/vectors` beside the checkout).

They come from another implementation of the format. Where they are not there, this module says so;
tests/unit/bundle holds a defect of our own making for every rule and always runs.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from clerkapp.bundle.reader import Verified, read, read_public
from clerkapp.bundle.sink import Sink
from clerkapp.codec.signers import parse_revoked, parse_signers
from clerkapp.crypto.certificates import read_recipient_key
from clerkapp.domain.errors import Refused
from clerkapp.domain.revision import Revision

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "vectors"
if not SHARED.is_dir():
    pytest.skip("the shared vectors are not beside this checkout", allow_module_level=True)

EXPECTED = json.loads((SHARED / "expected.json").read_text("utf-8"))
pytestmark = pytest.mark.corpus


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    """Closes what a test opens."""
    with ExitStack() as stack:
        yield stack


def _key_file(name: str) -> bytes:
    return (SHARED / "keys" / name).read_bytes()


def _read(vector: dict[str, Any], opened: ExitStack, sink: Sink | None = None) -> Verified:
    files: list[BinaryIO] = [
        opened.enter_context((SHARED / name).open("rb")) for name in vector["files"]
    ]
    revoked = parse_revoked(_key_file("revoked_keys")) if vector.get("revoked") else frozenset()
    if vector.get("public"):
        signers = parse_signers(_key_file("public_signers"))
        return read_public(files[0], signers=signers, revoked=revoked, sink=sink)
    name = vector.get("recipient", "recipient")
    return read(
        files,
        ours=read_recipient_key(_key_file(f"{name}.crt"), _key_file(f"{name}.key")),
        signers=parse_signers(_key_file("allowed_signers")),
        revoked=revoked,
        sink=sink,
    )


@pytest.mark.parametrize(
    "vector", [v for v in EXPECTED["vectors"] if v["accepted"]], ids=lambda v: v["name"]
)
def test_accepts(vector: dict[str, Any], opened: ExitStack) -> None:
    verified = _read(vector, opened)
    assert {
        "digest": verified.digest,
        "principal": verified.principal,
        "seq": verified.seq,
        "kind": verified.kind,
        "totals": verified.totals.to_value(),
        "missing": list(verified.missing),
    } == {
        name: vector[name] for name in ("digest", "principal", "seq", "kind", "totals", "missing")
    }


@pytest.mark.parametrize(
    "vector", [v for v in EXPECTED["vectors"] if not v["accepted"]], ids=lambda v: v["name"]
)
def test_refuses(vector: dict[str, Any], opened: ExitStack) -> None:
    with pytest.raises(Refused) as refused:
        _read(vector, opened)
    assert refused.value.code in vector["code"]


@pytest.mark.parametrize("chain", EXPECTED["chains"], ids=lambda chain: chain["name"])
def test_every_bundle_of_a_chain_stands_alone(chain: dict[str, Any], opened: ExitStack) -> None:
    for step in chain["steps"]:
        assert _read(step, opened).digest == step["digest"]


def test_withheld_fields_leave_identity_and_acts_alone(opened: ExitStack) -> None:
    class Identities(Sink):
        def __init__(self) -> None:
            self.seen: dict[str, int] = {}

        def revision(self, revision: Revision) -> None:
            self.seen[revision.identity] = len(revision.fields)

    named = {vector["name"]: vector for vector in EXPECTED["vectors"]}
    full, less = Identities(), Identities()
    _read(named["delta"], opened, full)
    _read(named["withheld"], opened, less)
    assert full.seen.keys() == less.seen.keys()
    assert sum(less.seen.values()) < sum(full.seen.values())
