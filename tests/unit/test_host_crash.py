"""The crash file says where and what, and never what somebody typed."""

import json
from pathlib import Path

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.time.times import parse_day
from clerkapp.host import crash

AT = "2026-11-03T08:22:05-06:00"
SECRET = "correct horse battery staple"


def _trouble() -> Exception:
    trouble = KeyError(SECRET)
    with pytest.raises(ValueError) as cause:
        int(SECRET)
    with pytest.raises(KeyError):
        raise trouble from cause.value
    return trouble


def test_types_are_written_and_texts_are_not(tmp_path: Path) -> None:
    path = crash.write(crash.describe(_trouble(), at=AT), tmp_path)
    text = path.read_text()
    assert SECRET not in text
    chain = json.loads(text)["chain"]
    assert [link["type"] for link in chain] == ["builtins.KeyError", "builtins.ValueError"]


def test_our_own_places_are_written_and_those_of_others_are_counted() -> None:
    with pytest.raises(Refused) as caught:
        parse_day("someday")
    trouble = crash.describe(caught.value, at=AT).chain[0]
    assert trouble.code == "time-form"
    assert [frame.split(":")[0] for frame in trouble.frames] == ["clerkapp.domain.time.times"]
    assert trouble.frames[0].endswith(" parse_day")
    assert trouble.foreign == 1


def test_a_chain_that_bites_its_tail_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert len(crash.describe(first, at=AT).chain) == 10


def test_the_newest_ten_are_kept(tmp_path: Path) -> None:
    for minute in range(12):
        crash.write(crash.describe(KeyError(), at=f"2026-11-03T08:{minute:02}:00-06:00"), tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 10
    newest = crash.latest(tmp_path)
    assert newest is not None
    assert newest.name == names[-1] == "crash-20261103081100.json"


def test_no_crash_is_no_file(tmp_path: Path) -> None:
    assert crash.latest(tmp_path) is None
