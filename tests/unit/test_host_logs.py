"""The log holds codes and numbers, does not grow for ever, and never stops the work."""

from pathlib import Path

from clerkapp.host.logs import LARGEST, NAME, OLDER, Log

AT = "2026-11-03T08:22:05-06:00"


def test_a_line_says_when_what_and_with_which_numbers(tmp_path: Path) -> None:
    log = Log(lambda: tmp_path, lambda: AT)
    log.note("started", version="0.1.0")
    log.note("ended", code=3)
    assert (tmp_path / NAME).read_text() == f"{AT} started version=0.1.0\n{AT} ended code=3\n"


def test_what_somebody_typed_cannot_be_repeated(tmp_path: Path) -> None:
    log = Log(lambda: tmp_path, lambda: AT)
    log.note("failed", code="correct horse battery staple", name="a\nb")
    assert (tmp_path / NAME).read_text() == f"{AT} failed code=? name=?\n"


def test_a_full_log_is_set_aside_once(tmp_path: Path) -> None:
    log = Log(lambda: tmp_path, lambda: AT)
    (tmp_path / OLDER).write_text("the oldest")
    (tmp_path / NAME).write_text("x" * LARGEST)
    log.note("started")
    assert (tmp_path / NAME).read_text() == f"{AT} started\n"
    assert (tmp_path / OLDER).read_text() == "x" * LARGEST


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    Log(lambda: tmp_path / "missing", lambda: AT).note("started")
    assert not list(tmp_path.iterdir())
