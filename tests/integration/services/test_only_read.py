"""A full disk, or one that may not be written: records are read, printed and backed up elsewhere."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.events import Event
from clerkapp.domain.people.roles import Role
from clerkapp.domain.prints import INCIDENT
from clerkapp.domain.records.lists import Query
from clerkapp.domain.records.revision import ActKind
from clerkapp.host.machine import MachineState
from clerkapp.host.profile import LocalProfile
from clerkapp.services import unjournaled
from clerkapp.services.ports import Ports
from clerkapp.services.printing import prints
from clerkapp.services.records import drafting, reading, recording, signing
from clerkapp.services.session import Session
from clerkapp.services.vaults import accounts, opening, passphrases, recovery, safekeeping
from clerkapp.services.vaults.own import vault_of
from clerkapp.vault.engine import driver
from clerkapp.vault.keys import header as headers
from tests.fakes.office import JAM, Office
from tests.fakes.vaults import NAME, PASSPHRASE

NUMBER = "LARK-2026-W1-0001"


@pytest.fixture
def office_with_a_record(tmp_path: Path) -> Office:
    """One jam is recorded and the vault is locked."""
    made = Office(tmp_path)
    session = made.unlock()
    recording.record(session, "equipment", JAM)
    opening.lock(session)
    return made


@pytest.fixture(params=["full", "read-only"])
def unwritable(
    request: pytest.FixtureRequest, office_with_a_record: Office, monkeypatch: pytest.MonkeyPatch
) -> tuple[Office, str]:
    """The office and the code of its trouble; every new connection finds it."""
    real = driver.connect

    def full(path: str) -> Any:
        raw = real(path)
        return _Full(raw) if Path(path).parent == office_with_a_record.folder else raw

    def no_writing(path: str) -> Any:
        if Path(path).parent != office_with_a_record.folder:
            return real(path)
        return driver.dbapi2.connect(
            f"{Path(path).as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None
        )

    kind = str(request.param)
    monkeypatch.setattr(driver, "connect", full if kind == "full" else no_writing)
    return office_with_a_record, "vault-disk-full" if kind == "full" else "vault-read-only"


class _Full:
    """A connection whose database may not grow by a page, as on a full disk."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        answer = self._raw.execute(sql, parameters)
        if sql == "BEGIN EXCLUSIVE":
            pages = self._raw.execute("PRAGMA page_count").fetchone()[0]
            if pages:
                self._raw.execute(f"PRAGMA max_page_count = {pages}")
        return answer


def _fill(made: Office) -> None:
    """The last page of the journal is as good as full, so that not one entry more fits into it."""
    session = made.unlock()
    connection = vault_of(session).connection
    pages = connection.value("PRAGMA page_count")
    connection.value(f"PRAGMA max_page_count = {pages}")

    def journal_until_full() -> None:
        while True:
            session.journal(Event.UNLOCKED, session.now(), {})

    with pytest.raises(EnvironmentFailure, match="vault-disk-full"):
        journal_until_full()
    opening.lock(session)


@pytest.fixture
def session(unwritable: tuple[Office, str]) -> Iterator[Session]:
    """Dana Whitfield is in, and nothing can be written."""
    session = unwritable[0].unlock()
    yield session
    opening.lock(session)


@pytest.fixture(autouse=True)
def _full(office_with_a_record: Office) -> None:
    _fill(office_with_a_record)


