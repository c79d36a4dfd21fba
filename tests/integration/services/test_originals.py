"""A dangerous file leaves locked, named as what it is, and noted."""

from collections.abc import Callable
from pathlib import Path

import pytest
import pyzipper

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.services.messages import keeping, originals
from clerkapp.services.records import attaching, recording
from clerkapp.services.session import Session
from tests.fakes.letters import letter
from tests.fakes.office import JAM, RECORDER, STAFF, Office

FIRST = "LARK-2026-W1-0001"
NAME = f"DANGEROUS-message-{FIRST}.zip"
MAIL = letter("Sign in at once.")


def recorded(session: Session, name: str = "mail.eml", **values: object) -> None:
    kept = keeping.keep_bytes(session, name, MAIL)
    program = attaching.attach_bytes(session, "tool.exe", b"MZ inert")
    recording.record(session, "message", {**JAM, **values}, attachments=[kept.attached, program])


def opened(path: Path, password: str) -> dict[str, bytes]:
    with pyzipper.AESZipFile(path) as archive:
        return {name: archive.read(name, pwd=password.encode()) for name in archive.namelist()}


def test_the_original_leaves_locked_and_is_noted(session: Session, tmp_path: Path) -> None:
    recorded(session)
    exported = originals.export(session, FIRST.lower(), tmp_path)
    assert exported.written.path == tmp_path / NAME
    assert b"Sign in" not in (tmp_path / NAME).read_bytes()
    assert opened(tmp_path / NAME, exported.password) == {f"message-{FIRST}.eml": MAIL}
    entry = session.vault.journal.entries()[-1]
    assert entry.event is Event.ORIGINAL_EXPORTED
    assert entry.params == {"number": FIRST, "sha256": exported.sha256}
    assert entry.account == session.account.id
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [NAME]


def test_another_file_of_the_record_leaves_the_same_way(session: Session, tmp_path: Path) -> None:
    recorded(session)
    program = attaching.attach_bytes(session, "tool.exe", b"MZ inert").sha256
    target = tmp_path / "DANGEROUS-tool.zip"
    exported = originals.export(session, FIRST, target, program.upper())
    assert opened(target, exported.password) == {f"message-{FIRST}.bin": b"MZ inert"}


@pytest.mark.parametrize("name", ["mail.zip", "DANGEROUS-mail.eml", "mail"])
def test_the_name_must_say_what_it_is(session: Session, tmp_path: Path, name: str) -> None:
    recorded(session)
    with pytest.raises(Refused, match="archive-name"):
        originals.export(session, FIRST, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_no_file_is_replaced_and_nothing_noted_then(session: Session, tmp_path: Path) -> None:
    recorded(session)
    (tmp_path / NAME).write_bytes(b"mine")
    head = session.vault.journal.head()
    with pytest.raises(EnvironmentFailure, match="drive-taken"):
        originals.export(session, FIRST, tmp_path)
    assert (tmp_path / NAME).read_bytes() == b"mine"
    assert session.vault.journal.head() == head


def test_a_stick_that_is_pulled_is_noted_as_a_failure(
    office: Office, session: Session, tmp_path: Path
) -> None:
    recorded(session)
    office.drive.pulled_after = office.drive.written + 100
    with pytest.raises(EnvironmentFailure, match="drive-gone"):
        originals.export(session, FIRST, tmp_path)
    assert session.vault.journal.entries()[-1].event is Event.FAILED


def test_what_a_person_may_not_see_cannot_be_taken_out(
    as_person: Callable[[str], Session], tmp_path: Path
) -> None:
    recorded(as_person(STAFF), restricted=True)
    other = as_person(RECORDER)
    with pytest.raises(Refused, match="record-not-found"):
        originals.export(other, FIRST, tmp_path)


def test_a_record_without_a_message_has_none(session: Session, tmp_path: Path) -> None:
    recording.record(session, "message", JAM)
    with pytest.raises(Refused, match="message-not-kept"):
        originals.export(session, FIRST, tmp_path)
