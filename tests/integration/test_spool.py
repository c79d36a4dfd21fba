"""What is given as a part of a bundle is looked at before the first byte is copied."""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from clerkapp.bundle.reader import read
from clerkapp.bundle.spool import spooled
from clerkapp.codec import limits
from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.wording.sentences import sentence
from tests.fakes import bag

TAR = bag.written()
PART = bag.seal(TAR)[0]


@pytest.fixture(autouse=True)
def nothing_is_copied_before_the_first_look(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The copies that were begun."""
    begun: list[str] = []
    make = tempfile.TemporaryFile

    def told(**named: object) -> object:
        begun.append("copy")
        return make(**named)  # type: ignore[call-overload]

    monkeypatch.setattr(tempfile, "TemporaryFile", told)
    return begun


def _refused(parts: Sequence[Path], *, sealed: bool = True) -> str:
    with pytest.raises(Refused) as refused, spooled(parts, sealed=sealed):
        pytest.fail("taken")
    return refused.value.code


def _part(folder: Path, data: bytes = PART, name: str = "part.p7m") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _terminal(path: Path) -> None:
    path.symlink_to("/dev/tty")


@pytest.mark.posix("special")
@pytest.mark.parametrize("make", [_fifo, _endless, _terminal, Path.mkdir])
@pytest.mark.parametrize(("sealed", "code"), [(True, "not-a-sealed-bundle"), (False, "layout")])
def test_what_is_no_file_is_refused_at_once(
    tmp_path: Path,
    nothing_is_copied_before_the_first_look: list[str],
    make: Callable[[Path], None],
    sealed: bool,
    code: str,
) -> None:
    make(tmp_path / "odd.p7m")
    assert _refused([tmp_path / "odd.p7m"], sealed=sealed) == code
    if sealed:
        assert _refused([_part(tmp_path), tmp_path / "odd.p7m"]) == code
    assert nothing_is_copied_before_the_first_look == []


def _sparse(path: Path, begin: bytes, size: int) -> Path:
    path.write_bytes(begin)
    os.truncate(path, size)
    return path


def test_what_begins_otherwise_is_refused_before_it_is_copied(
    tmp_path: Path, nothing_is_copied_before_the_first_look: list[str]
) -> None:
    huge = _sparse(tmp_path / "zeros", b"", 3 << 30)
    assert _refused([huge]) == "not-a-sealed-bundle"
    assert _refused([_part(tmp_path), huge]) == "not-a-sealed-bundle"
    assert _refused([huge], sealed=False) == "layout"
    assert _refused([_part(tmp_path, PART[:-1])]) == "truncated"
    assert _refused([_part(tmp_path, PART + b"x")]) == "not-a-sealed-bundle"
    assert _refused([_sparse(tmp_path / "grown", PART, 1 << 30)]) == "not-a-sealed-bundle"
    assert _refused([_part(tmp_path, b"")]) == "truncated"
    assert _refused([_part(tmp_path, TAR[512:])], sealed=False) == "layout"
    assert nothing_is_copied_before_the_first_look == []


def test_more_than_a_bundle_may_hold_is_refused_before_it_is_copied(
    tmp_path: Path, nothing_is_copied_before_the_first_look: list[str]
) -> None:
    assert _refused([_sparse(tmp_path / "one", b"", limits.MAX_PARTS + 1)]) == "limit"
    assert _refused([_sparse(tmp_path / "tar", TAR, 1 << 40)], sealed=False) == "limit"
    halves = [_sparse(tmp_path / name, b"", limits.MAX_PARTS // 2 + 1) for name in ("a", "b")]
    assert _refused(halves) == "limit"
    assert nothing_is_copied_before_the_first_look == []


@pytest.mark.parametrize("change", ["grows", "shrinks", "is rewritten"])
def test_a_part_that_changes_while_it_is_copied_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    part, make = _part(tmp_path), tempfile.TemporaryFile

    def meanwhile(**named: object) -> object:
        if change == "grows":
            with part.open("ab") as file:
                file.write(b"more")
        elif change == "shrinks":
            os.truncate(part, 100)
        else:
            with part.open("r+b") as file:
                file.seek(-1, os.SEEK_END)
                file.write(b"?")
            os.utime(part, (0, 0))
        return make(**named)  # type: ignore[call-overload]

    monkeypatch.setattr(tempfile, "TemporaryFile", meanwhile)
    with pytest.raises(EnvironmentFailure, match="part-changed"), spooled([part]):
        pytest.fail("taken")


def test_too_little_room_is_said_before_it_is_copied(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    nothing_is_copied_before_the_first_look: list[str],
) -> None:
    class Full:
        free = len(PART) - 1

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Full)
    with pytest.raises(EnvironmentFailure, match="spool-failed"), spooled([_part(tmp_path)]):
        pytest.fail("taken")
    assert nothing_is_copied_before_the_first_look == []


def test_what_a_killed_spool_left_goes_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "spool"
    place.mkdir()
    left, other = _part(place, name="clerkapp-spool-abc"), _part(place, name="clerkapp-notes")
    for path in (left, other):
        os.utime(path, (0, 0))
    with spooled([_part(tmp_path)], place):
        assert not left.exists()
    assert list(place.iterdir()) == [other]


@pytest.mark.posix("special")
def test_a_link_that_is_called_like_a_spool_is_not_followed(tmp_path: Path) -> None:
    place, victim = tmp_path / "spool", _part(tmp_path, b"mine", "victim")
    place.mkdir()
    link = place / "clerkapp-spool-link"
    link.symlink_to(victim)
    os.utime(victim, (0, 0))
    with spooled([_part(tmp_path)], place):
        assert link.is_symlink()
    assert victim.read_bytes() == b"mine"


def _read(paths: Sequence[Path]) -> str:
    with spooled(paths) as copies:
        files = [copy.file for copy in copies]
        return read(files, ours=bag.recipient(), signers=bag.trust()).digest


def test_several_bundles_given_as_one_are_told_as_such(tmp_path: Path) -> None:
    whole = [_part(tmp_path, bag.seal(TAR)[0], f"{n}.p7m") for n in range(3)]
    in_parts = [
        _part(tmp_path, data, f"x.{n}.p7m")
        for n, data in enumerate(bag.seal(TAR, part_size=len(TAR) // 2 + 1))
    ]
    for given, count in ((whole, 3), ([whole[0], *in_parts], 2), ([*in_parts, whole[0]], 2)):
        with pytest.raises(Refused) as refused:
            _read(given)
        assert refused.value.code == "several-bundles"
        assert refused.value.params["count"] == count
        assert refused.value.params["reason"] in ("layout", "truncated")
        assert f"{count} of these files" in sentence(refused.value.code, refused.value.params)
    assert _read(in_parts) == _read(whole[:1])


def test_parts_in_a_wrong_order_are_still_one_bundle(tmp_path: Path) -> None:
    parts = [
        _part(tmp_path, data, f"{n}.p7m")
        for n, data in enumerate(bag.seal(TAR, part_size=len(TAR) // 2 + 1))
    ]
    with pytest.raises(Refused, match="layout"):
        _read(parts[::-1])
