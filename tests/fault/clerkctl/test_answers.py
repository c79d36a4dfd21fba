"""Whatever becomes of the answer, the exit code is true: what was acknowledged is there, and what is
there and could not be told is told as that."""

import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerkapp.services.vaults import safekeeping
from tests.e2e.office import USER, Office
from tests.fault.clerkctl.deeds import DEEDS, Deed

KILLS = int(os.environ.get("CLERKAPP_KILLS", "12"))
"""Kills at the first byte of an answer. Before a release: 60."""
FULL = Path("/dev/full")
LOST = "Only the answer could not be written"
READING = ("list", "show", "history", "signer", "check")


def _run(office: Office, arguments: Any, **options: Any) -> tuple[int, str]:
    """Exit code and standard error; standard output goes where `options` say."""
    options.setdefault("stderr", subprocess.PIPE)
    process = office.start(*arguments, stdin=subprocess.DEVNULL, **options)
    _, err = process.communicate(timeout=120)
    return process.returncode, (err or b"").decode()


def _without_reader(office: Office, arguments: Any) -> tuple[int, str]:
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as gone:
        return _run(office, arguments, stdout=gone)


def _into_the_full(office: Office, arguments: Any) -> tuple[int, str]:
    with FULL.open("wb") as full:
        return _run(office, arguments, stdout=full)


def _unbuffered_into_the_full(office: Office, arguments: Any) -> tuple[int, str]:
    office.environment["PYTHONUNBUFFERED"] = "1"
    return _into_the_full(office, arguments)


def _into_the_closed(office: Office, arguments: Any) -> tuple[int, str]:
    return _run(office, arguments, stdout=None, preexec_fn=lambda: os.close(1))


Way = Callable[[Office, Any], tuple[int, str]]
WAYS = (_without_reader, _into_the_full, _into_the_closed)
_FULL = pytest.mark.posix("full")


@pytest.fixture(autouse=True)
def _buffered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.mark.parametrize(
    "way",
    [_without_reader, *(pytest.param(way, marks=_FULL) for way in WAYS[1:])],
    ids=lambda way: way.__name__.strip("_"),
)
@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_what_was_done_and_could_not_be_told_is_told_as_done(
    office: Office, deed: Deed, way: Way
) -> None:
    before = deed.kept(office)
    ended, said = way(office, deed.call(office))
    assert (ended, deed.kept(office) - before) == (3, int(deed.lasts)), said
    assert deed.says in said
    assert (LOST in said) == deed.lasts or "could not be shown" in said
    assert "Exception ignored" not in said
    assert "Traceback" not in said


@_FULL
def test_it_makes_no_difference_whether_the_interpreter_buffers(office: Office) -> None:
    ended, said = _unbuffered_into_the_full(office, DEEDS[0].call(office))
    assert (ended, LOST in said, "Exception ignored" in said) == (3, True, False)


@_FULL
@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_a_closed_or_full_standard_error_changes_nothing(
    another: Callable[[], Office], deed: Deed
) -> None:
    for options in ({"preexec_fn": lambda: os.close(2), "stderr": None}, {}):
        office = another()
        before = deed.kept(office)
        with FULL.open("wb") as full, (office.folder / "answer").open("wb") as answer:
            given = {"stderr": full, **options}
            ended, _ = _run(office, deed.call(office), stdout=answer, **given)
        assert (ended, deed.kept(office) - before) == (0, 1)
        assert (office.folder / "answer").read_bytes().startswith(b"{")


@pytest.mark.parametrize("kill", range(KILLS))
def test_killed_at_the_first_byte_of_an_answer_what_it_says_is_kept(
    office: Office, kill: int
) -> None:
    seeded = random.Random(kill)
    deed = DEEDS[kill % len(DEEDS)] if kill % 2 else DEEDS[seeded.randrange(2)]
    before = deed.kept(office)
    process = office.start(
        *deed.call(office), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.read(1) == b"{"
    process.kill()
    process.communicate(timeout=120)
    assert deed.kept(office) == before + 1
    assert office("check", office.vault, "--user", USER, ends=_ends_after(deed, office)).exit in (
        0,
        1,
    )


def _ends_after(deed: Deed, office: Office) -> int:
    if deed.name in ("passphrase", "recover"):
        office.environment["CLERKAPP_PASSPHRASE_FILE"] = str(office.folder / "new")
    return 0


@_FULL
@pytest.mark.parametrize("verb", READING)
def test_a_reader_who_goes_away_from_what_was_only_read_ends_it_quietly(
    office: Office, verb: str
) -> None:
    number = [(office.folder / "number").read_text()] if verb in ("show", "history") else []
    arguments = [verb, office.vault, *number, "--user", USER]
    assert _without_reader(office, arguments)[0] == 0
    for way in (_into_the_full, _into_the_closed):
        ended, said = way(office, arguments)
        assert ended == 3
        assert "Nothing was changed" in said
        assert "Exception ignored" not in said


@_FULL
def test_a_reader_who_goes_away_does_not_turn_a_finding_into_a_good_end(office: Office) -> None:
    database = office.vault / "incidents.db"
    data = bytearray(database.read_bytes())
    data[-30_000] ^= 1
    database.write_bytes(bytes(data))
    for way in WAYS:
        assert way(office, ["check", office.vault, "--user", USER])[0] == 1


@_FULL
def test_help_and_the_version_end_truly_too(office: Office) -> None:
    for verb in ("add", "list", "init"):
        assert _without_reader(office, [verb, "--help"])[0] == 0
        ended, said = _into_the_full(office, [verb, "--help"])
        assert (ended, "Exception ignored" in said) == (3, False)


@_FULL
def test_a_closed_standard_input_is_told(office: Office) -> None:
    arguments: list[str | Path] = [
        "add",
        office.vault,
        "--user",
        USER,
        "--kind",
        "equipment",
        "--record",
        "-",
    ]
    process = office.start(
        *arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: os.close(0),
    )
    out, err = process.communicate(timeout=120)
    assert (process.returncode, b"file-unreadable" in out) == (3, True), err


@_FULL
def test_what_no_stream_holds_goes_into_no_file(office: Office) -> None:
    """With all three closed, the first files that are opened must not become them."""
    target = office.folder / "whole.clerkbackup"
    arguments = ["backup", office.vault, target, "--user", USER]
    ended, _ = _run(
        office, arguments, stdout=None, stderr=None, preexec_fn=lambda: os.closerange(0, 3)
    )
    assert ended == 3
    from clerkapp.bootstrap import ports

    restored = office.folder / "R.vault"
    safekeeping.restore(target, restored, ports())
    assert restored.is_dir()
