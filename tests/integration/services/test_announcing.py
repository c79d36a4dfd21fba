"""What leaves the vault stands in the journal before its first byte leaves, and so does its failure."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.domain.events import Event
from clerkapp.domain.files import WrittenFile
from clerkapp.domain.prints import INCIDENT
from clerkapp.services.messages import originals
from clerkapp.services.printing import prints
from clerkapp.services.records import attaching, recording
from clerkapp.services.session import Session
from clerkapp.services.vaults import passphrases
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault.keys import header as headers
from tests.fakes.drive import FakeDrive
from tests.fakes.office import JAM, Office

FIRST = "LARK-2026-W1-0001"
LETTER = b"From: helpdesk@larkspur-county-support.example\r\n\r\nYour password expires today.\r\n"
Act = Callable[[Session, Path], object]


def _save_out(session: Session, folder: Path) -> object:
    sha256 = next(iter(session.vault.attachments.all())).sha256
    return attaching.save_out(session, FIRST, sha256, folder / "out.eml")


def _archive(session: Session, folder: Path) -> object:
    sha256 = next(iter(session.vault.attachments.all())).sha256
    return originals.export(session, FIRST, folder, sha256)


def _print(session: Session, folder: Path) -> object:
    return prints.save(session, INCIDENT, FIRST, folder / "sheet.pdf")


ACTS = [
    pytest.param(_save_out, Event.ATTACHMENT_SAVED, id="attachment"),
    pytest.param(_archive, Event.ORIGINAL_EXPORTED, id="original"),
    pytest.param(_print, Event.PRINTED, id="print"),
]


class WatchedDrive(FakeDrive):
    """Notes what the journal holds for good when the first byte is asked for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.seen: list[Event] = []

    def write_new(
        self, path: Path, chunks: Iterable[bytes], *, size: int = 0, private: bool = False
    ) -> WrittenFile:
        def watched() -> Iterable[bytes]:
            assert not vault_of(self._session).connection.raw.in_transaction
            self.seen.append(self._session.vault.journal.latest(1)[0].event)
            yield from chunks

        return super().write_new(path, watched(), size=size, private=private)


@pytest.fixture
def kept(session: Session) -> Session:
    """A record with a letter."""
    attached = attaching.attach_bytes(session, "letter.eml", LETTER)
    recording.record(session, "equipment", JAM, attachments=[attached])
    return session


def _latest_entries(session: Session, count: int) -> list[tuple[Event, dict[str, Any]]]:
    return [(one.event, one.params) for one in session.vault.journal.latest(count)]


@pytest.mark.parametrize(("act", "event"), ACTS)
def test_it_is_journaled_before_the_first_byte_leaves(
    kept: Session, tmp_path: Path, act: Act, event: Event
) -> None:
    drive = WatchedDrive(kept)
    before = kept.vault.journal.head()
    act(replace(kept, ports=replace(kept.ports, drive=drive)), tmp_path)
    assert drive.seen == [event]
    assert before is not None
    assert kept.vault.journal.latest(1)[0].seq == before[0] + 1


@pytest.mark.parametrize(("act", "event"), ACTS)
def test_a_failure_afterwards_names_what_failed(
    office: Office, kept: Session, tmp_path: Path, act: Act, event: Event
) -> None:
    office.drive.pulled_after = office.drive.written + 10
    with pytest.raises(EnvironmentFailure, match="drive-gone"):
        act(kept, tmp_path)
    (failed, params), (announced, _) = _latest_entries(kept, 2)
    entry = kept.vault.journal.latest(2)[1].seq
    assert (failed, announced) == (Event.FAILED, event)
    assert params == {"entry": entry, "code": "drive-gone"}


@pytest.mark.parametrize(("act", "event"), ACTS)
def test_what_is_stopped_in_the_middle_is_named_too(
    kept: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Act, event: Event
) -> None:
    def stopped(*_arguments: object, **_options: object) -> WrittenFile:
        raise KeyboardInterrupt

    monkeypatch.setattr(kept.ports.drive, "write_new", stopped)
    with pytest.raises(KeyboardInterrupt):
        act(kept, tmp_path)
    assert [one for one, _ in _latest_entries(kept, 2)] == [Event.FAILED, event]
    assert _latest_entries(kept, 1)[0][1]["code"] == "interrupted"


def test_a_new_data_key_is_begun_and_done(session: Session) -> None:
    passphrases.rekey(session)
    assert _latest_entries(session, 2) == [(Event.DATA_KEY_ROTATED, {}), (Event.DATA_KEY_BEGUN, {})]


def test_a_new_data_key_that_fails_is_begun_and_not_done(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise EnvironmentFailure("vault-disk-full")

    monkeypatch.setattr(headers, "write_durably", full)
    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        passphrases.rekey(session)
    assert [one for one, _ in _latest_entries(session, 2)] == [Event.FAILED, Event.DATA_KEY_BEGUN]