def test_the_record_is_listed_shown_told_printed_and_checked(
    session: Session, tmp_path: Path
) -> None:
    assert session.read_only
    assert [row.number for row in reading.list_records(session, Query(text="jam")).rows] == [NUMBER]
    assert reading.show(session, NUMBER).values["place"] == "Oak Hall"
    assert len(reading.history(session, NUMBER)) == 1
    (tmp_path / "paper").mkdir()
    prints.save(session, INCIDENT, NUMBER, tmp_path / "paper" / "sheet.pdf")
    assert (tmp_path / "paper" / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert safekeeping.check(session).problems == ()


def test_a_backup_made_then_is_whole_and_nothing_lies_beside_it(
    session: Session, unwritable: tuple[Office, str], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    safekeeping.backup(session, elsewhere / "now.clerkbackup")
    assert [path.name for path in elsewhere.iterdir()] == ["now.clerkbackup"]
    ports = unwritable[0].ports
    safekeeping.restore(elsewhere / "now.clerkbackup", tmp_path / "Again.vault", ports)
    again = opening.unlock(tmp_path / "Again.vault", NAME, PASSPHRASE, ports)
    assert reading.show(again, NUMBER).values["place"] == "Oak Hall"
    assert not again.read_only
    opening.lock(again)


def test_it_is_told_when_one_comes_in(unwritable: tuple[Office, str]) -> None:
    session = unwritable[0].unlock()
    told = {"vault-disk-full": "only-read-disk-full", "vault-read-only": "only-read-no-writing"}
    assert [notice.code for notice in session.notices] == [told[unwritable[1]]]
    assert opening.lock(session) == ()


def test_everything_that_would_write_is_refused_with_the_reason(
    session: Session, unwritable: tuple[Office, str], tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Seal 4471.")
    writing: list[Callable[[], object]] = [
        lambda: recording.record(session, "equipment", JAM),
        lambda: recording.amend(session, NUMBER, {"place": "Elm Hall"}, "Typed wrongly."),
        lambda: recording.strike(session, NUMBER, "Entered twice."),
        lambda: recording.set_status(session, NUMBER, "working"),
        lambda: drafting.save(session, "equipment", {"values": {}}),
        lambda: accounts.add(session, name="Lee Ortega", roles=[Role.STAFF], passphrase=PASSPHRASE),
        lambda: passphrases.change(session, PASSPHRASE, "six other quiet words now"),
        lambda: passphrases.rekey(session),
        lambda: recovery.renew(session),
        lambda: signing.sign(session, NUMBER, ActKind.AUTHORITY),
        lambda: safekeeping.set_backup_folder(session, tmp_path),
    ]
    before = {path.name: path.read_bytes() for path in session.folder.iterdir()}
    for step in writing:
        with pytest.raises(EnvironmentFailure, match=unwritable[1]):
            step()
    after = {path.name: path.read_bytes() for path in session.folder.iterdir()}
    assert {n: b for n, b in after.items() if n.startswith("header")} == {
        n: b for n, b in before.items() if n.startswith("header")
    }


def test_what_was_done_is_journaled_as_soon_as_there_is_room(
    unwritable: tuple[Office, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _code = unwritable
    session = made.unlock()
    prints.save(session, INCIDENT, NUMBER, tmp_path / "sheet.pdf")
    account = session.account.id
    opening.lock(session)
    monkeypatch.undo()
    monkeypatch.delenv("CLERKAPP_PASSPHRASE_FILE", raising=False)
    session = made.unlock()
    assert not session.read_only
    entries = session.vault.journal.latest(2)
    assert [entry.event for entry in entries] == [Event.UNLOCKED, Event.ONLY_READ]
    assert entries[1].params["count"] == 3
    acts = entries[1].params["acts"]
    assert isinstance(acts, list)
    assert [act.split()[0] for act in acts] == ["unlocked", "printed", "locked"]
    assert acts[1].endswith(f"{account} {NUMBER}")
    opening.lock(session)
    session = made.unlock()
    assert [entry.event for entry in session.vault.journal.latest(2)] == [
        Event.UNLOCKED,
        Event.LOCKED,
    ]
    opening.lock(session)


def test_this_computers_own_memory_keeps_it_until_then(
    unwritable: tuple[Office, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _code = unwritable
    notes = tmp_path / "notes"
    notes.mkdir()
    ports = Ports(made.clock, made.drive, MachineState(lambda: notes), LocalProfile())
    for _ in range(2):
        opening.lock(opening.unlock(made.folder, NAME, PASSPHRASE, ports))
    monkeypatch.undo()
    # Whoever may write the notes may put anything there; it keeps nobody out.
    file = next(notes.iterdir())
    noted = json.loads(file.read_text("utf-8"))
    noted["unjournaled"][0] = "locked \ud800\n" + "x" * 9000
    file.write_text(json.dumps(noted))
    session = opening.unlock(made.folder, NAME, PASSPHRASE, ports)
    [entry] = [one for one in session.vault.journal.latest(9) if one.event is Event.ONLY_READ]
    acts = entry.params["acts"]
    assert entry.params["count"] == 4
    assert isinstance(acts, list)
    assert acts[0].startswith("locked [U+D800][U+000A]x")
    assert len(acts[0]) <= unjournaled.LONGEST_ACT
    assert [act.split()[0] for act in acts[1:]] == ["locked", "unlocked", "locked"]
    opening.lock(session)


def test_where_even_that_cannot_be_remembered_it_is_told(unwritable: tuple[Office, str]) -> None:
    made, _code = unwritable
    made.machine.writable = False
    session = made.unlock()
    assert "only-read-unremembered" in [notice.code for notice in session.notices]
    assert reading.show(session, NUMBER).row.number == NUMBER
    opening.lock(session)


def test_a_log_that_a_killed_program_left_is_read_along_where_nothing_may_be_written(
    office_with_a_record: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = office_with_a_record
    session = made.unlock()
    recording.record(session, "equipment", {**JAM, "place": "Elm Hall"})
    killed = tmp_path / "Killed.vault"
    shutil.copytree(session.folder, killed)
    opening.lock(session)
    assert (killed / "incidents.db-wal").stat().st_size > 0
    real = driver.connect

    def no_writing(path: str) -> Any:
        if Path(path).parent != killed:
            return real(path)
        return driver.dbapi2.connect(
            f"{Path(path).as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None
        )

    monkeypatch.setattr(driver, "connect", no_writing)
    session = opening.unlock(killed, NAME, PASSPHRASE, made.ports)
    assert session.read_only
    assert reading.show(session, "LARK-2026-W1-0002").values["place"] == "Elm Hall"
    opening.lock(session)
    assert (killed / "incidents.db-wal").stat().st_size > 0


def test_the_drive_of_a_backup_is_told_from_the_vaults(session: Session, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    target = elsewhere / "now.clerkbackup"

    def refusing(path: object, flags: int, mode: int = 0o777) -> int:
        if Path(str(path)).parent == elsewhere and flags & os.O_CREAT:
            raise OSError(errno.EROFS, "Read-only file system")
        return real(path, flags, mode)  # type: ignore[arg-type]

    real = os.open
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "open", refusing)
        with pytest.raises(EnvironmentFailure, match="drive-read-only"):
            safekeeping.backup(session, target)
    assert list(elsewhere.iterdir()) == []


def test_a_closing_that_the_header_could_not_follow_is_told_as_waiting_for_room(
    office_with_a_record: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = office_with_a_record
    made.add("Lee Ortega", Role.STAFF)
    session = made.unlock()

    def full(*_: object) -> None:
        raise EnvironmentFailure("vault-disk-full")

    def only_read(path: str) -> Any:
        if Path(path).parent != made.folder:
            return real(path)
        return driver.dbapi2.connect(
            f"{Path(path).as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None
        )

    real = driver.connect
    with monkeypatch.context() as inside:
        inside.setattr(headers, "write", full)
        accounts.disable(session, "Lee Ortega")
        opening.lock(session)
        inside.setattr(driver, "connect", only_read)
        session = made.unlock()
        assert session.read_only
        found = safekeeping.check(session).problems
        assert [(one.code, one.params) for one in found] == [("header-waits", {})]
        opening.lock(session)
        with pytest.raises(Refused, match="unlock-failed"):
            made.unlock("Lee Ortega")
    session = made.unlock()
    assert safekeeping.check(session).problems == ()
    opening.lock(session)
