"""Wrong tries pause the account that they were made with, however many are made at once."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from clerkapp.cli.answer import told
from clerkapp.domain.errors import Refused
from clerkapp.domain.people.roles import Role
from clerkapp.services.vaults import opening, pausing
from clerkapp.vault.api import account_named
from clerkapp.vault.keys import tries
from clerkapp.vault.keys.tries import Book, TryKind, TryLine
from tests.fakes.office import STAFF, MemoryMachine, Office
from tests.fakes.vaults import NAME, PASSPHRASE


def fail(office: Office, name: str = NAME, passphrase: str = "not this one") -> Refused:
    with pytest.raises(Refused) as caught:
        opening.unlock(office.folder, name, passphrase, office.ports)
    return caught.value


def test_a_colleague_does_not_wait_for_somebody_elses_slips(office: Office) -> None:
    office.add(STAFF, Role.STAFF)
    for _ in range(4):
        assert fail(office, STAFF).code == "unlock-failed"
    assert fail(office, STAFF, PASSPHRASE).code == "unlock-paused"
    session = office.unlock()
    opening.lock(session)
    assert [one.params["count"] for one in session.notices] == [4]
    assert fail(office, STAFF, PASSPHRASE).code == "unlock-paused"
    office.clock.pass_time(30)
    opening.lock(office.unlock(STAFF))
    assert fail(office, STAFF).params["left"] == 3


def test_names_that_are_not_there_share_one_count(office: Office) -> None:
    for n in range(4):
        assert fail(office, f"Nobody {n}").code == "unlock-failed"
    assert fail(office, "Nobody at all").code == "unlock-paused"
    opening.lock(office.unlock())
    assert fail(office, "Nobody at all").code == "unlock-paused"


def test_a_name_is_one_account_however_it_is_spelt(office: Office) -> None:
    for name in (NAME, NAME.upper(), f"  {NAME} ", NAME.replace(" ", "  ")):
        assert fail(office, name).code == "unlock-failed"
    assert fail(office).code == "unlock-paused"


def test_another_memory_of_the_computer_gives_no_new_tries(office: Office) -> None:
    for _ in range(4):
        fail(office)
    office.ports = replace(office.ports, machine=MemoryMachine())
    assert fail(office, passphrase=PASSPHRASE).code == "unlock-paused"


def test_of_many_tries_at_one_moment_four_are_judged(office: Office) -> None:
    start = threading.Barrier(16)
    codes: list[str] = []

    def attempt() -> None:
        start.wait()
        try:
            pausing.attempt(office.folder, "0f", office.ports).failed()
            codes.append("judged")
        except Refused as refused:
            codes.append(refused.code)

    threads = [threading.Thread(target=attempt) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes.count("judged") <= 4
    assert codes.count("judged") + codes.count("unlock-paused") == 16
    counted = tries.counting(Book(office.folder).read(), "0f")
    assert len(counted) == codes.count("judged")


_ONE_TRY = """
import sys
from pathlib import Path
from clerkapp.domain.errors import Refused
from clerkapp.host.clock import SystemClock
from clerkapp.host.machine import MachineState
from clerkapp.services.ports import Ports
from clerkapp.services.vaults import pausing
sys.stdin.readline()
try:
    pausing.attempt(Path(sys.argv[1]), "0f", Ports(SystemClock(), None, MachineState(), None)).failed()
    print("judged")
except Refused as refused:
    print(refused.code)
