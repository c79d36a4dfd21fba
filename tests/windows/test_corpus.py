"""Every message of the corpora is read on Windows as it is on Linux: the same octets, message by message."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows.wine import CLERKCTL, ROOT, command

CORPORA = (ROOT / "tests" / "corpus", ROOT.parent / "shared" / "corpus")
OPTIONS = ("--json", "--readers", "1")


@pytest.mark.parametrize("corpus", [one for one in CORPORA if one.is_dir()], ids=str)
def test_windows_reads_what_linux_reads(corpus: Path) -> None:
    here = _lines([sys.executable, "-c", CLERKCTL, "inspect", str(corpus), *OPTIONS])
    there = _lines(command("python", "-X", "utf8=0", "-c", CLERKCTL, "inspect", corpus, *OPTIONS))
    assert len(here) >= 15
    assert [_file(line) for line in there] == [_file(line) for line in here]
    assert [_file(line) for line, other in zip(here, there, strict=True) if line != other] == []


def _lines(run: list[str]) -> list[bytes]:
    said = subprocess.run(run, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=600)
    assert b"Traceback" not in said.stderr
    return said.stdout.split(b"\n")


def _file(line: bytes) -> str:
    return str(json.loads(line)["file"]) if line else ""
