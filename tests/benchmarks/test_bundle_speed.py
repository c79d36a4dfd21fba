"""Export and verification of 300 MB beside their floor: sha256sum and AES-256-GCM of the same bytes.

pytest tests/benchmarks/test_bundle_speed.py --benchmark-only -o addopts=
"""

import resource
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from clerkapp.bundle.reader import read
from clerkapp.bundle.sealed import seal_parts
from clerkapp.bundle.spool import spooled
from clerkapp.bundle.writer import AttachmentSource, Content, prepare, sign, tar_length, tar_stream
from clerkapp.domain.files import WrittenFile
from clerkapp.host.drive import LocalDrive
from clerkapp.services.export.writing import write_parts
from tests.fakes import bag, people

RECORDS, ATTACHMENTS, SIZE = 2000, 150, 2_000_000
BLOCK = 1 << 20


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(BLOCK):
            yield chunk


@dataclass(frozen=True)
class Office:
    """The content of an export, and where it goes."""

    content: Content
    files: tuple[Path, ...]
    stick: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("speed")
    files, values = [], []
    for number in range(ATTACHMENTS):
        path = folder / str(number)
        seed = sha256(str(number).encode()).digest()
        path.write_bytes((seed * (SIZE // len(seed) + 1))[:SIZE])
        files.append(path)
        digest = sha256(path.read_bytes()).hexdigest()
        values.append(bag.attachment_value(b"") | {"sha256": digest, "size": SIZE})
    revisions = []
    for number in range(RECORDS):
        fields = {f"field_{n}": f"text of field {n}, of ordinary length" for n in range(18)}
        fields |= {"status": "recorded", "severity": "low"}
        named = {"attachment.1": values[number]} if number < ATTACHMENTS else {}
        record = f"{number:08x}-0000-4000-8000-000000000000"
        revisions.append(
            bag.revision(record, fields | named, number=f"LARK-2026-W1-{number + 1:04d}")
        )
    acts = sorted(map(bag.authored, revisions), key=lambda act: act.statement)
    sources = [
        AttachmentSource(value["sha256"], SIZE, partial(_chunks, path))
        for value, path in zip(values, files, strict=True)
    ]
    content = Content(lambda: iter(revisions), lambda: iter(acts), people.accounts(), sources)
    stick = folder / "stick"
    stick.mkdir()
    return Office(content, tuple(files), stick)


def _export(office: Office) -> tuple[WrittenFile, ...]:
    prepared = prepare(bag.draft(), office.content)
    signature = sign(prepared, bag.station_key())
    parts = seal_parts(
        tar_stream(prepared, signature),
        tar_length(prepared, signature),
        [bag.recipient().recipient],
    )
    return write_parts(LocalDrive(), office.stick, parts)


def _clear(office: Office) -> None:
    for path in office.stick.iterdir():
        path.unlink()


def _measure(benchmark: Any, work: Callable[[], object], setup: Callable[[], None]) -> None:
    benchmark.pedantic(work, setup=setup, rounds=3)
    benchmark.extra_info["peak_rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def test_floor(benchmark: Any, office: Office) -> None:
    def floor() -> None:
        subprocess.run(["sha256sum", *office.files], check=True, stdout=subprocess.DEVNULL)
        encryptor = Cipher(AES(bytes(32)), GCM(bytes(12))).encryptor()
        for path in office.files:
            for chunk in _chunks(path):
                encryptor.update(chunk)

    _measure(benchmark, floor, lambda: None)


def test_export(benchmark: Any, office: Office) -> None:
    _measure(benchmark, lambda: _export(office), lambda: _clear(office))


def test_verify(benchmark: Any, office: Office) -> None:
    _clear(office)
    written = _export(office)

    def verify() -> None:
        with spooled([file.path for file in written]) as copies:
            files = [copy.file for copy in copies]
            read(files, ours=bag.recipient(), signers=bag.trust())

    _measure(benchmark, verify, lambda: None)
