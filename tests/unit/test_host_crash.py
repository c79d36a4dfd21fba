"""The crash file and the log say where and what, and never what somebody typed."""

import json
import logging
import sys
from pathlib import Path

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.times import parse_day
from clerkapp.host import crash, logs

AT = "2026-11-03T08:22:05-06:00"
SECRET = "correct horse battery staple"


def _trouble() -> Exception:
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        return error


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
    assert [frame.split(":")[0] for frame in trouble.frames] == ["clerkapp.domain.times"]
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


def test_what_nobody_caught_is_written_and_then_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[Path | None] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.install(tmp_path, lambda: AT, told.append)
    error = _trouble()
    sys.excepthook(type(error), error, error.__traceback__)
    assert told == [tmp_path / "crash-20261103082205.json"]
    assert told[0] is not None
    assert told[0].exists()


def test_a_crash_that_cannot_be_written_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[Path | None] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.install(tmp_path / "missing", lambda: AT, told.append)
    error = _trouble()
    sys.excepthook(type(error), error, error.__traceback__)
    assert told == [None]


def test_the_log_holds_codes_and_never_an_exceptions_text(tmp_path: Path) -> None:
    handler = logs.start(tmp_path)
    try:
        logger = logging.getLogger("clerkapp.host.test")
        logger.info("bundle-written seq=%d", 7)
        logger.error("stopped", exc_info=_trouble(), stack_info=True)
        logging.getLogger("some.library").error(SECRET)
    finally:
        logs.stop(handler)
    text = (tmp_path / "clerkapp.log").read_text()
    assert "bundle-written seq=7" in text
    assert "builtins.KeyError" in text
    assert SECRET not in text


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    handler = logs.start(tmp_path)
    try:
        for _ in range(40):
            logging.getLogger("clerkapp").info("x" * 50_000)
    finally:
        logs.stop(handler)
    assert len(list(tmp_path.iterdir())) == 3
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 2_000_000
