"""Attachments: streamed in, refused for a reason, written out byte for byte on purpose only."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.services.records import attaching, reading, recording
from clerkapp.services.session import Session
from tests.fakes.drive import FakeDrive
from tests.fakes.office import JAM, RECORDER, STAFF

FIRST = "LARK-2026-W1-0001"


def _refused(attempt: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_comes_back_as_it_was(session: Session, tmp_path: Path) -> None:
    data = bytes(range(256)) * 9000
    path = _file(tmp_path, "zero tape.jpg", data)
    attached = attaching.attach_file(session, path)
    recording.record(session, "equipment", JAM, attachments=[attached])
    shown = reading.show(session, FIRST).attachments[0]
    assert (shown.name, shown.size, shown.media_type, shown.what) == (
        "zero tape.jpg",
        len(data),
        "image/jpeg",
        "photo",
    )
    attaching.save_out(session, FIRST, shown.sha256.upper(), tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes() == data
    assert session.vault.journal.entries()[-1].event is Event.ATTACHMENT_SAVED


def test_saving_out_never_replaces_a_file(session: Session, tmp_path: Path) -> None:
    attached = attaching.attach_bytes(session, "note.txt", b"note")
    recording.record(session, "equipment", JAM, attachments=[attached])
    target = _file(tmp_path, "mine.txt", b"mine")
    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        attaching.save_out(session, FIRST, attached.sha256, target)
    assert target.read_bytes() == b"mine"


def test_only_an_attachment_of_that_record_comes_out(
    as_person: Callable[[str], Session], tmp_path: Path
) -> None:
    session = as_person(STAFF)
    secret = attaching.attach_bytes(session, "report.txt", b"about a colleague")
    restricted = {**JAM, "restricted": True}
    recording.record(session, "procedure", restricted, attachments=[secret])
    recording.record(session, "equipment", JAM)
    other = as_person(RECORDER)
    for number, code in (
        (FIRST, "record-not-found"),
        ("LARK-2026-W1-0002", "attachment-not-found"),
    ):
        refused = _refused(
            partial(attaching.save_out, other, number, secret.sha256, tmp_path / "out")
        )
        assert refused.code == code
    assert not (tmp_path / "out").exists()


def test_attachments_are_numbered_on(session: Session) -> None:
    files = [attaching.attach_bytes(session, f"{n}.txt", bytes([n])) for n in range(3)]
    recording.record(session, "equipment", JAM, attachments=files[:2])
    recording.amend(session, FIRST, {}, "One more", attachments=files[2:])
    shown = reading.show(session, FIRST).attachments
    assert [(one.code, one.name) for one in shown] == [
        ("attachment.1", "0.txt"),
        ("attachment.2", "1.txt"),
        ("attachment.3", "2.txt"),
    ]


def test_a_record_names_no_file_that_the_vault_does_not_hold(session: Session) -> None:
    kept = attaching.attach_bytes(session, "tape.txt", b"tape")
    for wrong in (replace(kept, sha256="0" * 64), replace(kept, size=5)):
        refused = _refused(
            partial(recording.record, session, "equipment", JAM, attachments=[wrong])
        )
        assert refused.code == "attachment-missing"


@pytest.mark.parametrize("name", ["card.img", "card.DD", "x.e01", "x.vmdk", "x.vhd", "x.iso"])
def test_an_image_of_a_drive_is_refused_by_its_name(
    session: Session, tmp_path: Path, name: str
) -> None:
    refused = _refused(lambda: attaching.attach_file(session, _file(tmp_path, name, b"anything")))
    assert (refused.code, refused.params["name"]) == ("attachment-disk-image", name)


@pytest.mark.parametrize(
    "data",
    [b"EVF\x09\x0d\x0a\xff\x00rest", b"KDMVrest", b"QFI\xfbrest", bytes(32769) + b"CD001"],
)
def test_an_image_of_a_drive_is_refused_by_its_first_bytes(
    session: Session, tmp_path: Path, data: bytes
) -> None:
    path = _file(tmp_path, "holiday.jpg", data)
    assert _refused(lambda: attaching.attach_file(session, path)).code == "attachment-disk-image"
    assert list(session.vault.attachments.all()) == []


def test_a_file_above_the_limit_is_refused_with_the_limit(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    with path.open("wb") as file:
        file.truncate(attaching.LARGEST_BYTES + 1)
    refused = _refused(lambda: attaching.attach_file(session, path))
    assert (refused.code, refused.params) == (
        "attachment-large",
        {"name": "video.mp4", "limit": 500},
    )


@pytest.mark.parametrize("name", ["not there.jpg", "a folder"])
def test_a_file_that_cannot_be_read(session: Session, tmp_path: Path, name: str) -> None:
    (tmp_path / "a folder").mkdir()
    refused = _refused(lambda: attaching.attach_file(session, tmp_path / name))
    assert (refused.code, refused.params["name"]) == ("attachment-unreadable", name)


def test_a_device_or_a_pipe_is_no_file(session: Session) -> None:
    refused = _refused(lambda: attaching.attach_file(session, Path(os.devnull)))
    assert refused.code == "attachment-unreadable"
    assert list(session.vault.attachments.all()) == []


def test_a_file_that_fails_in_the_middle_leaves_nothing(session: Session, tmp_path: Path) -> None:
    class Failing:
        size, left = 1 << 21, 2

        def read(self, count: int) -> bytes:
            self.left -= 1
            if self.left < 0:
                raise EnvironmentFailure("file-unreadable", name="card.jpg")
            return b"x" * count

        def is_changed(self) -> bool:
            return False

    class Card(FakeDrive):
        def opened(self, path: Path) -> AbstractContextManager[Failing]:  # type: ignore[override]
            return nullcontext(Failing())

    card = tmp_path / "card.jpg"
    card.write_bytes(b"12345")
    at_card = replace(session, ports=replace(session.ports, drive=Card()))
    refused = _refused(lambda: attaching.attach_file(at_card, card))
    assert refused.code == "attachment-unreadable"
    assert list(session.vault.attachments.all()) == []


def test_a_name_that_hides_its_ending_is_shown(session: Session) -> None:
    attached = attaching.attach_bytes(session, "invoice\u202efdp.exe", b"x")
    assert attached.name == "invoice[U+202E]fdp.exe"


def test_an_unknown_class_is_refused(session: Session) -> None:
    assert _refused(lambda: attaching.attach_bytes(session, "a", b"x", "secret")).code == (
        "attachment-class"
    )