"""


def test_of_many_processes_at_one_moment_four_are_judged(
    office: Office, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    command = [sys.executable, "-c", _ONE_TRY, str(office.folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen(command, **pipes) for _ in range(8)]  # type: ignore[call-overload]
    for one in started:
        one.stdin.write("\n")
        one.stdin.flush()
    answers = [one.communicate()[0].strip() for one in started]
    assert answers.count("judged") <= 4
    assert answers.count("judged") + answers.count("unlock-paused") == 8


def test_a_try_that_was_not_judged_does_not_count(office: Office) -> None:
    session = office.unlock()
    for _ in range(6):
        with pytest.raises(Exception, match="vault-in-use"):
            office.unlock()
    opening.lock(session)
    assert fail(office).params["left"] == 3
    session = office.unlock()
    opening.lock(session)
    assert session.notices[0].params["count"] == 1


@pytest.mark.posix("special")
@pytest.mark.parametrize("planted", ["link", "fifo", "folder", "noise", "endless"])
def test_whatever_lies_in_the_files_place_keeps_nobody_out(
    office: Office, tmp_path: Path, planted: str
) -> None:
    place, victim = office.folder / tries.NAME, tmp_path / "victim"
    victim.write_bytes(b"mine")
    if planted == "link":
        place.symlink_to(victim)
    elif planted == "fifo":
        os.mkfifo(place)
    elif planted == "folder":
        place.mkdir()
    elif planted == "endless":
        place.symlink_to("/dev/zero")
    else:
        place.write_bytes(b"\xff\0 try nobody\n" * 1000 + b"try nobody 0123456789abcdef never\n")
    assert fail(office).code in ("unlock-failed", "unlock-failed-uncounted")
    opening.lock(office.unlock())
    assert victim.read_bytes() == b"mine"


def test_the_file_says_no_name_and_stays_short(office: Office) -> None:
    fail(office, "a passphrase typed into the wrong field")
    at = "2026-11-03T07:40:00-06:00"
    for n in range(1500):
        Book(office.folder).append(TryLine(TryKind.OK, "0f", f"{n:016x}", at))
    for n in range(5):
        for kind in (TryKind.TRY, TryKind.BAD):
            Book(office.folder).append(TryLine(kind, "0e", f"{n:016x}", at))
    opening.lock(office.unlock())
    text = (office.folder / tries.NAME).read_text()
    assert "passphrase" not in text
    assert len(text) < 2000
    assert len(tries.counting(Book(office.folder).read(), "0e")) == 5
    if os.name != "nt":
        assert (office.folder / tries.NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.posix("processes")
def test_processes_that_were_killed_keep_nobody_out_until_they_are_many(office: Office) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    account, at = account_named(office.folder, NAME), "2026-11-03T07:40:00-06:00"
    assert account is not None

    def killed(count: int) -> None:
        for n in range(count):
            token = f"{ended.pid:08x}{n:08x}"
            Book(office.folder).append(TryLine(TryKind.TRY, account, token, at))

    killed(20)
    session = office.unlock()
    opening.lock(session)
    assert session.notices == ()
    killed(24)
    assert fail(office, passphrase=PASSPHRASE).code == "unlock-paused"


@pytest.fixture
def full(office: Office) -> Path:
    """The vault's folder takes no note."""
    place = office.folder / tries.NAME
    place.mkdir()
    return place


def test_a_folder_that_takes_nothing_gives_no_endless_tries(
    office: Office, full: Path, tmp_path: Path
) -> None:
    office.machine.folder = tmp_path
    assert [fail(office).params["left"] for _ in range(4)] == [3, 2, 1, 0]
    assert fail(office, passphrase=PASSPHRASE).code == "unlock-paused"
    office.clock.pass_time(30)
    session = office.unlock()
    opening.lock(session)
    assert [one.params["count"] for one in session.notices] == [4]
    assert fail(office).params["left"] == 3


def test_tries_noted_outside_come_home_when_the_folder_takes_them_again(
    office: Office, full: Path, tmp_path: Path
) -> None:
    office.machine.folder = tmp_path
    for _ in range(2):
        fail(office, "Nobody")
        office.clock.pass_time(1)
    full.rmdir()
    assert fail(office, "Nobody").params["left"] == 1
    office.clock.pass_time(1)
    session = office.unlock()
    opening.lock(session)
    assert [one.params["count"] for one in session.notices] == [3]
    assert [path.name for path in tmp_path.glob("tries-*")] == []
    assert fail(office, "Nobody").params["left"] == 0
    assert fail(office, "Nobody").code == "unlock-paused"


def test_an_unlock_noted_outside_ends_what_was_noted_in_the_folder(
    office: Office, tmp_path: Path
) -> None:
    office.machine.folder = tmp_path
    account = account_named(office.folder, NAME)
    assert account is not None
    book = pausing.book_of(office.folder, office.ports, office.created.vault_id)
    inside, outside = Book(office.folder), Book(tmp_path / "gone", book.elsewhere)
    for n in range(3):
        at = f"2026-11-03T07:40:0{n}-06:00"
        for kind in (TryKind.TRY, TryKind.BAD):
            assert inside.append(TryLine(kind, account, f"{n:016x}", at))
    assert outside.append(TryLine(TryKind.OK, account, f"{9:016x}", "2026-11-03T07:41:00-06:00"))
    assert tries.counting(book.read(), account) == ()


def test_where_no_try_can_be_noted_no_number_is_said(office: Office, full: Path) -> None:
    refusals = [fail(office) for _ in range(6)]
    assert {refused.code for refused in refusals} == {"unlock-failed-uncounted"}
    assert not any(refused.params for refused in refusals)
    words = told(refusals[-1].code)
    assert "Tries left" not in words
    assert not any(char.isdigit() for char in words)


def test_a_pause_is_told_as_this_names_alone(office: Office) -> None:
    for _ in range(4):
        fail(office)
    paused = fail(office)
    words = told(paused.code, **paused.params)
    assert "under this name" in words
    assert "nobody else has to wait" in words
