"""The messages of tests/corpus, through the children: each says what the table says."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clerkapp.crypto.digests import sha256_hex
from clerkapp.evidence import reading
from clerkapp.evidence.child.pool import Pool
from clerkapp.evidence.examination import examine
from tests.corpus.make import UNSTEADY

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
EXPECTED: dict[str, Any] = json.loads((CORPUS / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1) as one:
        yield one


@pytest.mark.parametrize("name", EXPECTED)
def test_a_message_says_what_the_table_says(pool: Pool, name: str) -> None:
    data = (CORPUS / name).read_bytes()
    result = pool.examine(data)
    problems = {one.code for one in result.problems}
    assert result.sha256 == sha256_hex(data)
    assert {
        "sender": result.sender.address,
        "subject": result.subject,
        "signs": {one.code: one.strength for one in result.signs},
        # Whether time or memory ends first is the computer's affair.
        "problems": sorted(re.sub("-(slow|died|memory)$", "-stopped", one) for one in problems),
    } == EXPECTED[name]


def test_what_is_printed_stays_byte_for_byte(pool: Pool) -> None:
    printed = (CORPUS / "inspected.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["file"] for line in printed] == sorted(set(EXPECTED) - {UNSTEADY})
    for line in printed:
        name = json.loads(line)["file"]
        found = pool.examine((CORPUS / name).read_bytes())
        assert json.dumps({"file": name, **reading.inspected(found)}) == line


@pytest.mark.parametrize("name", [one for one in EXPECTED if not one.startswith("hostile_")])
def test_a_child_says_what_is_read_without_one(pool: Pool, name: str) -> None:
    data = (CORPUS / name).read_bytes()
    read = replace(examine(data), sha256=sha256_hex(data), size=len(data))
    assert replace(pool.examine(data), confined=read.confined) == read


def test_the_table_names_every_message() -> None:
    there = {path.name for path in CORPUS.iterdir() if path.suffix in {".eml", ".msg", ".mbox"}}
    assert there == set(EXPECTED)


def test_trouble_is_told_from_ordinary_mail() -> None:
    for name, expected in EXPECTED.items():
        strong = "strong" in expected["signs"].values()
        if name.startswith(("ordinary_", "phish_")):
            assert strong is name.startswith("phish_"), name
