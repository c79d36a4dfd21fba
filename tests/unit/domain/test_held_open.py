"""Waiting for a file that another program has open, as Windows reports it."""

import errno
from pathlib import Path

import pytest

from clerkapp.domain import held_open
from clerkapp.domain.held_open import PAUSES, HeldOpen, is_held, is_kept, name_of, until_let_go


def _windows(number: int, *names: str) -> OSError:
    error = OSError(errno.EACCES, "the system's own words", *names[:1])
    if len(names) > 1:
        error.filename2 = names[1]
    error.winerror = number  # type: ignore[attr-defined]
    return error


class Held:
    """A file that `tries` tries find open."""

    def __init__(self, tries: int, error: OSError) -> None:
        self.left = tries
        self.error = error
        self.waited: list[float] = []

    def act(self) -> str:
        if self.left:
            self.left -= 1
            raise self.error
        return "done"

    def run(self) -> str:
        return until_let_go(self.act, pause=self.waited.append)


@pytest.mark.parametrize("number", [5, 32, 33])
@pytest.mark.parametrize("tries", [0, 1, len(PAUSES)])
def test_what_is_let_go_in_time_is_done(number: int, tries: int) -> None:
    held = Held(tries, _windows(number, "header.json"))
    assert held.run() == "done"
    assert held.waited == list(PAUSES[:tries])


@pytest.mark.parametrize("number", [5, 32, 33])
def test_what_stays_open_is_told_by_name_after_two_seconds(number: int) -> None:
    held = Held(1000, _windows(number, "/v/.header.json.tmp", "/v/header.json"))
    with pytest.raises(HeldOpen) as raised:
        held.run()
    assert 1.5 < sum(held.waited) < 3
    assert is_held(raised.value)
    assert name_of(raised.value) == "header.json"
    assert "words" not in str(raised.value)


@pytest.mark.parametrize(
    "error",
    [
        PermissionError(errno.EACCES, "no"),
        FileNotFoundError(errno.ENOENT, "no"),
        _windows(112),
        _windows(183),
    ],
)
def test_other_trouble_is_not_waited_for(error: OSError) -> None:
    held = Held(1000, error)
    with pytest.raises(type(error)) as raised:
        held.run()
    assert raised.value is error
    assert held.waited == []
    assert not is_held(error)


@pytest.mark.parametrize(
    ("found", "held"), [(32, True), (33, True), (5, False), (2, False), (None, False)]
)
def test_an_error_without_a_number_asks_the_file(
    monkeypatch: pytest.MonkeyPatch, found: int | None, held: bool
) -> None:
    asked = []

    def touch(path: Path) -> None:
        asked.append(path)
        if found is not None:
            raise _windows(found, str(path))

    monkeypatch.setattr(held_open, "_touch", touch)
    unnamed = PermissionError(errno.EACCES, "no")
    assert is_held(PermissionError(errno.EACCES, "no", "record.json")) is held
    assert is_held(unnamed, Path("letter.eml")) is held
    assert asked == [Path("record.json"), Path("letter.eml")]
    assert not is_held(unnamed)
    assert not is_held(FileNotFoundError(errno.ENOENT, "no", "record.json"))
    assert not is_held(_windows(5, "record.json"))
    assert len(asked) == 2


def test_nobody_keeps_a_file_that_is_only_there(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    file.write_bytes(b"")
    with file.open("r+b"):
        assert not is_kept(file)
    assert not is_kept(tmp_path)
    assert not is_kept(tmp_path / "none")
