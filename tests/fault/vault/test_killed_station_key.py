"""The process is killed at every write of a closing that makes a new station key, and of a recovery."""

import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.office import Created
from clerkapp.domain.station import StationState
from clerkapp.vault.api import Unlocked, unlock
from clerkapp.vault.check import station
from clerkapp.vault.check.report import Looking
from tests.fakes.kills import KILLED
from tests.fakes.vaults import NAME, OTHER_NAME, OTHER_PASSPHRASE, PASSPHRASE, second_person

_KILLED = """
import os, sys
from pathlib import Path
from clerkapp.crypto.keys import fingerprint
from clerkapp.domain.events import Event
from clerkapp.vault import api as vaults
from clerkapp.vault.keys import header
from clerkapp.vault.engine.connection import Connection
from tests.fakes.vaults import LATER, OTHER_NAME, opened
folder, left = Path(sys.argv[1]), int(sys.argv[2])
def killing(work):
    def counted(*given, **named):
        global left
        if left == 0:
            os.kill(os.getpid(), 9)
        left -= 1
        return work(*given, **named)
    return counted
"""
CLOSING = (
    _KILLED
    + """
one = opened(folder)
Connection.run, header.write = killing(Connection.run), killing(header.write)
with one.vault.transaction():
    lee = one.vault.accounts.open_named(OTHER_NAME).id
    vaults.disable(one.vault, folder, lee, granter=one.signing, at=LATER)
    key = one.vault.station_keys.present().public
    station = {"station": fingerprint(key)}
    one.vault.journal.append(Event.ACCOUNT_DISABLED, LATER, one.account.id, {"closed": lee})
    one.vault.journal.append(Event.STATION_KEY_MADE, LATER, one.account.id, station)
"""
)
RECOVERING = (
    _KILLED
    + """
from tests.fakes.vaults import NAME
Connection.run, header.write = killing(Connection.run), killing(header.write)
vaults.recover(folder, sys.argv[3], NAME, "wholly new quiet words", at=LATER)
"""
)


@pytest.fixture(autouse=True)
def _in_the_checkout(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)


def _runs(program: str, *arguments: object) -> int:
    ran = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    return ran.returncode


def _open(folder: Path, name: str, *words: str) -> Unlocked | None:
    for passphrase in words:
        try:
            return unlock(folder, name, passphrase)
        except Refused:
            continue
    return None


def test_a_closing_killed_anywhere_leaves_one_key_and_whoever_may_use_it(
    folder: Path, created: Created, unlocked: Unlocked
) -> None:
    second_person(unlocked, folder)
    unlocked.vault.close()
    for writes in count():
        code = _runs(CLOSING, folder, writes)
        lee = _open(folder, OTHER_NAME, OTHER_PASSPHRASE)
        if lee is not None:
            assert code == KILLED
            assert len(lee.vault.station_keys.list()) == 1
            lee.vault.station_key()
            lee.vault.close()
        dana = unlock(folder, NAME, PASSPHRASE)
        assert len(dana.vault.station_keys.list()) == (1 if lee else 2)
        dana.vault.station_key()
        assert list(station.look(Looking(dana.vault, folder, StationState()))) == []
        dana.vault.close()
        if lee is None:
            break
    assert writes > 8


def test_a_recovery_killed_anywhere_leaves_one_way_in_and_one_key(
    folder: Path, created: Created, unlocked: Unlocked
) -> None:
    unlocked.vault.close()
    for writes in count():
        code = _runs(RECOVERING, folder, writes, created.recovery_key)
        again = _open(folder, NAME, PASSPHRASE, "wholly new quiet words")
        assert again is not None
        keys = again.vault.station_keys.list()
        again.vault.station_key()
        assert list(station.look(Looking(again.vault, folder, StationState()))) == []
        again.vault.close()
        if len(keys) == 2:
            break
        assert code == KILLED
    assert writes > 8
